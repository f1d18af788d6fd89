import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { sampleRatioMismatch } from './sample-ratio-mismatch.ts';

const check = (observed: number[], ratio?: number[]) =>
  sampleRatioMismatch.run({ observed, ...(ratio && { ratio }), threshold: 0.001, level: 0.95 });

describe('Kohavi, Tang and Xu (2020) with R 4.2.2 chisq.test', () => {
  const { expected } = reference('experiment_srm');
  test.each([0, 1])('case %i', (at) => {
    const want = expected.cases[at];
    const got = check(want.observed, want.ratio);
    expect(got.chiSquare).toBeCloseTo(want.chisq, 6);
    expect(got.degreesOfFreedom).toBe(want.df);
    expect(Math.abs(got.p / want.p - 1)).toBeLessThan(1e-4);
    expect(got.mismatch).toBe(want.p < 0.001);
  });
});

test('neither the order of groups nor the unit of the ratio matters; two residuals are the root of chi-square', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(counts, fc.double({ min: 0.01, max: 100, noNaN: true }), (observed, unit) => {
      const ratio = observed.map((_, i) => (i + 1) * unit);
      const got = check(observed, ratio);
      const back = check(observed.toReversed(), observed.map((_, i) => i + 1).toReversed());
      expect(back.p).toBeCloseTo(got.p, 10);
      if (observed.length === 2)
        expect(got.groups[0]!.standardisedResidual ** 2 / got.chiSquare || 1).toBeCloseTo(1, 9);
    }),
  );
});

test('sizes exactly as planned: p 1; equal where no ratio is given; a mismatch warns', () => {
  expect(check([100, 100]).p).toBe(1);
  expect(check([100, 200], [1, 2]).warnings).toEqual([]);
  expect(check([1000, 2000]).warnings.map(({ id }) => id)).toEqual(['sample-ratio-mismatch']);
});

test('few, empty and ill-matched input: warned of or refused by name', () => {
  expect(check([1, 3]).warnings.map(({ id }) => id)).toEqual(['small-expected-counts']);
  expect(() => check([0, 0])).toThrow(expect.objectContaining({ id: 'no-units' }));
  expect(() => check([1, 2], [1, 1, 1])).toThrow(expect.objectContaining({ id: 'ratio-length', field: 'ratio' }));
  expect(sampleRatioMismatch.inputs.safeParse({ observed: [5] }).success).toBe(false);
  expect(sampleRatioMismatch.inputs.safeParse({ observed: [5, 5], ratio: [1, 0] }).success).toBe(false);
});
