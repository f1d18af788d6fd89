/** Two-sided p-values and critical values, taken from the lower tail where doubles are densest. */

import gammainc from '@stdlib/math-base-special-gammainc';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';

/** Beyond so many degrees of freedom Student's t is the normal to every printed digit. */
const FREEDOM_OF_NORMAL = 1e10;

export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z), 0, 1));
}

export function tTwoSided(t: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom > FREEDOM_OF_NORMAL) return normalTwoSided(t);
  return Math.min(1, 2 * tCdf(-Math.abs(t), degreesOfFreedom));
}

export function chiSquareUpper(statistic: number, degreesOfFreedom: number): number {
  return gammainc(statistic / 2, degreesOfFreedom / 2, true, true);
}

/** 1.96 for level 0.95. */
export function normalCritical(level: number): number {
  return -normalQuantile((1 - level) / 2, 0, 1);
}

export function tCritical(level: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom > FREEDOM_OF_NORMAL) return normalCritical(level);
  return -tQuantile((1 - level) / 2, degreesOfFreedom);
}
