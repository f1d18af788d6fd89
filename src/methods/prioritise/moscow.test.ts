import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { moscow } from './moscow.ts';

test('by hand: musts of 40 in a time box of 50 are too much, and the should no longer fits', async () => {
  const answer = await answerMethod(moscow, moscow.example.inputs);
  expect(answer.categories.map(({ effort }) => effort)).toEqual([40, 12, 6, 20]);
  expect(answer.categories[0]).toMatchObject({ share: 40 / 58, shareOfCapacity: 0.8 });
  expect(answer.categories[3]).toMatchObject({ share: null, shareOfCapacity: null });
  expect(answer).toMatchObject({
    mustShareAccepted: false,
    planned: ['Sign in', 'Pay', 'Dark mode'],
    leftOut: ['Export'],
    capacityLeft: 4,
  });
  expect(answer.warnings.map(({ id }) => id)).toEqual(['too-much-must', 'too-little-contingency']);
});

test('exactly 60 % of musts and 20 % of coulds is accepted', async () => {
  const items = [
    { category: 'must', effort: 0.6 },
    { category: 'should', effort: 0.2 },
    { category: 'could', effort: 0.2 },
    { category: 'wont', effort: 9 },
  ];
  const answer = await answerMethod(moscow, { items });
  expect(answer).toMatchObject({ mustShareAccepted: true, warnings: [], planned: null, capacityLeft: null });
});

test('shares sum to 1, the order does not change them, and the plan stays within the capacity', async () => {
  const item = fc.record({
    category: fc.constantFrom('must', 'should', 'could', 'wont'),
    effort: fc.integer({ min: 1, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 200 }),
      async (some, capacity) => {
        const items = [{ category: 'must', effort: 1 }, ...some];
        const answer = await answerMethod(moscow, { items, capacity });
        expect(answer.categories.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 9);
        const turned = await answerMethod(moscow, { items: items.toReversed(), capacity });
        expect(turned.categories).toEqual(answer.categories);
        const effortOf = (name: string) => items[Number(name.slice(5)) - 1]!.effort;
        const used = (answer.planned ?? []).reduce((sum, name) => sum + effortOf(name), 0);
        expect(used).toBeLessThanOrEqual(capacity);
        expect(used + (answer.capacityLeft ?? 0)).toBeCloseTo(capacity, 9);
      },
    ),
  );
});

test('musts beyond the capacity and no efforts at all are warned of', async () => {
  const items = [{ category: 'must' }, { category: 'must' }];
  const { warnings } = await answerMethod(moscow, { items, capacity: 1 });
  expect(warnings.map(({ id }) => id)).toEqual([
    'too-much-must',
    'must-beyond-capacity',
    'too-little-contingency',
    'effort-assumed',
  ]);
});

test('nothing but wonts, an effort missing among others, an unknown category: refused', async () => {
  const refuse = (items: unknown) => expect(answerMethod(moscow, { items })).rejects;
  await refuse([{ category: 'wont', effort: 3 }]).toMatchObject({ id: 'nothing-planned' });
  await refuse([{ category: 'must', effort: 3 }, { category: 'must' }]).toMatchObject({ field: 'items.1.effort' });
  await refuse([{ category: 'maybe' }]).toMatchObject({ field: 'items.0.category' });
  await refuse([]).toMatchObject({ field: 'items' });
});
