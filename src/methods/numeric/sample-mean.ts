/** A mean with Student's interval, and two means compared without assuming equal spread (Welch 1947). */

import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';

export interface SampleMoments {
  readonly count: number;
  readonly mean: number;
  /** Divisor n - 1; NaN for fewer than two values. */
  readonly variance: number;
}

export interface MeanDifference {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly p: number;
}

/** Mean and variance in two passes, each value counted `counts[i]` times. */
export function momentsOf(values: ArrayLike<number>, counts?: ArrayLike<number>): SampleMoments {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    count += counts?.[i] ?? 1;
    sum += (counts?.[i] ?? 1) * values[i]!;
  }
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (counts?.[i] ?? 1) * (values[i]! - mean) ** 2;
  return { count, mean, variance: count > 1 ? squares / (count - 1) : Number.NaN };
}

/** Student's interval; null where one value tells nothing of the spread. */
export function meanInterval({ count, mean, variance }: SampleMoments, level: number) {
  if (count < 2) return { estimate: mean, low: null, high: null, level };
  const half = tQuantile(1 - (1 - level) / 2, count - 1) * Math.sqrt(variance / count);
  return { estimate: mean, low: mean - half, high: mean + half, level };
}

/**
 * `one` less `other`; null where the spread of either is unknown or neither varies.
 *
 * @example welchDifference(momentsOf([5, 4, 4]), momentsOf([3, 2, 4]), 0.95)?.p;
 */
export function welchDifference(one: SampleMoments, other: SampleMoments, level: number): MeanDifference | null {
  const a = one.variance / one.count;
  const b = other.variance / other.count;
  if (!(a + b > 0)) return null;
  const estimate = one.mean - other.mean;
  const standardError = Math.sqrt(a + b);
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / (one.count - 1) + b ** 2 / (other.count - 1));
  const half = tQuantile(1 - (1 - level) / 2, degreesOfFreedom) * standardError;
  const t = estimate / standardError;
  const p = 2 * tCdf(-Math.abs(t), degreesOfFreedom);
  return { estimate, low: estimate - half, high: estimate + half, standardError, t, degreesOfFreedom, p };
}
