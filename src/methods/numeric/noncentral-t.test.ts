import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noncentralTUpper } from './noncentral-t.ts';

test('no noncentrality: Student’s own t, from 1 degree of freedom to a million', () => {
  for (const freedom of [1, 2, 5.5, 30, 1e3, 1e6])
    for (const t of [-3, -0.5, 0, 1, 4]) expect(noncentralTUpper(t, freedom, 0)).toBeCloseTo(1 - tCdf(t, freedom), 9);
});

test('at t = 0 the tail is the normal one, whatever the degrees of freedom', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1e8, noNaN: true }),
      fc.double({ min: -6, max: 6, noNaN: true }),
      (v, mean) => {
        expect(noncentralTUpper(0, v, mean)).toBeCloseTo(normalCdf(mean, 0, 1), 9);
      },
    ),
  );
});

test('rises with the noncentrality and falls with t', () => {
  for (let mean = -2; mean < 6; mean += 0.5) {
    expect(noncentralTUpper(1, 7, mean + 0.5)).toBeGreaterThan(noncentralTUpper(1, 7, mean));
    expect(noncentralTUpper(mean + 0.5, 7, 1)).toBeLessThan(noncentralTUpper(mean, 7, 1));
  }
});
