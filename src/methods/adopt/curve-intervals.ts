/** How sure a fitted S-curve is of its parameters and of what comes next. */

import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { z } from 'zod';
import { root } from '../numeric/root.ts';
import { type CurveFit, fitCurve, gauge, moved, type Series, SIZE, stretch } from './curve-fit.ts';

export const curveParameter = z.object({
  estimate: z.number(),
  standardError: z.number().nullable().describe('Null where the data do not tell it.'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  level: z.number(),
});
export type CurveParameter = z.infer<typeof curveParameter>;

/** A parameter with Student's interval (delta method). */
export function curveParameterOf(
  { at, covariance, degreesOfFreedom }: CurveFit,
  index: number,
  level: number,
): CurveParameter {
  const estimate = at[index]!;
  if (covariance === null) return { estimate, standardError: null, low: null, high: null, level };
  const standardError = Math.sqrt(covariance[index * (SIZE + 1)]!);
  const half = tQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  return { estimate, standardError, low: estimate - half, high: estimate + half, level };
}

/** A parameter with its profile interval: where, the others fitted anew, the fit gets as much worse as an F ratio allows. */
export function profileOf(
  fit: CurveFit,
  series: Series,
  { index, level }: { index: number; level: number },
): CurveParameter {
  const wald = curveParameterOf(fit, index, level);
  if (wald.standardError === null || fit.sigma === null || fit.sigma === 0) return wald;
  const limit = tQuantile((1 + level) / 2, fit.degreesOfFreedom);
  const width = wald.standardError / Math.abs(stretch(fit.curve, fit.at, index));
  const outside = (distance: number): number => {
    const shift = new Float64Array(SIZE);
    shift[index] = distance * width;
    const worse = fitCurve(fit.curve, series, { index, from: moved(fit.curve, fit.at, shift) });
    if (worse === null || fit.sigma === null) return Number.NaN;
    return Math.sqrt(Math.max(0, worse.sumOfSquares - fit.sumOfSquares)) / fit.sigma - limit;
  };
  const edge = (sign: number): number | null => {
    for (const far of [1.5 * limit, 4 * limit, 10 * limit]) {
      const at = root((distance) => outside(sign * distance), 0, far, 1e-7);
      if (at === null) continue;
      const shift = new Float64Array(SIZE);
      shift[index] = sign * at * width;
      return moved(fit.curve, fit.at, shift)[index]!;
    }
    return null;
  };
  const edges = fit.curve.ranges[index] === 'share' ? [edge(1), edge(-1)] : [edge(-1), edge(1)];
  return { ...wald, low: edges[0] ?? null, high: edges[1] ?? null };
}

/** What a value at t is expected to be, with the interval of one more observation there. */
export function predictedAt(fit: CurveFit, series: { perPeriod: boolean }, { t, level }: { t: number; level: number }) {
  const slopes = new Float64Array(SIZE);
  const estimate = gauge(fit.curve, series)(fit.at, t, slopes);
  if (fit.covariance === null || fit.sigma === null) return { estimate, low: null, high: null };
  let variance = fit.sigma ** 2;
  for (let a = 0; a < SIZE; a++)
    for (let b = 0; b < SIZE; b++) variance += slopes[a]! * slopes[b]! * fit.covariance[a * SIZE + b]!;
  const half = tQuantile((1 + level) / 2, fit.degreesOfFreedom) * Math.sqrt(variance);
  return { estimate, low: estimate - half, high: estimate + half };
}

/** Akaike's criterion corrected for few observations, sigma counted; null where there are too few for the correction. */
export function correctedAkaike({ fitted, sumOfSquares: sum }: CurveFit): number | null {
  const n = fitted.length;
  const k = SIZE + 1;
  if (n <= k + 1 || !(sum > 0)) return null;
  return n * (Math.log((2 * Math.PI * sum) / n) + 1) + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
}
