/** Three ways to weigh what several people get, as concave welfare for the search of the best set. */

import { type SelectionProblem, totalsOf, type Welfare } from './subset-search.ts';

const ROUNDS = 300;
/** Among sets with the same least utility the one with the larger total is taken; too little to outweigh any real difference. */
const TIE_BREAK = 1e-9;

export const utilitarian: Welfare = {
  of: (totals) => totals.reduce((sum, total) => sum + total, 0),
  tangent: (near) => ({ offset: 0, weights: new Float64Array(near.length).fill(1) }),
};

/** The least lies below every weighted mean: those at which the mean can be made least bind best. */
export function maximin(problem: SelectionProblem): Welfare {
  const balanced = balancingWeights(problem);
  const nudged = (weights: Float64Array) => ({ offset: 0, weights: weights.map((weight) => weight + TIE_BREAK) });
  return {
    of: (totals) => Math.min(...totals) + TIE_BREAK * utilitarian.of(totals),
    tangent(near) {
      const least = near.indexOf(Math.min(...near));
      const isStart = near.every((total) => total === 0);
      return nudged(isStart ? balanced : near.map((_, s) => (s === least ? 1 : 0)));
    },
  };
}

/** The logarithm of the Nash product; a tangent at totals of 0 is taken at half of what each could have alone. */
export function nash(problem: SelectionProblem): Welfare {
  const alone = problem.utilities.map(
    (_, s) =>
      fractionalBest(
        problem,
        Float64Array.from(problem.utilities, (_row, t) => (s === t ? 1 : 0)),
      )[s]!,
  );
  return {
    of: (totals) => totals.reduce((sum, total) => sum + Math.log(total), 0),
    tangent(near) {
      const at = near.map((total, s) => (total > 0 ? total : Math.max(alone[s]! / 2, Number.MIN_VALUE * 1e30)));
      return { offset: at.reduce((sum, total) => sum + Math.log(total) - 1, 0), weights: at.map((total) => 1 / total) };
    },
  };
}

/** Multiplicative weights: whoever fares worse under the current weighing weighs more in the next. */
function balancingWeights(problem: SelectionProblem): Float64Array {
  const people = problem.utilities.length;
  let weights = new Float64Array(people).fill(1 / people);
  let best = { weights, bound: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    const totals = fractionalBest(problem, weights);
    const bound = totals.reduce((sum, total, s) => sum + weights[s]! * total, 0);
    if (bound < best.bound) best = { weights, bound };
    const scale = Math.max(...totals);
    if (scale <= 0) break;
    const step = 1 / Math.sqrt(round + 1);
    const raw = weights.map((weight, s) => weight * Math.exp((-step * totals[s]!) / scale));
    const sum = raw.reduce((all, weight) => all + weight, 0);
    weights = raw.map((weight) => weight / sum);
  }
  return best.weights;
}

/** What each person has in the fractional knapsack of the weighted sum. */
function fractionalBest({ utilities, costs, budget }: SelectionProblem, weights: Float64Array): Float64Array {
  const worth = costs.map((_, i) => utilities.reduce((sum, row, s) => sum + weights[s]! * row[i]!, 0));
  const density = (i: number) => (costs[i] === 0 ? Number.POSITIVE_INFINITY : worth[i]! / costs[i]!);
  const totals = new Float64Array(utilities.length);
  let left = budget;
  for (const i of costs.map((_, at) => at).sort((a, b) => (density(b) === density(a) ? 0 : density(b) - density(a)))) {
    const share = costs[i] === 0 ? 1 : Math.min(1, left / costs[i]!);
    for (let s = 0; s < totals.length; s++) totals[s]! += share * utilities[s]![i]!;
    left -= share * costs[i]!;
    if (left <= 0) break;
  }
  return totals;
}

/** A set to start from: again and again the item that adds most welfare for its cost. */
export function greedySelection(problem: SelectionProblem, welfare: Welfare): number[] {
  const { costs, budget } = problem;
  const chosen: number[] = [];
  let left = budget;
  for (;;) {
    const { weights } = welfare.tangent(totalsOf(problem, chosen));
    const gain = (i: number) =>
      problem.utilities.reduce((sum, row, s) => sum + weights[s]! * row[i]!, 0) / Math.max(costs[i]!, 1e-12);
    const open = costs.flatMap((cost, i) => (cost <= left && !chosen.includes(i) ? [i] : []));
    const next = open.toSorted((a, b) => gain(b) - gain(a))[0];
    if (next === undefined) return chosen;
    chosen.push(next);
    left -= costs[next]!;
  }
}

/** The measures as pictures name them. */
export const SPOKEN_MEASURES: Readonly<Record<string, string>> = {
  utilitarian: 'Most in total',
  maximin: 'Most for the worst off',
  nash: 'Compromise (Nash)',
  given: 'As given',
};
