import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { reference } from '../../../tests/methods/reference.ts';
import { rimWeighting } from './rim-weighting.ts';

type Inputs = z.input<typeof rimWeighting.inputs>;
const weighted = (inputs: Inputs) => rimWeighting.run(rimWeighting.inputs.parse(inputs));
const ids = ({ warnings }: { warnings: readonly { id: string }[] }) => warnings.map(({ id }) => id);

describe('ANES 2004 (R anesrake, survey::rake)', () => {
  const { inputs, expected, tolerance } = reference('survey_raking_anes04');
  const { cells, targets } = inputs;
  type Cell = { married: string; age: string; n: number; weight: number };
  const wanted = new Map<string, number>(
    expected.cell_weights.map(({ married, age, weight }: Cell) => [`${married} ${age}`, weight]),
  );

  test.each([
    ['as counted cells', cells],
    ['as one row a respondent', cells.flatMap(({ married, age, n }: Cell) => Array(n).fill({ married, age }))],
  ])('%s', (_, rows) => {
    const result = weighted({ cells: rows, targets });
    expect(result.cellWeights).toHaveLength(wanted.size);
    for (const { married, age, weight } of result.cellWeights)
      expect(Math.abs(Number(weight) - (wanted.get(`${married} ${age}`) ?? 0))).toBeLessThan(tolerance.weight);
    expect(Math.abs(result.effectiveSampleSize - expected.effective_n_kish)).toBeLessThan(tolerance.kish);
    expect(Math.abs(result.designEffect - expected.design_effect)).toBeLessThan(tolerance.kish);
    expect([result.smallestWeight, result.largestWeight]).toEqual([
      expect.closeTo(expected.min, 5),
      expect.closeTo(expected.max, 5),
    ]);
  });
});

const table = fc.tuple(
  fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 6, maxLength: 6 }),
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
);
const built = ([counts, odds]: [number[], number[]]): Inputs => ({
  cells: counts.map((n, i) => ({ a: `a${i % 2}`, b: `b${i % 3}`, n })),
  targets: { a: { a0: odds[0] ?? 1, a1: odds[1] ?? 1 }, b: { b0: odds[2] ?? 1, b1: odds[3] ?? 1, b2: odds[4] ?? 1 } },
  targetsAre: 'counts',
});

test('every target is met, weights average one, and the odds ratios of the table stay as they were', () => {
  fc.assert(
    fc.property(table, (drawn) => {
      const inputs = built(drawn);
      const { margins, weights, cellWeights, respondents, designEffect } = weighted(inputs);
      for (const { after, target } of margins) expect(after).toBeCloseTo(target, 8);
      expect(cellWeights.reduce((sum, { n, weight }) => sum + Number(n) * Number(weight), 0) / respondents).toBeCloseTo(
        1,
        9,
      );
      expect(designEffect).toBeGreaterThanOrEqual(1 - 1e-12);
      // Rows 0 (a0 b0), 3 (a1 b0), 4 (a0 b1), 1 (a1 b1): weights are a product of a factor for a and one for b.
      const [w0 = 0, w1 = 0, , w3 = 0, w4 = 0] = weights.map((weight) => weight ?? 0);
      expect((w0 * w1) / (w3 * w4)).toBeCloseTo(1, 8);
    }),
  );
});

test('the order of rows and of targets does not matter', () => {
  fc.assert(
    fc.property(table, (drawn) => {
      const inputs = built(drawn);
      const turned = weighted({
        ...inputs,
        cells: inputs.cells.toReversed(),
        targets: Object.fromEntries(Object.entries(inputs.targets).toReversed()),
      });
      turned.weights.toReversed().forEach((weight, i) => {
        expect(weight).toBeCloseTo(weighted(inputs).weights[i] ?? 0, 7);
      });
    }),
  );
});

const cells = [
  { a: 'x', b: 'u', n: 90 },
  { a: 'x', b: 'v', n: 5 },
  { a: 'y', b: 'u', n: 4 },
  { a: 'y', b: 'v', n: 1 },
];
const targets = { a: { x: 0.6, y: 0.4 }, b: { u: 0.7, v: 0.3 } };

test('capped weights stay within their limits; targets that cannot then be met are told', () => {
  expect(weighted({ cells, targets }).largestWeight).toBeGreaterThan(5);
  const capped = weighted({ cells, targets, highestWeight: 3, lowestWeight: 0.2 });
  expect(capped.largestWeight).toBeCloseTo(3, 9);
  expect(capped.smallestWeight).toBeGreaterThanOrEqual(0.2);
  expect(capped.converged).toBe(false);
  expect(ids(capped)).toContain('not-converged');
  expect(capped.designEffect).toBeLessThan(weighted({ cells, targets }).designEffect);
});

test('limits that do not bite change nothing', () => {
  expect(weighted({ cells, targets, highestWeight: 100 }).weights).toEqual(
    weighted({ cells, targets }).weights.map((weight) => expect.closeTo(weight ?? 0, 8)),
  );
});

test('targets that contradict the sample do not converge and are told', () => {
  const result = weighted({
    cells: [
      { a: 'x', b: 'u' },
      { a: 'y', b: 'v' },
    ],
    targets: { a: { x: 0.5, y: 0.5 }, b: { u: 0.9, v: 0.1 } },
    rounds: 20,
  });
  expect(result.converged).toBe(false);
  expect(result.rounds).toBeLessThanOrEqual(20);
  expect(ids(result)).toContain('not-converged');
});

test('design weights are the start: rows of one category keep their ratio', () => {
  const result = weighted({
    cells: [{ a: 'x', weight: 2 }, { a: 'x', weight: 1 }, { a: 'y' }],
    targets: { a: { x: 0.5, y: 0.5 } },
  });
  expect(result.weights).toEqual([expect.closeTo(1, 9), expect.closeTo(0.5, 9), expect.closeTo(1.5, 9)]);
});

test('percentages, counts and slightly rounded shares are the same targets; the last is told', () => {
  const plain = weighted({ cells, targets: { a: { x: 0.6, y: 0.4 } } });
  expect(weighted({ cells, targets: { a: { x: 60, y: 40 } }, targetsAre: 'percentages' }).weights).toEqual(
    plain.weights,
  );
  expect(weighted({ cells, targets: { a: { x: 3, y: 2 } }, targetsAre: 'counts' }).weights).toEqual(plain.weights);
  expect(ids(weighted({ cells, targets: { a: { x: 0.6, y: 0.395 } } }))).toContain('targets-rescaled');
});

test('missing characteristics, a zero target, a thin category: told', () => {
  const result = weighted({
    cells: [...cells, { a: null, b: 'u', n: 7 }, { a: 'z', b: 'u', n: 2 }],
    targets: { a: { x: 0.9, y: 0.1, z: 0 } },
  });
  expect(result.weights.slice(4)).toEqual([null, 0]);
  expect(result.missing).toBe(7);
  expect(
    ids(
      weighted({
        cells: [
          { a: 'x', n: 96 },
          { a: 'y', n: 4 },
        ],
        targets: { a: { x: 0.5, y: 0.5 } },
      }),
    ),
  ).toEqual(['few-in-category', 'large-weights', 'large-design-effect']);
  expect(ids(result)).toEqual(['answers-missing', 'zero-target']);
});

describe('refused by name', () => {
  test.each<[string, Inputs, string, string]>([
    ['nobody', { cells: [], targets }, 'no-respondents', 'cells'],
    ['no targets', { cells, targets: {} }, 'no-targets', 'targets'],
    ['a characteristic nobody has', { cells, targets: { c: { x: 1 } } }, 'characteristic-missing', 'targets.c'],
    ['a category without target', { cells, targets: { a: { x: 1 } } }, 'target-missing', 'targets.a'],
    ['a target without people', { cells, targets: { a: { x: 0.5, y: 0.4, z: 0.1 } } }, 'empty-category', 'targets.a.z'],
    ['shares of 90 %', { cells, targets: { a: { x: 0.5, y: 0.4 } } }, 'targets-do-not-add-up', 'targets.a'],
    ['a cap below the average', { cells, targets, highestWeight: 0.9 }, 'limits-invalid', 'highestWeight'],
  ])('%s', (_, inputs, id, field) => {
    expect(() => weighted(inputs)).toThrow(expect.objectContaining({ id, field }));
  });
});

test('the example runs', async () => {
  expect(await exampleProblems(rimWeighting)).toEqual([]);
});
