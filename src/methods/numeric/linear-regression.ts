/** Ordinary and weighted least squares by QR, which keeps its digits where the normal equations lose them (Longley 1967). */

import tCdf from '@stdlib/stats-base-dists-t-cdf';
import { householderQr } from './householder-qr.ts';

export interface LinearRegression {
  /** Intercept first where there is one, then the columns in their order; NaN for a column in `aliased`. */
  readonly coefficients: Float64Array;
  /** NaN for aliased columns, and for all where no degrees of freedom are left; so too `t` and `p`. */
  readonly standardErrors: Float64Array;
  readonly t: Float64Array;
  /** Two-sided, Student's t. */
  readonly p: Float64Array;
  /** Inverse of X'WX, row-major over all coefficients; zeros for aliased ones. Times sigma squared: their covariance. */
  readonly inverseCrossProduct: Float64Array;
  readonly fitted: Float64Array;
  readonly residuals: Float64Array;
  readonly residualSumOfSquares: number;
  /** About the mean where there is an intercept, about zero where not. */
  readonly totalSumOfSquares: number;
  /** NaN where the outcome does not vary. */
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  /** Residual standard error. */
  readonly sigma: number;
  readonly degreesOfFreedom: number;
  readonly logLikelihood: number;
  /** Counts sigma as a parameter, as R does. */
  readonly aic: number;
  readonly bic: number;
  /** Coefficients that the ones before them determine (index into `coefficients`). */
  readonly aliased: readonly number[];
}

/**
 * Fits `outcome` on `columns`.
 *
 * @param settings `intercept` (true unless said otherwise); `weights` above zero for weighted least squares (precision weights).
 * @example linearRegression([1, 3, 5], [[0, 1, 2]]).coefficients; // 1, 2
 */
export function linearRegression(
  outcome: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
  settings: { intercept?: boolean; weights?: ArrayLike<number> } = {},
): LinearRegression {
  const { intercept = true, weights } = settings;
  const y = Float64Array.from(outcome);
  const root = weights === undefined ? undefined : Float64Array.from(weights, Math.sqrt);
  const design = columns.map((column) => scaled(Float64Array.from(column), root));
  if (intercept) design.unshift(scaled(new Float64Array(y.length).fill(1), root));
  const { kept, aliased, r, applyTransposed } = householderQr(design);
  const projected = scaled(Float64Array.from(y), root);
  applyTransposed(projected);
  const solved = backSubstituted(r, projected, kept.length);
  const coefficients = new Float64Array(design.length).fill(Number.NaN);
  kept.forEach((column, at) => {
    coefficients[column] = solved[at]!;
  });
  const fitted = new Float64Array(y.length);
  for (const column of kept)
    for (let i = 0; i < fitted.length; i++) fitted[i]! += coefficients[column]! * design[column]![i]!;
  if (root !== undefined) for (let i = 0; i < fitted.length; i++) fitted[i]! /= root[i]!;
  const inverseCrossProduct = spread(inverseOf(r, kept.length), kept, design.length);
  const fit = {
    coefficients,
    inverseCrossProduct,
    fitted,
    residuals: y.map((value, i) => value - fitted[i]!),
    aliased,
  };
  return { ...fit, ...explained(fit, y, intercept, weights) };
}

/** Everything that follows from the coefficients and the residuals. */
function explained(
  fit: Pick<LinearRegression, 'coefficients' | 'inverseCrossProduct' | 'residuals' | 'aliased'>,
  y: Float64Array,
  intercept: boolean,
  weights: ArrayLike<number> | undefined,
) {
  const { coefficients, inverseCrossProduct, residuals, aliased } = fit;
  const rows = y.length;
  const size = coefficients.length;
  const residualSumOfSquares = sumOfSquares(residuals, weights);
  const totalSumOfSquares = sumOfSquares(intercept ? centred(y, weights) : y, weights);
  const degreesOfFreedom = rows - (size - aliased.length);
  const sigma = degreesOfFreedom > 0 ? Math.sqrt(residualSumOfSquares / degreesOfFreedom) : Number.NaN;
  const standardErrors = coefficients.map((b, i) =>
    Number.isNaN(b) ? b : sigma * Math.sqrt(inverseCrossProduct[i * size + i]!),
  );
  const t = coefficients.map((b, i) => b / standardErrors[i]!);
  const rSquared = totalSumOfSquares > 0 ? 1 - residualSumOfSquares / totalSumOfSquares : Number.NaN;
  const logLikelihood = gaussianLogLikelihood(residualSumOfSquares, rows, weights);
  const parameters = size - aliased.length + 1;
  return {
    standardErrors,
    t,
    p: t.map((value) => (degreesOfFreedom > 0 ? 2 * tCdf(-Math.abs(value), degreesOfFreedom) : Number.NaN)),
    residualSumOfSquares,
    totalSumOfSquares,
    rSquared,
    adjustedRSquared: 1 - ((1 - rSquared) * (rows - (intercept ? 1 : 0))) / degreesOfFreedom,
    sigma,
    degreesOfFreedom,
    logLikelihood,
    aic: -2 * logLikelihood + 2 * parameters,
    bic: -2 * logLikelihood + Math.log(rows) * parameters,
  };
}

function scaled(column: Float64Array, root: Float64Array | undefined): Float64Array {
  if (root !== undefined) for (let i = 0; i < column.length; i++) column[i]! *= root[i]!;
  return column;
}

function backSubstituted(r: Float64Array, right: Float64Array, size: number): Float64Array {
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let column = row + 1; column < size; column++) sum -= r[row * size + column]! * solution[column]!;
    solution[row] = sum / r[row * size + row]!;
  }
  return solution;
}

/** Inverse of R'R from the triangle R. */
function inverseOf(r: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    const solved = backSubstituted(r, unit, size);
    for (let row = 0; row < size; row++) inverse[row * size + column] = solved[row]!;
  }
  const product = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = a; b < size; b++) {
      let sum = 0;
      for (let k = b; k < size; k++) sum += inverse[a * size + k]! * inverse[b * size + k]!;
      product[a * size + b] = sum;
      product[b * size + a] = sum;
    }
  return product;
}

function spread(small: Float64Array, kept: readonly number[], size: number): Float64Array {
  const full = new Float64Array(size * size);
  kept.forEach((row, a) => {
    kept.forEach((column, b) => {
      full[row * size + column] = small[a * kept.length + b]!;
    });
  });
  return full;
}

function centred(y: Float64Array, weights: ArrayLike<number> | undefined): Float64Array {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const weight = weights?.[i] ?? 1;
    sum += weight * y[i]!;
    total += weight;
  }
  return y.map((value) => value - sum / total);
}

function sumOfSquares(values: Float64Array, weights: ArrayLike<number> | undefined): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (weights?.[i] ?? 1) * values[i]! ** 2;
  return sum;
}

function gaussianLogLikelihood(rss: number, rows: number, weights: ArrayLike<number> | undefined): number {
  let logWeights = 0;
  if (weights !== undefined) for (let i = 0; i < rows; i++) logWeights += Math.log(weights[i]!);
  return (logWeights - rows * (Math.log(2 * Math.PI) + 1 - Math.log(rows) + Math.log(rss))) / 2;
}
