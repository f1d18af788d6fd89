import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { adjustedRand } from './adjusted-rand.ts';
import { kMeans } from './k-means.ts';

type Labels = (string | number)[];
const compared = (first: Labels, second: Labels) => adjustedRand.run(adjustedRand.inputs.parse({ first, second }));

test('R: three means of iris against its species', () => {
  const { inputs, expected } = reference('segmentation_kmeans_iris');
  const { labels } = kMeans.run(kMeans.inputs.parse({ rows: inputs.x, k: 3 }));
  expect(compared(labels, inputs.species).adjustedRand.estimate).toBeCloseTo(expected.adjusted_rand_k3_vs_species, 12);
});

const partition = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })), {
  minLength: 2,
  maxLength: 20,
});

test('equal to counting all pairs; symmetric; blind to the names of groups and the order of rows', () => {
  fc.assert(
    fc.property(partition, (rows) => {
      const [first, second] = [rows.map(([one]) => one), rows.map(([, other]) => other)];
      const counts = [0, 0, 0, 0];
      first.forEach((one, a) => {
        for (let b = 0; b < a; b++) counts[(one === first[b] ? 2 : 0) + (second[a] === second[b] ? 1 : 0)]!++;
      });
      const [apart = 0, inSecond = 0, inFirst = 0, both = 0] = counts;
      const total = apart + inSecond + inFirst + both;
      const expected = ((both + inFirst) * (both + inSecond)) / total;
      const most = (2 * both + inFirst + inSecond) / 2;
      const answer = compared(first, second);
      expect(answer.adjustedRand.estimate).toBeCloseTo(
        most === expected ? 1 : (both - expected) / (most - expected),
        9,
      );
      expect(answer.rand).toBeCloseTo((both + apart) / total, 9);
      const other = compared(
        [...second].reverse().map((label) => `g${label}`),
        [...first].reverse(),
      );
      expect(other.adjustedRand.estimate).toBeCloseTo(answer.adjustedRand.estimate, 9);
      expect(other.standardError).toBeCloseTo(answer.standardError, 9);
    }),
  );
});

test('the jackknife is that of leaving out each row', () => {
  const [first, second] = [
    [1, 1, 1, 2, 2, 3, 3, 3],
    [1, 1, 2, 2, 2, 3, 1, 3],
  ];
  const without = first.map((_, row) => {
    const rest = (labels: number[]) => labels.filter((__, at) => at !== row);
    return compared(rest(first), rest(second)).adjustedRand.estimate;
  });
  const mean = without.reduce((sum, value) => sum + value, 0) / 8;
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  expect(compared(first, second).standardError).toBeCloseTo(Math.sqrt((squares * 7) / 8), 12);
});

test('the same partition, one group, every row alone: said', () => {
  expect(compared([1, 1, 2], ['a', 'a', 'b']).adjustedRand.estimate).toBe(1);
  expect(compared([1, 1, 1], [1, 1, 1]).adjustedRand.estimate).toBe(1);
  expect(compared([1, 1, 1], [1, 2, 2]).warnings.map(({ id }) => id)).toContain('one-group');
});

test('labels of another length, or too few: refused', () => {
  expect(() => compared([1, 2], [1])).toThrow(expect.objectContaining({ id: 'lengths-differ', field: 'second' }));
  expect(adjustedRand.inputs.safeParse({ first: [1], second: [1] }).success).toBe(false);
});
