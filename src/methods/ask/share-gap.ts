/** The difference of two shares that exclude each other, such as promoters less detractors: Tango's score interval (1998). */

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { root } from '../numeric/root.ts';

/** So near to -1 and 1 the variance has all but vanished. */
const EDGE = 1e-12;

/**
 * All differences that a score test does not reject.
 *
 * @param plus how many are in the share that counts for, `minus` in the one that counts against, of `n` in all.
 * @example scoreBounds({ plus: 40, minus: 30, n: 100 }, 0.95); // low -0.06, high 0.26
 */
export function scoreBounds(
  { plus, minus, n }: { plus: number; minus: number; n: number },
  level: number,
): { low: number; high: number } {
  const z = normalQuantile(1 - (1 - level) / 2, 0, 1);
  const estimate = (plus - minus) / n;
  const statistic = (gap: number) => (plus - minus - n * gap) / Math.sqrt(n * varianceAt(gap, { plus, minus, n }));
  const low = estimate <= -1 ? -1 : root((gap) => statistic(gap) - z, EDGE - 1, estimate);
  const high = estimate >= 1 ? 1 : root((gap) => statistic(gap) + z, estimate, 1 - EDGE);
  return { low: low ?? -1, high: high ?? 1 };
}

/** Of one answer, at the likeliest shares whose difference is `gap`. */
function varianceAt(gap: number, { plus, minus, n }: { plus: number; minus: number; n: number }): number {
  const a = 2 * n;
  const b = (2 * n - plus + minus) * gap - plus - minus;
  const c = -minus * gap * (1 - gap);
  const against = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
  return Math.max(Number.MIN_VALUE, 2 * against + gap * (1 - gap));
}
