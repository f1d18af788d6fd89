/** What a local-level regression expects after an intervention, moment by moment, on average and summed. */

import { type LocalLevelFit, quadratic } from './local-level.ts';

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

/** One of the fits that the data allow: its share of belief, and which of the columns it uses. */
export interface LevelPart {
  readonly fit: LocalLevelFit;
  readonly share: number;
  readonly columns: readonly number[];
}

/**
 * The same with the ratio (and which controls belong in) itself uncertain: means and variances over the fits that the data allow.
 *
 * @returns with the last sum that each of the fits expects.
 * @example expectedOver([{ fit, share: 1, columns: [0, 1] }], ahead).variance;
 */
export function expectedOver(parts: readonly LevelPart[], ahead: Ahead): Expected & { totals: number[] } {
  const zeros = () => new Float64Array(ahead.steps.length);
  const total = { mean: zeros(), variance: zeros(), sumMean: zeros(), sumVariance: zeros() };
  const totals: number[] = [];
  let shared = 0;
  for (const { fit, share, columns } of parts) {
    const own = expectedAhead(fit, { ...ahead, columns: columns.map((at) => ahead.columns[at]!) });
    shared += share;
    totals.push(own.sumMean[own.sumMean.length - 1]!);
    mixIn([total.mean, total.variance], [own.mean, own.variance], share / shared);
    mixIn([total.sumMean, total.sumVariance], [own.sumMean, own.sumVariance], share / shared);
  }
  return { ...total, totals };
}

type Moments = readonly [mean: Float64Array, variance: Float64Array];

/** Makes the first the mixture of both, the second with its share of the whole. */
function mixIn([mean, variance]: Moments, [otherMean, otherVariance]: Moments, share: number): void {
  for (let i = 0; i < mean.length; i++) {
    const apart = otherMean[i]! - mean[i]!;
    mean[i]! += share * apart;
    variance[i] = (1 - share) * variance[i]! + share * otherVariance[i]! + share * (1 - share) * apart * apart;
  }
}
