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
} from './cluster-summary.ts';
import { type Points, pointRows, pointsOf } from './points.ts';
import { silhouettes } from './silhouettes.ts';
import { telcoCustomers } from './telco-customers.example.ts';
import { cutTree, leafOrder, type Merge, wardTree } from './ward-tree.ts';

const MOST_ROWS = 20_000;
const WEAK_STRUCTURE = 0.25;

const inputs = z.object({
  rows: pointRows,
  k: z.int().min(1).optional().describe('Cut into so many clusters.'),
  height: z.number().min(0).optional().describe('Cut at this height instead: clusters that merge above it stay apart.'),
  mostClusters: z
    .int()
    .min(2)
    .max(50)
    .default(8)
    .describe('How far to look for the best silhouette where neither is given.'),
  standardise: z
    .boolean()
    .default(false)
    .describe('Divide each column by its standard deviation first: do so where units differ.'),
});

/**
 * Ward's hierarchical clusters: a tree of rows that merges what raises the within sum of squares least.
 *
 * Heights as R's `hclust(dist(x), "ward.D2")`.
 *
 * @throws MethodProblem `rows-differ`, `nothing-varies`, `too-many-clusters`, `too-large`.
 * @example ward.run(ward.inputs.parse({ rows: [[0], [1], [5]], k: 2 })).labels; // [1, 1, 2]
 */
export const ward = defineMethod({
  name: 'ward',
  field: 'group',
  title: 'Ward’s hierarchical clusters',
  summary: 'A tree that shows which people or things are alike at every level, and where to cut it into segments.',
  whenToUse: ['Some hundreds of rows whose groups within groups matter.', 'As a start or check for k-means.'],
  whenNot: ['Tens of thousands of rows: use k-means.', 'Yes/no answers: use latent classes.'],
  assumes: ['Columns are on comparable scales (checked).', 'Groups are compact (not checked).'],
  formula:
    'Merges the two clusters with the least `n_a n_b / (n_a + n_b) · |mean_a - mean_b|²`; height is the square root of twice that (Ward.D2). Cut at the highest mean silhouette unless told.',
  source: [
    'Ward, J. (1963), Hierarchical grouping to optimize an objective function, JASA 58.',
    'Murtagh, F. & Legendre, P. (2014), Ward’s hierarchical agglomerative clustering method, Journal of Classification 31.',
  ],
  verified:
    'Step-by-step agglomeration by the Lance-Williams update (as R’s ward.D2) on random rows to 1e-9; half the sum of squared heights equals the total sum of squares.',
  cost: 'O(rows² · columns) time, O(rows · columns) memory; at most 20,000 rows',
  warns: {
    'weak-structure': 'Mean silhouette below 0.25.',
    'unlike-scales': 'Columns spread more than tenfold apart: the widest decides alone.',
    'silhouette-sampled': 'Silhouettes from a random 5,000 rows.',
    'tied-merges': 'Merges at the same height: their order, and a cut between them, is arbitrary.',
  },
  heavy: true,
  inputs,
  result: z.object({
    merges: z
      .array(z.object({ one: z.int(), other: z.int(), height: z.number(), size: z.int() }))
      .describe(
        'Lowest first. Minus a row number (from 1) for a single row, plus the number of an earlier merge (from 1).',
      ),
    order: z.array(z.int()).describe('Rows (from 1) from left to right in the tree.'),
    k: z.int(),
    suggestedK: z.int().nullable().describe('By mean silhouette; null where the cut was given.'),
    cutBetween: z
      .object({ low: z.number(), high: z.number().nullable() })
      .describe('Any cut between these heights gives these clusters; high is null for one cluster.'),
    labels: z.array(z.int()).describe('Cluster of each row, 1 up, by the first column of the clusters’ means.'),
    clusters: z.array(clusterSummary),
    meanSilhouette: z.number().nullable(),
    tried: z.array(z.object({ k: z.int(), meanSilhouette: z.number() })),
    ...report,
  }),
  example: {
    about: 'Forty customers of a telecommunications company by months of tenure and monthly charges.',
    source:
      'IBM telco customer churn sample (first forty rows), github.com/IBM/telco-customer-churn-on-icp4d, Apache-2.0.',
    inputs: { rows: telcoCustomers.map(({ tenure, monthlyCharges }) => [tenure, monthlyCharges]), standardise: true },
  },
  run(given, how = {}) {
    if (given.rows.length > MOST_ROWS)
      throw new MethodProblem('too-large', 'rows', `Give at most ${MOST_ROWS} rows, or use k-means.`);
    const points = pointsOf(given.rows, given.standardise);
    const { count } = points;
    if (given.k !== undefined && given.k > count)
      throw new MethodProblem('too-many-clusters', 'k', `Ask for at most ${count} clusters.`);
    const merges = wardTree(points, how.progress);
    const sample = count > SILHOUETTE_ROWS ? sampleRows(count, randomFrom(how.seed)) : undefined;
    const cuts = cutsToTry(given, merges).map((k) => cutOf(points, merges, { k, sample }));
    const best = cuts.reduce((sofar, next) =>
      (next.meanSilhouette ?? -2) > (sofar.meanSilhouette ?? -2) ? next : sofar,
    );
    const clusters = summariseClusters(points, best, { widths: best.widths, sample });
    const asked = given.k !== undefined || given.height !== undefined;
    return {
      merges,
      order: leafOrder(merges),
      k: best.k,
      suggestedK: asked ? null : best.k,
      cutBetween: { low: merges[count - best.k - 1]?.height ?? 0, high: merges[count - best.k]?.height ?? null },
      labels: Array.from(best.labels, (label) => label + 1),
      clusters,
      meanSilhouette: best.meanSilhouette,
      tried: cuts.flatMap(({ k, meanSilhouette }) => (meanSilhouette === null ? [] : [{ k, meanSilhouette }])),
      warnings: warningsOf(points, merges, { best, sampled: sample !== undefined }),
      reading: readingOf(best, clusters),
      picture: pictureOf(merges, best.k),
    };
  },
});

interface Cut {
  readonly k: number;
  readonly labels: Int32Array;
  readonly centres: Float64Array;
  readonly widths: Float64Array | null;
  readonly meanSilhouette: number | null;
}

function cutsToTry({ k, height, mostClusters }: z.output<typeof inputs>, merges: readonly Merge[]): number[] {
  if (k !== undefined) return [k];
  if (height !== undefined) return [1 + merges.filter((merge) => merge.height > height).length];
  const most = Math.max(2, Math.min(mostClusters, merges.length));
  return Array.from({ length: most - 1 }, (_, at) => at + 2);
}

function cutOf(
  points: Points,
  merges: readonly Merge[],
  { k, sample }: { k: number; sample: Int32Array | undefined },
): Cut {
  const { values, size } = points;
  const labels = cutTree(merges, k);
  const centres = new Float64Array(k * size);
  const sizes = new Int32Array(k);
  labels.forEach((label, row) => {
    sizes[label]!++;
    for (let column = 0; column < size; column++) centres[label * size + column]! += values[row * size + column]!;
  });
  const placed = orderedByCentre(
    { labels, centres: centres.map((sum, at) => sum / sizes[Math.floor(at / size)]!) },
    size,
  );
  const widths = k === 1 ? null : silhouettes(points, placed.labels, k, sample);
  const meanSilhouette = widths === null ? null : widths.reduce((sum, width) => sum + width, 0) / widths.length;
  return { k, ...placed, widths, meanSilhouette };
}

function warningsOf(
  { unlikeScales, scale }: Points,
  merges: readonly Merge[],
  { best, sampled }: { best: Cut; sampled: boolean },
): Warning[] {
  const warnings: Warning[] = [];
  if ((best.meanSilhouette ?? 1) < WEAK_STRUCTURE)
    warnings.push({
      id: 'weak-structure',
      text: 'The groups overlap: they may be cuts through one cloud. Look for other variables.',
    });
  if (unlikeScales && scale.every((value) => value === 1))
    warnings.push({
      id: 'unlike-scales',
      text: 'The columns spread more than tenfold apart, so the widest decides: standardise them.',
    });
  if (sampled)
    warnings.push({ id: 'silhouette-sampled', text: `Silhouettes are from a random ${SILHOUETTE_ROWS} rows.` });
  const [below, above] = [merges[merges.length - best.k], merges[merges.length - best.k + 1]];
  if (below !== undefined && above !== undefined && above.height - below.height <= 1e-12 * above.height)
    warnings.push({
      id: 'tied-merges',
      text: 'The cut falls between merges of the same height: take one cluster more or fewer.',
    });
  return warnings;
}

function readingOf({ k, meanSilhouette }: Cut, clusters: readonly ClusterSummary[]): string {
  const sizes = clusters.map(({ share }) => `${(share * 100).toFixed(0)} %`).join(', ');
  const told = meanSilhouette === null ? '' : ` (mean silhouette ${meanSilhouette.toFixed(2)})`;
  return `The tree is cut into ${k} ${k === 1 ? 'group' : 'groups'}, of ${sizes} of the rows${told}.`;
}

/** Heights of the last merges: a long step is a good place to cut. */
function pictureOf(merges: readonly Merge[], k: number) {
  const last = merges.slice(-20).reverse();
  return {
    kind: 'steps' as const,
    title: 'Height at which clusters merge',
    x: 'Clusters left apart',
    y: 'Height (Ward.D2)',
    series: [{ name: 'Height', x: last.map((_, at) => at + 1), y: last.map(({ height }) => height) }],
    marks: [{ axis: 'x' as const, at: k, label: 'cut' }],
  };
}
