import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { netPromoterScore } from './net-promoter-score.ts';

const ask = (answers: number[] | { promoters: number; passives: number; detractors: number }) =>
  netPromoterScore.run({ answers, level: 0.95 });

describe('R package NPS 1.1', () => {
  const { inputs, expected } = reference('survey_nps');
  const spread = (counts: Record<string, number>) =>
    Object.entries(counts).flatMap(([score, count]) => Array<number>(count).fill(Number(score)));

  test('two waves and their difference', () => {
    const { group, difference } = netPromoterScore.run({
      answers: spread(inputs.scores_x_counts),
      against: spread(inputs.scores_y_counts),
      level: 0.95,
    });
    expect(group.score.estimate).toBeCloseTo(expected.nps_x, 9);
    expect([group.score.high, group.score.low]).toEqual(expected.ci95_x.map((edge: number) => expect.closeTo(edge, 9)));
    expect(group.standardError).toBeCloseTo(expected.se_x, 9);
    expect(Math.abs(difference?.estimate ?? 0)).toBeCloseTo(Math.abs(expected.delta), 9);
    expect(difference?.p).toBeCloseTo(expected.p_value_delta, 6);
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

test('no answers: refused by name', () => {
  expect(() => ask([])).toThrow(expect.objectContaining({ id: 'no-answers', field: 'answers' }));
});

test('one answer, and all answers alike: warned of', () => {
  expect(ask([10]).warnings.map(({ id }) => id)).toEqual(['too-few-answers', 'boundary-solution']);
});
