import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { turf } from './turf.ts';

type Inputs = Parameters<typeof turf.inputs.parse>[0];
const reached = (inputs: Inputs) => turf.run(turf.inputs.parse(inputs));

describe('R turfR 0.8-7, 180 respondents, ten items', () => {
  const { inputs, expected, tolerance } = reference('survey_turf');

  test.each([3, 4, 5, 6])('bundles of %i', (size) => {
    const answer = reached({ responses: inputs.items, weights: inputs.weights, size });
    const { top, greedy } = expected[`k${size}`];
    top.forEach((each: { items: number[]; reach: number; frequency: number }, at: number) => {
      expect(answer.best[at]?.itemNumbers).toEqual(each.items);
      expect(Math.abs((answer.best[at]?.reach ?? 0) - each.reach)).toBeLessThan(tolerance.reach);
      expect(Math.abs((answer.best[at]?.frequency ?? 0) - each.frequency)).toBeLessThan(tolerance.reach);
    });
    expect(answer.greedy.map(({ itemNumber }) => itemNumber)).toEqual(greedy.items_in_order);
    expect(answer.greedy.at(-1)?.reach).toBeCloseTo(greedy.reach, 9);
    expect(answer.exact).toBe(true);
  });
});

const bit = fc.constantFrom<0 | 1>(0, 1);
const rows = fc.array(fc.tuple(bit, bit, bit, bit, bit, bit), { minLength: 1, maxLength: 25 });

/** Every bundle of `size` out of `count`. */
function bundles(count: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: count - from }, (_, at) => from + at).flatMap((item) =>
    bundles(count, size - 1, item + 1).map((rest) => [item, ...rest]),
  );
}

test('equal to brute force over all bundles, at any size and threshold', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 }), (responses, size, threshold) => {
      const every = bundles(6, size).map((items) => {
        const hits = responses.map((row) => items.filter((item) => row[item] === 1).length);
        const reach = hits.filter((count) => count >= threshold).length / responses.length;
        return { reach, frequency: hits.reduce((sum, count) => sum + count, 0) / responses.length };
      });
      every.sort((a, b) => (Math.abs(a.reach - b.reach) > 1e-9 ? b.reach - a.reach : b.frequency - a.frequency));
      const { best, greedy } = reached({ responses, size, threshold, top: 200 });
      expect(best).toHaveLength(every.length);
      best.forEach(({ reach, frequency }, at) => {
        expect(reach).toBeCloseTo(every[at]?.reach ?? -1, 9);
        expect(frequency).toBeCloseTo(every[at]?.frequency ?? -1, 9);
      });
      expect(greedy.at(-1)?.reach).toBeLessThanOrEqual((best[0]?.reach ?? 0) + 1e-9);
      const [first] = reached({ responses, size, threshold, top: 1 }).best;
      expect(first?.reach).toBeCloseTo(every[0]?.reach ?? -1, 9);
    }),
    { numRuns: 60 },
  );
});

test('one more item never reaches fewer; scaled weights and turned respondents change nothing', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 5 }), (responses, size) => {
      const one = reached({ responses, size });
      const more = reached({ responses, size: size + 1 });
      expect(more.best[0]?.reach).toBeGreaterThanOrEqual((one.best[0]?.reach ?? 2) - 1e-12);
      const other = reached({ responses: [...responses].reverse(), size, weights: responses.map(() => 1e-9) });
      expect(other.best.map(({ itemNumbers }) => itemNumbers)).toEqual(one.best.map(({ itemNumbers }) => itemNumbers));
    }),
    { numRuns: 40 },
  );
});

test('true and false count as 1 and 0, and a bundle of one reads as one', () => {
  const said = turf.run(
    turf.inputs.parse({
      responses: [
        [true, false],
        [1, 0],
      ],
      items: ['a', 'b'],
      size: 1,
    }),
  );
  expect(said.best[0]).toMatchObject({ items: ['a'], reach: 1 });
  expect(said.reading).toContain('a alone reaches 100.0 %');
});

test('what is on offer already stays in every bundle', () => {
  const responses: (0 | 1)[][] = [
    [1, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const { best } = reached({ responses, size: 2, items: ['a', 'b', 'c'], include: ['c'] });
  expect(best.map(({ items }) => items)).toEqual([
    ['a', 'c'],
    ['b', 'c'],
  ]);
  expect(best[0]?.reach).toBe(0.75);
});

test('one respondent whom nothing reaches: an answer of zero, with ties and few people said', () => {
  const { best, warnings } = reached({ responses: [[0, 0]], size: 1 });
  expect(best[0]?.reach).toBe(0);
  expect(warnings.map(({ id }) => id)).toEqual(['ties-in-reach', 'few-people']);
});

test('ragged rows, a size beyond the items, unknown items, weights of zero or too few: refused by name', () => {
  const refusal = (inputs: Inputs, id: string) =>
    expect(() => reached(inputs)).toThrow(expect.objectContaining({ id }));
  refusal({ responses: [[1], [1, 0]], size: 1 }, 'rows-differ');
  refusal({ responses: [[]], size: 1 }, 'rows-differ');
  refusal({ responses: [[1]], size: 2 }, 'size-too-large');
  refusal({ responses: [[1]], size: 1, include: ['x'] }, 'item-unknown');
  refusal({ responses: [[1]], size: 1, weights: [0] }, 'weights-zero');
  refusal({ responses: [[1]], size: 1, weights: [1, 1] }, 'lengths-differ');
  refusal({ responses: [[2]], size: 1 }, 'not-yes-or-no');
});

test('ratings reach from the box asked for; without it anything but 0 and 1 is refused by place', async () => {
  const responses = [
    [5, 1, 2],
    [4, 3, 1],
    [2, 5, 3],
    [1, 2, 4],
  ];
  const bits = responses.map((row) => row.map((rating) => Number(rating >= 4)));
  const asked = await answerMethod(turf, { responses, reachedFrom: 4, size: 2 });
  expect(asked).toEqual(await answerMethod(turf, { responses: bits, size: 2 }));
  await expect(answerMethod(turf, { responses, size: 2 })).rejects.toMatchObject({
    id: 'not-yes-or-no',
    field: 'responses.0.0',
  });
});
