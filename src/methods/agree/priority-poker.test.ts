import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { concordance, ordinalConsensus } from './ordinal-consensus.ts';
import { priorityPoker } from './priority-poker.ts';
import { spearmanRho } from './rank-correlation.ts';

describe('consensus (Tastle and Wierman)', () => {
  test('all alike 1, half at each end 0, an even five-step scale by hand', () => {
    expect(ordinalConsensus([3, 3, 3], 4)).toBe(1);
    expect(ordinalConsensus([1, 1, 5, 5], 4)).toBe(0);
    const byHand = 1 + (2 * Math.log2(0.5) + 2 * Math.log2(0.75)) / 5;
    expect(ordinalConsensus([1, 2, 3, 4, 5], 4)).toBeCloseTo(byHand, 12);
  });

  test('lies between 0 and 1, turned round the same', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 20 }), (votes) => {
        const consensus = ordinalConsensus(votes, 8);
        expect(consensus).toBeGreaterThanOrEqual(0);
        expect(consensus).toBeLessThanOrEqual(1);
        expect(
          ordinalConsensus(
            votes.map((vote) => 8 - vote),
            8,
          ),
        ).toBeCloseTo(consensus, 9);
      }),
    );
  });
});

describe("Kendall's W", () => {
  test('the same order 1, two opposite orders 0, all tied none', () => {
    expect(
      concordance([
        [1, 2, 3],
        [1, 2, 3],
      ])?.w,
    ).toBe(1);
    expect(
      concordance([
        [1, 2, 3],
        [3, 2, 1],
      ]),
    ).toEqual({ w: 0, p: 1 });
    expect(
      concordance([
        [1, 1],
        [2, 2],
      ]),
    ).toBeNull();
  });

  test('without ties, mean Spearman is (mW - 1) / (m - 1)', () => {
    const order = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 });
    fc.assert(
      fc.property(fc.array(order, { minLength: 2, maxLength: 6 }), (rows) => {
        const m = rows.length;
        const pairs = rows.flatMap((a, i) => rows.slice(i + 1).map((b) => spearmanRho(a, b) ?? 0));
        const mean = pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
        expect(mean).toBeCloseTo((m * (concordance(rows)?.w ?? 0) - 1) / (m - 1), 9);
      }),
    );
  });
});

test('the example: agreed, apart, and who should explain', async () => {
  const answer = await answerMethod(priorityPoker, priorityPoker.example.inputs);
  expect(answer.items[0]).toMatchObject({ card: 8, median: 8, spread: 1, agreed: true, askFirst: [] });
  expect(answer.items[1]).toMatchObject({ card: 3, spread: 5, agreed: false, askFirst: ['Ben', 'Caro'] });
  expect(answer.items[2]).toMatchObject({ votes: 3, card: 1, agreed: true });
  expect(answer).toMatchObject({
    order: ['Import', 'Audit log', 'Themes'],
    discuss: ['Audit log'],
    concordance: { participants: 3 },
  });
  expect(answer.reading).toContain('Ben, Caro');
});

test('the order of the participants changes nothing', async () => {
  const card = fc.constantFrom(1, 2, 3, 5, 8, null);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(card, card, card, card), { minLength: 1, maxLength: 5 }), async (rows) => {
      const ask = (some: readonly (readonly (number | null)[])[]) =>
        answerMethod(priorityPoker, { items: some.map((votes) => ({ votes })) });
      const [before, after] = [await ask(rows), await ask(rows.map((row) => row.toReversed()))];
      expect(after.items.map(({ card: own, agreed, median }) => [own, agreed, median])).toEqual(
        before.items.map(({ card: own, agreed, median }) => [own, agreed, median]),
      );
      expect(after.concordance?.w ?? -1).toBeCloseTo(before.concordance?.w ?? -1, 9);
    }),
    { numRuns: 40 },
  );
});

test('nobody voted, one voted: not agreed, no number made up', async () => {
  const { items, warnings, reading } = await answerMethod(priorityPoker, {
    items: [{ votes: [null, null] }, { votes: [5, null] }],
  });
  expect(items[0]).toMatchObject({ votes: 0, mean: null, card: null, consensus: null, agreed: false });
  expect(items[1]).toMatchObject({ votes: 1, card: 5, agreed: false });
  expect(warnings.map(({ id }) => id)).toEqual(['too-few-votes']);
  expect(reading).toContain('Nobody voted on Item 1');
});

test('votes missing, a card not in the deck, a deck out of order, a name twice are refused', async () => {
  const refuse = (given: object) => expect(answerMethod(priorityPoker, given)).rejects;
  await refuse({ items: [{ votes: [1, 2] }, { votes: [1] }] }).toMatchObject({
    id: 'votes-unlike-participants',
    field: 'items.1.votes',
  });
  await refuse({ items: [{ votes: [4] }] }).toMatchObject({ id: 'card-unknown', field: 'items.0.votes.0' });
  await refuse({ items: [{ votes: [1] }], deck: [2, 1] }).toMatchObject({ id: 'deck-invalid' });
  await refuse({
    items: [
      { name: 'a', votes: [1] },
      { name: 'a', votes: [1] },
    ],
  }).toMatchObject({ id: 'item-twice' });
});
