import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { reference } from '../../../tests/methods/reference.ts';
import { linearRegression } from '../numeric/linear-regression.ts';
import { keyDrivers } from './key-drivers.ts';

type Inputs = z.input<typeof keyDrivers.inputs>;
const analysed = (inputs: Inputs, seed?: number) =>
  keyDrivers.run(keyDrivers.inputs.parse({ resamples: 0, ...inputs }), seed === undefined ? {} : { seed });
const ids = ({ warnings }: { warnings: readonly { id: string }[] }) => warnings.map(({ id }) => id);

describe.each(['longley', 'swiss'])('R lm and relaimpo on %s', (name) => {
  const { inputs, expected, tolerance } = reference('analysis_regression_drivers');
  const oracle = expected[name];
  const result = analysed({ outcome: inputs[name].y, drivers: inputs[name].x });
  const relative = (value: number | null, right: number) => Math.abs((value ?? Number.NaN) / right - 1);

  test('coefficients, errors, t, p, standardised beta and variance inflation of each driver', () => {
    result.drivers.forEach((driver, i) => {
      expect(relative(driver.coefficient, oracle.coef[i + 1])).toBeLessThan(tolerance.rel);
      expect(relative(driver.standardError, oracle.se[i + 1])).toBeLessThan(tolerance.rel);
      expect(relative(driver.t, oracle.t[i + 1])).toBeLessThan(tolerance.rel);
      expect(relative(driver.p, oracle.p[i + 1])).toBeLessThan(tolerance.rel);
      expect(relative(driver.standardisedBeta, oracle.standardised_beta[i])).toBeLessThan(tolerance.rel);
      expect(relative(driver.varianceInflation, oracle.vif[i])).toBeLessThan(tolerance.rel);
    });
  });

  test('LMG shares', () => {
    result.drivers.forEach(({ importance }, i) => {
      expect(Math.abs((importance ?? Number.NaN) - oracle.lmg_shapley_r2[i])).toBeLessThan(tolerance.lmg);
    });
  });

  test('the whole', () => {
    expect(relative(result.rSquared, oracle.r2)).toBeLessThan(tolerance.rel);
    expect(relative(result.adjustedRSquared, oracle.adj_r2)).toBeLessThan(tolerance.rel);
    expect(relative(result.sigma, oracle.sigma)).toBeLessThan(tolerance.rel);
    expect(relative(result.intercept.coefficient, oracle.coef[0])).toBeLessThan(tolerance.rel);
  });
});

/** Every order of entering, tried one by one. */
function byEveryOrder(y: number[], columns: number[][]): number[] {
  const explained = (entered: number[]) =>
    entered.length === 0
      ? 0
      : linearRegression(
          y,
          entered.map((at) => columns[at] ?? []),
        ).rSquared;
  const gains = columns.map(() => 0);
  let orders = 0;
  const enter = (entered: number[]): void => {
    if (entered.length === columns.length) {
      orders++;
      entered.forEach((at, i) => {
        gains[at] = (gains[at] ?? 0) + explained(entered.slice(0, i + 1)) - explained(entered.slice(0, i));
      });
    }
    for (const at of columns.keys()) if (!entered.includes(at)) enter([...entered, at]);
  };
  enter([]);
  return gains.map((gain) => gain / orders);
}

const drawn = fc.array(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 5, maxLength: 5 }), {
  minLength: 8,
  maxLength: 15,
});
const columnsOf = (rows: number[][]) => [0, 1, 2, 3, 4].map((at) => rows.map((row) => row[at] ?? 0));
const named = (columns: number[][]) => Object.fromEntries(columns.map((column, i) => [`d${i}`, column]));
const varies = (column: number[]) => new Set(column).size > 1;

test('importance equals the mean over all orders by brute force, and with the relative weights adds up to R squared', () => {
  fc.assert(
    fc.property(drawn, (rows) => {
      const [outcome = [], ...columns] = columnsOf(rows);
      fc.pre([outcome, ...columns].every(varies));
      const { drivers, rSquared } = analysed({ outcome, drivers: named(columns) });
      byEveryOrder(outcome, columns).forEach((gain, i) => {
        expect(drivers[i]?.importance).toBeCloseTo(gain, 8);
      });
      const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
      expect(sum(drivers.map(({ importance }) => importance))).toBeCloseTo(rSquared, 9);
      expect(sum(drivers.map(({ relativeWeight }) => relativeWeight))).toBeCloseTo(rSquared, 6);
    }),
    { numRuns: 25 },
  );
});

test('alone and last are R squared with this driver only and what is lost without it; Pratt adds up to R squared', () => {
  fc.assert(
    fc.property(drawn, (rows) => {
      const [outcome = [], ...columns] = columnsOf(rows);
      fc.pre([outcome, ...columns].every(varies));
      const { drivers, rSquared } = analysed({ outcome, drivers: named(columns) });
      fc.pre(drivers.every(({ varianceInflation }) => (varianceInflation ?? 99) < 50));
      const explained = (some: number[][]) => analysed({ outcome, drivers: named(some) }).rSquared;
      drivers.forEach(({ alone, last }, at) => {
        expect(alone).toBeCloseTo(explained(columns.slice(at, at + 1)), 9);
        expect(last).toBeCloseTo(rSquared - explained(columns.toSpliced(at, 1)), 9);
      });
      expect(drivers.reduce((sum, { pratt }) => sum + (pratt ?? 0), 0)).toBeCloseTo(rSquared, 9);
    }),
    { numRuns: 25 },
  );
});

test('rescaling or renaming a driver, or reordering people, changes no importance', () => {
  fc.assert(
    fc.property(drawn, (rows) => {
      const [outcome = [], ...columns] = columnsOf(rows);
      fc.pre([outcome, ...columns].every(varies));
      const shares = (y: number[], drivers: number[][]) =>
        analysed({ outcome: y, drivers: named(drivers) }).drivers.map(({ importance }) => importance);
      const plain = shares(outcome, columns);
      const turned = shares(
        outcome.toReversed(),
        columns.map((column) => column.toReversed().map((value) => 50 - 8 * value)),
      );
      turned.forEach((share, i) => {
        expect(share).toBeCloseTo(plain[i] ?? 0, 9);
      });
    }),
  );
});

test('with uncorrelated drivers importance is the squared correlation, and so is the relative weight', () => {
  const result = analysed({ outcome: [1, 2, 3, 6], drivers: { a: [0, 0, 1, 1], b: [0, 1, 0, 1] } });
  for (const { importance, relativeWeight, correlation, varianceInflation } of result.drivers) {
    expect(importance).toBeCloseTo((correlation ?? 0) ** 2, 12);
    expect(relativeWeight).toBeCloseTo((correlation ?? 0) ** 2, 12);
    expect(varianceInflation).toBeCloseTo(1, 12);
  }
});

test('a driver given twice: no coefficient for the second, half the importance for each, all finite', () => {
  const a = [1, 2, 3, 4, 5, 6, 7, 9];
  const result = analysed({ outcome: [1, 3, 2, 5, 4, 6, 8, 7], drivers: { a, again: a, b: [1, 0, 0, 1, 1, 0, 1, 0] } });
  expect(ids(result)).toContain('collinear');
  expect(result.drivers[1]).toMatchObject({ coefficient: null, varianceInflation: null });
  expect(result.drivers[0]?.importance).toBeCloseTo(result.drivers[1]?.importance ?? 0, 9);
  expect(keyDrivers.result.safeParse(result).error).toBeUndefined();
});

test('a constant driver has no importance; a perfect fit has no sigma to speak of; neither breaks the result', () => {
  const outcome = [2, 4, 6, 8, 10];
  const result = analysed({ outcome, drivers: { constant: [3, 3, 3, 3, 3], exact: [1, 2, 3, 4, 5] } });
  expect(result.drivers[0]).toMatchObject({ importance: 0, correlation: null, coefficient: null });
  expect(result.rSquared).toBeCloseTo(1, 12);
  expect(keyDrivers.result.safeParse(result).error).toBeUndefined();
});

test('gaps are left out row by row and told', () => {
  const whole = analysed({ outcome: [1, 2, 4, 3, 5], drivers: { a: [1, 3, 2, 5, 4] } });
  const gaps = analysed({ outcome: [1, null, 2, 4, 3, 5, 9], drivers: { a: [1, 7, 3, 2, 5, 4, null] } });
  expect(gaps.drivers[0]?.coefficient).toBe(whole.drivers[0]?.coefficient);
  expect(gaps.missing).toBe(2);
  expect(ids(gaps)).toContain('answers-missing');
});

describe('refused by name', () => {
  test.each<[string, Inputs, string, string]>([
    ['no drivers', { outcome: [1, 2, 3], drivers: {} }, 'no-drivers', 'drivers'],
    ['unequal lengths', { outcome: [1, 2, 3], drivers: { a: [1, 2] } }, 'unequal-lengths', 'drivers.a'],
    ['nobody', { outcome: [], drivers: { a: [] } }, 'too-few-answers', 'outcome'],
    ['all gaps', { outcome: [1, 2, 3], drivers: { a: [null, null, null] } }, 'too-few-answers', 'outcome'],
    ['a constant outcome', { outcome: [4, 4, 4, 4], drivers: { a: [1, 2, 3, 4] } }, 'constant-outcome', 'outcome'],
  ])('%s', (_, inputs, id, field) => {
    expect(() => analysed(inputs)).toThrow(expect.objectContaining({ id, field }));
  });
});

test('bootstrap intervals follow the seed and hold the importance of a strong driver', () => {
  const a = Array.from({ length: 60 }, (_, i) => i % 7);
  const b = Array.from({ length: 60 }, (_, i) => (i * 5) % 11);
  const inputs = {
    outcome: a.map((value, i) => 2 * value + (b[i] ?? 0) / 4 + (i % 3)),
    drivers: { a, b },
    resamples: 100,
  };
  const [first, again, other] = [analysed(inputs, 3), analysed(inputs, 3), analysed(inputs, 4)];
  expect(again).toEqual(first);
  expect(other.drivers[0]?.importanceLow).not.toBe(first.drivers[0]?.importanceLow);
  const { importance, importanceLow, importanceHigh } = first.drivers[0] ?? expect.fail('no driver');
  expect(importanceLow).toBeLessThan(importance ?? 0);
  expect(importanceHigh).toBeGreaterThan(importance ?? 1);
});

test('more than twenty drivers are ranked by relative weights', () => {
  const rows = 60;
  const noise = (at: number, i: number) => Math.sin(1 + at * 12.9898 + i * 78.233) * 43758.5453;
  const columns = Array.from({ length: 22 }, (_, at) => Array.from({ length: rows }, (_, i) => noise(at, i) % 1));
  const outcome = (columns[7] ?? []).map((value, i) => 3 * value + (noise(99, i) % 1));
  const result = analysed({ outcome, drivers: named(columns) });
  expect(ids(result)).toContain('too-many-drivers-for-exact');
  expect(result.drivers.find(({ rank }) => rank === 1)?.name).toBe('d7');
});

test('the example runs', async () => {
  expect(await exampleProblems(keyDrivers)).toEqual([]);
});
