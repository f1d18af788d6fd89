/** Poisson regression with a logarithmic link by iterated weighted least squares. */

import gammaln from '@stdlib/math-base-special-gammaln';
import { type LinearRegression, linearRegression } from '../numeric/linear-regression.ts';

const STEPS_AT_MOST = 50;
const SETTLED = 1e-12;

export interface PoissonRegression {
  readonly coefficients: Float64Array;
  /** Covariance of the coefficients where variance equals mean, row-major. */
  readonly covariance: Float64Array;
  readonly fitted: Float64Array;
  readonly deviance: number;
  readonly logLikelihood: number;
  /** Pearson's chi-square over the degrees of freedom: 1 for Poisson counts. */
  readonly dispersion: number;
  readonly degreesOfFreedom: number;
  readonly aliased: readonly number[];
  readonly converged: boolean;
}

/**
 * @param offset logarithm of each row's exposure.
 * @example poissonRegression([3, 5, 9], [[1, 2, 3]], [0, 0, 0]).coefficients;
 */
export function poissonRegression(
  counts: readonly number[],
  columns: readonly ArrayLike<number>[],
  offset: readonly number[],
): PoissonRegression {
  const n = counts.length;
  let fitted = Float64Array.from(counts, (count) => count + 0.1);
  let deviance = Number.POSITIVE_INFINITY;
  let fit: LinearRegression | null = null;
  let converged = false;
  for (let step = 0; step < STEPS_AT_MOST && !converged; step++) {
    const means = fitted;
    const working = counts.map((count, i) => Math.log(means[i]!) - offset[i]! + (count - means[i]!) / means[i]!);
    fit = linearRegression(working, columns, { weights: means });
    const linear = fit.fitted;
    fitted = Float64Array.from(counts, (_, i) => Math.min(Math.max(Math.exp(linear[i]! + offset[i]!), 1e-10), 1e15));
    const next = devianceOf(counts, fitted);
    converged = Math.abs(next - deviance) <= SETTLED * (Math.abs(next) + 0.1);
    deviance = next;
  }
  const coefficients = fit?.coefficients ?? new Float64Array();
  const aliased = fit?.aliased ?? [];
  const degreesOfFreedom = n - coefficients.length + aliased.length;
  const pearson = counts.reduce((sum, count, i) => sum + (count - fitted[i]!) ** 2 / fitted[i]!, 0);
  return {
    coefficients,
    covariance: fit?.inverseCrossProduct ?? new Float64Array(),
    fitted,
    deviance,
    logLikelihood: counts.reduce(
      (sum, count, i) => sum + count * Math.log(fitted[i]!) - fitted[i]! - gammaln(count + 1),
      0,
    ),
    dispersion: degreesOfFreedom > 0 ? pearson / degreesOfFreedom : 1,
    degreesOfFreedom,
    aliased,
    converged,
  };
}

function devianceOf(counts: readonly number[], fitted: Float64Array): number {
  return counts.reduce((sum, count, i) => {
    const mean = fitted[i]!;
    return sum + 2 * ((count > 0 ? count * Math.log(count / mean) : 0) - (count - mean));
  }, 0);
}
