import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { chiSquareIndependence } from './chi-square-independence.ts';
import { noncentralChiSquareUpper, noncentralityInterval } from './noncentral-chi-square.ts';

const run = (table: number[][]) => chiSquareIndependence.run({ table, level: 0.95 });

describe('Snee (1974) with R 4.2.2 chisq.test', () => {
  const { inputs, expected } = reference('experiment_chi_square_table');
  const close = (rows: number[][]) => rows.map((row) => row.map((value) => expect.closeTo(value, 9)));

  test('hair and eye colour', () => {
    const got = run(inputs.table);
    expect(got.chiSquare).toBeCloseTo(expected.chisq, 8);
    expect(got.degreesOfFreedom).toBe(expected.df);
    expect(Math.abs(got.p / expected.p - 1)).toBeLessThan(1e-4);
    expect(got.expected).toEqual(close(expected.expected));
    expect(got.cramersV.estimate).toBeCloseTo(expected.cramers_v, 10);
    expect(got.standardisedResiduals).toEqual(close(expected.std_residuals));
    expect(got.likelihoodRatio.statistic).toBeCloseTo(expected.g_test, 8);
    expect(got.warnings).toEqual([]);
  });

  test('a 2x2 table gives Yates’ value of prop.test', () => {
    const [want] = reference('experiment_two_proportions').expected.cases;
    const got = run([
      [want.x[0], want.n[0] - want.x[0]],
      [want.x[1], want.n[1] - want.x[1]],
    ]);
    expect(got.yates?.statistic).toBeCloseTo(want.chisq_yates, 6);
    expect(got.chiSquare).toBeCloseTo(want.chisq_no_correction, 6);
  });
});

test('noncentral chi-square: with 1 degree of freedom it is the tail of a squared normal, with 3 it follows in closed form', () => {
  for (const [x, mean] of [
    [4, 1],
    [900, 28],
    [2.5, 0.3],
    [1e6, 1003],
  ] as const) {
    const [up, down] = [normalCdf(mean - Math.sqrt(x), 0, 1), normalCdf(-mean - Math.sqrt(x), 0, 1)];
    expect(noncentralChiSquareUpper(x, 1, mean * mean)).toBeCloseTo(up + down, 9);
    const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const more = (density(Math.sqrt(x) - mean) - density(Math.sqrt(x) + mean)) / mean;
    expect(noncentralChiSquareUpper(x, 3, mean * mean)).toBeCloseTo(up + down + more, 9);
  }
});

test('the interval of the noncentrality inverts it; edges that do not exist are 0', () => {
  const { low, high } = noncentralityInterval(10, 3, 0.95);
  expect(noncentralChiSquareUpper(10, 3, low)).toBeCloseTo(0.025, 9);
  expect(noncentralChiSquareUpper(10, 3, high)).toBeCloseTo(0.975, 9);
  expect(noncentralityInterval(1, 3, 0.95).low).toBe(0);
  expect(noncentralityInterval(0.001, 3, 0.95)).toEqual({ low: 0, high: 0 });
  expect(noncentralityInterval(9.99e6, 6, 0.95).high / noncentralityInterval(1.0001e7, 6, 0.95).high).toBeCloseTo(
    0.9989,
    4,
  );
});

const tables = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
);

test('turning the table over or shuffling rows changes nothing; V lies in its interval; twice the counts, twice the statistic', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const got = run(table);
      const turned = run(table[0]!.map((_, j) => table.map((row) => row[j]!)));
      expect(turned.chiSquare).toBeCloseTo(got.chiSquare, 7);
      expect(run(table.toReversed()).cramersV.estimate).toBeCloseTo(got.cramersV.estimate, 9);
      expect(got.cramersV.low).toBeLessThanOrEqual(got.cramersV.estimate + 1e-9);
      expect(got.cramersV.high).toBeGreaterThanOrEqual(got.cramersV.estimate - 1e-9);
      const double = run(table.map((row) => row.map((count) => 2 * count)));
      expect(double.chiSquare / (2 * got.chiSquare) || 1).toBeCloseTo(1, 8);
      expect(double.cramersV.estimate).toBeCloseTo(got.cramersV.estimate, 8);
    }),
    { numRuns: 60 },
  );
});

test('independent, separable, huge and sparse tables', () => {
  const flat = run([
    [10, 20],
    [20, 40],
  ]);
  expect(flat.p).toBeCloseTo(1, 6);
  expect(flat.cramersVCorrected).toBe(0);
  const split = run([
    [50, 0],
    [0, 50],
  ]);
  expect(split.cramersV.estimate).toBeCloseTo(1, 12);
  expect(chiSquareIndependence.result.safeParse(split).success).toBe(true);
  const huge = run([
    [9e8, 1e8],
    [1e8, 9e8],
  ]);
  expect(chiSquareIndependence.result.safeParse(huge).success).toBe(true);
  expect(
    run([
      [1, 2],
      [2, 1],
    ]).warnings.map(({ id }) => id),
  ).toEqual(['small-expected-counts']);
});

test('ragged tables and empty margins: refused by name', () => {
  expect(() =>
    run([
      [1, 2],
      [3, 4, 5],
    ]),
  ).toThrow(expect.objectContaining({ id: 'table-ragged', field: 'table' }));
  expect(() =>
    run([
      [0, 0],
      [3, 4],
    ]),
  ).toThrow(expect.objectContaining({ id: 'empty-row-or-column' }));
});
