import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearRegression } from './linear-regression.ts';
import { randomFrom } from './random.ts';
import { sweep } from './sweep.ts';

const ROWS = 12;

function drawn(seed: number): { columns: Float64Array[]; products: Float64Array; size: number } {
  const { normal } = randomFrom(seed);
  const columns = Array.from({ length: 5 }, (_, k) => Float64Array.from({ length: ROWS }, k === 0 ? () => 1 : normal));
  const size = columns.length;
  const products = Float64Array.from({ length: size * size }, (_, at) =>
    columns[Math.floor(at / size)]!.reduce((sum, value, row) => sum + value * columns[at % size]![row]!, 0),
  );
  return { columns, products, size };
}

test('swept on its columns in any order, a matrix of products holds their regression', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999 }),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      (seed, order) => {
        const { columns, products, size } = drawn(seed);
        for (const row of order) sweep(products, size, row, true);
        const fit = linearRegression(columns[4]!, columns.slice(1, 4));
        expect(products[24]).toBeCloseTo(fit.residualSumOfSquares, 8);
        for (const k of [0, 1, 2, 3]) expect(products[20 + k]).toBeCloseTo(fit.coefficients[k]!, 8);
      },
    ),
  );
});

test('a column taken in and out again leaves no trace', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 3 }), (seed, row) => {
      const { products, size } = drawn(seed);
      const before = [...products];
      sweep(products, size, row, true);
      sweep(products, size, row, false);
      expect([...products]).toEqual(before.map((value) => expect.closeTo(value, 9)));
    }),
  );
});
