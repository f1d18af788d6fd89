import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { customerEffortScore } from './customer-effort-score.ts';
import { customerSatisfactionScore } from './customer-satisfaction-score.ts';

type Given = z.input<typeof customerSatisfactionScore.inputs>;
const satisfied = (inputs: Given) => customerSatisfactionScore.run(customerSatisfactionScore.inputs.parse(inputs));
const effort = (inputs: Given) => customerEffortScore.run(customerEffortScore.inputs.parse(inputs));

test('Newcombe (1998): 81 of 263 and 15 of 148, however they are given', () => {
  const share = { estimate: 81 / 263, low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4), level: 0.95 };
  expect(satisfied({ answers: { good: 81, total: 263 } }).group.share).toEqual(share);
  expect(satisfied({ answers: { 5: 40, 4: 41, 2: 182 } }).group.share).toEqual(share);
  const exact = satisfied({ answers: { good: 15, total: 148 }, interval: 'clopperPearson' }).group.share;
  expect([exact.low, exact.high]).toEqual([expect.closeTo(0.0578, 4), expect.closeTo(0.1617, 4)]);
});

test('two groups: Newcombe Table II for the shares, the z test, Welch for the means', () => {
  const { difference } = satisfied({ answers: { 5: 56, 1: 14 }, against: { 5: 48, 1: 32 } });
  expect(difference?.share).toMatchObject({ low: expect.closeTo(0.0524, 4), high: expect.closeTo(0.3339, 4) });
  // z = 0.2 / sqrt(104/150 * 46/150 * (1/70 + 1/80)) = 2.650
  expect(difference?.share.p).toBeCloseTo(0.00805, 5);
  expect(difference?.mean).toMatchObject({ estimate: expect.closeTo(0.8, 9) });
});

test('effort counts five and more of seven, and a scale whose good end is low is turned', () => {
  expect(effort({ answers: [7, 6, 5, 4, null, 1] }).group).toMatchObject({
    answers: 5,
    missing: 1,
    good: 3,
    mean: { estimate: 4.6 },
  });
  const first = { scale: { lowest: 1, highest: 5 }, best: 'lowest', topBoxes: 2 } as const;
  expect(effort({ answers: [1, 2, 3, 5], ...first }).group.good).toBe(2);
});

test('order does not matter; counts and lists agree; a better answer never lowers the share', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 60 }), (list) => {
      const counts: Record<string, number> = {};
      for (const rating of list) counts[rating] = (counts[rating] ?? 0) + 1;
      const { group } = satisfied({ answers: list });
      expect(satisfied({ answers: counts }).group).toEqual(group);
      expect(satisfied({ answers: list.toReversed() }).group).toEqual(group);
      const better = satisfied({ answers: list.map((rating) => Math.min(5, rating + 1)) }).group;
      expect(better.share.low).toBeGreaterThanOrEqual(group.share.low);
    }),
  );
});

describe('what cannot be answered is refused by name', () => {
  test.each<[string, Given, string, string]>([
    ['no answers', { answers: [] }, 'no-answers', 'answers'],
    ['all missing', { answers: [null, null] }, 'no-answers', 'answers'],
    ['empty counts', { answers: [3], against: {} }, 'no-answers', 'against'],
    ['a rating off the scale', { answers: [5, 6] }, 'off-scale', 'answers.1'],
    ['every rating called good', { answers: [5], topBoxes: 5 }, 'top-boxes-too-many', 'topBoxes'],
    ['more good than all', { answers: { good: 3, total: 2 } }, 'more-good-than-all', 'answers.good'],
  ])('%s', (_, inputs, id, field) => {
    expect(() => satisfied(inputs)).toThrow(expect.objectContaining({ id, field }));
  });
});

test('one answer, all alike: warned of, no interval of the mean, result within its schema', () => {
  const result = satisfied({ answers: [5] });
  expect(result.warnings.map(({ id }) => id)).toEqual(['too-few-answers', 'boundary-solution']);
  expect(result.group.mean).toEqual({ estimate: 5, low: null, high: null, level: 0.95 });
  expect(customerSatisfactionScore.result.safeParse(result).success).toBe(true);
});

test('two groups all alike: no difference, p of one', () => {
  const { difference } = satisfied({ answers: [5, 5], against: [5, 5, 5] });
  expect(difference).toMatchObject({ share: { estimate: 0, p: 1 }, mean: null });
});

test('the examples run', async () => {
  expect(await exampleProblems(customerSatisfactionScore)).toEqual([]);
  expect(await exampleProblems(customerEffortScore)).toEqual([]);
});
