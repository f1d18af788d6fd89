import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { paretoFront } from './pareto-front.ts';

const both = [{ name: 'value' }, { name: 'effort', direction: 'less' }];

test('by hand: one of four is beaten on both criteria', async () => {
  const answer = await answerMethod(paretoFront, paretoFront.example.inputs);
  expect(answer.front.toSorted()).toEqual(['Audit log', 'Import', 'Single sign-on']);
  expect(answer.items[2]).toMatchObject({ name: 'Themes', layer: 2, dominatedBy: 1, beatenBy: ['Audit log'] });
  expect(answer).toMatchObject({ ideal: [9, 2], worstOnFront: [5, 8] });
});

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
  minLength: 1,
  maxLength: 12,
});
const ask = (some: readonly (readonly number[])[]) =>
  answerMethod(paretoFront, { criteria: both, items: some.map((values) => ({ values })) });

test('on the front are exactly those that nothing dominates, and each layer is the front of what is left', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (some) => {
      const { items } = await ask(some);
      let left = some.map((_, i) => i);
      for (let layer = 1; left.length > 0; layer++) {
        const isFree = (i: number) =>
          left.every(
            (j) =>
              !(
                some[j]![0] >= some[i]![0] &&
                some[j]![1] <= some[i]![1] &&
                (some[j]![0] > some[i]![0] || some[j]![1] < some[i]![1])
              ),
          );
        const front = left.filter(isFree);
        expect(left.filter((i) => items[i]?.layer === layer)).toEqual(front);
        left = left.filter((i) => !front.includes(i));
      }
    }),
  );
});

test('a growing transformation of a criterion, and the order of the items, change no layer', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (some) => {
      const layers = (await ask(some)).items.map(({ layer }) => layer);
      const bent = await ask(some.map(([value, effort]) => [Math.exp(value), effort ** 3]));
      expect(bent.items.map(({ layer }) => layer)).toEqual(layers);
      const turned = await ask(some.toReversed());
      expect(turned.items.map(({ layer }) => layer).toReversed()).toEqual(layers);
    }),
  );
});

test('equal items share the front; all on the front and constant criteria are warned of; one item is its own front', async () => {
  const { items, warnings } = await ask([
    [1, 1],
    [1, 1],
  ]);
  expect(items.map(({ onFront }) => onFront)).toEqual([true, true]);
  expect(warnings.map(({ id }) => id)).toEqual(['all-on-front', 'criterion-constant']);
  expect((await ask([[1, 1]])).items).toMatchObject([{ layer: 1, distanceToIdeal: 0 }]);
});

test('a value missing and a name twice are refused', async () => {
  await expect(ask([[1]])).rejects.toMatchObject({ id: 'value-missing', field: 'items.0.values.1' });
  const items = [
    { name: 'a', values: [1, 1] },
    { name: 'a', values: [2, 2] },
  ];
  await expect(answerMethod(paretoFront, { criteria: both, items })).rejects.toMatchObject({ id: 'item-twice' });
});
