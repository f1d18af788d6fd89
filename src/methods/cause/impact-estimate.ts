/** The causal impact itself: what was, less what was expected. */

import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { MethodProblem } from '../method.ts';
import { type ImpactData, type ImpactInputs, impactData } from './impact-data.ts';
import { type Ahead, expectedAhead, expectedOverRatios } from './impact-prediction.ts';
import { type LocalLevelFit, mostLikelyLevel } from './local-level.ts';

export interface ImpactEstimate {
  readonly data: ImpactData;
  readonly fit: LocalLevelFit;
  /** Moments after the change at which the outcome is known. */
  readonly counted: number;
  readonly actual: readonly (number | null)[];
  readonly expected: readonly number[];
  /** Half the width of each interval. */
  readonly half: readonly number[];
  readonly cumulative: readonly number[];
  readonly cumulativeHalf: readonly number[];
  readonly actualSum: number;
  readonly expectedSum: number;
  readonly sumStandardError: number;
  readonly degreesOfFreedom: number;
  readonly quantile: number;
}

/**
 * @param plugIn whether the ratio of variances is taken as known.
 * @example estimateImpact(inputs, { plugIn: false, level: 0.95 }).sumStandardError;
 */
export function estimateImpact(
  inputs: ImpactInputs,
  { plugIn, level }: { plugIn: boolean; level: number },
): ImpactEstimate {
  const data = impactData(inputs);
  const learnt = data.outcome.length;
  const history = { outcome: data.outcome, columns: data.columns.map((column) => column.slice(0, learnt)) };
  const fit = mostLikelyLevel(history);
  if (fit === null)
    throw new MethodProblem(
      'not-fitted',
      'outcome',
      'The series before the change cannot be fitted; give more of it, or fewer controls.',
    );
  const actual = inputs.outcome.slice(inputs.after[0] - 1, inputs.after[1]);
  const ahead: Ahead = {
    steps: data.ahead.map((moment) => moment - learnt + 1),
    columns: data.columns.map((column) => Float64Array.from(data.ahead, (moment) => column[moment]!)),
    counted: actual.map((value) => value !== null),
  };
  const counted = ahead.counted.filter(Boolean).length;
  if (counted === 0) throw new MethodProblem('nothing-after', 'outcome', 'Give at least one value after the change.');
  const { mean, variance, sumMean, sumVariance } = plugIn
    ? expectedAhead(fit, ahead)
    : expectedOverRatios(history, fit, ahead);
  const quantile = tQuantile((1 + level) / 2, fit.degreesOfFreedom);
  const expected = Array.from(mean, (value) => data.centre + data.scale * value);
  let [known, sum] = [0, 0];
  const cumulative = actual.map((value, i) => {
    if (value !== null) {
      known++;
      sum += value;
    }
    return sum - known * data.centre - data.scale * sumMean[i]!;
  });
  const spread = (value: number) => data.scale * Math.sqrt(Math.max(0, value));
  const sumStandardError = spread(sumVariance[actual.length - 1]!);
  return {
    data,
    fit,
    counted,
    actual,
    expected,
    half: Array.from(variance, (value) => quantile * spread(value)),
    cumulative,
    cumulativeHalf: Array.from(sumVariance, (value) => quantile * spread(value)),
    actualSum: sum,
    expectedSum: sum - cumulative[actual.length - 1]!,
    sumStandardError,
    degreesOfFreedom: fit.degreesOfFreedom,
    quantile,
  };
}

/** One-step expectations over the time before, in units of the outcome. */
export function expectedBefore({ data, fit }: ImpactEstimate): (number | null)[] {
  return Array.from(data.outcome, (value, t) =>
    Number.isNaN(value) ? null : data.centre + data.scale * (value - fit.innovations[t]! * fit.spreads[t]!),
  );
}
