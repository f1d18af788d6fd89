import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { fairItemSelection } from './fair-item-selection.ts';

test('R 4.2.2 brute force over all subsets of twelve', async () => {
  const { inputs, expected } = reference('fair_division_item_selection');
  const answer = await answerMethod(fairItemSelection, {
    utilities: inputs.utility_rows_are_stakeholders,
    costs: inputs.cost,
    budget: inputs.budget,
  });
  expect(answer.maximin.leastUtility).toBe(expected.max_min_utility);
  expect(answer.nash.nashProduct).toBeCloseTo(expected.max_nash_product, 6);
  expect(answer.nash.utilities).toEqual(expected.nash_utilities);
  expect(answer.utilitarian.totalUtility).toBe(expected.max_total_utility);
  expect([answer.maximin, answer.nash, answer.utilitarian].every(({ proven }) => proven)).toBe(true);
});

const number = fc.integer({ min: 0, max: 9 });
const instance = fc.integer({ min: 1, max: 8 }).chain((n) =>
  fc.record({
    utilities: fc.array(fc.array(number, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 3 }),
    costs: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: n, maxLength: n }),
    budget: fc.integer({ min: 6, max: 20 }),
  }),
);

test('no subset does better by any measure', async () => {
  await fc.assert(
    fc.asyncProperty(instance, async (given) => {
      const answer = await answerMethod(fairItemSelection, given);
      const sets = Array.from({ length: 2 ** given.costs.length }, (_, code) =>
        given.costs.map((_cost, i) => (code >> i) & 1),
      );
      const sumOf = (row: readonly number[], set: readonly number[]) =>
        row.reduce((sum, one, i) => sum + one * set[i]!, 0);
      const affordable = sets.filter((set) => sumOf(given.costs, set) <= given.budget);
      const totals = affordable.map((set) => given.utilities.map((row) => sumOf(row, set)));
      expect(answer.utilitarian.totalUtility).toBe(
        Math.max(...totals.map((some) => some.reduce((sum, one) => sum + one, 0))),
      );
      expect(answer.maximin.leastUtility).toBe(Math.max(...totals.map((some) => Math.min(...some))));
      expect(answer.nash.nashProduct).toBe(Math.max(...totals.map((some) => some.reduce((all, one) => all * one, 1))));
      for (const { cost } of [answer.utilitarian, answer.maximin, answer.nash])
        expect(cost).toBeLessThanOrEqual(given.budget);
    }),
    { numRuns: 80 },
  );
});

test('the Nash choice does not mind the scale of one stakeholder', async () => {
  await fc.assert(
    fc.asyncProperty(instance, async (given) => {
      const scaled = {
        ...given,
        utilities: given.utilities.map((row, s) => (s === 0 ? row.map((one) => one * 8) : row)),
      };
      const [before, after] = [
        await answerMethod(fairItemSelection, given),
        await answerMethod(fairItemSelection, scaled),
      ];
      expect((after.nash.nashProduct ?? 0) / 8).toBeCloseTo(before.nash.nashProduct ?? 0, 6);
    }),
    { numRuns: 30 },
  );
});

test('forty items and four stakeholders are proven', async () => {
  const random = randomFrom(9);
  const row = () => Array.from({ length: 40 }, () => random.below(20));
  const costs = Array.from({ length: 40 }, () => 1 + random.below(12));
  const { utilitarian, maximin, nash } = await answerMethod(fairItemSelection, {
    utilities: [row(), row(), row(), row()],
    costs,
    budget: 70,
  });
  expect([utilitarian.proven, maximin.proven, nash.proven]).toEqual([true, true, true]);
  expect(utilitarian.totalUtility).toBeGreaterThanOrEqual(nash.totalUtility);
  expect(maximin.leastUtility).toBeGreaterThanOrEqual(nash.leastUtility);
});

test('somebody who can get nothing, and no conflict at all, are warned of', async () => {
  const none = await answerMethod(fairItemSelection, {
    utilities: [
      [3, 1],
      [0, 0],
    ],
    costs: [1, 1],
    budget: 1,
  });
  expect(none.warnings.map(({ id }) => id)).toContain('nash-product-zero');
  expect(none.nash.nashProduct).toBe(0);
  const same = await answerMethod(fairItemSelection, {
    utilities: [
      [3, 1],
      [3, 1],
    ],
    costs: [1, 1],
    budget: 1,
  });
  expect(same.warnings.map(({ id }) => id)).toEqual(['measures-agree']);
  expect(same.nash.items).toEqual(['Item 1']);
});

test('rows of unlike length, names too few, nothing affordable are refused', async () => {
  const refuse = (more: object) =>
    expect(answerMethod(fairItemSelection, { utilities: [[1, 2]], costs: [1, 1], budget: 1, ...more })).rejects;
  await refuse({ utilities: [[1]] }).toMatchObject({ id: 'utilities-unlike-items', field: 'utilities.0' });
  await refuse({ items: ['a'] }).toMatchObject({ id: 'names-unlike-items' });
  await refuse({ stakeholders: [] }).toMatchObject({ id: 'names-unlike-stakeholders' });
  await refuse({ budget: 0.5 }).toMatchObject({ id: 'nothing-affordable' });
  await refuse({ utilities: [[-1, 2]] }).toMatchObject({ field: 'utilities.0.0' });
});
