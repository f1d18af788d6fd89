import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { knapsack } from './knapsack.ts';

const { inputs: given, expected, tolerance } = reference('planning_knapsack_orlib_mknap1');
const ask = (inputs: object) => answerMethod(knapsack, { alternatives: 0, ...inputs });

test.each([0, 1, 2, 3, 4, 5, 6])('OR-Library mknap1, problem %i', async (number) => {
  const { values, weights, capacity } = given.problems[number];
  const found = await ask({ values, weights, capacity, oneMoreUnit: false });
  expect(Math.abs(found.value - expected.optimum[number])).toBeLessThan(tolerance.optimum);
  expect(found.proven).toBe(true);
  for (const { used, capacity: limit } of found.capacities) expect(used).toBeLessThanOrEqual(limit);
});

interface Choice {
  readonly taken: number;
  readonly value: number;
}
/** Every choice that fits, best first. */
function every(values: readonly number[], weights: readonly number[], capacity: number): Choice[] {
  const sum = (of: readonly number[], taken: number) =>
    of.reduce((total, one, at) => total + ((taken >> at) & 1) * one, 0);
  return Array.from({ length: 2 ** values.length }, (_, taken) => taken)
    .filter((taken) => sum(weights, taken) <= capacity)
    .map((taken) => ({ taken, value: sum(values, taken) }))
    .sort((a, b) => b.value - a.value);
}

test('the best and the next best choices equal those of all choices, and so does the gain of one more unit', async () => {
  const items = fc.array(fc.tuple(fc.integer({ min: -3, max: 30 }), fc.integer({ min: 0, max: 12 })), {
    minLength: 1,
    maxLength: 7,
  });
  await fc.assert(
    fc.asyncProperty(items, fc.integer({ min: 0, max: 30 }), async (given, capacity) => {
      const values = given.map(([value]) => value);
      const weights = given.map(([, weight]) => weight);
      const found = await ask({ values, weights, capacity, alternatives: 2 });
      const all = every(values, weights, capacity);
      expect([found.value, ...found.alternatives.map(({ value }) => value)]).toEqual(
        all.slice(0, 3).map(({ value }) => expect.closeTo(value, 6)),
      );
      expect(found.capacities[0]?.oneMoreUnit).toBeCloseTo(
        (every(values, weights, capacity + 1)[0]?.value ?? 0) - found.value,
        6,
      );
    }),
    { numRuns: 25 },
  );
});

test('the worth of a unit never exceeds what split items would bring', async () => {
  const { value, bound, capacities } = await ask({ values: [10, 7, 5], weights: [5, 4, 3], capacity: 7 });
  expect([value, bound]).toEqual([12, 12]);
  expect(capacities[0]).toEqual({ capacity: 7, used: 7, shadowPrice: 1.75, oneMoreUnit: 3 });
});

test('nothing fits, everything fits, one item, no room at all', async () => {
  expect((await ask({ values: [5], weights: [9], capacity: 8 })).selected).toEqual([]);
  const all = await ask({ values: [5, 6], weights: [1, 1], capacity: 8, names: ['a', 'b'] });
  expect([all.selected, all.warnings.map(({ id }) => id)]).toEqual([['a', 'b'], ['all-fit']]);
  expect((await ask({ values: [5, -6], weights: [0, 0], capacity: 0 })).selectedNumbers).toEqual([1]);
});

test('choices that tie are warned of', async () => {
  const { warnings, alternatives } = await ask({ values: [5, 5], weights: [1, 1], capacity: 1, alternatives: 1 });
  expect(warnings.map(({ id }) => id)).toEqual(['near-ties']);
  expect([alternatives[0]?.added.length, alternatives[0]?.dropped.length]).toEqual([1, 1]);
});

test('lists of unequal length: refused by name', async () => {
  await expect(ask({ values: [5, 1], weights: [9], capacity: 8 })).rejects.toThrow(
    expect.objectContaining({ id: 'weights-unlike-values', field: 'weights.0' }),
  );
  await expect(ask({ values: [5], weights: [[9], [1]], capacity: 8 })).rejects.toThrow(
    expect.objectContaining({ id: 'capacity-unlike-weights' }),
  );
});
