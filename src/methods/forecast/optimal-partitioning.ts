/** The cheapest way to cut a series into stretches, each cut at a price: dynamic programming, pruned without loss (PELT). */

import type { SegmentCosts } from './segment-cost.ts';

export interface Partition {
  /** Number of values before each cut: a cut of 28 lies after the 28th value. */
  readonly cuts: number[];
  /** Of all stretches, penalties included. */
  readonly cost: number;
  /** Share of the candidates an unpruned search would have looked at. */
  readonly looked: number;
}

/**
 * Killick, Fearnhead and Eckley (2012). A start s is dropped once `best(s) + cost(s, t) + saving >= best(t)`: it can never again be
 * the last cut. With stretches of at least `shortest` values the drop takes effect that many values later, since t itself is not
 * yet a possible cut for them; so the answer equals the unpruned search always.
 *
 * @param progress told now and then how much is done.
 * @example optimalPartition(100, { costs, penalty: 13.8, shortest: 1 }).cuts;
 */
export function optimalPartition(
  n: number,
  {
    costs,
    penalty,
    shortest,
    prune = true,
  }: { costs: SegmentCosts; penalty: number; shortest: number; prune?: boolean },
  progress?: (share: number) => void,
): Partition {
  const { cost, saving } = costs;
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const previous = new Int32Array(n + 1);
  const lastUse = new Int32Array(n + 1).fill(n);
  const starts = new Int32Array(n + 1);
  const reached = new Float64Array(n + 1);
  const least = saving(n);
  best[0] = -penalty;
  let open = 0;
  let looked = 0;
  for (let end = shortest; end <= n; end++) {
    const newest = end - shortest;
    if (Number.isFinite(best[newest]!)) starts[open++] = newest;
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < open; i++) {
      const start = starts[i]!;
      const total = best[start]! + cost(start, end);
      reached[i] = total;
      if (total >= lowest) continue;
      lowest = total;
      previous[end] = start;
    }
    looked += open;
    best[end] = lowest + penalty;
    if (prune) open = kept({ starts, reached, lastUse, open }, { end, bar: best[end]! - least, shortest });
    if (end % 256 === 0) progress?.(end / n);
  }
  const cuts: number[] = [];
  for (let at = previous[n]!; at > 0; at = previous[at]!) cuts.unshift(at);
  return { cuts, cost: best[n]!, looked: looked / ((n * (n + 1)) / 2) };
}

/** Starts that may still be the last cut, moved to the front; returns how many. */
function kept(
  { starts, reached, lastUse, open }: { starts: Int32Array; reached: Float64Array; lastUse: Int32Array; open: number },
  { end, bar, shortest }: { end: number; bar: number; shortest: number },
): number {
  let left = 0;
  for (let i = 0; i < open; i++) {
    const start = starts[i]!;
    if (reached[i]! >= bar) lastUse[start] = Math.min(lastUse[start]!, end + shortest - 1);
    if (lastUse[start]! > end) starts[left++] = start;
  }
  return left;
}
