/** Symmetric positive definite matrices by their lower triangle (Cholesky): all row-major, `size` squared. */

/** What is left of a diagonal entry, as a share of it, below which the row counts as determined by the rows before it. */
const DEPENDENT_SHARE = 1e-11;

/**
 * Writes the lower triangle L of `matrix = L L'` into `lower` (which may be `matrix` itself; above the diagonal is left alone).
 *
 * @returns -1, or the first row that the rows before it determine, or that is not positive: the matrix has no such triangle.
 * @example cholesky(Float64Array.of(4, 2, 2, 3), 2, lower); // lower is 2, ., 1, 1.414
 */
export function cholesky(matrix: Float64Array, size: number, lower: Float64Array): number {
  for (let row = 0; row < size; row++) {
    const at = row * size;
    const diagonal = matrix[at + row]!;
    let left = diagonal;
    for (let column = 0; column < row; column++) {
      const above = column * size;
      let sum = matrix[at + column]!;
      for (let k = 0; k < column; k++) sum -= lower[at + k]! * lower[above + k]!;
      sum /= lower[above + column]!;
      lower[at + column] = sum;
      left -= sum * sum;
    }
    if (!(left > DEPENDENT_SHARE * diagonal)) return row;
    lower[at + row] = Math.sqrt(left);
  }
  return -1;
}

/** Solves `L L' x = right` in place, `right` becoming x. */
export function solveCholesky(lower: Float64Array, size: number, right: Float64Array): void {
  for (let row = 0; row < size; row++) {
    let sum = right[row]!;
    for (let k = 0; k < row; k++) sum -= lower[row * size + k]! * right[k]!;
    right[row] = sum / lower[row * size + row]!;
  }
  solveUpper(lower, size, right);
}

/** Solves `L' x = right` in place: a draw of standard normals becomes one with precision `L L'`. */
export function solveUpper(lower: Float64Array, size: number, right: Float64Array): void {
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let k = row + 1; k < size; k++) sum -= lower[k * size + row]! * right[k]!;
    right[row] = sum / lower[row * size + row]!;
  }
}

/** The inverse of `L L'`. */
export function invertCholesky(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    unit.fill(0);
    unit[column] = 1;
    solveCholesky(lower, size, unit);
    for (let row = 0; row < size; row++) inverse[row * size + column] = unit[row]!;
  }
  return inverse;
}

/** Natural logarithm of the determinant of `L L'`. */
export function logDeterminant(lower: Float64Array, size: number): number {
  let sum = 0;
  for (let row = 0; row < size; row++) sum += Math.log(lower[row * size + row]!);
  return 2 * sum;
}
