/** Column-by-column Householder QR that sets aside columns which the earlier ones already determine. */

/**
 * What is left of a column, as a share of its length, below which it counts as determined by the columns before it.
 * Wide enough for rounding, narrow enough for ill-conditioned but sound data (Longley's worst column keeps 1e-4).
 */
const COLLINEAR_SHARE = 1e-9;

export interface QrDecomposition {
  /** Columns that carry information of their own, in their order. The rest are `aliased`. */
  readonly kept: readonly number[];
  readonly aliased: readonly number[];
  /** Upper triangle over the kept columns, row-major, `kept.length` squared. */
  readonly r: Float64Array;
  /** Q transposed times a vector of `rows` numbers, in place. */
  readonly applyTransposed: (vector: Float64Array) => void;
}

/**
 * @param columns each of the same length; they are copied, not changed.
 * @example householderQr([Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 4)]).kept; // [0, 1]
 */
export function householderQr(columns: readonly Float64Array[]): QrDecomposition {
  const reflections: Float64Array[] = [];
  const kept: number[] = [];
  const aliased: number[] = [];
  const triangle: Float64Array[] = [];
  columns.forEach((column, index) => {
    const work = Float64Array.from(column);
    for (let step = 0; step < reflections.length; step++) reflect(work, reflections[step]!, step);
    const step = reflections.length;
    const left = lengthFrom(work, step);
    if (step >= work.length || !(left > COLLINEAR_SHARE * lengthFrom(column, 0))) {
      aliased.push(index);
      return;
    }
    kept.push(index);
    reflections.push(reflection(work, step, left));
    triangle.push(work);
  });
  const size = kept.length;
  const r = new Float64Array(size * size);
  for (let column = 0; column < size; column++)
    for (let row = 0; row <= column; row++) r[row * size + column] = triangle[column]![row]!;
  const applyTransposed = (vector: Float64Array) => {
    for (let step = 0; step < size; step++) reflect(vector, reflections[step]!, step);
  };
  return { kept, aliased, r, applyTransposed };
}

/** Length of the vector from `start` on, safe from overflow. */
function lengthFrom(vector: Float64Array, start: number): number {
  let largest = 0;
  for (let i = start; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]!));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = start; i < vector.length; i++) sum += (vector[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** The unit normal of the mirror that turns `work` from `step` on into one number, which is left in `work[step]`. */
function reflection(work: Float64Array, step: number, length: number): Float64Array {
  const normal = new Float64Array(work.length);
  const diagonal = work[step]! > 0 ? -length : length;
  for (let i = step; i < work.length; i++) normal[i] = work[i]!;
  normal[step]! -= diagonal;
  const norm = lengthFrom(normal, step);
  for (let i = step; i < work.length; i++) normal[i]! /= norm;
  work[step] = diagonal;
  return normal;
}

function reflect(vector: Float64Array, normal: Float64Array, step: number): void {
  let dot = 0;
  for (let i = step; i < vector.length; i++) dot += normal[i]! * vector[i]!;
  if (dot === 0) return;
  dot *= 2;
  for (let i = step; i < vector.length; i++) vector[i]! -= dot * normal[i]!;
}
