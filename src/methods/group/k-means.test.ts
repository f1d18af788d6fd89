import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { kMeans } from './k-means.ts';

type Inputs = Parameters<typeof kMeans.inputs.parse>[0];
const clustered = (inputs: Inputs, seed = 1) => kMeans.run(kMeans.inputs.parse(inputs), { seed });

describe('R kmeans (1000 starts) and cluster::silhouette: iris', () => {
  const { inputs, expected, tolerance } = reference('segmentation_kmeans_iris');
  const answer = clustered({ rows: inputs.x, mostClusters: 5 });

  test('two clusters have the highest silhouette', () => {
    expect(answer.suggestedK).toBe(2);
    expect(answer.warnings).toEqual([]);
  });

  test.each([2, 3, 4, 5])('%i clusters', (k) => {
    const oracle = expected[`k${k}`];
    const one = clustered({ rows: inputs.x, k });
    expect(Math.abs(one.totalWithinSumOfSquares - oracle.tot_withinss)).toBeLessThan(tolerance.withinss / 1000);
    expect(one.betweenSumOfSquares).toBeCloseTo(oracle.betweenss, 7);
    expect(one.clusters.map(({ size }) => size)).toEqual(oracle.sizes_same_order);
    expect(Math.abs((one.meanSilhouette ?? 0) - oracle.mean_silhouette)).toBeLessThan(tolerance.silhouette / 1000);
    expect(one.calinskiHarabasz).toBeCloseTo(oracle.calinski_harabasz, 6);
    one.clusters.forEach(({ centre, meanSilhouette }, at) => {
      expect(centre).toEqual(oracle.centers_by_first_coordinate[at].map((value: number) => expect.closeTo(value, 9)));
      expect(meanSilhouette).toBeCloseTo(oracle.cluster_silhouettes_same_order[at], 9);
    });
    expect(answer.tried[k - 2]?.totalWithinSumOfSquares).toBeCloseTo(oracle.tot_withinss, 6);
  });
});

/** Least within sum of squares over all ways to give rows to two clusters. */
function bruteForce(rows: number[][]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let mask = 1; mask < 2 ** (rows.length - 1); mask++) {
    const parts = [0, 1].map((side) => rows.filter((_, at) => ((mask >> at) & 1) === side));
    const within = parts.reduce((sum, part) => {
      const mean = [0, 1].map((k) => part.reduce((total, row) => total + row[k]!, 0) / part.length);
      return sum + part.reduce((total, row) => total + (row[0]! - mean[0]!) ** 2 + (row[1]! - mean[1]!) ** 2, 0);
    }, 0);
    least = Math.min(least, within);
  }
  return least;
}

test('equal to the best of all partitions of a small set; order, shift and unit change no group', () => {
  const coordinate = fc.integer({ min: -20, max: 20 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 9, selector: String }),
      (rows) => {
        const one = clustered({ rows, k: 2 });
        expect(one.totalWithinSumOfSquares).toBeCloseTo(bruteForce(rows), 7);
        const other = clustered({
          rows: [...rows].reverse().map((row) => row.map((value) => 1000 + value * 0.5)),
          k: 2,
        });
        expect(other.totalWithinSumOfSquares * 4).toBeCloseTo(one.totalWithinSumOfSquares, 6);
      },
    ),
    { numRuns: 40 },
  );
});

test('three well parted clouds are found and suggested', () => {
  const random = randomFrom(5);
  const rows = Array.from({ length: 90 }, (_, at) => [(at % 3) * 20 + random.normal(), random.normal()]);
  const { suggestedK, labels, clusters, agreement } = clustered({ rows });
  expect(suggestedK).toBe(3);
  expect(labels.slice(0, 6)).toEqual([1, 2, 3, 1, 2, 3]);
  expect(clusters.map(({ size }) => size)).toEqual([30, 30, 30]);
  expect(agreement).toBeGreaterThan(0.5);
});

test('standardised, the unit of a column does not matter; otherwise unlike scales are warned of', () => {
  const rows = Array.from({ length: 12 }, (_, at) => [at % 2, at * 1000]);
  const standard = (unit: number) =>
    clustered({ rows: rows.map((row) => [row[0]! * unit, row[1]!]), k: 2, standardise: true });
  expect(standard(1).labels).toEqual(standard(1e6).labels);
  expect(clustered({ rows, k: 2 }).warnings.map(({ id }) => id)).toContain('unlike-scales');
  expect(standard(1).clusters[0]?.centre[0]).toBeCloseTo(0, 9);
});

test('one cloud: weak structure; one far row: a tiny cluster; one cluster: no silhouette', () => {
  const random = randomFrom(6);
  const rows = Array.from({ length: 200 }, () => [0, 0, 0, 0, 0, 0].map(() => random.normal()));
  expect(clustered({ rows, k: 4 }).warnings.map(({ id }) => id)).toContain('weak-structure');
  expect(clustered({ rows: [[1], [2], [1000]], k: 2 }).warnings.map(({ id }) => id)).toContain('tiny-cluster');
  expect(clustered({ rows: [[1], [2]], k: 1 }).meanSilhouette).toBeNull();
});

test('as many clusters as different rows, ties, and huge and tiny values: answered', () => {
  const { totalWithinSumOfSquares, calinskiHarabasz } = clustered({ rows: [[1], [1], [5], [5], [9]], k: 3 });
  expect(totalWithinSumOfSquares).toBe(0);
  expect(calinskiHarabasz).toBeNull();
  expect(clustered({ rows: [[1e-150], [2e-150], [1e-149]], k: 2 }).clusters.map(({ size }) => size)).toEqual([2, 1]);
  expect(clustered({ rows: [[1e100], [2e100], [1e101]], k: 2 }).clusters.map(({ size }) => size)).toEqual([2, 1]);
});

test('ragged rows, rows all alike, more clusters than different rows: refused by name', () => {
  const refusal = (inputs: Inputs, id: string) =>
    expect(() => clustered(inputs)).toThrow(expect.objectContaining({ id }));
  refusal({ rows: [[1], [1, 2]] }, 'rows-differ');
  refusal({ rows: [[], []] }, 'rows-differ');
  refusal({ rows: [[3], [3]] }, 'nothing-varies');
  refusal({ rows: [[1], [2], [2]], k: 3 }, 'too-many-clusters');
  refusal({ rows: [[1], [2]], columns: ['a', 'b'] }, 'lengths-differ');
});
