import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { opportunityScore } from './opportunity-score.ts';

const { inputs, expected } = reference('prioritisation_opportunity_score');

describe("Ulwick's figures", () => {
  test('from importance and satisfaction', async () => {
    const items = inputs.importance.map((importance: number, i: number) => ({
      importance,
      satisfaction: inputs.satisfaction[i],
    }));
    const answer = await answerMethod(opportunityScore, { items });
    expect(answer.items.map(({ score }) => score)).toEqual(
      expected.score.map((score: number) => expect.closeTo(score, 9)),
    );
    expect(answer.items.map(({ zone }) => zone)).toEqual([
      'extreme',
      'under-served',
      'under-served',
      'over-served',
      'served',
    ]);
    expect(answer.warnings.map(({ id }) => id)).toEqual(['no-interval']);
  });

  test('from counts and from the ratings themselves', async () => {
    const { importance, satisfaction } = inputs.rating_counts;
    const spread = (counts: number[]) =>
      counts.flatMap((count, i) => Array<number | null>(count).fill(i + 1)).concat(null);
    const { items } = await answerMethod(opportunityScore, {
      items: [
        { importanceCounts: importance, satisfactionCounts: satisfaction },
        { importanceRatings: spread(importance), satisfactionRatings: spread(satisfaction) },
      ],
    });
    for (const item of items) {
      expect(item.importance).toBeCloseTo(expected.from_ratings.importance, 9);
      expect(item.satisfaction).toBeCloseTo(expected.from_ratings.satisfaction, 9);
      expect(item.score).toBeCloseTo(expected.from_ratings.score, 9);
    }
  });
});

test('more importance never lowers the score, more satisfaction never raises it, and it lies in its interval', async () => {
  const count = fc.integer({ min: 0, max: 60 });
  const five = fc.tuple(count, count, count, count, count).filter((counts) => counts.some((one) => one > 0));
  await fc.assert(
    fc.asyncProperty(five, five, async (importanceCounts, satisfactionCounts) => {
      const more = importanceCounts.with(4, importanceCounts[4] + 5);
      const happier = satisfactionCounts.with(4, satisfactionCounts[4] + 5);
      const { items } = await answerMethod(opportunityScore, {
        items: [
          { importanceCounts, satisfactionCounts },
          { importanceCounts: more, satisfactionCounts },
          { importanceCounts, satisfactionCounts: happier },
        ],
      });
      const [base, up, down] = items.map(({ score }) => score);
      expect(up).toBeGreaterThanOrEqual((base ?? 0) - 1e-12);
      expect(down).toBeLessThanOrEqual((base ?? 0) + 1e-12);
      const { low, high, estimate } = items[0]!.scoreInterval ?? { low: 1, high: 0, estimate: 0 };
      expect(low).toBeLessThanOrEqual(estimate);
      expect(high).toBeGreaterThanOrEqual(estimate);
    }),
    { numRuns: 50 },
  );
});

test('the interval covers the truth about as often as it says', async () => {
  const random = randomFrom(11);
  const [important, satisfied, answers, rounds] = [0.8, 0.3, 120, 600];
  const truth = 10 * (2 * important - satisfied);
  const draw = (share: number) => {
    let top = 0;
    for (let i = 0; i < answers; i++) if (random.uniform() < share) top++;
    return [0, 0, answers - top, 0, top];
  };
  let covered = 0;
  for (let round = 0; round < rounds; round++) {
    const items = [{ importanceCounts: draw(important), satisfactionCounts: draw(satisfied) }];
    const { low = 0, high = 0 } = (await answerMethod(opportunityScore, { items })).items[0]!.scoreInterval ?? {};
    if (low <= truth && truth <= high) covered++;
  }
  expect(covered / rounds).toBeGreaterThan(0.92);
  expect(covered / rounds).toBeLessThan(0.98);
});

test('no answers, off the scale, too many top boxes, both forms missing: refused; few answers: warned of', async () => {
  const refuse = (given: object, more = {}) =>
    expect(answerMethod(opportunityScore, { items: [given], ...more })).rejects;
  await refuse({ importanceCounts: [0, 0, 0], satisfactionCounts: [1, 1, 1] }).toMatchObject({
    id: 'no-answers',
    field: 'items.0.importanceCounts',
  });
  await refuse({ importanceRatings: [6], satisfactionRatings: [1] }).toMatchObject({ id: 'rating-off-scale' });
  await refuse({ importanceCounts: [1, 1], satisfactionCounts: [1, 1] }).toMatchObject({ id: 'top-boxes-too-many' });
  await refuse({ importance: 3 }).toMatchObject({ id: 'inputs-invalid', field: 'items.0' });
  const few = await answerMethod(opportunityScore, { items: [{ importanceRatings: [5], satisfactionRatings: [1] }] });
  expect(few.warnings.map(({ id }) => id)).toEqual(['too-few-answers']);
  expect(few.items[0]?.score).toBe(20);
});

test('equal opportunities are named together', async () => {
  const { reading } = await answerMethod(opportunityScore, {
    items: [
      { name: 'Find', importance: 8, satisfaction: 4 },
      { name: 'Pay', importance: 7, satisfaction: 2 },
    ],
  });
  expect(reading).toContain('The greatest opportunities are "Find" and "Pay", each with 12.0 of 20.');
});
