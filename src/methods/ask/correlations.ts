/**
 * Correlation matrix, row-major; rows and columns of zeros for a column that does not vary.
 *
 * @param counts how often each row counts; once where left out.
 * @example correlations([Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 4)]); // 1, .98, .98, 1
 */
export function correlations(columns: readonly Float64Array[], counts?: Float64Array): Float64Array {
  const size = columns.length;
  const centred = columns.map((column) => centredAndScaled(column, counts));
  const matrix = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      const value = productOf(centred[a]!, centred[b]!, counts);
      matrix[a * size + b] = value;
      matrix[b * size + a] = value;
    }
  return matrix;
}

function productOf(one: Float64Array, other: Float64Array, counts: Float64Array | undefined): number {
  let sum = 0;
  if (counts === undefined) for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  else for (let i = 0; i < one.length; i++) sum += counts[i]! * one[i]! * other[i]!;
  return sum;
}

/** Of mean zero and length one; zeros where all values are alike. */
function centredAndScaled(column: Float64Array, counts: Float64Array | undefined): Float64Array {
  let total = 0;
  let sum = 0;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < column.length; i++) {
    const count = counts?.[i] ?? 1;
    if (count === 0) continue;
    total += count;
    sum += count * column[i]!;
    least = Math.min(least, column[i]!);
    most = Math.max(most, column[i]!);
  }
  if (!(most > least)) return new Float64Array(column.length);
  const mean = sum / total;
  const centred = column.map((value) => value - mean);
  const length = Math.sqrt(productOf(centred, centred, counts));
  return centred.map((value) => value / length);
}
