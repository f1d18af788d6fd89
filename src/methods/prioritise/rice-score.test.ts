import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { iceScore } from './ice-score.ts';
import { ranksOf } from './ranked-scores.ts';
import { riceScore } from './rice-score.ts';

const { inputs, expected } = reference('prioritisation_rice_ice');
const item = fc.record({
  reach: fc.integer({ min: 0, max: 1_000_000 }),
  impact: fc.constantFrom(3, 2, 1, 0.5, 0.25),
  confidence: fc.constantFrom(0.1, 0.5, 0.8, 1),
  effort: fc.double({ min: 0.1, max: 100, noNaN: true }),
});

describe('RICE', () => {
  test('published worked items', () => {
    const { items, order } = riceScore.run({ items: inputs.items });
    expect(items.map(({ score }) => score)).toEqual(expected.rice.map((score: number) => expect.closeTo(score, 9)));
    expect(items.map(({ rank }) => rank)).toEqual(expected.rank);
    expect(order[0]).toBe('Critical bug');
  });

  test('the order ignores the unit of effort and the order of the items', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 20 }), (items) => {
        const ranks = riceScore.run({ items }).items.map(({ rank }) => rank);
        const inDays = items.map((one) => ({ ...one, effort: one.effort * 16 }));
        expect(riceScore.run({ items: inDays }).items.map(({ rank }) => rank)).toEqual(ranks);
        const turned = riceScore.run({ items: items.toReversed() }).items.map(({ rank }) => rank);
        expect(turned.toReversed()).toEqual(ranks);
      }),
    );
  });

  test('tied items share a rank; all scores 0 give no lead', () => {
    const none = { reach: 0, impact: 1, confidence: 1, effort: 1 };
    const { items, leadOfFirst } = riceScore.run({ items: [none, none] });
    expect(items.map(({ rank }) => rank)).toEqual([1, 1]);
    expect(leadOfFirst).toBeNull();
    expect(ranksOf([5, 9, 5, null, 1])).toEqual([2, 1, 2, null, 4]);
  });

  test('confidence in percent, effort 0 and one name twice are refused with a remedy', async () => {
    const one = { name: 'A', reach: 1, impact: 1, confidence: 0.5, effort: 1 };
    await expect(answerMethod(riceScore, { items: [{ ...one, confidence: 80 }] })).rejects.toMatchObject({
      field: 'items.0.confidence',
    });
    await expect(answerMethod(riceScore, { items: [{ ...one, effort: 0 }] })).rejects.toMatchObject({
      field: 'items.0.effort',
    });
    await expect(answerMethod(riceScore, { items: [] })).rejects.toMatchObject({ field: 'items' });
    await expect(answerMethod(riceScore, { items: [one, one] })).rejects.toMatchObject({ id: 'name-twice' });
  });

  test('off the scale, unsure and close together: warned of', () => {
    const { warnings } = riceScore.run({
      items: [
        { reach: 100, impact: 5, confidence: 0.3, effort: 1 },
        { reach: 101, impact: 5, confidence: 0.3, effort: 1 },
      ],
    });
    expect(warnings.map(({ id }) => id)).toEqual(['impact-off-scale', 'low-confidence', 'narrow-lead']);
  });
});

describe('ICE', () => {
  test('product and mean', () => {
    const { items } = iceScore.run({ items: inputs.ice_items, rankBy: 'product' });
    expect(items.map(({ product }) => product)).toEqual(expected.ice_product);
    expect(items.map(({ mean }) => mean)).toEqual(expected.ice_mean.map((mean: number) => expect.closeTo(mean, 9)));
  });

  test('where the conventions disagree both orders are told', () => {
    const items = [
      { name: 'Even', impact: 5, confidence: 5, ease: 5 },
      { name: 'Spiky', impact: 10, confidence: 1, ease: 8 },
    ];
    const byProduct = iceScore.run({ items, rankBy: 'product' });
    expect([byProduct.order[0], iceScore.run({ items, rankBy: 'mean' }).order[0]]).toEqual(['Even', 'Spiky']);
    expect(byProduct.warnings.map(({ id }) => id)).toEqual(['conventions-disagree']);
  });

  test('a higher point never lowers either score, and never worsens the rank', () => {
    const points = fc.integer({ min: 1, max: 9 });
    const ice = fc.record({ impact: points, confidence: points, ease: points });
    fc.assert(
      fc.property(fc.array(ice, { minLength: 1, maxLength: 10 }), (items) => {
        const before = iceScore.run({ items, rankBy: 'product' }).items[0]!;
        const raised = items.map((one, i) => (i === 0 ? { ...one, ease: one.ease + 1 } : one));
        const after = iceScore.run({ items: raised, rankBy: 'product' }).items[0]!;
        expect(after.product).toBeGreaterThan(before.product);
        expect(after.rank).toBeLessThanOrEqual(before.rank ?? 0);
      }),
    );
  });
});

test('a tie for first is said, not broken in silence', async () => {
  const one = { reach: 10, impact: 1, confidence: 0.8, effort: 1 };
  const tied = await answerMethod(riceScore, { items: [one, one, { ...one, reach: 1 }] });
  expect(tied.reading).toBe('Item 1 and Item 2 tie for first.');
  const nothing = await answerMethod(riceScore, {
    items: [
      { ...one, reach: 0 },
      { ...one, reach: 0 },
    ],
  });
  expect(nothing.reading).toBe('Item 1 and Item 2 tie for first.');
  const points = { impact: 5, confidence: 5, ease: 5 };
  expect((await answerMethod(iceScore, { items: [points, points] })).reading).toContain(
    'Item 1 and Item 2 tie for first',
  );
});
