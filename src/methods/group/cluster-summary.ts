/** Clusters of rows put in order and summed up: what every clustering method prints. */

import { z } from 'zod';
import type { Points } from './points.ts';

/** Silhouettes take every pair of rows; beyond this many a random part stands for all. */
export const SILHOUETTE_ROWS = 5000;

export const clusterSummary = z.object({
  cluster: z.int().describe('Its number in `labels`, 1 up.'),
  size: z.int(),
  share: z.number(),
  centre: z.array(z.number()).describe('Mean of each column, in its own unit.'),
  withinSumOfSquares: z.number(),
  meanSilhouette: z.number().nullable(),
});

export type ClusterSummary = z.infer<typeof clusterSummary>;

export interface Clustered {
  /** Cluster of each row, 0 up. */
  readonly labels: Int32Array;
  /** Row-major. */
  readonly centres: Float64Array;
}

export function sampleRows(count: number, random: { below(below: number): number }): Int32Array {
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  for (let at = 0; at < SILHOUETTE_ROWS; at++) {
    const other = at + random.below(count - at);
    [rows[at], rows[other]] = [rows[other]!, rows[at]!];
  }
  return rows.slice(0, SILHOUETTE_ROWS);
}

/** Clusters numbered by the first column of their centres, ties by the next. */
export function orderedByCentre<Found extends Clustered>(partition: Found, size: number): Found {
  const { centres, labels } = partition;
  const k = centres.length / size;
  const order = Array.from({ length: k }, (_, at) => at).sort((a, b) => {
    for (let column = 0; column < size; column++) {
      const gap = centres[a * size + column]! - centres[b * size + column]!;
      if (gap !== 0) return gap;
    }
    return 0;
  });
  const place = Int32Array.from({ length: k }, (_, at) => order.indexOf(at));
  const moved = new Float64Array(centres.length);
  order.forEach((from, to) => {
    moved.set(centres.subarray(from * size, (from + 1) * size), to * size);
  });
  return { ...partition, centres: moved, labels: labels.map((label) => place[label]!) };
}

export function totalSumOfSquares({ values, count, size }: Points): number {
  let total = 0;
  for (let k = 0; k < size; k++) {
    let mean = 0;
    for (let at = k; at < values.length; at += size) mean += values[at]! / count;
    for (let at = k; at < values.length; at += size) total += (values[at]! - mean) ** 2;
  }
  return total;
}

export function summariseClusters(
  { values, count, size, centre, scale }: Points,
  { labels, centres }: Clustered,
  { widths, sample }: { widths: Float64Array | null; sample: Int32Array | undefined },
): ClusterSummary[] {
  const k = centres.length / size;
  const sizes = new Int32Array(k);
  const within = new Float64Array(k);
  const sums = new Float64Array(k);
  const seen = new Int32Array(k);
  labels.forEach((label, row) => {
    sizes[label]!++;
    for (let column = 0; column < size; column++)
      within[label]! += (values[row * size + column]! - centres[label * size + column]!) ** 2;
  });
  widths?.forEach((width, at) => {
    const label = labels[sample?.[at] ?? at]!;
    sums[label]! += width;
    seen[label]!++;
  });
  return Array.from({ length: k }, (_, at) => ({
    cluster: at + 1,
    size: sizes[at]!,
    share: sizes[at]! / count,
    centre: Array.from(
      { length: size },
      (__, column) => centre[column]! + centres[at * size + column]! * scale[column]!,
    ),
    withinSumOfSquares: within[at]!,
    meanSilhouette: seen[at]! > 0 ? sums[at]! / seen[at]! : null,
  }));
}
