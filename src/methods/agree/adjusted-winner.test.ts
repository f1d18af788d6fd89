import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { adjustedWinner } from './adjusted-winner.ts';

test('the Trump divorce, R 4.2.2', async () => {
  const { inputs, expected } = reference('fair_division_adjusted_winner');
  const answer = await answerMethod(adjustedWinner, {
    items: inputs.items,
    first: inputs.donald,
    second: inputs.ivana,
  });
  expect(answer.items.map(({ firstShare }) => firstShare)).toEqual(
    expected.donald_share.map((share: number) => expect.closeTo(share, 6)),
  );
  expect(answer.parties[0]?.points).toBeCloseTo(expected.donald_points, 6);
  expect(answer.parties[1]?.points).toBeCloseTo(expected.ivana_points, 6);
  expect(answer).toMatchObject({ equal: true, envyFree: true, split: { name: 'Palm Beach mansion' }, warnings: [] });
});

const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), {
  minLength: 1,
  maxLength: 5,
});

test('equal, envy-free, at most one split, not beaten by any division into quarters, and fair whoever is first', async () => {
  await fc.assert(
    fc.asyncProperty(values, async (pairs) => {
      const [first, second] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
      const sums = [first, second].map((some) => some.reduce((sum, one) => sum + one, 0));
      fc.pre(sums.every((sum) => sum > 0));
      const items = pairs.map((_, i) => `i${i}`);
      const { items: shares, parties, equal, envyFree } = await answerMethod(adjustedWinner, { items, first, second });
      expect(shares.filter(({ firstShare }) => firstShare > 0 && firstShare < 1).length).toBeLessThanOrEqual(1);
      const swapped = await answerMethod(adjustedWinner, { items, first: second, second: first });
      expect(swapped.parties[0]?.points).toBeCloseTo(parties[1]?.points ?? 0, 6);
      expect([equal, envyFree]).toEqual([true, true]);
      const own = parties[0]?.points ?? 0;
      for (let code = 0; code < 5 ** items.length; code++) {
        const cut = items.map((_, i) => (Math.floor(code / 5 ** i) % 5) / 4);
        const mine = cut.reduce((sum, share, i) => sum + share * first[i]!, 0) * (100 / sums[0]!);
        const yours = cut.reduce((sum, share, i) => sum + (1 - share) * second[i]!, 0) * (100 / sums[1]!);
        if (Math.min(mine, yours) > own + 1e-9) expect.fail(`${mine} and ${yours} beat ${own}`);
      }
    }),
    { numRuns: 25 },
  );
});

test('opposite wishes: both get all; the same wishes: half each; one item is halved', async () => {
  const apart = await answerMethod(adjustedWinner, { items: ['a', 'b'], first: [100, 0], second: [0, 100] });
  expect(apart.parties.map(({ points }) => points)).toEqual([100, 100]);
  const same = await answerMethod(adjustedWinner, { items: ['a', 'b'], first: [60, 40], second: [60, 40] });
  expect(same.parties[0]?.points).toBeCloseTo(50, 9);
  expect((await answerMethod(adjustedWinner, { items: ['a'], first: [3], second: [9] })).split).toEqual({
    name: 'a',
    firstShare: 0.5,
  });
});

test('points not of 100 and unwanted items are warned of; missing or no points, a name twice are refused', async () => {
  const { warnings } = await answerMethod(adjustedWinner, { items: ['a', 'b'], first: [5, 0], second: [5, 0] });
  expect(warnings.map(({ id }) => id)).toEqual(['rescaled', 'wanted-by-nobody']);
  const refuse = (first: number[], items = ['a', 'b']) =>
    expect(answerMethod(adjustedWinner, { items, first, second: [1, 1] })).rejects;
  await refuse([1]).toMatchObject({ id: 'points-unlike-items', field: 'first' });
  await refuse([0, 0]).toMatchObject({ id: 'no-points' });
  await refuse([1, 1], ['a', 'a']).toMatchObject({ id: 'item-twice' });
});
