import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quickExponential } from './quick-exponential.ts';

describe('quick exponential', () => {
  test('goes with Math.exp to thirteen digits over its whole range', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(quickExponential(x) / Math.exp(x) - 1)).toBeLessThan(2e-13);
      }),
    );
  });

  test('is exact at zero, and stays finite and above zero where Math.exp does not', () => {
    expect(quickExponential(0)).toBe(1);
    expect(Number.isFinite(quickExponential(1e12))).toBe(true);
    expect(quickExponential(-1e12)).toBeGreaterThan(0);
  });
});
