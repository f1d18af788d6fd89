import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { reference } from '../../../tests/methods/reference.ts';
import { netPromoterScore } from './net-promoter-score.ts';

type Given = Parameters<typeof netPromoterScore.run>[0]['answers'];
const ask = (answers: Given) => netPromoterScore.run({ answers, level: 0.95, interval: 'wald' });

describe('R package NPS 1.1', () => {
  const { inputs, expected } = reference('survey_nps');
  test('two waves given as counts per score, and their difference', () => {
    const { group, against, difference } = netPromoterScore.run({
      answers: inputs.scores_x_counts,
      against: inputs.scores_y_counts,
      level: 0.95,
      interval: 'wald',
    });
    expect(group.score.estimate).toBeCloseTo(expected.nps_x, 9);
    expect([group.score.high, group.score.low]).toEqual(expected.ci95_x.map((edge: number) => expect.closeTo(edge, 9)));
    expect(group.standardError).toBeCloseTo(expected.se_x, 9);
    expect(Math.abs(difference?.estimate ?? 0)).toBeCloseTo(Math.abs(expected.delta), 9);
    expect(difference?.p).toBeCloseTo(expected.p_value_delta, 6);
    expect(difference?.standardError).toBeCloseTo(expected.se_delta, 9);
    expect([difference?.low, difference?.high]).toEqual(
      expected.ci95_delta.map((edge: number) => expect.closeTo(edge, 9)),
    );
    expect([group.variance, against?.score.estimate, against?.standardError]).toEqual(
      [expected.var_x, expected.nps_y, expected.se_y].map((value) => expect.closeTo(value, 9)),
    );
  });
});

test('the order of the answers does not matter, and the score lies in its interval', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 200 }), (scores) => {
      const { score } = ask(scores).group;
      expect(ask([...scores].reverse()).group.score).toEqual(score);
      expect(score.low).toBeLessThanOrEqual(score.estimate);
      expect(score.high).toBeGreaterThanOrEqual(score.estimate);
    }),
  );
});

test('scores, counts per score and counts of the three groups say the same; null is no answer', () => {
  const { group } = ask([10, 9, 8, 6, 0, null]);
  expect(group).toMatchObject({ answers: 5, missing: 1 });
  expect(ask({ 10: 1, 9: 1, 8: 1, 6: 1, 0: 1 }).group).toEqual({ ...group, missing: 0 });
  expect(ask({ promoters: 2, passives: 1, detractors: 2 }).group).toEqual({ ...group, missing: 0 });
});

test('the adjusted Wald interval is that of three answers more, and has width where all answer alike', () => {
  const run = (answers: Given) => netPromoterScore.run({ answers, level: 0.95, interval: 'adjustedWald' }).group.score;
  // 10.75 promoters, 1.5 passives, 0.75 detractors of 13: mean 10/13, variance 11.5/13 - (10/13)^2
  const half = 1.959963985 * Math.sqrt((11.5 / 13 - (10 / 13) ** 2) / 13);
  expect(run([10, 9, 9, 9, 9, 9, 9, 9, 9, 9])).toMatchObject({
    estimate: 1,
    low: expect.closeTo(10 / 13 - half, 8),
    high: expect.closeTo(10 / 13 + half, 8),
  });
});

test('a score beyond 10 or a word is refused', () => {
  for (const answers of [[11], { 11: 3 }, 'ten'])
    expect(netPromoterScore.inputs.safeParse({ answers }).success).toBe(false);
});

test('no answers: refused by name', () => {
  expect(() => ask([])).toThrow(expect.objectContaining({ id: 'no-answers', field: 'answers' }));
});

test('one answer, and all answers alike: warned of', () => {
  expect(ask([10]).warnings.map(({ id }) => id)).toEqual(['too-few-answers', 'boundary-solution']);
});

test('the example runs', async () => {
  expect(await exampleProblems(netPromoterScore)).toEqual([]);
});

test('where all answer alike the reading claims no confidence', () => {
  expect(ask([10, 10]).reading).toBe(
    'The score is 100.0 from 2 answers; all alike, so how sure that is cannot be told.',
  );
  expect(ask([2]).reading).toContain('from 1 answer;');
});

test('the reading keeps the interval within -100 to 100', () => {
  const { group, reading } = ask([10, 10, 3]);
  expect(group.score.high).toBeGreaterThan(1);
  expect(reading).toContain('and 100.0');
});
