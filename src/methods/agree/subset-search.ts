/**
 * The best set of items under a budget for a concave welfare of several people's utilities: depth-first branch and bound.
 *
 * A concave welfare lies below each of its tangents, and the best value of a tangent over fractional sets is a knapsack solved by
 * density: so every tangent bounds what a branch can still reach. Tangents are taken where good sets were found.
 */

export interface SelectionProblem {
  /** By person, then item; 0 or more. */
  readonly utilities: readonly (readonly number[])[];
  readonly costs: readonly number[];
  readonly budget: number;
}

/** Concave in the utilities and growing with each. */
export interface Welfare {
  readonly of: (totals: Float64Array) => number;
  /** A tangent somewhere near these totals: welfare is at most `offset` + weights · totals everywhere. */
  readonly tangent: (near: Float64Array) => { readonly offset: number; readonly weights: Float64Array };
}

export interface Selection {
  readonly chosen: readonly number[];
  readonly value: number;
  /** False where the search was cut short: a better set may exist. */
  readonly proven: boolean;
}

const NODES_AT_MOST = 2_000_000;
/** Tangents kept; the newest pushes out the oldest but the first. */
const TANGENTS = 4;
const SLACK = 1e-9;

interface Bound {
  readonly offset: number;
  readonly weights: Float64Array;
  /** Weighted utility of each item, and the items by weighted utility for the cost, best first. */
  readonly worth: Float64Array;
  readonly byDensity: Int32Array;
}

/** @param starts sets to begin from; the better, the sooner branches are cut. */
export function bestSelection(
  problem: SelectionProblem,
  welfare: Welfare,
  starts: readonly (readonly number[])[],
): Selection {
  const { utilities, costs, budget } = problem;
  const n = costs.length;
  const totals = new Float64Array(utilities.length);
  const state = new Int8Array(n).fill(-1);
  const bounds: Bound[] = [];
  let best: { chosen: readonly number[]; value: number } = { chosen: [], value: Number.NEGATIVE_INFINITY };
  let nodes = 0;

  for (const chosen of [[], ...starts]) {
    const at = totalsOf(problem, chosen);
    accept(chosen, at);
    learn(at);
  }
  const order = branchOrder();
  descend(0, budget);
  return { ...best, proven: nodes <= NODES_AT_MOST };

  function accept(chosen: readonly number[], at: Float64Array): boolean {
    const value = welfare.of(at);
    if (!(value > best.value)) return false;
    best = { chosen, value };
    return true;
  }

  function learn(near: Float64Array): void {
    if (bounds.length === TANGENTS) bounds.splice(1, 1);
    bounds.push(boundOf(problem, welfare.tangent(near)));
  }

  /** Items of much worth for their cost first: good sets are met early. */
  function branchOrder(): Int32Array {
    return bounds.at(-1)?.byDensity ?? Int32Array.from({ length: n }, (_, i) => i);
  }

  function descend(depth: number, left: number): void {
    if (++nodes > NODES_AT_MOST) return;
    if (isBeaten(bounds, best.value, { totals, state, costs, left })) return;
    if (depth === n) {
      const chosen = Array.from(state.keys()).filter((i) => state[i] === 1);
      const exact = totalsOf(problem, chosen);
      if (accept(chosen, exact)) learn(exact);
      return;
    }
    const item = order[depth]!;
    if (costs[item]! <= left + SLACK * budget) {
      state[item] = 1;
      for (let s = 0; s < totals.length; s++) totals[s]! += utilities[s]![item]!;
      descend(depth + 1, left - costs[item]!);
      for (let s = 0; s < totals.length; s++) totals[s]! -= utilities[s]![item]!;
    }
    state[item] = 0;
    descend(depth + 1, left);
    state[item] = -1;
  }
}

/** No tangent lets this branch reach more than the best so far. */
function isBeaten(bounds: readonly Bound[], best: number, branch: Branch): boolean {
  if (best === Number.NEGATIVE_INFINITY) return false;
  const enough = best + SLACK * 1e-3 * Math.max(1, Math.abs(best));
  return bounds.some((bound) => reachable(bound, branch) <= enough);
}

function boundOf(
  { utilities, costs }: SelectionProblem,
  { offset, weights }: { offset: number; weights: Float64Array },
): Bound {
  const worth = Float64Array.from(costs, (_, i) => utilities.reduce((sum, row, s) => sum + weights[s]! * row[i]!, 0));
  const density = (i: number) => (costs[i] === 0 ? Number.POSITIVE_INFINITY : worth[i]! / costs[i]!);
  const byDensity = Int32Array.from(
    Array.from(costs.keys()).sort((a, b) => (density(b) === density(a) ? a - b : density(b) - density(a))),
  );
  return { offset, weights, worth, byDensity };
}

interface Branch {
  readonly totals: Float64Array;
  readonly state: Int8Array;
  readonly costs: readonly number[];
  readonly left: number;
}

/** The tangent's value with the undecided items filled in by density, the last of them in part. */
function reachable({ offset, weights, worth, byDensity }: Bound, { totals, state, costs, left }: Branch): number {
  let value = offset;
  for (let s = 0; s < totals.length; s++) value += weights[s]! * totals[s]!;
  let room = left;
  for (let k = 0; k < byDensity.length; k++) {
    const item = byDensity[k]!;
    if (state[item] !== -1) continue;
    const cost = costs[item]!;
    if (cost > room) return value + (room > 0 ? (worth[item]! * room) / cost : 0);
    value += worth[item]!;
    room -= cost;
  }
  return value;
}

export function totalsOf({ utilities }: SelectionProblem, chosen: readonly number[]): Float64Array {
  return Float64Array.from(utilities, (row) => chosen.reduce((sum, i) => sum + row[i]!, 0));
}
