/** How the errors of a regression scatter: standard errors that bear it, and tests of whether they are even. */

import gammainc from '@stdlib/math-base-special-gammainc';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import { type LinearRegression, linearRegression } from '../numeric/linear-regression.ts';
import { hc1Variance, influences, neweyWestCovariance } from '../numeric/robust-errors.ts';

export const ERROR_KINDS = ['classic', 'HC0', 'HC1', 'HC3', 'newey-west'] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

export interface Tested {
  readonly standardErrors: Float64Array;
  readonly t: Float64Array;
  /** Two-sided, Student's t. */
  readonly p: Float64Array;
}

/**
 * Errors, t and p of every coefficient, intercept first.
 *
 * @param lag how many observations back Newey and West let errors correlate.
 */
export function testedBy(
  fit: LinearRegression,
  columns: readonly (readonly number[])[],
  { errors, lag }: { errors: ErrorKind; lag: number },
): Tested {
  if (errors === 'classic') return fit;
  const design = [new Float64Array(fit.residuals.length).fill(1), ...columns];
  const scores = errors === 'HC3' ? jackknifed(fit, design) : fit.residuals;
  const pulls = influences(design, fit.inverseCrossProduct, scores);
  const back = errors === 'newey-west' ? lag : 0;
  const standardErrors = Float64Array.from(pulls, (pull) =>
    Math.sqrt(errors === 'HC1' ? hc1Variance(pull, design.length) : Math.max(0, neweyWestCovariance(pull, pull, back))),
  );
  const t = standardErrors.map((error, at) => fit.coefficients[at]! / error);
  const p = t.map((value) => 2 * tCdf(-Math.abs(value), fit.degreesOfFreedom));
  return { standardErrors, t, p };
}

/** What each residual would be had the row not been fitted; a row that alone fixes a coefficient has none, and weighs nothing. */
function jackknifed({ residuals, inverseCrossProduct }: LinearRegression, design: readonly ArrayLike<number>[]) {
  const size = design.length;
  return residuals.map((residual, row) => {
    let leverage = 0;
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        leverage += design[a]![row]! * inverseCrossProduct[a * size + b]! * design[b]![row]!;
    return leverage < 1 - 1e-10 ? residual / (1 - leverage) : 0;
  });
}

/** Breusch and Pagan's test as Koenker studentised it: do the squared residuals follow the columns? Null for a perfect fit. */
export function evenScatterP({ residuals }: LinearRegression, columns: readonly (readonly number[])[]): number | null {
  const { rSquared } = linearRegression(
    residuals.map((residual) => residual * residual),
    columns,
  );
  return Number.isFinite(rSquared) ? gammainc((residuals.length * rSquared) / 2, columns.length / 2, true, true) : null;
}

/** Durbin and Watson's statistic: 2 where neighbours in the order given do not correlate, towards 0 where they are alike. */
export function durbinWatson({ residuals, residualSumOfSquares }: LinearRegression): number | null {
  let sum = 0;
  for (let i = 1; i < residuals.length; i++) sum += (residuals[i]! - residuals[i - 1]!) ** 2;
  return residualSumOfSquares > 0 ? sum / residualSumOfSquares : null;
}
