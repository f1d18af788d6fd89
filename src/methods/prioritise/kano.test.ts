import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { kano } from './kano.ts';
import { categoryOf, dysfunctionalScore, functionalScore, KANO_ANSWERS, KANO_CATEGORIES } from './kano-categories.ts';

const { inputs, expected, tolerance } = reference('prioritisation_kano');

describe('R package stp25kano and R 4.2.2', () => {
  test('the evaluation table and the scores of the answers', () => {
    expect(KANO_ANSWERS).toEqual(inputs.evaluation_table.rows_functional);
    expect(KANO_ANSWERS.map((row) => KANO_ANSWERS.map((column) => categoryOf(row, column)))).toEqual(
      inputs.evaluation_table.cells,
    );
    for (const answer of KANO_ANSWERS) {
      expect(functionalScore(answer)).toBe(inputs.dumouchel_scores.functional[answer]);
      expect(dysfunctionalScore(answer)).toBe(inputs.dumouchel_scores.dysfunctional[answer]);
    }
  });

  test('categories, tie rule, better and worse, strengths, Fong', async () => {
    const counts = Object.entries<object>(inputs.feature_counts).map(([feature, found]) => ({ feature, ...found }));
    const { features } = await answerMethod(kano, { counts });
    features.forEach((one, i) => {
      const known = expected.features[one.feature];
      expect(one).toMatchObject({ counts: known.counts, category: known.category, bergerCategory: known.berger_rule });
      expect(one.categoryWithMargin).toBe(['O', 'M', 'A', 'O', 'I'][i]);
      expect(expected.printed.moai_5pct_tie_rule[i]).toBe(one.categoryWithMargin);
      expect(one.better?.estimate).toBeCloseTo(known.better, 9);
      expect(one.worse?.estimate).toBeCloseTo(known.worse, 9);
      expect(Math.abs((one.better?.estimate ?? 0) - expected.printed.cs_plus[i])).toBeLessThan(tolerance.coef_printed);
      expect(Math.abs((one.worse?.estimate ?? 0) - expected.printed.cs_minus[i])).toBeLessThan(tolerance.coef_printed);
      expect(one.totalStrength).toBeCloseTo(known.total_strength, 9);
      expect(one.categoryStrength).toBeCloseTo(known.category_strength, 9);
      expect(one.fong.difference).toBe(known.fong_lhs);
      expect(one.fong.critical).toBeCloseTo(known.fong_rhs, 9);
      expect(one.fong.significant).toBe(known.fong_significant);
    });
  });
});

const answer = fc.record({
  feature: fc.constantFrom('X', 'Y'),
  functional: fc.constantFrom(...KANO_ANSWERS),
  dysfunctional: fc.constantFrom(...KANO_ANSWERS),
  segment: fc.constantFrom('new', 'old'),
});

test('raw answers and their counts say the same; segments add up to the whole; the order does not matter', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 40 }), async (answers) => {
      const { features, segments } = await answerMethod(kano, { answers });
      const counted = await answerMethod(kano, {
        counts: features.map(({ feature, counts }) => ({ feature, ...counts })),
      });
      expect(counted.features).toEqual(features.map((one) => ({ ...one, duMouchel: null })));
      for (const { feature, counts } of features)
        for (const kind of KANO_CATEGORIES) {
          const parts = segments.flatMap((part) => part.features.filter((one) => one.feature === feature));
          expect(parts.reduce((sum, one) => sum + one.counts[kind], 0)).toBe(counts[kind]);
        }
      const turned = await answerMethod(kano, { answers: answers.toReversed() });
      const byName = (name: string) => turned.features.find(({ feature }) => feature === name);
      for (const one of features)
        expect(byName(one.feature)).toMatchObject({ counts: one.counts, category: one.category });
      for (const { better, worse } of features) {
        expect(better === null || (better.low <= better.estimate && better.estimate <= better.high)).toBe(true);
        expect(worse === null || (worse.low <= worse.estimate && worse.estimate <= worse.high)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

test("DuMouchel's means by hand, from numbers 1 to 5 or from words", async () => {
  const words = await answerMethod(kano, {
    answers: [
      { feature: 'X', functional: 'like', dysfunctional: 'dislike' },
      { feature: 'X', functional: 2, dysfunctional: 4 },
    ],
  });
  expect(words.features[0]).toMatchObject({ counts: { O: 1, I: 1 }, category: 'O' });
  expect(words.features[0]?.duMouchel).toMatchObject({
    functional: { estimate: 3 },
    dysfunctional: { estimate: 3 },
    category: 'O',
  });
});

test('nobody answered M, O, A or I: no better, no worse; contradictions and few answers warned of', async () => {
  const { features, warnings } = await answerMethod(kano, {
    counts: [{ feature: 'X', M: 0, O: 0, A: 0, I: 0, R: 2, Q: 2 }],
  });
  expect(features[0]).toMatchObject({ better: null, worse: null, category: 'R', totalStrength: 0 });
  expect(warnings.map(({ id }) => id)).toEqual(['too-few-answers', 'category-unsure', 'many-questionable']);
});

test('all answers alike: certain category, intervals that keep a width', async () => {
  const { features } = await answerMethod(kano, { counts: [{ feature: 'X', M: 50, O: 0, A: 0, I: 0 }] });
  expect(features[0]).toMatchObject({
    category: 'M',
    better: { estimate: 0, low: 0 },
    worse: { estimate: -1, low: -1 },
    fong: { significant: true },
  });
  expect(features[0]?.worse?.high).toBeLessThan(-0.9);
  expect(features[0]?.worse?.high).toBeGreaterThan(-1);
});

test('segments of another mind are warned of', async () => {
  const { warnings } = await answerMethod(kano, {
    counts: [
      { feature: 'X', segment: 'new', M: 50, O: 0, A: 0, I: 0 },
      { feature: 'X', segment: 'old', M: 0, O: 0, A: 40, I: 0 },
    ],
  });
  expect(warnings.map(({ id }) => id)).toContain('segments-differ');
});

test('nothing given, no answers, an unknown answer: refused', async () => {
  await expect(answerMethod(kano, {})).rejects.toMatchObject({ field: 'answers' });
  await expect(answerMethod(kano, { counts: [{ feature: 'X', M: 0, O: 0, A: 0, I: 0 }] })).rejects.toMatchObject({
    id: 'no-answers',
  });
  await expect(
    answerMethod(kano, { answers: [{ feature: 'X', functional: 'love', dysfunctional: 'like' }] }),
  ).rejects.toMatchObject({
    field: 'answers.0.functional',
  });
});

test('by Pouliot must-be twice and live-with twice contradict themselves; a table of one’s own is followed', async () => {
  const answers = KANO_ANSWERS.flatMap((functional) =>
    KANO_ANSWERS.map((dysfunctional) => ({ feature: 'X', functional, dysfunctional })),
  );
  const counted = async (evaluationTable?: z.input<typeof kano.inputs>['evaluationTable']) =>
    (await answerMethod(kano, { answers, evaluationTable })).features[0]?.counts;
  expect(await counted()).toEqual({ M: 3, O: 1, A: 3, I: 9, R: 7, Q: 2 });
  expect(await counted('pouliot')).toEqual({ M: 3, O: 1, A: 3, I: 7, R: 7, Q: 4 });
  const row = Array.from({ length: 5 }, () => 'A' as const);
  expect(await counted(Array.from({ length: 5 }, () => row))).toEqual({ M: 0, O: 0, A: 25, I: 0, R: 0, Q: 0 });
});
