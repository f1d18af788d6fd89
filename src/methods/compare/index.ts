import { multipleComparisons } from './multiple-comparisons.ts';
import { sampleRatioMismatch } from './sample-ratio-mismatch.ts';
import { twoProportions } from './two-proportions.ts';

export const compareMethods = [twoProportions, sampleRatioMismatch, multipleComparisons] as const;

export { multipleComparisons, sampleRatioMismatch, twoProportions };
