/** Estimates that are normal in large samples: their interval and the p-value of being nothing. */

import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';

/** @example normalInterval(1, 0.5, 0.95); // estimate 1, low 0.02, high 1.98, level 0.95 */
export function normalInterval(estimate: number, standardError: number, level: number) {
  const half = quantile(1 - (1 - level) / 2, 0, 1) * standardError;
  return { estimate, low: estimate - half, high: estimate + half, level };
}

/** Two-sided p of a standard normal statistic. */
export function normalP(z: number): number {
  return 2 * cdf(-Math.abs(z), 0, 1);
}
