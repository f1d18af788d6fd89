import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { adjustedRand } from './adjusted-rand.ts';
import { ward } from './ward.ts';

type Inputs = Parameters<typeof ward.inputs.parse>[0];
const grown = (inputs: Inputs) => ward.run(ward.inputs.parse(inputs), { seed: 1 });

/** Heights by the Lance-Williams update on squared distances, step by step. */
function lanceWilliams(rows: number[][]): number[] {
  let clusters = rows.map(() => ({ size: 1 }));
  let squared = rows.map((a) => rows.map((b) => a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0)));
  const heights: number[] = [];
  while (clusters.length > 1) {
    let [one, other] = [1, 0];
    for (let a = 0; a < clusters.length; a++)
      for (let b = 0; b < a; b++) if (squared[a]![b]! < squared[one]![other]!) [one, other] = [a, b];
    const between = squared[one]![other]!;
    heights.push(Math.sqrt(between));
    const [na, nb] = [clusters[one]!.size, clusters[other]!.size];
    const joined = clusters.map(
      ({ size }, at) =>
        ((na + size) * squared[one]![at]! + (nb + size) * squared[other]![at]! - size * between) / (na + nb + size),
    );
    const rest = clusters.map((_, at) => at).filter((at) => at !== one && at !== other);
    squared = [
      ...rest.map((a) => [...rest.map((b) => squared[a]![b]!), joined[a]!]),
      [...rest.map((a) => joined[a]!), 0],
    ];
    clusters = [...rest.map((at) => clusters[at]!), { size: na + nb }];
  }
  return heights;
}

test('heights are those of step-by-step agglomeration; half their squares sum to the total sum of squares', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 3, max: 25 }), (seed, count) => {
      const random = randomFrom(seed);
      const rows = Array.from({ length: count }, () => [random.normal(), random.normal(), random.normal()]);
      const { merges, order } = grown({ rows, k: 1 });
      merges.forEach(({ height }, at) => {
        expect(height).toBeCloseTo(lanceWilliams(rows)[at] ?? -1, 9);
      });
      const total = [0, 1, 2].reduce((sum, k) => {
        const mean = rows.reduce((all, row) => all + row[k]!, 0) / count;
        return sum + rows.reduce((all, row) => all + (row[k]! - mean) ** 2, 0);
      }, 0);
      expect(merges.reduce((sum, { height }) => sum + height ** 2 / 2, 0)).toBeCloseTo(total, 8);
      expect([...order].sort((a, b) => a - b)).toEqual(rows.map((_, at) => at + 1));
    }),
    { numRuns: 25 },
  );
});

test('the order of rows and a shift change no group', () => {
  const random = randomFrom(3);
  const rows = Array.from({ length: 40 }, () => [random.normal(), random.normal()]);
  const one = grown({ rows, k: 4 });
  const other = grown({ rows: [...rows].reverse().map((row) => row.map((value) => value + 50)), k: 4 });
  expect([...other.labels].reverse()).toEqual(one.labels);
});

test('three points by hand, in R’s numbering', () => {
  const { merges, order, labels, cutBetween } = grown({ rows: [[0], [1], [5]], k: 2 });
  expect(merges).toEqual([
    { one: -1, other: -2, height: 1, size: 2 },
    { one: -3, other: 1, height: expect.closeTo(Math.sqrt(4 / 3) * 4.5, 12), size: 3 },
  ]);
  expect(order).toEqual([3, 1, 2]);
  expect(labels).toEqual([1, 1, 2]);
  expect(cutBetween.low).toBe(1);
});

test('iris: two groups are suggested, and three agree with species as published (adjusted Rand 0.73)', () => {
  const { inputs } = reference('segmentation_kmeans_iris');
  expect(grown({ rows: inputs.x }).suggestedK).toBe(2);
  const { labels } = grown({ rows: inputs.x, k: 3 });
  const { estimate } = adjustedRand.run({ first: labels, second: inputs.species, level: 0.95 }).adjustedRand;
  expect(estimate).toBeCloseTo(0.7312, 3);
});

test('cut by height, into one, and into single rows', () => {
  const rows = [[0], [1], [10], [11], [30]];
  expect(grown({ rows, height: 2 }).k).toBe(3);
  expect(grown({ rows, k: 1 })).toMatchObject({ k: 1, meanSilhouette: null, cutBetween: { high: null } });
  expect(grown({ rows, k: 5 }).labels).toEqual([1, 2, 3, 4, 5]);
});

test('tied rows and a cut among them: answered and warned of', () => {
  const { warnings, merges } = grown({ rows: [[1], [1], [1], [9], [9]], k: 4 });
  expect(merges[0]?.height).toBe(0);
  expect(warnings.map(({ id }) => id)).toContain('tied-merges');
});

test('rows all alike, ragged, or fewer than clusters: refused by name', () => {
  const refusal = (inputs: Inputs, id: string) => expect(() => grown(inputs)).toThrow(expect.objectContaining({ id }));
  refusal({ rows: [[1], [1]] }, 'nothing-varies');
  refusal({ rows: [[1], [1, 2]] }, 'rows-differ');
  refusal({ rows: [[1], [2]], k: 3 }, 'too-many-clusters');
});
