import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { reference } from '../../../tests/methods/reference.ts';
import { systemUsabilityScale } from './system-usability-scale.ts';

type Form = (number | null)[];
const score = (responses: Form | Form[], against?: Form[]) =>
  systemUsabilityScale.run({ responses, level: 0.95, ...(against === undefined ? {} : { against }) });
const form = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 10, maxLength: 10 });

test('Brooke (1996): contributions of 22, score of 55, for one respondent with or without a list around', () => {
  const { inputs, expected } = reference('survey_sus');
  for (const responses of [inputs.items_1_to_10, [inputs.items_1_to_10]]) {
    const { group } = score(responses);
    expect([group.score.estimate, group.sumOfContributions]).toEqual([expected.score, [expected.sum_of_contributions]]);
  }
});

test('best and worst forms reach 100 and 0, neutral ones 50, with their grades', () => {
  const { group } = score([
    [5, 1, 5, 1, 5, 1, 5, 1, 5, 1],
    [1, 5, 1, 5, 1, 5, 1, 5, 1, 5],
    [3, 3, 3, 3, 3, 3, 3, 3, 3, 3],
  ]);
  expect(group.scores).toEqual([100, 0, 50]);
  expect(score([5, 1, 5, 1, 5, 1, 5, 1, 5, 1]).group).toMatchObject({
    grade: 'A+',
    adjective: 'best imaginable',
    percentile: { low: 0.96, high: 1 },
  });
  expect([group.grade, group.adjective]).toEqual(['F', 'OK']);
});

test('the order of respondents does not matter; subscales and items add to the score; turning every answer turns the score', () => {
  fc.assert(
    fc.property(fc.array(form, { minLength: 1, maxLength: 20 }), (forms) => {
      const { group } = score(forms);
      expect(score(forms.toReversed()).group.score.estimate).toBeCloseTo(group.score.estimate, 9);
      expect(0.8 * group.usability + 0.2 * group.learnability).toBeCloseTo(group.score.estimate, 9);
      expect(2.5 * group.itemContributions.reduce((sum, item) => sum + item, 0)).toBeCloseTo(group.score.estimate, 9);
      const turned = score(forms.map((answers) => answers.map((answer) => 6 - answer)));
      expect(turned.group.score.estimate).toBeCloseTo(100 - group.score.estimate, 9);
    }),
  );
});

test("items that agree wholly have Cronbach's alpha of one", () => {
  expect(
    score([
      [1, 5, 1, 5, 1, 5, 1, 5, 1, 5],
      [4, 2, 4, 2, 4, 2, 4, 2, 4, 2],
    ]).group.cronbachAlpha,
  ).toBeCloseTo(1, 12);
});

test('two versions are compared by Welch; two single respondents are not', () => {
  const good = [4, 2, 4, 2, 4, 2, 4, 2, 4, 2];
  const bad = [2, 4, 2, 4, 3, 4, 2, 4, 2, 4];
  const { difference } = score(
    [good, good, [5, 1, 4, 2, 4, 2, 4, 2, 4, 2]],
    [bad, bad, [1, 4, 2, 4, 3, 4, 2, 4, 2, 4]],
  );
  expect(difference?.estimate).toBeCloseTo(50, 0);
  expect(difference?.p).toBeLessThan(0.001);
  expect(score([good], [bad]).difference).toBeNull();
});

describe('missing, empty, constant', () => {
  test('an item left out counts as neutral and is told', () => {
    const result = score([null, 4, 2, 1, 2, 3, 2, 4, 5, 2]);
    expect(result.group.score.estimate).toBe(50);
    expect(result.warnings.map(({ id }) => id)).toEqual(['too-few-answers', 'answers-missing']);
  });

  test('nobody, or somebody who answered nothing: refused by name', () => {
    expect(() => score([])).toThrow(expect.objectContaining({ id: 'no-answers', field: 'responses' }));
    expect(() => score([Array<null>(10).fill(null)])).toThrow(expect.objectContaining({ field: 'responses.0' }));
  });

  test('the same answer to every item is pointed at; without spread there is no alpha', () => {
    const result = score([Array<number>(10).fill(5)]);
    expect(result.warnings.map(({ id }) => id)).toContain('straight-lined');
    expect(result.group).toMatchObject({
      cronbachAlpha: null,
      standardDeviation: null,
      score: { estimate: 50, low: null },
    });
  });

  test.each([[[1, 2]], [[6, 1, 1, 1, 1, 1, 1, 1, 1, 1]]])('%j is no form', (responses) => {
    expect(systemUsabilityScale.inputs.safeParse({ responses }).success).toBe(false);
  });
});

test('the example runs', async () => {
  expect(await exampleProblems(systemUsabilityScale)).toEqual([]);
});

test('the reading keeps the interval within 0 to 100', async () => {
  const best = [5, 1, 5, 1, 5, 1, 5, 1, 5, 1];
  const worst = best.map((answer) => 6 - answer);
  const { group, reading } = await systemUsabilityScale.run({ responses: [best, worst], level: 0.95 });
  expect(group.score.low).toBeLessThan(0);
  expect(reading).toContain('between 0.0 and 100.0');
});
