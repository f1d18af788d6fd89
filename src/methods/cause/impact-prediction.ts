/** What a local-level regression expects after an intervention, moment by moment, on average and summed. */

import { type LocalLevelData, type LocalLevelFit, likelyLevels } from './local-level.ts';

/** Mean and variance of the expected outcome at each moment, of its running sum, and of the last sum's share a moment. */
export interface Expected {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly sumMean: Float64Array;
  readonly sumVariance: Float64Array;
}

/** Moments to be predicted: how many steps after the last one fitted, and the columns there. `counted` says which enter the sums. */
export interface Ahead {
  readonly steps: readonly number[];
  readonly columns: readonly Float64Array[];
  readonly counted: readonly boolean[];
}

/**
 * Given the ratio the outcome ahead is normal: its level wanders on from where it was, the coefficients are uncertain, the noise
 * is new at each moment. All variances are exact, those of the sums with every covariance.
 *
 * @example expectedAhead(fit, { steps: [1, 2], columns, counted: [true, true] }).mean;
 */
export function expectedAhead(fit: LocalLevelFit, { steps, columns, counted }: Ahead): Expected {
  const size = fit.coefficients.length;
  const count = steps.length;
  const [mean, variance] = [new Float64Array(count), new Float64Array(count)];
  const [sumMean, sumVariance] = [new Float64Array(count), new Float64Array(count)];
  const gap = new Float64Array(size);
  const gaps = new Float64Array(size);
  let [levels, earlier, noise, total] = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const level = fit.levelVariance + fit.ratio * (steps[i]! - 1);
    let expected = fit.outcomeLevel;
    for (let j = 0; j < size; j++) {
      gap[j] = columns[j]![i]! - fit.columnLevels[j]!;
      expected += gap[j]! * fit.coefficients[j]!;
    }
    mean[i] = expected;
    variance[i] = fit.noiseVariance * (1 + level + quadratic(fit.inverse, gap));
    if (counted[i]) {
      total += expected;
      noise++;
      levels += 2 * earlier + level;
      earlier += level;
      for (let j = 0; j < size; j++) gaps[j]! += gap[j]!;
    }
    sumMean[i] = total;
    sumVariance[i] = fit.noiseVariance * (noise + levels + quadratic(fit.inverse, gaps));
  }
  return { mean, variance, sumMean, sumVariance };
}

function quadratic(matrix: Float64Array, vector: Float64Array): number {
  const size = vector.length;
  let sum = 0;
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) sum += vector[a]! * matrix[a * size + b]! * vector[b]!;
  return sum;
}

/**
 * The same with the ratio itself uncertain: means and variances over the ratios that the data allow.
 *
 * @example expectedOverRatios(data, best, ahead).variance;
 */
export function expectedOverRatios(data: LocalLevelData, best: LocalLevelFit, ahead: Ahead): Expected {
  const parts = likelyLevels(data, best).map(({ fit, share }) => ({ share, expected: expectedAhead(fit, ahead) }));
  const mix = (mean: 'mean' | 'sumMean', variance: 'variance' | 'sumVariance') => {
    const centre = ahead.steps.map((_, i) =>
      parts.reduce((sum, { share, expected }) => sum + share * expected[mean][i]!, 0),
    );
    const spread = ahead.steps.map((_, i) =>
      parts.reduce(
        (sum, { share, expected }) => sum + share * (expected[variance][i]! + (expected[mean][i]! - centre[i]!) ** 2),
        0,
      ),
    );
    return [Float64Array.from(centre), Float64Array.from(spread)] as const;
  };
  const [mean, variance] = mix('mean', 'variance');
  const [sumMean, sumVariance] = mix('sumMean', 'sumVariance');
  return { mean, variance, sumMean, sumVariance };
}
