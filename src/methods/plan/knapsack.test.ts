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

test('weights and values as small as 1e-12 fill the capacity and no more', async () => {
  const tiny = [1e-12, 2e-12, 2e-12];
  const { value, capacities } = await ask({ values: [1e-12, 2e-12, 3e-12], weights: tiny, capacity: 3e-12 });
  expect(value).toBeCloseTo(4e-12, 24);
  expect(capacities[0]?.used).toBeLessThanOrEqual(3.000001e-12);
});

test('twenty-four items of weights up to a million: the printed optimum 13,549,094 (Kreher and Stinson 1999)', async () => {
  const values = [
    825_594, 1_677_009, 1_676_628, 1_523_970, 943_972, 97_426, 69_666, 1_296_457, 1_679_693, 1_902_996, 1_844_992,
    1_049_289, 1_252_836, 1_319_836, 953_277, 2_067_538, 675_367, 853_655, 1_826_027, 65_731, 901_489, 577_243, 466_257,
    369_261,
  ];
  const weights = [
    382_745, 799_601, 909_247, 729_069, 467_902, 44_328, 34_610, 698_150, 823_460, 903_959, 853_665, 551_830, 610_856,
    670_702, 488_960, 951_111, 323_046, 446_298, 931_161, 31_385, 496_951, 264_724, 224_916, 169_684,
  ];
  const found = await ask({ values, weights, capacity: 6_404_180, alternatives: 0, oneMoreUnit: false });
  expect([found.value, found.proven]).toEqual([13_549_094, true]);
});

test.each([1e100, 1e300])('values of size %s change nothing about what to take', async (size) => {
  const { example } = knapsack;
  const values = example.inputs.values.map((value) => value * size);
  const found = await ask({ ...example.inputs, values, alternatives: 0, oneMoreUnit: false });
  expect([found.proven, found.value / size]).toEqual([true, expect.closeTo(3800, 6)]);
});
