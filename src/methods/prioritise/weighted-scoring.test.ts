import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { weightedScoring } from './weighted-scoring.ts';

const points = fc.integer({ min: 1, max: 5 });
const table = fc.record({
  weights: fc.tuple(points, points, points),
  rows: fc.array(fc.tuple(points, points, points), { minLength: 2, maxLength: 6 }),
});
const ask = (weights: readonly number[], rows: readonly (readonly number[])[]) =>
  answerMethod(weightedScoring, {
    criteria: weights.map((weight, c) => ({ name: `c${c}`, weight })),
    items: rows.map((scores) => ({ scores })),
  });

test('by hand: 5/10 · 1 + 3/10 · 1/4 + 2/10 · 1/2 and so on', async () => {
  const scale = { minimum: 1, maximum: 5 };
  const { items, order } = await answerMethod(weightedScoring, {
    criteria: [
      { name: 'value', weight: 5, ...scale },
      { name: 'risk', weight: 3, direction: 'less', ...scale },
      { name: 'fit', weight: 2, ...scale },
    ],
    items: [
      { name: 'Cloud', scores: { value: 5, risk: 4, fit: 3 } },
      { name: 'Own servers', scores: { value: 3, risk: 2, fit: 4 } },
      { name: 'Hybrid', scores: { value: 4, risk: 3, fit: 5 } },
    ],
  });
  expect(items.map(({ score }) => score)).toEqual([0.675, 0.625, 0.725].map((score) => expect.closeTo(score, 12)));
  expect(order).toEqual(['Hybrid', 'Cloud', 'Own servers']);
  expect(items[2]?.contributions).toEqual({ value: 0.375, risk: expect.closeTo(0.15, 12), fit: 0.2 });
});

describe('property', () => {
  test('the unit of the weights, the order of items and of criteria change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ weights, rows }) => {
        const scores = (await ask(weights, rows)).items.map(({ score }) => score);
        const near = scores.map((score) => expect.closeTo(score, 9));
        const scaled = await ask(
          weights.map((weight) => weight * 7),
          rows,
        );
        expect(scaled.items.map(({ score }) => score)).toEqual(near);
        const turned = await ask(weights.toReversed(), rows.map((row) => row.toReversed()).toReversed());
        expect(turned.items.map(({ score }) => score).toReversed()).toEqual(near);
      }),
      { numRuns: 50 },
    );
  });

  test('the first item stays first exactly between the limits of a weight', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 0, max: 2 }), async ({ weights, rows }, c) => {
        const answer = await ask(weights, rows);
        const { holdsFrom, holdsTo } = answer.weights[c]!;
        const shares = answer.weights.map(({ weight }) => weight);
        const leader = answer.order[0];
        for (let t = 0.005; t < 1; t += 0.07) {
          const moved = shares.map((share, i) => (i === c ? t : (share * (1 - t)) / (1 - shares[c]!)));
          const scores = rows.map((row) => row.reduce((sum, score, i) => sum + score * moved[i]!, 0));
          const behind = Math.max(...scores) - scores[answer.items.findIndex(({ name }) => name === leader)]!;
          const inside = t >= (holdsFrom ?? 0) && t <= (holdsTo ?? 1);
          if (inside) expect(behind).toBeLessThan(1e-9);
          else expect(behind).toBeGreaterThan(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a dominated item never leads', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ weights, rows }) => {
        const { items, order } = await ask(weights, rows);
        expect(items.find(({ name }) => name === order[0])?.dominatedBy).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

test('by range: best is 1, worst is 0, less can be better, a constant criterion decides nothing', async () => {
  const { items, warnings } = await answerMethod(weightedScoring, {
    criteria: [
      { name: 'value', weight: 1 },
      { name: 'cost', weight: 1, direction: 'less' },
      { name: 'same', weight: 1 },
    ],
    items: [
      { name: 'A', scores: { value: 1000, cost: 5, same: 3 } },
      { name: 'B', scores: [500, 3, 3] },
    ],
    normalise: 'range',
  });
  expect(items.map(({ score }) => score)).toEqual([1 / 3, 1 / 3]);
  expect(items.map(({ rank }) => rank)).toEqual([1, 1]);
  expect(warnings.map(({ id }) => id)).toEqual(['weight-decides', 'criterion-constant']);
});

test('scales that differ are warned of; one item and one criterion are enough', async () => {
  const { warnings } = await ask(
    [1, 1],
    [
      [1000, 1],
      [10, 2],
    ],
  );
  expect(warnings.map(({ id }) => id)).toContain('scales-differ');
  expect((await ask([3], [[4]])).items).toMatchObject([{ score: 4, rank: 1 }]);
});

test('missing, outside its range, weights all 0, less without a scale, a name twice: refused', async () => {
  const refuse = (criteria: object[], scores: object) =>
    expect(answerMethod(weightedScoring, { criteria, items: [{ scores }] })).rejects;
  await refuse([{ name: 'a', weight: 1 }], {}).toMatchObject({ id: 'score-missing', field: 'items.0.scores.a' });
  await refuse([{ name: 'a', weight: 1, maximum: 5 }], { a: 6 }).toMatchObject({ id: 'score-out-of-range' });
  await refuse([{ name: 'a', weight: 0 }], { a: 1 }).toMatchObject({ id: 'weights-all-zero' });
  await refuse([{ name: 'a', weight: 1, direction: 'less' }], { a: 1 }).toMatchObject({ id: 'scale-needed' });
  await refuse(
    [
      { name: 'a', weight: 1 },
      { name: 'a', weight: 2 },
    ],
    { a: 1 },
  ).toMatchObject({ id: 'name-twice' });
  await refuse([{ name: 'constructor', weight: 1 }], {}).toMatchObject({ id: 'score-missing' });
});

test('a tie for first is said', async () => {
  const { reading } = await ask(
    [1, 1],
    [
      [1, 3],
      [3, 1],
    ],
  );
  expect(reading).toBe('Item 1 and Item 2 tie for first: any change of a weight on which they differ decides.');
});

test('Hwang and Yoon (1981): four aircraft by simple additive weighting, as printed', async () => {
  const { items, order } = await answerMethod(weightedScoring, weightedScoring.example.inputs);
  [0.835, 0.709, 0.853, 0.738].forEach((printed, i) => {
    expect(Math.abs((items[i]?.score ?? 0) - printed)).toBeLessThan(0.002);
  });
  expect(order).toEqual(['A3', 'A1', 'A4', 'A2']);
});

test.each([
  ['range', [0, 1 / 3, 1], [1, 2 / 3, 0]],
  ['maximum', [0.25, 0.5, 1], [1, 0.5, 0.25]],
  ['sum', [1 / 7, 2 / 7, 4 / 7], [4 / 7, 2 / 7, 1 / 7]],
  ['vector', [1, 2, 4].map((x) => x / Math.sqrt(21)), [1, 2, 4].map((x) => 1 - x / Math.sqrt(21))],
  [
    'z-score',
    [1, 2, 4].map((x) => (x - 7 / 3) / Math.sqrt(7 / 3)),
    [1, 2, 4].map((x) => (7 / 3 - x) / Math.sqrt(7 / 3)),
  ],
])(
  '1, 2 and 4 normalised by %s, more and less being better; any unit gives the same',
  async (normalise, more, less) => {
    for (const [direction, expected] of [
      ['more', more],
      ['less', less],
    ] as const)
      for (const unit of [1, 1000]) {
        const { items } = await answerMethod(weightedScoring, {
          criteria: [{ name: 'only', weight: 1, direction }],
          items: [1, 2, 4].map((score) => ({ scores: [score * unit] })),
          normalise,
        });
        expect(items.map(({ score }) => score)).toEqual(expected.map((value) => expect.closeTo(value, 12)));
      }
  },
);

test('shares of a best or of a sum refuse scores that have none', async () => {
  const ask = (score: number) =>
    answerMethod(weightedScoring, {
      criteria: [{ name: 'cost', weight: 1, direction: 'less' }],
      items: [{ scores: [1] }, { scores: [score] }],
      normalise: 'maximum',
    });
  for (const score of [0, -1])
    await expect(ask(score)).rejects.toMatchObject({ id: 'score-not-positive', field: 'items.1.scores.cost' });
});
