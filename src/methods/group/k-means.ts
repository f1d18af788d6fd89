import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import {
  type ClusterSummary,
  clusterSummary,
  orderedByCentre,
  SILHOUETTE_ROWS,
  sampleRows,
  summariseClusters,
  totalSumOfSquares,
} from './cluster-summary.ts';
import { type Partition, searchPartition } from './k-means-search.ts';
import { type Points, pointRows, pointsOf } from './points.ts';
import { silhouettes } from './silhouettes.ts';
import { telcoCustomers } from './telco-customers.example.ts';

const WEAK_STRUCTURE = 0.25;
const SURE_AGREEMENT = 0.05;
const STARTS_TO_JUDGE = 20;

const fit = {
  k: z.int(),
  totalWithinSumOfSquares: z.number(),
  betweenSumOfSquares: z.number(),
  meanSilhouette: z
    .number()
    .nullable()
    .describe('-1 to 1: above 0.5 clear, below 0.25 hardly any structure; null for one cluster.'),
  calinskiHarabasz: z
    .number()
    .nullable()
    .describe('Variance ratio criterion; null for one cluster or where rows in a cluster are all alike.'),
  agreement: z.number().describe('Share of the random starts that ended in this very solution.'),
};
const inputs = z.object({
  rows: pointRows,
  columns: z.array(z.string()).optional().describe('Names of the columns.'),
  k: z
    .int()
    .min(1, 'Ask for at least one cluster.')
    .optional()
    .describe('Number of clusters; where not given, the best by mean silhouette from 2 to `mostClusters`.'),
  mostClusters: z.int().min(2).max(50).default(8).describe('How far to look where `k` is not given.'),
  starts: z.int().min(1).max(10_000).default(50).describe('Random starts (k-means++) for each number of clusters.'),
  standardise: z
    .boolean()
    .default(false)
    .describe('Divide each column by its standard deviation first: do so where units differ.'),
});

/**
 * k-means: rows in k groups so that they lie as close as can be to their group's mean.
 *
 * Clusters are numbered by their centre's first column, ascending.
 *
 * @throws MethodProblem `rows-differ`, `nothing-varies`, `too-many-clusters`, `lengths-differ`.
 * @example kMeans.run(kMeans.inputs.parse({ rows: [[1], [2], [9], [10]], k: 2 })).labels; // [1, 1, 2, 2]
 */
export const kMeans = defineMethod({
  name: 'k-means',
  field: 'group',
  title: 'k-means clusters',
  summary:
    'Splits people into groups of similar behaviour or answers, says how clear the groups are and how many to take.',
  whenToUse: ['Numeric measures of the same kind: usage, spending, rating batteries.'],
  whenNot: ['Yes/no or categorical answers: use latent classes.', 'Groups of very unlike size or of long shapes.'],
  assumes: [
    'Columns are on comparable scales (checked; set `standardise` otherwise).',
    'Groups are round and of similar spread (not checked).',
  ],
  formula:
    'Minimises the sum of squared distances to the cluster means: k-means++ starts, Lloyd’s passes, then Hartigan’s single moves; best of many starts. Silhouette `(b - a) / max(a, b)`.',
  source: [
    'MacQueen, J. (1967); Hartigan, J. & Wong, M. (1979), Algorithm AS 136, Applied Statistics 28.',
    'Arthur, D. & Vassilvitskii, S. (2007), k-means++: the advantages of careful seeding.',
    'Rousseeuw, P. (1987), Silhouettes, Journal of Computational and Applied Mathematics 20.',
  ],
  verified:
    'R stats kmeans (best of 1000 starts) and cluster::silhouette on iris for k 2 to 5: sums of squares to 1e-9, silhouettes to 1e-9; brute force over all partitions of small sets.',
  cost: 'O(starts · rows · k · columns · passes); silhouettes O(rows² · columns), on a random 5,000 beyond that',
  warns: {
    'weak-structure': 'Mean silhouette below 0.25: the groups may be cuts through one cloud.',
    'unstable-solution': 'Fewer than one start in twenty found the best solution.',
    'unlike-scales': 'Columns spread more than tenfold apart: the widest decides alone.',
    'not-converged': 'The passes met their cap.',
    'silhouette-sampled': 'Silhouettes from a random 5,000 rows.',
    'tiny-cluster': 'A cluster of a single row: an outlier rather than a group.',
  },
  heavy: true,
  inputs,
  result: z.object({
    ...fit,
    suggestedK: z
      .int()
      .nullable()
      .describe('Number of clusters of the highest mean silhouette among those tried; null where one was asked for.'),
    tried: z.array(z.object(fit)),
    clusters: z.array(clusterSummary),
    labels: z.array(z.int()).describe('Cluster of each row, 1 up.'),
    columns: z.array(z.string()),
    ...report,
  }),
  example: {
    about: 'Forty customers of a telecommunications company by months of tenure and monthly charges.',
    source:
      'IBM telco customer churn sample (first forty rows), github.com/IBM/telco-customer-churn-on-icp4d, Apache-2.0.',
    inputs: {
      rows: telcoCustomers.map(({ tenure, monthlyCharges }) => [tenure, monthlyCharges]),
      columns: ['tenure (months)', 'monthly charges'],
      standardise: true,
    },
  },
  run(given, how = {}) {
    const points = pointsOf(given.rows, given.standardise);
    const columns = columnNames(given.columns, points.size);
    const distinct = new Set(given.rows.map((row) => row.join(' '))).size;
    const wanted = clustersToTry(given, distinct);
    const random = randomFrom(how.seed);
    const sample = points.count > SILHOUETTE_ROWS ? sampleRows(points.count, random) : undefined;
    const total = totalSumOfSquares(points);
    const tried = wanted.map((k, at) => {
      how.progress?.(at / wanted.length);
      const partition = orderedByCentre(
        searchPartition(points, k, { starts: k === 1 ? 1 : given.starts, random }),
        points.size,
      );
      const widths = k === 1 ? null : silhouettes(points, partition.labels, k, sample);
      return { partition, widths, ...fitOf(points, partition, { k, widths, total }) };
    });
    const best = tried.reduce((sofar, next) =>
      (next.meanSilhouette ?? -2) > (sofar.meanSilhouette ?? -2) ? next : sofar,
    );
    const { partition, widths, ...numbers } = best;
    const clusters = summariseClusters(points, partition, { widths, sample });
    return {
      ...numbers,
      suggestedK: given.k === undefined ? best.k : null,
      tried: tried.map(({ partition: _, widths: __, ...rest }) => rest),
      clusters,
      labels: Array.from(partition.labels, (label) => label + 1),
      columns,
      warnings: warningsOf(best, points, { clusters, starts: given.starts, sampled: sample !== undefined }),
      reading: readingOf(best, clusters, given.k === undefined),
      picture: pictureOf(points, partition, columns),
    };
  },
});

interface Tried {
  readonly k: number;
  readonly partition: Partition;
  readonly widths: Float64Array | null;
  readonly meanSilhouette: number | null;
}

function columnNames(names: readonly string[] | undefined, size: number): string[] {
  if (names !== undefined && names.length !== size)
    throw new MethodProblem('lengths-differ', 'columns', `Name all ${size} columns.`);
  return names === undefined ? Array.from({ length: size }, (_, at) => `column ${at + 1}`) : [...names];
}

function clustersToTry({ k, mostClusters }: z.output<typeof inputs>, distinct: number): number[] {
  if (k !== undefined && k > distinct)
    throw new MethodProblem('too-many-clusters', 'k', `Ask for at most ${distinct} clusters: no more rows differ.`);
  if (k !== undefined) return [k];
  const most = Math.max(2, Math.min(mostClusters, distinct - 1));
  return Array.from({ length: most - 1 }, (_, at) => at + 2);
}

function fitOf(
  { count }: Points,
  { withinSumOfSquares: within, agreement }: Partition,
  { k, widths, total }: { k: number; widths: Float64Array | null; total: number },
) {
  const between = Math.max(0, total - within);
  return {
    k,
    totalWithinSumOfSquares: within,
    betweenSumOfSquares: between,
    meanSilhouette: widths === null ? null : widths.reduce((sum, width) => sum + width, 0) / widths.length,
    calinskiHarabasz: k > 1 && within > 1e-12 * total && count > k ? between / (k - 1) / (within / (count - k)) : null,
    agreement,
  };
}

function warningsOf(
  { meanSilhouette, partition }: Tried,
  { unlikeScales, scale }: Points,
  { clusters, starts, sampled }: { clusters: readonly ClusterSummary[]; starts: number; sampled: boolean },
): Warning[] {
  const warnings: Warning[] = [];
  const warn = (holds: boolean, id: string, text: string) => {
    if (holds) warnings.push({ id, text });
  };
  warn(
    (meanSilhouette ?? 1) < WEAK_STRUCTURE,
    'weak-structure',
    'The groups overlap: they may be cuts through one cloud. Look for other variables.',
  );
  warn(
    partition.agreement < SURE_AGREEMENT && starts >= STARTS_TO_JUDGE,
    'unstable-solution',
    'Few starts found this solution: take more starts, or fewer clusters.',
  );
  warn(
    unlikeScales && scale.every((value) => value === 1),
    'unlike-scales',
    'The columns spread more than tenfold apart, so the widest decides: standardise them.',
  );
  warn(!partition.converged, 'not-converged', 'The passes met their cap: look for extreme values.');
  warn(sampled, 'silhouette-sampled', `Silhouettes are from a random ${SILHOUETTE_ROWS} rows.`);
  warn(
    clusters.length > 1 && clusters.some(({ size }) => size === 1),
    'tiny-cluster',
    'A cluster holds a single row: look whether it is an error before calling it a group.',
  );
  return warnings;
}

function readingOf({ k, meanSilhouette }: Tried, clusters: readonly ClusterSummary[], suggested: boolean): string {
  const sizes = clusters.map(({ share }) => `${(share * 100).toFixed(0)} %`).join(', ');
  const clear = (meanSilhouette ?? 0) > 0.5 ? 'clear' : (meanSilhouette ?? 0) > WEAK_STRUCTURE ? 'moderate' : 'weak';
  const told =
    meanSilhouette === null ? '' : ` The structure is ${clear} (mean silhouette ${meanSilhouette.toFixed(2)}).`;
  return `${suggested ? `${k} groups separate best` : `${k} groups`}, of ${sizes} of the rows.${told}`;
}

/** Rows by the first two columns (or by number where there is one), in their own units. */
function pictureOf(
  { values, size, centre, scale }: Points,
  { labels, centres }: Partition,
  columns: readonly string[],
) {
  const at = (row: number, column: number) => centre[column]! + values[row * size + column]! * scale[column]!;
  return {
    kind: 'points' as const,
    title: 'Clusters',
    x: columns[0]!,
    y: columns[1] ?? columns[0]!,
    series: Array.from({ length: centres.length / size }, (_, cluster) => {
      const rows = [...labels.keys()].filter((row) => labels[row] === cluster);
      return {
        name: `Cluster ${cluster + 1}`,
        x: rows.map((row) => at(row, 0)),
        y: rows.map((row) => at(row, Math.min(1, size - 1))),
      };
    }),
  };
}
