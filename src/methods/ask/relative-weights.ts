import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Directions with less variance than this repeat others. */
const COLLINEAR = 1e-10;

/**
 * Johnson's relative weights (2000): the drivers are replaced by the uncorrelated variables nearest to them, whose shares of
 * R squared are handed back. Close to the Shapley shares at a cost that does not explode.
 *
 * @param matrix correlations of the drivers and, last, the outcome, row-major.
 * @example relativeWeights(correlations([[1, 2, 3, 4], [1, 0, 1, 1], [1, 2, 4, 3]]), 2); // adds up to R squared
 */
export function relativeWeights(matrix: Float64Array, drivers: number): number[] {
  const size = drivers + 1;
  const among = new Matrix(drivers, drivers);
  for (let a = 0; a < drivers; a++) for (let b = 0; b < drivers; b++) among.set(a, b, matrix[a * size + b]!);
  const { eigenvectorMatrix: directions, realEigenvalues } = new EigenvalueDecomposition(among, {
    assumeSymmetric: true,
  });
  const along = (power: (value: number) => number) =>
    directions
      .mmul(Matrix.diag(realEigenvalues.map((value) => (value > COLLINEAR ? power(value) : 0))))
      .mmul(directions.transpose());
  const root = along(Math.sqrt);
  const inverse = along((value) => 1 / Math.sqrt(value));
  const withOutcome = Matrix.columnVector(Array.from({ length: drivers }, (_, a) => matrix[a * size + drivers]!));
  const uncorrelated = inverse.mmul(withOutcome);
  return Array.from({ length: drivers }, (_, a) => {
    let weight = 0;
    for (let k = 0; k < drivers; k++) weight += (root.get(a, k) * uncorrelated.get(k, 0)) ** 2;
    return weight;
  });
}
