import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { netPromoterScore } from './net-promoter-score.ts';

type Inputs = z.input<typeof netPromoterScore.inputs>;
type Given = Inputs['answers'];
const answered = (inputs: Inputs) => netPromoterScore.run(netPromoterScore.inputs.parse(inputs));
const ask = (answers: Given) => answered({ answers });

describe('R package NPS 1.1', () => {
  const { inputs, expected } = reference('survey_nps');
  test('two waves given as counts per score, and their difference', () => {
    const { group, against, difference } = answered({
      answers: inputs.scores_x_counts,
      against: inputs.scores_y_counts,
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
  const run = (answers: Given) => answered({ answers, interval: 'adjustedWald' }).group.score;
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

describe('score interval', () => {
  const tally = fc.record({ promoters: fc.nat(40), passives: fc.nat(40), detractors: fc.nat(40) });
  const some = tally.filter(({ promoters, passives, detractors }) => promoters + passives + detractors > 0);

  test('stays within -1 to 1, has width, and turns over with the scale', () => {
    fc.assert(
      fc.property(some, (answers) => {
        const { low, high, estimate } = answered({ answers, interval: 'score' }).group.score;
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        expect(high - low).toBeGreaterThan(0.01);
        expect(low <= estimate && estimate <= high).toBe(true);
        const { promoters, passives, detractors } = answers;
        const turned = answered({
          answers: { promoters: detractors, passives, detractors: promoters },
          interval: 'score',
        }).group.score;
        expect(turned).toMatchObject({ low: expect.closeTo(-high, 9), high: expect.closeTo(-low, 9) });
      }),
    );
  });

  test('at its bounds the test just rejects, with the likeliest shares found by a scan', () => {
    const [promoters, passives, detractors, n] = [22, 11, 7, 40];
    const { low, high } = answered({ answers: { promoters, passives, detractors }, interval: 'score' }).group.score;
    for (const gap of [low, high]) {
      let best = { likelihood: Number.NEGATIVE_INFINITY, against: 0 };
      for (let against = Math.max(0, -gap) + 1e-6; 2 * against + gap < 1; against += 1e-6) {
        const likelihood =
          promoters * Math.log(against + gap) +
          detractors * Math.log(against) +
          passives * Math.log(1 - 2 * against - gap);
        if (likelihood > best.likelihood) best = { likelihood, against };
      }
      const variance = 2 * best.against + gap - gap ** 2;
      expect(Math.abs((promoters - detractors) / n - gap) / Math.sqrt(variance / n)).toBeCloseTo(1.959964, 4);
    }
  });

  test('with a dozen answers it covers about as often as it says, and the plain interval less (simulated)', () => {
    const random = randomFrom(5);
    const truth = 0.75 - 0.05;
    const covered = { score: 0, wald: 0 };
    const runs = 1500;
    for (let run = 0; run < runs; run++) {
      const scores = Array.from({ length: 12 }, () => {
        const u = random.uniform();
        return u < 0.75 ? 10 : u < 0.95 ? 8 : 1;
      });
      for (const interval of ['score', 'wald'] as const) {
        const { low, high } = answered({ answers: scores, interval }).group.score;
        if (low <= truth && truth <= high) covered[interval]++;
      }
    }
    expect(covered.score / runs).toBeGreaterThan(0.925);
    expect(covered.wald).toBeLessThan(covered.score);
  });
});

test('the sample variance is n by n - 1 of that of the population', () => {
  const answers = { promoters: 12, passives: 5, detractors: 4 };
  const { variance } = answered({ answers }).group;
  expect(answered({ answers, variance: 'sample' }).group.variance).toBeCloseTo((variance * 21) / 20, 12);
  expect(answered({ answers: [10], variance: 'sample' }).group.standardError).toBe(0);
});
