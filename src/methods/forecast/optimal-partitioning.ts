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
  const dropAfter = new Int32Array(n + 1).fill(n + shortest);
  best[0] = -penalty;
  let starts: number[] = [];
  let looked = 0;
  for (let end = shortest; end <= n; end++) {
    const newest = end - shortest;
    if (Number.isFinite(best[newest]!)) starts.push(newest);
    for (const start of starts) {
      looked++;
      const total = best[start]! + cost(start, end) + penalty;
      if (total < best[end]!) {
        best[end] = total;
        previous[end] = start;
      }
    }
    if (prune) starts = kept(starts, { best, end, cost, saving, dropAfter, shortest });
    if (end % 1024 === 0) progress?.(end / n);
  }
  const cuts: number[] = [];
  for (let at = previous[n]!; at > 0; at = previous[at]!) cuts.unshift(at);
  return { cuts, cost: best[n]!, looked: looked / ((n * (n + 1)) / 2) };
}

interface Pruning extends Pick<SegmentCosts, 'cost' | 'saving'> {
  readonly best: Float64Array;
  readonly end: number;
  readonly dropAfter: Int32Array;
  readonly shortest: number;
}

function kept(starts: readonly number[], { best, end, cost, saving, dropAfter, shortest }: Pruning): number[] {
  const least = saving(best.length - 1);
  return starts.filter((start) => {
    if (dropAfter[start]! >= end + shortest && best[start]! + cost(start, end) + least >= best[end]!)
      dropAfter[start] = end + shortest - 1;
    return dropAfter[start]! > end;
  });
}
