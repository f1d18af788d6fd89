import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { linearRegression } from './linear-regression.ts';

const { inputs, expected, tolerance } = reference('analysis_regression_drivers');

/** Every number within a relative tolerance of its oracle. */
function expectNear(actual: ArrayLike<number>, oracle: readonly number[], relative: number) {
  expect(actual).toHaveLength(oracle.length);
  oracle.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? Number.NaN) / value - 1)).toBeLessThan(relative);
  });
}

describe.each(['longley', 'swiss'])('R lm on %s', (name) => {
  const { y, x } = inputs[name];
  const oracle = expected[name];
  const fit = linearRegression(y, Object.values<number[]>(x));

  test('coefficients, standard errors, t and p', () => {
    expectNear(fit.coefficients, oracle.coef, tolerance.rel);
    expectNear(fit.standardErrors, oracle.se, tolerance.rel);
    expectNear(fit.t, oracle.t, tolerance.rel);
    expectNear(fit.p, oracle.p, tolerance.rel);
  });

  test('fit', () => {
    expectNear(
      [fit.rSquared, fit.adjustedRSquared, fit.sigma],
      [oracle.r2, oracle.adj_r2, oracle.sigma],
      tolerance.rel,
    );
  });
});

test('NIST StRD Longley, certified to fifteen digits, is met to eleven', () => {
  const { y, x } = inputs.longley;
  const columns = Object.values<number[]>(x);
  const fit = linearRegression(
    y.map((value: number) => Math.round(value * 1000)),
    columns,
  );
  expectNear([fit.coefficients[0] ?? 0, fit.coefficients[6] ?? 0], [-3482258.63459582, 1829.15146461355], 1e-11);
  expectNear([fit.sigma], [304.854073561965], 1e-11);
});

test('weights count a row as often as they say, save for the degrees of freedom', () => {
  const weighted = linearRegression([1, 2, 2.5, 7], [[1, 2, 3, 5]], { weights: [1, 2, 1, 3] });
  const repeated = linearRegression([1, 2, 2, 2.5, 7, 7, 7], [[1, 2, 2, 3, 5, 5, 5]]);
  expectNear(weighted.coefficients, [...repeated.coefficients], 1e-12);
  expectNear(
    [weighted.rSquared, weighted.residualSumOfSquares],
    [repeated.rSquared, repeated.residualSumOfSquares],
    1e-12,
  );
});

test('without an intercept the sum of squares is about zero', () => {
  const fit = linearRegression([2, 4, 7], [[1, 2, 3]], { intercept: false });
  expectNear([...fit.coefficients, fit.totalSumOfSquares], [31 / 14, 69], 1e-12);
});

test('columns determined by earlier ones are set aside, and the fit is that without them', () => {
  const y = [3, 1, 4, 1, 5, 9];
  const a = [2, 7, 1, 8, 2, 8];
  const b = [1, 6, 1, 8, 0, 3];
  const fit = linearRegression(y, [a, a.map((value, i) => 3 * value - (b[i] ?? 0)), [4, 4, 4, 4, 4, 4], b]);
  expect(fit.aliased).toEqual([3, 4]);
  expect([fit.coefficients[3], fit.standardErrors[4]]).toEqual([Number.NaN, Number.NaN]);
  expectNear([fit.residualSumOfSquares], [linearRegression(y, [a, b]).residualSumOfSquares], 1e-10);
});

test('fewer rows than columns: what cannot be told apart is set aside, and no error is claimed', () => {
  const fit = linearRegression(
    [1, 2],
    [
      [3, 5],
      [4, 1],
    ],
  );
  expect([fit.aliased, fit.degreesOfFreedom, fit.sigma]).toEqual([[2], 0, Number.NaN]);
});

test('a constant outcome has no share explained', () => {
  expect(linearRegression([5, 5, 5], [[1, 2, 4]]).rSquared).toBeNaN();
});

test('residuals stand at right angles to every column, and rescaling a column rescales its coefficient', () => {
  const number = fc.integer({ min: -10_000, max: 10_000 }).map((value) => value / 100);
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number), { minLength: 6, maxLength: 30 }), (rows) => {
      const [y, a, b] = [0, 1, 2].map((member) => rows.map((row) => row[member] ?? 0));
      const fit = linearRegression(y ?? [], [a ?? [], b ?? []]);
      for (const column of [y?.map(() => 1), a, b])
        expect(column?.reduce((sum, value, i) => sum + value * (fit.residuals[i] ?? 0), 0)).toBeCloseTo(0, 6);
      fc.pre(fit.aliased.length === 0 && Math.abs(fit.coefficients[1] ?? 0) > 1e-6);
      const larger = linearRegression(y ?? [], [a?.map((value) => 1024 * value) ?? [], b ?? []]);
      expect((larger.coefficients[1] ?? 0) * 1024).toBeCloseTo(fit.coefficients[1] ?? 0, 6);
    }),
  );
});
