/** A good schedule found by simulated annealing: where branch and bound is to begin, and the answer where it cannot finish. */

import type { Random } from '../numeric/random.ts';

/** The last heat, as a share of the largest worth. */
const COLD = 0.0005;

/** Items in periods 0 to `periods` - 1; `periods` itself stands for "not done". */
export interface ScheduleProblem {
  readonly items: number;
  readonly periods: number;
  readonly resources: number;
  /** Worth of item i done in period t at `i * (periods + 1) + t`; not done is 0; -Infinity where it may not be. */
  readonly worth: Float64Array;
  /** Need of item i of resource r at `i * resources + r`. */
  readonly need: Float64Array;
  /** Room in period t of resource r at `t * resources + r`. */
  readonly room: Float64Array;
  readonly cost: Float64Array;
  /** Over all periods; Infinity where not limited. */
  readonly budget: number;
  /** Items that must be done before i, and those that wait for i: `lag` periods earlier at least. */
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
  readonly lag: number;
  /** Items of which only one may be done with i. */
  readonly instead: readonly (readonly number[])[];
}

export interface Schedule {
  readonly period: Int32Array;
  readonly worth: number;
}

const ROUNDING = 1e-9;

/**
 * Starts from `start`, which must keep all limits, and moves one item, or exchanges two, at a time. `heat` is the loss taken
 * lightly in the beginning, as a share of the largest worth: small where the start is good.
 *
 * @example annealedSchedule(problem, start, { moves: 300_000, heat: 0.02, random: randomFrom(1) }).worth;
 */
export function annealedSchedule(
  problem: ScheduleProblem,
  start: Int32Array,
  { moves, heat: hottest, random }: { moves: number; heat: number; random: Random },
): Schedule {
  const { items, periods, worth } = problem;
  const state = stateOf(problem, start);
  const { period } = state;
  const width = periods + 1;
  let value = 0;
  let scale = 0;
  for (let i = 0; i < items; i++) {
    value += worth[i * width + period[i]!]!;
    for (let t = 0; t < periods; t++) if (worth[i * width + t]! > scale) scale = worth[i * width + t]!;
  }
  let best = value;
  const kept = period.slice();
  const hot = hottest * scale;
  const cooling = Math.log(COLD / hottest);
  for (let move = 0; move < moves; move++) {
    const heat = hot * Math.exp((cooling * move) / moves);
    const least = heat * Math.log(1 - random.uniform());
    const gain =
      random.uniform() < 0.5 ? shift(problem, state, least, random) : exchange(problem, state, least, random);
    value += gain;
    if (value > best + ROUNDING * scale) {
      best = value;
      kept.set(period);
    }
  }
  return { period: kept, worth: best };
}

interface State {
  readonly period: Int32Array;
  readonly room: Float64Array;
  left: number;
}

function stateOf({ items, periods, resources, need, room, cost, budget }: ScheduleProblem, start: Int32Array): State {
  const state = { period: start.slice(), room: room.slice(), left: budget };
  for (let i = 0; i < items; i++) {
    const t = start[i]!;
    if (t === periods) continue;
    for (let r = 0; r < resources; r++) state.room[t * resources + r]! -= need[i * resources + r]!;
    state.left -= cost[i]!;
  }
  return state;
}

/** Whether i may stand in period t beside all others as they are. */
function inOrder(
  { before, after, instead, periods, lag }: ScheduleProblem,
  { period }: State,
  i: number,
  t: number,
): boolean {
  for (const j of after[i]!) if (period[j]! < periods && period[j]! < t + lag) return false;
  if (t === periods) return true;
  for (const j of before[i]!) if (period[j]! > t - lag) return false;
  for (const j of instead[i]!) if (period[j]! < periods) return false;
  return true;
}

function fits(problem: ScheduleProblem, state: State, i: number, t: number): boolean {
  const { resources, need, periods, cost } = problem;
  if (t === periods) return true;
  if (state.period[i] === periods && cost[i]! > state.left + ROUNDING) return false;
  for (let r = 0; r < resources; r++)
    if (need[i * resources + r]! > state.room[t * resources + r]! + ROUNDING) return false;
  return true;
}

function place({ resources, need, periods, cost }: ScheduleProblem, state: State, i: number, t: number): void {
  const from = state.period[i]!;
  for (let r = 0; r < resources; r++) {
    const one = need[i * resources + r]!;
    if (from < periods) state.room[from * resources + r]! += one;
    if (t < periods) state.room[t * resources + r]! -= one;
  }
  if (from < periods) state.left += cost[i]!;
  if (t < periods) state.left -= cost[i]!;
  state.period[i] = t;
}

function shift(problem: ScheduleProblem, state: State, least: number, random: Random): number {
  const { items, periods, worth } = problem;
  const i = random.below(items);
  const t = random.below(periods + 1);
  const from = state.period[i]!;
  if (t === from) return 0;
  const gain = worth[i * (periods + 1) + t]! - worth[i * (periods + 1) + from]!;
  if (gain < least || !fits(problem, state, i, t) || !inOrder(problem, state, i, t)) return 0;
  place(problem, state, i, t);
  return gain;
}

function exchange(problem: ScheduleProblem, state: State, least: number, random: Random): number {
  const { items, periods, worth } = problem;
  const i = random.below(items);
  const j = random.below(items);
  const [a, b] = [state.period[i]!, state.period[j]!];
  if (a === b) return 0;
  const width = periods + 1;
  const gain = worth[i * width + b]! - worth[i * width + a]! + worth[j * width + a]! - worth[j * width + b]!;
  if (!(gain >= least)) return 0;
  place(problem, state, i, periods);
  place(problem, state, j, periods);
  const fitting = fits(problem, state, i, b) && fits(problem, state, j, a);
  if (fitting) {
    place(problem, state, i, b);
    if (fits(problem, state, j, a)) {
      place(problem, state, j, a);
      if (inOrder(problem, state, i, b) && inOrder(problem, state, j, a)) return gain;
      place(problem, state, j, periods);
    }
    place(problem, state, i, periods);
  }
  place(problem, state, i, a);
  place(problem, state, j, b);
  return 0;
}
