import fc from 'fast-check';
import { expect, test } from 'vitest';
import { root } from './root.ts';

test('finds where functions of known root cross zero', () => {
  expect(root((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 13);
  expect(root((x) => Math.cos(x) - x, 0, 1)).toBeCloseTo(0.7390851332151607, 13);
  expect(root((x) => Math.exp(x) - 1e-200, -1000, 0)).toBeCloseTo(-200 * Math.LN10, 9);
  expect(root((x) => (x - 1) ** 9, -3, 4)).toBeCloseTo(1, 1);
  expect(root((x) => (x < 0.3 ? -1 : 1), 0, 1)).toBeCloseTo(0.3, 12);
});

test('a root at an end is that end', () => {
  expect(root((x) => x, 0, 1)).toBe(0);
  expect(root((x) => x - 1, 0, 1)).toBe(1);
});

test('no change of sign, or no number: null', () => {
  expect(root((x) => x * x + 1, -1, 1)).toBeNull();
  expect(root(() => Number.NaN, 0, 1)).toBeNull();
  expect(root((x) => (x === 0 ? -1 : x === 1 ? 1 : Number.NaN), 0, 1)).toBeNull();
});

test('any cubic with one known root is solved within few calls', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -50, max: 50, noNaN: true }),
      fc.double({ min: 0.01, max: 9, noNaN: true }),
      (at, bend) => {
        let calls = 0;
        const found = root(
          (x) => {
            calls++;
            return (x - at) * ((x - at) ** 2 + bend);
          },
          -61,
          67,
        );
        expect(found).toBeCloseTo(at, 11);
        expect(calls).toBeLessThan(100);
      },
    ),
  );
});
