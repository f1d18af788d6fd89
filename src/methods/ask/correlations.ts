/** What is left of a sum of squares when its mean is taken out, below this share of it, is rounding: the column does not vary. */
const CONSTANT = 1e-12;

/**
 * Correlation matrix, row-major; rows and columns of zeros for a column that does not vary.
 *
 * @example correlations([Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 4)]); // 1, .98, .98, 1
 */
export function correlations(columns: readonly Float64Array[]): Float64Array {
  const size = columns.length;
  const centred = columns.map(centredAndScaled);
  const matrix = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      const value = productOf(centred[a]!, centred[b]!);
      matrix[a * size + b] = value;
      matrix[b * size + a] = value;
    }
  return matrix;
}

/**
 * The same for resamples: a function of how often each row counts. Columns are centred once over all rows, so that a resample
 * takes one pass and loses no digits.
 */
export function countedCorrelations(columns: readonly Float64Array[]): (counts: Float64Array) => Float64Array {
  const size = columns.length;
  const centred = columns.map(centredAndScaled);
  const rows = columns[0]?.length ?? 0;
  const table = new Float64Array(rows * size);
  centred.forEach((column, a) => {
    for (let row = 0; row < rows; row++) table[row * size + a] = column[row]!;
  });
  return (counts) => {
    const sums = new Float64Array(size);
    const products = new Float64Array(size * size);
    let total = 0;
    for (let row = 0; row < rows; row++) {
      const count = counts[row]!;
      if (count === 0) continue;
      total += count;
      const start = row * size;
      for (let a = 0; a < size; a++) {
        const own = count * table[start + a]!;
        sums[a]! += own;
        for (let b = 0; b <= a; b++) products[a * size + b]! += own * table[start + b]!;
      }
    }
    return standardised(products, sums, total);
  };
}

function standardised(products: Float64Array, sums: Float64Array, total: number): Float64Array {
  const size = sums.length;
  const lengths = sums.map((sum, a) => {
    const squares = products[a * size + a]!;
    const left = squares - (sum * sum) / total;
    return left > CONSTANT * squares ? Math.sqrt(left) : 0;
  });
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      const scale = lengths[a]! * lengths[b]!;
      const value = scale === 0 ? 0 : (products[a * size + b]! - (sums[a]! * sums[b]!) / total) / scale;
      products[a * size + b] = value;
      products[b * size + a] = value;
    }
  return products;
}

function productOf(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
}

/** Of mean zero and length one; zeros where all values are alike. */
function centredAndScaled(column: Float64Array): Float64Array {
  if (column.every((value) => value === column[0])) return new Float64Array(column.length);
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const centred = column.map((value) => value - mean);
  const length = Math.sqrt(productOf(centred, centred));
  return centred.map((value) => value / length);
}
