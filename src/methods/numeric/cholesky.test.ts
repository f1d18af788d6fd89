import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cholesky, invertCholesky, logDeterminant, solveCholesky } from './cholesky.ts';

test('factor, solution, inverse and determinant of A A + I', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 9, maxLength: 9 }), (a) => {
      const matrix = new Float64Array(9);
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 3; j++)
          matrix[i * 3 + j] = [0, 1, 2].reduce((sum, k) => sum + a[i * 3 + k]! * a[j * 3 + k]!, i === j ? 1 : 0);
      const lower = new Float64Array(9);
      expect(cholesky(matrix, 3, lower)).toBe(-1);
      const x = Float64Array.of(1, -2, 3);
      const right = Float64Array.from([0, 1, 2], (i) => [0, 1, 2].reduce((s, k) => s + matrix[i * 3 + k]! * x[k]!, 0));
      solveCholesky(lower, 3, right);
      right.forEach((value, i) => {
        expect(value).toBeCloseTo(x[i]!, 7);
      });
      const inverse = invertCholesky(lower, 3);
      const [p = 0, q = 0, r = 0, , t = 0, u = 0, , , z = 0] = matrix;
      const determinant = p * (t * z - u * u) - q * (q * z - u * r) + r * (q * u - t * r);
      expect(logDeterminant(lower, 3)).toBeCloseTo(Math.log(determinant), 6);
      expect(inverse[0]! * determinant).toBeCloseTo(t * z - u * u, 5);
    }),
  );
});

test('a row that the others determine is named', () => {
  expect(cholesky(Float64Array.of(1, 1, 1, 1), 2, new Float64Array(4))).toBe(1);
  expect(cholesky(Float64Array.of(0), 1, new Float64Array(1))).toBe(0);
});
