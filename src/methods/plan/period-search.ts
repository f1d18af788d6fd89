/** A better roadmap near a good one: two periods at a time are planned anew to the best, the others left as they are. */

import type { Random } from '../numeric/random.ts';
import { type Programme, type Row, solveInteger } from './integer-programme.ts';
import { columnsOf, periodsOf } from './roadmap-programme.ts';
import type { Budget } from './solver-budget.ts';

/** For one pair of periods at first: most of what can be gained is found by then. Twice as many where a round brought nothing. */
const STEPS = 1500;
/** A pair is not worth more steps below this share of the whole. */
const RELATIVE_GAP = 0.00005;
const ROUNDING = 1e-9;

export interface Plan {
  readonly at: Float64Array;
  readonly value: number;
}

/**
 * Goes through all pairs of periods, in an order drawn anew each round, until every pair is proven to hold nothing more, `enough`
 * is reached or the budget ends. What is done in neither period, but done, stays; what is not done may be done in them.
 *
 * @example await replannedByPeriods(programme, plan, { items: 200, periods: 6, enough: 1000, budget, random });
 */
export async function replannedByPeriods(
  programme: Programme,
  plan: Plan,
  task: {
    items: number;
    periods: number;
    enough: number;
    budget: Budget;
    random: Random;
  },
): Promise<Plan> {
  const { items, periods, enough, budget, random } = task;
  let best = plan;
  for (let steps = STEPS, more = true; more; ) {
    let gained = false;
    more = false;
    for (const pair of shuffledPairs(periods, random)) {
      if (best.value >= enough || budget.stepsLeft() <= 0) return best;
      const part = replanning(programme, periodsOf(best.at, items, periods), periods, pair);
      const found = await solveInteger(part, { budget, steps, relativeGap: RELATIVE_GAP, start: best.at });
      if (found?.proven !== true) more = true;
      if (found === null || found.value <= best.value + ROUNDING * Math.abs(best.value)) continue;
      best = { at: columnsOf(periodsOf(found.at, items, periods), periods), value: found.value };
      gained = true;
    }
    if (gained) more = true;
    else steps *= 2;
  }
  return best;
}

function shuffledPairs(periods: number, random: Random): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let one = 0; one < periods; one++) for (let other = one + 1; other < periods; other++) pairs.push([one, other]);
  for (let at = pairs.length - 1; at > 0; at--) {
    const from = random.below(at + 1);
    [pairs[at], pairs[from]] = [pairs[from]!, pairs[at]!];
  }
  return pairs;
}

/** Items of other periods are held; those left may be done in the pair alone: "done by" changes in no other period. */
function replanning(
  programme: Programme,
  period: Int32Array,
  periods: number,
  pair: readonly [number, number],
): Programme {
  const lower = programme.lower.slice();
  const upper = programme.upper.slice();
  const rows: Row[] = [...programme.rows];
  period.forEach((own, i) => {
    const free = own === periods || pair.includes(own);
    for (let t = 0; t < periods; t++) {
      const column = i * periods + t;
      if (!free) {
        lower[column] = t >= own ? 1 : 0;
        upper[column] = Math.min(upper[column]!, lower[column]);
      } else if (!pair.includes(t) && t === 0) upper[column] = 0;
      else if (!pair.includes(t)) rows.push({ columns: [column, column - 1], factors: [1, -1], atMost: 0 });
    }
  });
  return { ...programme, lower, upper, rows };
}
