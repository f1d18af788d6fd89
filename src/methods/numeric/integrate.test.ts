import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gaussLegendre, integrate } from './integrate.ts';

describe('adaptive Gauss-Kronrod', () => {
  test('is exact for polynomials up to degree 22 in one panel', () => {
    for (let degree = 0; degree <= 22; degree++)
      expect(integrate((x) => x ** degree, 0, 2).value / (2 ** (degree + 1) / (degree + 1))).toBeCloseTo(1, 13);
  });

  test('peaks, kinks, ends without bound and infinite tails', () => {
    expect(integrate((x) => Math.exp((-x * x) / 2), -Infinity, Infinity).value).toBeCloseTo(Math.sqrt(2 * Math.PI), 11);
    expect(integrate((x) => Math.exp(-x), 0, Infinity).value).toBeCloseTo(1, 11);
    expect(integrate((x) => Math.exp(-x), 2, Infinity).value).toBeCloseTo(Math.exp(-2), 11);
    expect(integrate((x) => 1 / (1 + x * x), -Infinity, 1).value).toBeCloseTo(0.75 * Math.PI, 10);
    expect(integrate((x) => 1 / Math.sqrt(x), 0, 1).value).toBeCloseTo(2, 8);
    expect(integrate((x) => Math.abs(x - 0.3), 0, 1).value).toBeCloseTo(0.29, 11);
    expect(integrate((x) => 1 / (1e-6 + (x - 0.4) ** 2), 0, 1).value).toBeCloseTo(
      1000 * (Math.atan(600) + Math.atan(400)),
      6,
    );
  });

  test('turned about, the sign turns; no width, no integral', () => {
    expect(integrate(Math.exp, 1, 0).value).toBeCloseTo(1 - Math.E, 12);
    expect(integrate(Math.exp, 1, 1)).toEqual({ value: 0, error: 0, converged: true });
  });

  test('what cannot be integrated says so', () => {
    expect(integrate((x) => 1 / x, 0, 1).converged).toBe(false);
    expect(integrate(() => Number.NaN, 0, 1).converged).toBe(false);
  });
});

test('Gauss-Legendre: the published 5-point rule', () => {
  const { nodes, weights } = gaussLegendre(5);
  const outer = Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3;
  expect(nodes[4]).toBeCloseTo(outer, 15);
  expect(nodes[2]).toBeCloseTo(0, 15);
  expect(weights[2]).toBeCloseTo(128 / 225, 15);
  expect(weights[0]).toBeCloseTo((322 - 13 * Math.sqrt(70)) / 900, 15);
});

test('Gauss-Legendre: exact to degree 2n - 1, weights add to 2', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), (n) => {
      const { nodes, weights } = gaussLegendre(n);
      const sum = (degree: number) => weights.reduce((total, weight, i) => total + weight * nodes[i]! ** degree, 0);
      expect(sum(0)).toBeCloseTo(2, 12);
      expect(sum(2 * n - 2)).toBeCloseTo(2 / (2 * n - 1), 12);
      expect(sum(2 * n - 1)).toBeCloseTo(0, 12);
    }),
  );
});
