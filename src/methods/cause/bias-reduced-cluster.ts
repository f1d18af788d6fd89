/** Clustered errors that few clusters do not make too small: the bias-reduced linearisation of Bell and McCaffrey (2002), CR2. */

import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { cholesky } from '../numeric/cholesky.ts';

/** A cluster that determines a coefficient alone (leverage next to 1) has no residual left there to be put right. */
const DETERMINED = 1e-8;

export interface BiasReduced {
  readonly variance: number;
  /** Satterthwaite's, for the t of this coefficient under errors that are independent and equal. */
  readonly degreesOfFreedom: number;
}

/**
 * Variance of one least squares coefficient with each cluster's residuals taken by (I - H)^(-1/2), H the cluster's own part of the hat
 * matrix. All of it happens in as many dimensions as there are coefficients, however large the clusters are.
 *
 * @param inverse (X'X)⁻¹, row-major.
 * @param cluster of each row, numbered from 0.
 * @param which the coefficient.
 * @returns null where X'X is singular or nothing varies.
 * @example biasReduced(columns, fit.inverseCrossProduct, fit.residuals, { cluster, clusters: 12, which: 3 })?.variance;
 */
export function biasReduced(
  columns: readonly ArrayLike<number>[],
  inverse: Float64Array,
  residuals: ArrayLike<number>,
  { cluster, clusters, which }: { cluster: ArrayLike<number>; clusters: number; which: number },
): BiasReduced | null {
  const size = columns.length;
  const root = new Float64Array(size * size);
  if (cholesky(inverse, size, root) >= 0) return null;
  // Rows in the coordinates in which X'X is the identity.
  const products = Array.from({ length: clusters }, () => new Float64Array(size * size));
  const scores = Array.from({ length: clusters }, () => new Float64Array(size));
  const row = new Float64Array(size);
  for (let at = 0; at < cluster.length; at++) {
    for (let j = 0; j < size; j++) {
      row[j] = 0;
      for (let i = j; i < size; i++) row[j]! += columns[i]![at]! * root[i * size + j]!;
    }
    const own = products[cluster[at]!]!;
    const score = scores[cluster[at]!]!;
    for (let a = 0; a < size; a++) {
      score[a]! += row[a]! * residuals[at]!;
      for (let b = 0; b < size; b++) own[a * size + b]! += row[a]! * row[b]!;
    }
  }
  const wanted = Array.from({ length: size }, (_, j) => (j <= which ? root[which * size + j]! : 0));
  const parts = products.map((product, g) => adjusted(product, wanted, scores[g]!));
  const variance = parts.reduce((sum, { pull }) => sum + pull * pull, 0);
  return variance > 0 ? { variance, degreesOfFreedom: satterthwaite(parts) } : null;
}

interface Part {
  /** What the cluster pulls at the coefficient. */
  readonly pull: number;
  /** Squared length of its adjusted row sum, and that sum seen through the columns. */
  readonly square: number;
  readonly through: readonly number[];
}

function adjusted(product: Float64Array, wanted: readonly number[], score: Float64Array): Part {
  const size = wanted.length;
  const matrix = new Matrix(wanted.map((_, i) => [...product.subarray(i * size, (i + 1) * size)]));
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const through = wanted.map(() => 0);
  let [pull, square] = [0, 0];
  realEigenvalues.forEach((leverage, k) => {
    const left = 1 - leverage;
    if (left < DETERMINED || leverage <= 0) return;
    const direction = wanted.map((_, i) => eigenvectorMatrix.get(i, k));
    const along = direction.reduce((sum, value, i) => sum + value * wanted[i]!, 0);
    const stretched = along / Math.sqrt(left);
    pull += stretched * direction.reduce((sum, value, i) => sum + value * score[i]!, 0);
    square += stretched * stretched * leverage;
    direction.forEach((value, i) => {
      through[i]! += leverage * stretched * value;
    });
  });
  return { pull, square, through };
}

/** Twice the squared mean over the variance of the quadratic form that the variance is. */
function satterthwaite(parts: readonly Part[]): number {
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const size = parts[0]!.through.length;
  const crossed = new Float64Array(size * size);
  let [trace, squares] = [0, 0];
  for (const { square, through } of parts) {
    const own = dot(through, through);
    trace += square - own;
    squares += square * square - 2 * square * own;
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) crossed[a * size + b]! += through[a]! * through[b]!;
  }
  for (const cell of crossed) squares += cell * cell;
  return (trace * trace) / squares;
}
