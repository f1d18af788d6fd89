/** The least within-cluster sum of squares found from many k-means++ starts. */

import type { Random } from '../numeric/random.ts';
import { type Points, squaredDistance } from './points.ts';

const PASSES = 300;
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
    const found = improve(points, clusters, plusPlus(points, clusters, random));
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
  for (let cluster = 0; cluster < clusters; cluster++) {
    centres.set(values.subarray(row * size, (row + 1) * size), cluster * size);
    let total = 0;
    for (let at = 0; at < count; at++) {
      const distance = squaredDistance([values, at * size], [centres, cluster * size], size);
      if (distance < nearest[at]!) nearest[at] = distance;
      total += nearest[at]!;
    }
    let left = random.uniform() * total;
    row = 0;
    for (left -= nearest[0]!; left > 0 && row < count - 1; left -= nearest[row]!) row++;
  }
  return centres;
}

/** Lloyd's passes until nothing moves, then single moves that lower the sum of squares further (Hartigan & Wong 1979). */
function improve(points: Points, clusters: number, centres: Float64Array): Omit<Partition, 'agreement'> {
  const { values, count, size } = points;
  const labels = new Int32Array(count).fill(-1);
  const counts = new Int32Array(clusters);
  let converged = false;
  for (let pass = 0; pass < PASSES && !converged; pass++) {
    converged = !assign(points, centres, labels);
    recentre(points, labels, { centres, counts });
  }
  converged = false;
  for (let pass = 0; pass < PASSES && !converged; pass++) converged = !exchange(points, labels, { centres, counts });
  recentre(points, labels, { centres, counts });
  let withinSumOfSquares = 0;
  for (let row = 0; row < count; row++)
    withinSumOfSquares += squaredDistance([values, row * size], [centres, labels[row]! * size], size);
  return { labels, centres, withinSumOfSquares, converged };
}

/** Puts every row to its nearest centre; whether any moved. */
function assign({ values, count, size }: Points, centres: Float64Array, labels: Int32Array): boolean {
  let moved = false;
  for (let row = 0, from = 0; row < count; row++, from += size) {
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let cluster = 0, to = 0; to < centres.length; cluster++, to += size) {
      let distance = 0;
      for (let k = 0; k < size; k++) {
        const away = values[from + k]! - centres[to + k]!;
        distance += away * away;
      }
      if (distance < least) {
        least = distance;
        nearest = cluster;
      }
    }
    if (labels[row] !== nearest) {
      labels[row] = nearest;
      moved = true;
    }
  }
  return moved;
}

interface Centres {
  readonly centres: Float64Array;
  readonly counts: Int32Array;
}

/** Centres as the means of their rows; one without rows takes over the row furthest from its own centre. */
function recentre({ values, count, size }: Points, labels: Int32Array, { centres, counts }: Centres): void {
  counts.fill(0);
  for (const label of labels) counts[label]!++;
  for (let empty = counts.indexOf(0); empty >= 0; empty = counts.indexOf(0)) {
    let furthest = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < count; row++) {
      if (counts[labels[row]!]! < 2) continue;
      const distance = squaredDistance([values, row * size], [centres, labels[row]! * size], size);
      if (distance > most) {
        most = distance;
        furthest = row;
      }
    }
    counts[labels[furthest]!]!--;
    labels[furthest] = empty;
    counts[empty]!++;
    centres.set(values.subarray(furthest * size, (furthest + 1) * size), empty * size);
  }
  centres.fill(0);
  for (let row = 0; row < count; row++)
    for (let k = 0; k < size; k++) centres[labels[row]! * size + k]! += values[row * size + k]!;
  for (let at = 0; at < centres.length; at++) centres[at]! /= counts[Math.floor(at / size)]!;
}

/** Moves single rows where that lowers the sum of squares, both centres following at once; whether any moved. */
function exchange({ values, count, size }: Points, labels: Int32Array, { centres, counts }: Centres): boolean {
  let moved = false;
  for (let row = 0; row < count; row++) {
    const own = labels[row]!;
    const many = counts[own]!;
    if (many < 2) continue;
    const from = row * size;
    const leaving = (squaredDistance([values, from], [centres, own * size], size) * many) / (many - 1);
    let target = own;
    let least = leaving * (1 - 1e-12);
    for (let cluster = 0; cluster < counts.length; cluster++) {
      if (cluster === own) continue;
      const joining =
        (squaredDistance([values, from], [centres, cluster * size], size) * counts[cluster]!) / (counts[cluster]! + 1);
      if (joining < least) {
        least = joining;
        target = cluster;
      }
    }
    if (target === own) continue;
    for (let k = 0; k < size; k++) {
      const value = values[from + k]!;
      centres[own * size + k]! -= (value - centres[own * size + k]!) / (many - 1);
      centres[target * size + k]! += (value - centres[target * size + k]!) / (counts[target]! + 1);
    }
    counts[own]!--;
    counts[target]!++;
    labels[row] = target;
    moved = true;
  }
  return moved;
}
