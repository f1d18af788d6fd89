/** Second derivatives from a gradient. */

import type { SmoothFunction } from './minimise-smooth.ts';

/**
 * The Hessian of a function with an analytic gradient, by central differences of the gradient: row-major, made symmetric; about ten digits.
 *
 * @example hessian((at, slope) => { slope[0] = 2 * at[0]!; return at[0]! ** 2; }, [3]); // 2
 */
export function hessian(f: SmoothFunction, at: ArrayLike<number>): Float64Array {
  const n = at.length;
  const point = Float64Array.from(at);
  const above = new Float64Array(n);
  const below = new Float64Array(n);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const kept = point[i]!;
    const width = 1e-5 * Math.max(1, Math.abs(kept));
    point[i] = kept + width;
    f(point, above);
    point[i] = kept - width;
    f(point, below);
    point[i] = kept;
    for (let j = 0; j < n; j++) matrix[i * n + j] = (above[j]! - below[j]!) / (2 * width);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (matrix[i * n + j]! + matrix[j * n + i]!) / 2;
      matrix[i * n + j] = mean;
      matrix[j * n + i] = mean;
    }
  }
  return matrix;
}
