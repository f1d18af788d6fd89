/** From uncertain items to a simulated order, and to what each estimate is worth. */

import { MethodProblem, type MethodRun } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { randomFrom } from '../numeric/random.ts';
import { momentsOf } from '../numeric/sample-mean.ts';
import { type Distribution, distributionOf, type Estimate } from './estimate-distribution.ts';
import { type DrawnScores, drawScores, type RankTally, tallyRanks, type UncertainScores } from './rank-simulation.ts';
import type { ScoreRule } from './score-rule.ts';
import { drawsWorthKeeping, sumOfBest, valueOfEstimate, valueOfItem, valueOfShared } from './value-of-information.ts';

/** Share of the whole work that drawing takes; the rest is ranking and the value of information. */
const DRAWING = 0.4;

export interface UncertainItems {
  readonly items: readonly { readonly estimates: Readonly<Record<string, Estimate>> }[];
  readonly shared: Readonly<Record<string, Estimate>>;
}

/** @throws MethodProblem `estimate-missing`, `estimate-invalid`. */
export function uncertainScores({ items, shared }: UncertainItems, rule: ScoreRule): UncertainScores {
  const read = (given: Estimate, field: string, variable: string) =>
    distributionOf(given, field, rule.divisors.has(variable) ? 0 : Number.NEGATIVE_INFINITY);
  const common = new Map(
    Object.entries(shared).map(([variable, given]) => [variable, read(given, `shared.${variable}`, variable)]),
  );
  const estimates = items.map((item, i) => {
    const own = new Map(Object.entries(item.estimates));
    return rule.variables.map((variable) => {
      const field = `items.${i}.estimates.${variable}`;
      const given = own.get(variable);
      const found = given === undefined ? common.get(variable) : read(given, field, variable);
      if (found === undefined) throw new MethodProblem('estimate-missing', field, `Give an estimate of "${variable}".`);
      return found;
    });
  });
  return { items: items.length, estimates, evaluate: rule.evaluate };
}

export interface SimulatedRanking {
  readonly drawn: DrawnScores;
  readonly means: readonly number[];
  /** Items by expected score, best first. */
  readonly order: readonly number[];
  readonly tally: RankTally;
}

export function simulateRanking(
  model: UncertainScores,
  { draws, choose }: { draws: number; choose: number },
  how: MethodRun = {},
): SimulatedRanking {
  const uncertain = model.estimates.flat().filter(({ isFixed }) => !isFixed).length;
  const keep = drawsWorthKeeping(uncertain, draws);
  const drawn = drawScores(model, { draws, keep }, randomFrom(how.seed), (done) => how.progress?.(DRAWING * done));
  const means = drawn.scores.map((scores) => momentsOf(scores).mean);
  const order = means.map((_, i) => i).sort((a, b) => means[b]! - means[a]!);
  const tally = tallyRanks(drawn.scores, order, choose);
  how.progress?.(2 * DRAWING);
  return { drawn, means, order, tally };
}

/** One item's line in the answer. */
export function rankedItem(
  { drawn, means, order, tally }: SimulatedRanking,
  i: number,
  { choose, level }: { choose: number; level: number },
) {
  const n = means.length;
  const scores = drawn.scores[i]!;
  const sorted = scores.toSorted();
  const rankProbabilities = Array.from(tally.rank.subarray(i * n, (i + 1) * n));
  return {
    expectedScore: means[i]!,
    standardDeviation: Math.sqrt(momentsOf(scores).variance),
    median: quantileOfSorted(sorted, 0.5),
    low: quantileOfSorted(sorted, (1 - level) / 2),
    high: quantileOfSorted(sorted, (1 + level) / 2),
    rank: order.indexOf(i) + 1,
    expectedRank: rankProbabilities.reduce((sum, probability, r) => sum + probability * (r + 1), 0),
    probabilityFirst: within(rankProbabilities[0]!),
    probabilityChosen: within(rankProbabilities.slice(0, choose).reduce((sum, probability) => sum + probability, 0)),
    rankProbabilities: rankProbabilities.map(within),
    valueOfInformation: valueOfItem(scores, i, { means, choose }),
  };
}

/** Sums of thirds and the like may pass 1 by a bit of rounding. */
function within(probability: number): number {
  return Math.min(1, probability);
}

export interface WorthOfEstimate {
  readonly item: string | null;
  readonly estimate: string;
  readonly value: number;
  readonly shareOfPerfect: number | null;
}

export function valueOfInformation(
  model: UncertainScores,
  { drawn, means, order, tally }: SimulatedRanking,
  { names, variables, choose }: { names: readonly string[]; variables: readonly string[]; choose: number },
) {
  const decision = { means, choose };
  const expectedNow = sumOfBest(means, choose);
  const perfect = Math.max(0, tally.bestSum.mean - expectedNow);
  const worth = variables.flatMap((estimate, variable) =>
    holders(model.estimates, variable).map(({ items }) => {
      const value =
        items.length === 1
          ? valueOfEstimate(model, drawn, { item: items[0]!, variable }, decision)
          : valueOfShared(model, drawn, variable, { decision, sharing: items });
      return {
        item: items.length === 1 ? names[items[0]!]! : null,
        estimate,
        value,
        shareOfPerfect: perfect > 0 ? Math.min(1, value / perfect) : null,
      };
    }),
  );
  const estimates: WorthOfEstimate[] = worth.sort((a, b) => b.value - a.value);
  const chosenNow = order.slice(0, choose).map((i) => names[i]!);
  return { chosenNow, expectedNow, perfect, perfectStandardError: tally.bestSum.standardError, estimates };
}

/** Each uncertain distribution of a variable with the items that have it: one item, or all that share it. */
function holders(estimates: readonly (readonly Distribution[])[], variable: number) {
  const found = new Map<Distribution, number[]>();
  estimates.forEach((row, item) => {
    const one = row[variable]!;
    if (!one.isFixed) found.set(one, [...(found.get(one) ?? []), item]);
  });
  return [...found.values()].map((items) => ({ items }));
}
