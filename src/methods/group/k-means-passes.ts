/**
 * From given centres to the nearest least sum of squares: Lloyd's passes until nothing moves, then single moves that lower it
 * further (Hartigan & Wong 1979). Bounds on the distances to the own and to the second centre spare most comparisons (Hamerly 2010).
 */

import type { Points } from './points.ts';

const PASSES = 300;

interface Found {
  readonly labels: Int32Array;
  /** Row-major. */
  readonly centres: Float64Array;
  readonly withinSumOfSquares: number;
  readonly converged: boolean;
}

interface State {
  readonly labels: Int32Array;
  readonly centres: Float64Array;
  readonly counts: Int32Array;
  /** At least the distance of each row to its own centre, and at most that to any other. */
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  /** How far any centre can have gone in single moves since: to be added to upper and taken from lower. */
  drift: number;
}

/** @param centres row-major, taken over and moved. */
export function improved(points: Points, centres: Float64Array): Found {
  const { count, size } = points;
  const state = {
    labels: new Int32Array(count).fill(-1),
    centres,
    counts: new Int32Array(centres.length / size),
    upper: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    lower: new Float64Array(count),
    drift: 0,
  };
  let converged = false;
  for (let pass = 0; pass < PASSES && !converged; pass++) {
    converged = !assign(points, state);
    recentre(points, state);
  }
  converged = false;
  for (let pass = 0; pass < PASSES && !converged; pass++) converged = !exchange(points, state);
  recentre(points, state);
  let withinSumOfSquares = 0;
  for (let row = 0; row < count; row++) withinSumOfSquares += squared(points, row, centres, state.labels[row]!);
  return { labels: state.labels, centres, withinSumOfSquares, converged };
}

function squared({ values, size }: Points, row: number, centres: Float64Array, cluster: number): number {
  const from = row * size;
  const to = cluster * size;
  let sum = 0;
  for (let k = 0; k < size; k++) {
    const away = values[from + k]! - centres[to + k]!;
    sum += away * away;
  }
  return sum;
}

/** Puts every row to its nearest centre; whether any moved. */
function assign(points: Points, { labels, centres, counts, upper, lower }: State): boolean {
  let moved = false;
  for (let row = 0; row < points.count; row++) {
    const own = labels[row]!;
    if (upper[row]! < lower[row]!) continue;
    if (own >= 0) {
      upper[row] = Math.sqrt(squared(points, row, centres, own));
      if (upper[row]! < lower[row]!) continue;
    }
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let cluster = 0; cluster < counts.length; cluster++) {
      const distance = squared(points, row, centres, cluster);
      if (distance < least) {
        second = least;
        least = distance;
        nearest = cluster;
      } else if (distance < second) second = distance;
    }
    upper[row] = Math.sqrt(least);
    lower[row] = Math.sqrt(second);
    if (own === nearest) continue;
    labels[row] = nearest;
    moved = true;
  }
  return moved;
}

/** Centres as the means of their rows; one without rows takes over the row furthest from its own centre. Bounds follow the moves. */
function recentre(points: Points, state: State): void {
  const { values, count, size } = points;
  const { labels, centres, counts, upper, lower } = state;
  counts.fill(0);
  for (let row = 0; row < count; row++) counts[labels[row]!]!++;
  for (let empty = counts.indexOf(0); empty >= 0; empty = counts.indexOf(0)) takeFurthest(points, state, empty);
  const before = centres.slice();
  centres.fill(0);
  for (let row = 0, from = 0; row < count; row++, from += size) {
    const to = labels[row]! * size;
    for (let k = 0; k < size; k++) centres[to + k]! += values[from + k]!;
  }
  const shifts = new Float64Array(counts.length);
  for (let cluster = 0, to = 0; cluster < counts.length; cluster++, to += size) {
    let shift = 0;
    for (let k = 0; k < size; k++) {
      centres[to + k]! /= counts[cluster]!;
      shift += (centres[to + k]! - before[to + k]!) ** 2;
    }
    shifts[cluster] = Math.sqrt(shift);
  }
  const most = Math.max(...shifts);
  if (most === 0) return;
  for (let row = 0; row < count; row++) {
    upper[row]! += shifts[labels[row]!]!;
    lower[row]! -= most;
  }
}

function takeFurthest(points: Points, { labels, centres, counts, upper, lower }: State, empty: number): void {
  let furthest = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < points.count; row++) {
    if (counts[labels[row]!]! < 2) continue;
    const distance = squared(points, row, centres, labels[row]!);
    if (distance > most) {
      most = distance;
      furthest = row;
    }
  }
  counts[labels[furthest]!]!--;
  labels[furthest] = empty;
  counts[empty]!++;
  const { values, size } = points;
  centres.set(values.subarray(furthest * size, (furthest + 1) * size), empty * size);
  // The centre has leapt, so that nobody's bounds hold any longer.
  upper.fill(Number.POSITIVE_INFINITY);
  lower.fill(0);
}

/** Moves single rows where that lowers the sum of squares, both centres following at once; whether any moved. */
function exchange(points: Points, state: State): boolean {
  const { labels, counts, upper, lower } = state;
  let moved = false;
  let smallest = Math.min(...counts);
  for (let row = 0; row < points.count; row++) {
    const many = counts[labels[row]!]!;
    if (many < 2) continue;
    const furthest = upper[row]! + state.drift;
    const nearest = lower[row]! - state.drift;
    const leaving = (furthest * furthest * many) / (many - 1);
    if (nearest > 0 && leaving < (nearest * nearest * smallest) / (smallest + 1)) continue;
    if (!exchangeOne(points, state, row)) continue;
    smallest = Math.min(...counts);
    moved = true;
  }
  return moved;
}

function exchangeOne(points: Points, state: State, row: number): boolean {
  const { labels, centres, counts, upper, lower } = state;
  const own = labels[row]!;
  const many = counts[own]!;
  const here = squared(points, row, centres, own);
  let target = own;
  let least = ((here * many) / (many - 1)) * (1 - 1e-12);
  let second = Number.POSITIVE_INFINITY;
  for (let cluster = 0; cluster < counts.length; cluster++) {
    if (cluster === own) continue;
    const distance = squared(points, row, centres, cluster);
    second = Math.min(second, distance);
    const joining = (distance * counts[cluster]!) / (counts[cluster]! + 1);
    if (joining < least) {
      least = joining;
      target = cluster;
    }
  }
  upper[row] = Math.sqrt(here) - state.drift;
  lower[row] = Math.sqrt(second) + state.drift;
  if (target === own) return false;
  state.drift += Math.max(
    pulled(points, state, { row, cluster: own, by: -1 / (many - 1) }),
    pulled(points, state, { row, cluster: target, by: 1 / (counts[target]! + 1) }),
  );
  counts[own]!--;
  counts[target]!++;
  labels[row] = target;
  upper[row] = Number.POSITIVE_INFINITY;
  return true;
}

/** Moves a centre towards a row (away from it where `by` is negative), and says how far. */
function pulled(
  { values, size }: Points,
  { centres }: State,
  { row, cluster, by }: { row: number; cluster: number; by: number },
): number {
  let far = 0;
  for (let k = 0; k < size; k++) {
    const move = (values[row * size + k]! - centres[cluster * size + k]!) * by;
    centres[cluster * size + k]! += move;
    far += move * move;
  }
  return Math.sqrt(far);
}
