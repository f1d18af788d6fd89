/** Futures of a fitted curve: parameters as unsure as the fit leaves them, residuals as large as it saw them. */

import { cholesky } from '../numeric/cholesky.ts';
import type { Random } from '../numeric/random.ts';
import { type CurveFit, freeCovariance, gauge, moved, type Series } from './curve-fit.ts';

interface Paths {
  readonly expected: number[];
  /** Ascending draws, one array a period. */
  readonly values: Float64Array[];
  /** All that was seen and what was drawn since, ascending; of meaning for values per period. */
  readonly cumulative: Float64Array[];
  /** Ascending draws of the height. */
  readonly heights: Float64Array;
}

/**
 * Residual variances are drawn too, by the scaled inverse chi-square that the degrees of freedom allow. Values per period and
 * levels are kept from falling below 0 where none seen was.
 */
export function simulatedPaths(
  fit: CurveFit,
  series: Series,
  { horizon, draws, random }: { horizon: number; draws: number; random: Random },
): Paths {
  const { curve, at, sigma, degreesOfFreedom } = fit;
  const lower = triangleOf(fit);
  const valueAt = gauge(curve, series);
  const slopes = new Float64Array(3);
  const first = series.times.length + 1;
  const floor = series.values.every((value) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  const seen = series.values.reduce((a, b) => a + b, 0);
  const values = Array.from({ length: horizon }, () => new Float64Array(draws));
  const cumulative = Array.from({ length: horizon }, () => new Float64Array(draws));
  const heights = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    const spread = sigma === null ? 0 : Math.sqrt(degreesOfFreedom / (2 * random.gamma(degreesOfFreedom / 2)));
    const drawn = lower === null ? at : moved(curve, at, shiftOf(lower, spread, random));
    heights[draw] = drawn[0]!;
    let sum = seen;
    for (let k = 0; k < horizon; k++) {
      const noise = (sigma ?? 0) * spread * random.normal();
      const value = Math.max(floor, valueAt(drawn, first + k, slopes) + noise);
      values[k]![draw] = value;
      sum += value;
      cumulative[k]![draw] = sum;
    }
  }
  for (const column of [...values, ...cumulative, heights]) column.sort();
  const expected = Array.from({ length: horizon }, (_, k) => valueAt(at, first + k, slopes));
  return { expected, values, cumulative, heights };
}

function triangleOf(fit: CurveFit): Float64Array | null {
  const covariance = freeCovariance(fit);
  if (covariance === null) return null;
  const size = covariance.length === 9 ? Float64Array.from([0, 4, 8], (k) => Math.sqrt(covariance[k]!)) : null;
  if (size === null) return null;
  const scaled = covariance.map((value, k) => value / (size[Math.floor(k / 3)]! * size[k % 3]!));
  if (cholesky(scaled, 3, scaled) !== -1) return null;
  return scaled.map((value, k) => (k % 3 > Math.floor(k / 3) ? 0 : value * size[Math.floor(k / 3)]!));
}

function shiftOf(lower: Float64Array, spread: number, random: Random): Float64Array {
  const noise = [random.normal(), random.normal(), random.normal()];
  return Float64Array.from({ length: 3 }, (_, row) => {
    let sum = 0;
    for (let k = 0; k <= row; k++) sum += lower[row * 3 + k]! * noise[k]!;
    return sum * spread;
  });
}
