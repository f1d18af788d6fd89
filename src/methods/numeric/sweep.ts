/** The sweep operator (Goodnight 1979): regressions that take one column in or out at a time. */

/**
 * Sweeps a symmetric matrix (row-major, `size` squared, both triangles) on one row, in place: of the cross products of columns and
 * outcome it leaves, for the columns swept, coefficients in the outcome's row and minus the inverse among themselves; for the
 * others, what the swept ones do not explain. Sweeping the same row a second time undoes it.
 *
 * @param into whether the row's column comes in (else it goes out again).
 * @example sweep(products, 3, 0, true); // the outcome's own cell now holds the residual sum of squares
 */
export function sweep(matrix: Float64Array, size: number, row: number, into: boolean): void {
  const pivot = matrix[row * size + row]!;
  const sign = into ? 1 : -1;
  for (let i = 0; i < size; i++) {
    if (i === row) continue;
    const share = matrix[i * size + row]! / pivot;
    if (share === 0) continue;
    for (let j = 0; j < size; j++) if (j !== row) matrix[i * size + j]! -= share * matrix[row * size + j]!;
  }
  for (let i = 0; i < size; i++) {
    if (i === row) continue;
    matrix[i * size + row] = (sign * matrix[i * size + row]!) / pivot;
    matrix[row * size + i] = matrix[i * size + row]!;
  }
  matrix[row * size + row] = -1 / pivot;
}
