import { chiSquareIndependence } from './chi-square-independence.ts';
import { cuped } from './cuped.ts';
import { mannWhitney } from './mann-whitney.ts';
import { multipleComparisons } from './multiple-comparisons.ts';
import { sampleRatioMismatch } from './sample-ratio-mismatch.ts';
import { twoMeans } from './two-means.ts';
import { twoProportions } from './two-proportions.ts';

export const compareMethods = [
  twoProportions,
  twoMeans,
  mannWhitney,
  chiSquareIndependence,
  sampleRatioMismatch,
  cuped,
  multipleComparisons,
] as const;

export {
  chiSquareIndependence,
  cuped,
  mannWhitney,
  multipleComparisons,
  sampleRatioMismatch,
  twoMeans,
  twoProportions,
};
