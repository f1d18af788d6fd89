import { bayesianMeans } from './bayesian-means.ts';
import { bayesianProportions } from './bayesian-proportions.ts';
import { chiSquareIndependence } from './chi-square-independence.ts';
import { confidenceSequence } from './confidence-sequence.ts';
import { cuped } from './cuped.ts';
import { groupSequential } from './group-sequential.ts';
import { mannWhitney } from './mann-whitney.ts';
import { mixtureSprt } from './mixture-sprt.ts';
import { multipleComparisons } from './multiple-comparisons.ts';
import { powerTwoMeans } from './power-two-means.ts';
import { powerTwoProportions } from './power-two-proportions.ts';
import { sampleRatioMismatch } from './sample-ratio-mismatch.ts';
import { thompsonSampling } from './thompson-sampling.ts';
import { twoMeans } from './two-means.ts';
import { twoProportions } from './two-proportions.ts';

/** In the order of an experiment: plan, check, read, look early, choose, count the looks. */
export const compareMethods = [
  powerTwoProportions,
  powerTwoMeans,
  sampleRatioMismatch,
  twoProportions,
  twoMeans,
  mannWhitney,
  chiSquareIndependence,
  cuped,
  groupSequential,
  confidenceSequence,
  mixtureSprt,
  bayesianProportions,
  bayesianMeans,
  thompsonSampling,
  multipleComparisons,
] as const;

export {
  bayesianMeans,
  bayesianProportions,
  chiSquareIndependence,
  confidenceSequence,
  cuped,
  groupSequential,
  mannWhitney,
  mixtureSprt,
  multipleComparisons,
  powerTwoMeans,
  powerTwoProportions,
  sampleRatioMismatch,
  thompsonSampling,
  twoMeans,
  twoProportions,
};
