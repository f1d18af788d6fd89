import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minimiseSimplex } from './minimise-simplex.ts';

test('Rosenbrock and a kink: both found', () => {
  const rosenbrock = minimiseSimplex(([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2, [-1.2, 1]);
  expect(rosenbrock.converged).toBe(true);
  expect(rosenbrock.at[0]).toBeCloseTo(1, 6);
  const kink = minimiseSimplex(([x = 0, y = 0]) => (x - 1) ** 2 + Math.abs(y), [0, 1]);
  expect(kink.at[0]).toBeCloseTo(1, 6);
  expect(kink.at[1]).toBeCloseTo(0, 6);
});

test('never ends above its start, and keeps a bound given as infinity', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 4 }), (start) => {
      const f = (at: Float64Array) =>
        at.some((x) => Math.abs(x) > 3) ? Number.POSITIVE_INFINITY : at.reduce((sum, x) => sum + Math.cos(3 * x), 0);
      const found = minimiseSimplex(f, start);
      expect(found.value).toBeLessThanOrEqual(f(Float64Array.from(start)));
      for (const x of found.at) expect(Math.abs(x)).toBeLessThanOrEqual(3);
    }),
  );
});

test('no value anywhere, or too few evaluations: not converged, and ended', () => {
  expect(minimiseSimplex(() => Number.NaN, [1, 2])).toMatchObject({ converged: false });
  expect(minimiseSimplex(([x = 0]) => x * x, [9], { evaluations: 5 })).toMatchObject({ converged: false });
});
