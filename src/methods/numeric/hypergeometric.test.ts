import { describe, expect, test } from 'vitest';
import { hypergeometric2F1 } from './hypergeometric.ts';

/** Expects agreement to a share of the value. */
function agrees(got: number, want: number, share = 1e-12) {
  expect(Math.abs(got / want - 1)).toBeLessThan(share);
}

const ARGUMENTS = [-1e4, -40, -3, -0.7, -1e-9, 1e-9, 0.2, 0.5, 0.89, 0.91, 0.99, 0.9999, 1 - 1e-9];

describe('closed forms (Abramowitz & Stegun 15.1)', () => {
  test.each(ARGUMENTS)('z = %f', (z) => {
    agrees(hypergeometric2F1(1, 1, 2, z), -Math.log1p(-z) / z, 1e-9);
    agrees(hypergeometric2F1(2.3, 0.7, 0.7, z), (1 - z) ** -2.3, 1e-11);
    const root = Math.sqrt(1 - z);
    agrees(hypergeometric2F1(0.3, 0.8, 0.6, z), ((1 + root) / 2) ** (1 - 0.6) / root, 1e-11);
    if (z < 0) agrees(hypergeometric2F1(0.5, 1, 1.5, z), Math.atan(Math.sqrt(-z)) / Math.sqrt(-z), 1e-9);
    else
      agrees(hypergeometric2F1(0.5, 1, 1.5, z), Math.log((1 + Math.sqrt(z)) ** 2 / (1 - z)) / 2 / Math.sqrt(z), 1e-9);
  });
});

describe('Gauss: neighbours keep their relation', () => {
  const abc = [
    [0.24, 2.4, 2.2],
    [7.3, 9.4, 10.2],
    [1, 3.8, 4.5],
    [30.2, 32.4, 33.2],
    [1.6, 0.55, 3.2],
  ] as const;
  test.each(abc.flatMap((row) => ARGUMENTS.filter((z) => z > -50 && z < 0.99999).map((z) => [...row, z] as const)))(
    '(%f, %f; %f; %f)',
    (a, b, c, z) => {
      // 15.2.10, with every term divided by the largest.
      const terms = [
        (c - a) * hypergeometric2F1(a - 1, b, c, z),
        (2 * a - c - a * z + b * z) * hypergeometric2F1(a, b, c, z),
        a * (z - 1) * hypergeometric2F1(a + 1, b, c, z),
      ];
      const size = Math.max(...terms.map(Math.abs));
      expect(Math.abs(terms.reduce((sum, term) => sum + term / size, 0))).toBeLessThan(1e-10);
    },
  );
});

test('at one: the sum of Gauss; a polynomial where a is -2', () => {
  agrees(hypergeometric2F1(1, 0.5, 2, 1), 2);
  agrees(hypergeometric2F1(-2, 3, 4, 2), 1 - (2 * 3 * 2) / 4 + (3 * 4 * 4) / (4 * 5));
});

test('outside the domain: not a number, at once', () => {
  expect(hypergeometric2F1(1, 1, 2, 1.1)).toBeNaN();
  expect(hypergeometric2F1(1, 1, -3, 0.5)).toBeNaN();
  expect(hypergeometric2F1(1, 1, 1.5, 1)).toBeNaN();
  expect(hypergeometric2F1(1, 1, 2, Number.NaN)).toBeNaN();
});
