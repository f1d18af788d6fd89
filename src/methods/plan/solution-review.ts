/** What a decider asks of a solved selection: what each limit is worth, and which choices come next. */

import { type IntegerAnswer, otherThan, type Programme, relaxed, solveInteger } from './integer-programme.ts';
import type { Budget } from './solver-budget.ts';

const ROUNDING = 1e-9;

/**
 * What one unit more of each row would bring, by solving again; null where the budget ended first.
 *
 * @example await gainsOfOneMore(programme, best, [0, 1], { budget, relativeGap: 0 });
 */
export async function gainsOfOneMore(
  programme: Programme,
  best: IntegerAnswer,
  rows: readonly number[],
  { budget, relativeGap }: { budget: Budget; relativeGap: number },
): Promise<(number | null)[]> {
  const gains: (number | null)[] = [];
  for (const row of rows) {
    const again = await solveInteger(relaxed(programme, row, 1), { budget, relativeGap, start: best.at });
    gains.push(again?.proven === true ? cleared(again.value - best.value, best.value) : null);
  }
  return gains;
}

/** The next best choices of `columns`, best first; fewer where there are no more or the budget ended. */
export async function nextBest(
  programme: Programme,
  best: IntegerAnswer,
  columns: readonly number[],
  { count, budget, relativeGap }: { count: number; budget: Budget; relativeGap: number },
): Promise<IntegerAnswer[]> {
  const found: IntegerAnswer[] = [];
  let rows = programme.rows;
  for (let last = best; found.length < count; ) {
    rows = [...rows, otherThan(last.at, columns)];
    const next = await solveInteger({ ...programme, rows }, { budget, relativeGap });
    if (next?.proven !== true) break;
    found.push(next);
    last = next;
  }
  return found;
}

/** Rounding of the solver is no gain. */
function cleared(gain: number, value: number): number {
  return gain < ROUNDING * Math.max(1, Math.abs(value)) ? 0 : gain;
}
