/** Scores drawn from uncertain estimates, and how often each item takes each rank. */

import { MethodProblem } from '../method.ts';
import type { Random } from '../numeric/random.ts';
import type { Distribution } from './estimate-distribution.ts';

export interface UncertainScores {
  readonly items: number;
  /** By item, then by variable of the score. The same object for every item where the estimate is shared. */
  readonly estimates: readonly (readonly Distribution[])[];
  readonly evaluate: (values: ArrayLike<number>) => number;
}

export interface DrawnScores {
  /** By item. */
  readonly scores: readonly Float64Array[];
  /** By item and variable: the first draws of each estimate, kept to learn what knowing one of them is worth. */
  readonly kept: readonly (readonly Float64Array[])[];
}

/** Draws between two reports of progress. */
const REPORT_EVERY = 500;

/** @throws MethodProblem `score-undefined` where a draw has no score. */
export function drawScores(
  { items, estimates, evaluate }: UncertainScores,
  { draws, keep }: { draws: number; keep: number },
  random: Random,
  progress: (share: number) => void,
): DrawnScores {
  const scores = Array.from({ length: items }, () => new Float64Array(draws));
  const kept = estimates.map((row) => row.map(() => new Float64Array(keep)));
  const shared = new Map<Distribution, number>();
  const counts = new Map<Distribution, number>();
  for (const row of estimates) for (const one of new Set(row)) counts.set(one, (counts.get(one) ?? 0) + 1);
  const common = [...counts].filter(([one, count]) => count > 1 && !one.isFixed).map(([one]) => one);
  const values = new Float64Array(estimates[0]?.length ?? 0);
  for (let draw = 0; draw < draws; draw++) {
    for (const one of common) shared.set(one, one.draw(random));
    for (let item = 0; item < items; item++) {
      const row = estimates[item]!;
      for (let v = 0; v < row.length; v++) {
        const value = shared.get(row[v]!) ?? row[v]!.draw(random);
        values[v] = value;
        if (draw < keep) kept[item]![v]![draw] = value;
      }
      const score = evaluate(values);
      if (!Number.isFinite(score))
        throw new MethodProblem(
          'score-undefined',
          `items.${item}.estimates`,
          'Some values of these estimates have no score: keep divisors away from 0 and roots from negatives.',
        );
      scores[item]![draw] = score;
    }
    if (draw % REPORT_EVERY === 0) progress(draw / draws);
  }
  return { scores, kept };
}

export interface RankTally {
  /** Row-major, item by rank: share of draws; ties are split evenly over the ranks they span. */
  readonly rank: Float64Array;
  /** Row-major: share of draws in which the row's item scores above the column's; ties count half. */
  readonly ahead: Float64Array;
  /** Share of draws in which the items come in exactly this order (ties allowed). */
  readonly orderHolds: number;
  /** Mean and standard error of the sum of the best `choose` scores of each draw. */
  readonly bestSum: { readonly mean: number; readonly standardError: number };
}

/** @param order items by expected score, best first. */
export function tallyRanks(scores: readonly Float64Array[], order: readonly number[], choose: number): RankTally {
  const n = scores.length;
  const draws = scores[0]?.length ?? 0;
  const rank = new Float64Array(n * n);
  const ahead = new Float64Array(n * n);
  const now = new Float64Array(n);
  const above = new Int32Array(n);
  const same = new Int32Array(n);
  let holds = 0;
  let sum = 0;
  let squares = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < n; i++) now[i] = scores[i]![draw]!;
    comparePairs(now, { above, same, ahead });
    let best = 0;
    for (let i = 0; i < n; i++) {
      const first = above[i]!;
      const span = same[i]! + 1;
      for (let r = first; r < first + span; r++) rank[i * n + r] = rank[i * n + r]! + 1 / span;
      best += (now[i]! * Math.min(span, Math.max(0, choose - first))) / span;
    }
    const before = sum / Math.max(draw, 1);
    sum += best;
    squares += (best - before) * (best - sum / (draw + 1));
    if (isDescending(now, order)) holds++;
  }
  for (let k = 0; k < n * n; k++) rank[k] = rank[k]! / draws;
  for (let i = 0; i < n; i++) {
    ahead[i * n + i] = 0.5;
    for (let j = i + 1; j < n; j++) {
      const share = ahead[i * n + j]! / draws;
      ahead[i * n + j] = share;
      ahead[j * n + i] = 1 - share;
    }
  }
  const standardError = Math.sqrt(Math.max(0, squares) / Math.max(1, draws - 1) / draws);
  return { rank, ahead, orderHolds: holds / draws, bestSum: { mean: sum / draws, standardError } };
}

/** Without branches: which of two is ahead cannot be foretold, and a wrong guess costs more than the sums. */
function comparePairs(
  now: Float64Array,
  { above, same, ahead }: { above: Int32Array; same: Int32Array; ahead: Float64Array },
): void {
  const n = now.length;
  above.fill(0);
  same.fill(0);
  for (let i = 0; i < n; i++) {
    const own = now[i]!;
    const row = i * n;
    let higher = 0;
    let equal = 0;
    for (let j = i + 1; j < n; j++) {
      const other = now[j]!;
      const wins = own > other ? 1 : 0;
      const ties = own === other ? 1 : 0;
      ahead[row + j]! += wins + 0.5 * ties;
      above[j]! += wins;
      same[j]! += ties;
      equal += ties;
      higher += 1 - wins - ties;
    }
    above[i]! += higher;
    same[i]! += equal;
  }
}

function isDescending(now: Float64Array, order: readonly number[]): boolean {
  for (let k = 1; k < order.length; k++) if (now[order[k - 1]!]! < now[order[k]!]!) return false;
  return true;
}
