/** Covariance of regression coefficients where errors are not independent or not of one size: sums over influences. */

/**
 * How far each row pulls each coefficient: (X'WX)⁻¹ x times its score, row-major. The coefficients' covariance is the
 * covariance of the sum of these rows.
 *
 * @param scores residual of each row (weighted where the fit is).
 * @example influences([ones, x], fit.inverseCrossProduct, fit.residuals);
 */
export function influences(
  columns: readonly ArrayLike<number>[],
  inverseCrossProduct: Float64Array,
  scores: ArrayLike<number>,
): Float64Array[] {
  const size = columns.length;
  return columns.map((_, which) => {
    const pull = new Float64Array(scores.length);
    for (let row = 0; row < pull.length; row++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += inverseCrossProduct[which * size + j]! * columns[j]![row]!;
      pull[row] = sum * scores[row]!;
    }
    return pull;
  });
}

/**
 * White's variance with the correction n / (n - k) (HC1).
 *
 * @example hc1Variance(influences(columns, inverse, residuals)[1]!, columns.length);
 */
export function hc1Variance(pull: Float64Array, parameters: number): number {
  const n = pull.length;
  return (pull.reduce((sum, value) => sum + value * value, 0) * n) / (n - parameters);
}

/**
 * Variance with errors that correlate within clusters, with the correction G / (G - 1) · (n - 1) / (n - k).
 *
 * @param cluster the cluster of each row, numbered from 0.
 * @example clusterVariance(pull, { cluster: [0, 0, 1, 1], clusters: 2, parameters: 1 });
 */
export function clusterVariance(
  pull: Float64Array,
  { cluster, clusters, parameters }: { cluster: ArrayLike<number>; clusters: number; parameters: number },
): number {
  const n = pull.length;
  const sums = new Float64Array(clusters);
  for (let row = 0; row < n; row++) sums[cluster[row]!]! += pull[row]!;
  const squares = sums.reduce((sum, value) => sum + value * value, 0);
  return ((squares * clusters) / (clusters - 1)) * ((n - 1) / (n - parameters));
}

/**
 * Covariance of two coefficients with errors that correlate over time up to a lag, with Bartlett weights (Newey and West 1987).
 *
 * @example neweyWestCovariance(pulls[1]!, pulls[1]!, 4);
 */
export function neweyWestCovariance(one: Float64Array, other: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = 0; t < one.length; t++) sum += one[t]! * other[t]!;
  for (let back = 1; back <= lag; back++) {
    let cross = 0;
    for (let t = back; t < one.length; t++) cross += one[t]! * other[t - back]! + one[t - back]! * other[t]!;
    sum += (1 - back / (lag + 1)) * cross;
  }
  return sum;
}
