import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { budgetDivision } from './budget-division.ts';
import { jainIndex } from './jain-index.ts';

const near = (amounts: readonly number[]) => amounts.map((amount) => expect.closeTo(amount, 6));

describe('closed forms, R 4.2.2', () => {
  const { inputs, expected } = reference('fair_division_nash_maximin');

  test('Nash with weights: spend in proportion to them', async () => {
    const { weights, budget } = inputs.log_utilities;
    const { nash } = await answerMethod(budgetDivision, {
      goals: weights.map((weight: number) => ({ weight })),
      budget,
    });
    expect(nash.spend).toEqual(near(expected.nash_weighted));
  });

  test('maximin of linear rates: spend in proportion to 1/rate', async () => {
    const { rate, budget } = inputs.linear_rates_maximin;
    const { maximin } = await answerMethod(budgetDivision, { goals: rate.map((scale: number) => ({ scale })), budget });
    expect(maximin.spend).toEqual(near(expected.maximin.spend));
    expect(maximin.leastWorth).toBeCloseTo(expected.maximin.common_level, 6);
  });

  test('square roots: total in proportion to b², Nash an equal split', async () => {
    const { a, b, budget } = inputs.power;
    const goals = b.map((scale: number, i: number) => ({ scale, exponent: a[i] }));
    const { utilitarian, nash, marginalWorth } = await answerMethod(budgetDivision, { goals, budget });
    expect(utilitarian.spend).toEqual(near(expected.utilitarian_sqrt.spend));
    expect(utilitarian.totalWorth).toBeCloseTo(expected.utilitarian_sqrt.total, 6);
    expect(nash.spend).toEqual(near(expected.nash_sqrt_equal_split));
    expect(marginalWorth).toBeCloseTo(expected.utilitarian_sqrt.total / 200, 6);
  });

  test("Jain's index", async () => {
    const allocation = inputs.allocation_for_jain;
    const { given } = await answerMethod(budgetDivision, {
      goals: allocation.map(() => ({})),
      budget: 100,
      allocation,
    });
    expect(given?.jainOfSpend).toBeCloseTo(expected.jain, 9);
    expect([jainIndex([3, 0, 0]), jainIndex([0, 0]), jainIndex([1e-200, 1e-200])]).toEqual([1 / 3, null, 1]);
  });
});

const goal = fc.record({
  curve: fc.constantFrom('power', 'logarithmic', 'saturating'),
  scale: fc.integer({ min: 1, max: 20 }),
  exponent: fc.constantFrom(0.3, 0.5, 0.9, 1),
  unit: fc.integer({ min: 1, max: 20 }),
  weight: fc.integer({ min: 1, max: 3 }),
  minimum: fc.integer({ min: 0, max: 5 }),
  maximum: fc.integer({ min: 30, max: 60 }),
});

test('each division spends the budget within the bounds, and no shift between two goals improves it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(goal, { minLength: 2, maxLength: 4 }), async (goals) => {
      const budget = 50;
      const divide = (allocation: readonly number[]) => answerMethod(budgetDivision, { goals, budget, allocation });
      const answer = await divide(goals.map(() => 1));
      const product = (worth: readonly number[]) =>
        worth.reduce((total, one, i) => total + goals[i]!.weight * Math.log(one), 0);
      for (const { spend } of [answer.utilitarian, answer.maximin, answer.nash]) {
        expect(spend.reduce((total, one) => total + one, 0)).toBeCloseTo(budget, 6);
        spend.forEach((one, i) => {
          expect(one).toBeGreaterThanOrEqual(goals[i]!.minimum - 1e-9);
          expect(one).toBeLessThanOrEqual(goals[i]!.maximum + 1e-9);
        });
      }
      const shifted = (spend: readonly number[]) => spend.with(0, spend[0]! + 0.01).with(1, spend[1]! - 0.01);
      const allowed = (spend: readonly number[]) => spend[0]! <= goals[0]!.maximum && spend[1]! >= goals[1]!.minimum;
      const tried = [answer.utilitarian, answer.maximin, answer.nash].map(({ spend }) => shifted(spend));
      const found = await Promise.all(
        tried.map(async (spend) => (allowed(spend) ? (await divide(spend)).given : null)),
      );
      expect(found[0]?.totalWorth ?? 0).toBeLessThanOrEqual(answer.utilitarian.totalWorth + 1e-7);
      expect(found[1]?.leastWorth ?? 0).toBeLessThanOrEqual(answer.maximin.leastWorth + 1e-7);
      const nashOf = found[2];
      if (nashOf) expect(product(nashOf.worth)).toBeLessThanOrEqual(product(answer.nash.worth) + 1e-7);
    }),
    { numRuns: 20 },
  );
});

test('linear goals: the best takes all it may, equal ones share', async () => {
  const { utilitarian } = await answerMethod(budgetDivision, {
    goals: [{ scale: 3, maximum: 4 }, { scale: 2 }, { scale: 2 }, { scale: 1 }],
    budget: 10,
  });
  expect(utilitarian.spend).toEqual(near([4, 3, 3, 0]));
});

test('maxima below the budget leave some, minima bind, the starved are named', async () => {
  const full = await answerMethod(budgetDivision, { goals: [{ maximum: 2 }, { maximum: 3 }], budget: 10 });
  expect(full).toMatchObject({ unspent: 5, marginalWorth: null, maximin: { spend: near([2, 3]) } });
  expect(full.warnings.map(({ id }) => id)).toEqual(['budget-left', 'boundary-solution']);
  const starved = await answerMethod(budgetDivision, { goals: [{ scale: 2 }, { scale: 1 }], budget: 1 });
  expect(starved.warnings.map(({ id }) => id)).toEqual(['goal-starved']);
});

test('huge and tiny budgets, one goal', async () => {
  for (const budget of [1e-9, 1e12]) {
    const { nash, utilitarian, maximin } = await answerMethod(budgetDivision, {
      goals: [{ exponent: 0.5 }, { exponent: 0.5 }],
      budget,
    });
    for (const { spend } of [nash, utilitarian, maximin])
      expect(spend.map((one) => one / budget)).toEqual(near([0.5, 0.5]));
  }
  expect((await answerMethod(budgetDivision, { goals: [{}], budget: 7 })).nash.spend).toEqual(near([7]));
});

test('minimums beyond the budget, an allocation of unlike length, bounds turned round are refused', async () => {
  const refuse = (goals: object[], more = {}) =>
    expect(answerMethod(budgetDivision, { goals, budget: 5, ...more })).rejects;
  await refuse([{ minimum: 3 }, { minimum: 3 }]).toMatchObject({ id: 'minimums-exceed-budget' });
  await refuse([{}], { allocation: [1, 2] }).toMatchObject({ id: 'allocation-unlike-goals' });
  await refuse([{ minimum: 3, maximum: 2 }]).toMatchObject({ field: 'goals.0.maximum' });
});

test('the picture names the measures in words', async () => {
  const { picture } = await answerMethod(budgetDivision, budgetDivision.example.inputs);
  expect(picture.series.map(({ name }) => name)).toEqual([
    'Most in total',
    'Most for the worst off',
    'Compromise (Nash)',
    'As given',
  ]);
});
