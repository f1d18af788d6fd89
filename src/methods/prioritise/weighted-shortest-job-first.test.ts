import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { weightedShortestJobFirst } from './weighted-shortest-job-first.ts';

describe("Reinertsen's three projects", () => {
  const { inputs, expected, tolerance } = reference('prioritisation_wsjf_cost_of_delay');
  const items = inputs.cost_of_delay.map((costOfDelay: number, i: number) => ({
    costOfDelay,
    duration: inputs.duration[i],
  }));

  test('scores, order, and the cost of best, worst and given order', () => {
    const answer = weightedShortestJobFirst.run({ items });
    expect(answer.items.map(({ score }) => score)).toEqual(expected.wsjf);
    expect(answer.least.order).toEqual(expected.order.map((place: number) => `Item ${place}`));
    expect(answer.least).toMatchObject(expected.cost_wsjf_order);
    expect(answer.given).toMatchObject(expected.cost_given_order);
    expect(answer.most).toMatchObject(expected.cost_reverse_wsjf);
    expect([answer.least.waiting, answer.most.waiting]).toEqual([
      expected.min_over_all_orders,
      expected.max_over_all_orders,
    ]);
    expect(100 * (answer.savedOfMost ?? 0)).toBeCloseTo(expected.printed_reduction_percent, 0);
    expect(Math.abs(100 * (answer.savedOfMost ?? 0) - 96)).toBeLessThan(tolerance.printed_percent);
  });
});

function ordersOf(names: readonly string[]): string[][] {
  if (names.length < 2) return [[...names]];
  return names.flatMap((name) => ordersOf(names.filter((other) => other !== name)).map((rest) => [name, ...rest]));
}

test('no order of up to 5 jobs costs less than the one by score, and none more than its reverse', () => {
  const job = fc.record({ costOfDelay: fc.integer({ min: 0, max: 20 }), duration: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(fc.array(job, { minLength: 1, maxLength: 5 }), (items) => {
      const { least, most } = weightedShortestJobFirst.run({ items });
      const costs = ordersOf(least.order).map((order) => weightedShortestJobFirst.run({ items, order }).given.waiting);
      expect(least.waiting).toBe(Math.min(...costs));
      expect(most.waiting).toBe(Math.max(...costs));
    }),
    { numRuns: 40 },
  );
});

test('the parts of SAFe add up to the cost of delay', () => {
  const { items } = weightedShortestJobFirst.run({
    items: [{ businessValue: 8, timeCriticality: 5, riskReduction: 3, duration: 4 }],
  });
  expect(items[0]).toMatchObject({ costOfDelay: 16, score: 4, rank: 1 });
});

test('equal scores are tied and said to be; nothing to wait for saves nothing', () => {
  const tied = weightedShortestJobFirst.run({
    items: [
      { costOfDelay: 1, duration: 3 },
      { costOfDelay: 2, duration: 6 },
    ],
  });
  expect(tied.items.map(({ rank }) => rank)).toEqual([1, 1]);
  expect(tied.warnings.map(({ id }) => id)).toEqual(['ties']);
  expect(weightedShortestJobFirst.run({ items: [{ costOfDelay: 0, duration: 3 }] }).savedOfGiven).toBeNull();
});

test('an order that leaves one out, repeats one or names a stranger, and a job without cost are refused', async () => {
  const items = [
    { name: 'A', costOfDelay: 1, duration: 1 },
    { name: 'B', costOfDelay: 1, duration: 2 },
  ];
  for (const order of [['A'], ['A', 'A'], ['A', 'C']])
    await expect(answerMethod(weightedShortestJobFirst, { items, order })).rejects.toMatchObject({
      id: 'order-incomplete',
    });
  await expect(answerMethod(weightedShortestJobFirst, { items: [{ duration: 1 }] })).rejects.toMatchObject({
    field: 'items.0.costOfDelay',
  });
});

test('a hundred thousand jobs are ordered, judged and told in a short sentence', () => {
  const items = Array.from({ length: 100_000 }, (_, at) => ({
    name: `Job ${at}`,
    duration: 1 + (at % 7),
    costOfDelay: at % 11,
  }));
  const answer = weightedShortestJobFirst.run({ items, order: items.map(({ name }) => name) });
  expect(answer.least.waiting).toBeLessThan(answer.given.waiting);
  expect(answer.reading.length).toBeLessThan(400);
  expect(answer.warnings.map(({ text }) => text.length < 400)).toEqual([true]);
});
