/** The least within-cluster sum of squares found from many k-means++ starts. */

import type { Random } from '../numeric/random.ts';
import { improved } from './k-means-passes.ts';
import type { Points } from './points.ts';

/** Starts whose sums of squares differ by less found the same partition. */
const SAME_SHARE = 1e-9;

export interface Partition {
  readonly labels: Int32Array;
  /** Row-major. */
  readonly centres: Float64Array;
  readonly withinSumOfSquares: number;
  /** Share of the starts that ended here. */
  readonly agreement: number;
  readonly converged: boolean;
}

export function searchPartition(
  points: Points,
  clusters: number,
  { starts, random }: { starts: number; random: Random },
): Partition {
  let best: Omit<Partition, 'agreement'> | undefined;
  let same = 0;
  for (let start = 0; start < starts; start++) {
    const found = improved(points, plusPlus(points, clusters, random));
    const gap = best === undefined ? Number.NEGATIVE_INFINITY : found.withinSumOfSquares - best.withinSumOfSquares;
    const slack = SAME_SHARE * (best?.withinSumOfSquares ?? 0);
    if (gap < -slack || best === undefined) {
      best = found;
      same = 1;
    } else if (gap <= slack) same++;
  }
  if (best === undefined) throw new RangeError('no starts');
  return { ...best, agreement: same / starts };
}

/** Centres drawn from the rows, each with chance in proportion to its squared distance from those before (Arthur & Vassilvitskii 2007). */
function plusPlus({ values, count, size }: Points, clusters: number, random: Random): Float64Array {
  const centres = new Float64Array(clusters * size);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let row = random.below(count);
  for (let to = 0; to < centres.length; to += size) {
    centres.set(values.subarray(row * size, (row + 1) * size), to);
    let total = 0;
    for (let at = 0, from = 0; at < count; at++, from += size) {
      let distance = 0;
      for (let k = 0; k < size; k++) {
        const away = values[from + k]! - centres[to + k]!;
        distance += away * away;
      }
      if (distance < nearest[at]!) nearest[at] = distance;
      total += nearest[at]!;
    }
    let left = random.uniform() * total;
    row = 0;
    for (left -= nearest[0]!; left > 0 && row < count - 1; left -= nearest[row]!) row++;
  }
  return centres;
}
