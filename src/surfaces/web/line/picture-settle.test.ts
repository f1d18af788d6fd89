import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Stander, settle } from './picture-settle.ts';

const GAP = 12;
const stander = (id: string, column: number, order: number): Stander => ({ id, column, order, size: 50 });

test('one that is linked to three stands in the middle of them, wherever they are in their order', () => {
  const heights = settle({
    standers: [stander('a', 0, 0), stander('b', 0, 1), stander('c', 0, 2), stander('d', 1, 0)],
    pulls: [
      ['a', 'd'],
      ['b', 'd'],
      ['c', 'd'],
    ],
    gap: GAP,
  });
  expect(heights.get('d')).toBeCloseTo(heights.get('b') ?? Number.NaN);
  expect((heights.get('c') ?? 0) - (heights.get('a') ?? 0)).toBeCloseTo(2 * (50 + GAP));
});

test('nothing settles to nothing', () => {
  expect(settle({ standers: [], pulls: [], gap: GAP }).size).toBe(0);
});

test('whatever pulls at whatever, the order is kept and nothing lies on anything', () => {
  const column = fc.integer({ min: 0, max: 3 });
  const pull = fc.tuple(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 19 }));
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 20, maxLength: 20 }),
      fc.array(pull, { maxLength: 40 }),
      (columns, pairs) => {
        const standers = columns.map((at, index) => stander(String(index), at, index));
        const across = pairs.filter(([a, b]) => columns[a] !== columns[b]);
        const heights = settle({ standers, pulls: across.map(([a, b]) => [String(a), String(b)]), gap: GAP });
        for (const members of Map.groupBy(standers, (one) => one.column).values()) {
          const middles = members.map(({ id }) => heights.get(id) ?? Number.NaN);
          for (const [index, middle] of middles.slice(1).entries())
            expect(middle - (middles[index] ?? 0)).toBeGreaterThanOrEqual(50 + GAP - 0.001);
        }
      },
    ),
  );
});
