/** Bass by regression of sales on cumulative sales and their square, as in the paper of 1969. */

import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { linearRegression } from '../numeric/linear-regression.ts';
import type { CurveParameter } from './curve-intervals.ts';

export interface BassRegression {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly rSquared: number | null;
  readonly m: CurveParameter;
  readonly p: CurveParameter;
  readonly q: CurveParameter;
}

/** @returns null where the regression has no peak (c not below 0, or no positive root): the curve is not Bass's, or too early. */
export function bassRegression(sales: readonly number[], level: number): BassRegression | null {
  let sold = 0;
  const before = sales.map((now) => {
    sold += now;
    return sold - now;
  });
  const fit = linearRegression(sales, [before, before.map((n) => n * n)]);
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = fit.coefficients;
  const inner = b * b - 4 * a * c;
  if (!(c < 0 && inner > 0)) return null;
  const root = Math.sqrt(inner);
  const m = (-b - root) / (2 * c);
  if (!(m > 0 && a / m > 0)) return null;
  // m solves a + b m + c m² = 0; its slopes follow by differentiating that.
  const steep = b + 2 * c * m;
  const byM = [-1 / steep, -m / steep, (-m * m) / steep];
  const parameter = (estimate: number, slopes: readonly number[]): CurveParameter => {
    if (fit.degreesOfFreedom <= 0) return { estimate, standardError: null, low: null, high: null, level };
    let variance = 0;
    slopes.forEach((one, i) => {
      slopes.forEach((other, j) => {
        variance += one * other * fit.inverseCrossProduct[i * 3 + j]! * fit.sigma ** 2;
      });
    });
    const standardError = Math.sqrt(Math.max(0, variance));
    const half = tQuantile((1 + level) / 2, fit.degreesOfFreedom) * standardError;
    return { estimate, standardError, low: estimate - half, high: estimate + half, level };
  };
  return {
    a,
    b,
    c,
    rSquared: Number.isFinite(fit.rSquared) ? fit.rSquared : null,
    m: parameter(m, byM),
    p: parameter(
      a / m,
      byM.map((slope, i) => (i === 0 ? 1 / m : 0) - (a / m ** 2) * slope),
    ),
    q: parameter(
      -m * c,
      byM.map((slope, i) => (i === 2 ? -m : 0) - c * slope),
    ),
  };
}
