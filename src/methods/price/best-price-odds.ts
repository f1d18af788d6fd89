/** How likely each price is the one that earns most: the Bayesian bootstrap (Rubin 1981) over the people asked. */

import type { Random } from '../numeric/random.ts';

interface Demand {
  readonly price: number;
  readonly bought: number;
  readonly asked: number;
}

/**
 * Where the same people were asked every price and demand falls, each person has a highest price, and their shares are drawn
 * together (Dirichlet); else each share is drawn on its own (beta).
 *
 * @param demand by rising price.
 * @param samePeople whether the same people were asked every price.
 * @returns for each price the share of draws in which it earns most.
 */
export function bestPriceOdds(
  demand: readonly Demand[],
  { unitCost, draws, samePeople }: { unitCost: number; draws: number; samePeople: boolean },
  random: Random,
): number[] {
  const falling = demand.slice(1).every(({ bought }, at) => bought <= demand[at]!.bought);
  const drawn = samePeople && falling ? nestedShares : separateShares;
  const wins = demand.map(() => 0);
  for (let draw = 0; draw < draws; draw++) {
    const shares = drawn(demand, random);
    let [best, most] = [0, Number.NEGATIVE_INFINITY];
    demand.forEach(({ price }, at) => {
      const earned = (price - unitCost) * shares[at]!;
      if (earned > most) [best, most] = [at, earned];
    });
    wins[best]!++;
  }
  return wins.map((count) => count / draws);
}

function nestedShares(demand: readonly Demand[], random: Random): number[] {
  const asked = demand[0]!.asked;
  const stopping = demand.map(({ bought }, at) => bought - (demand[at + 1]?.bought ?? 0));
  const weights = [...stopping, asked - demand[0]!.bought].map((count) => (count > 0 ? random.gamma(count) : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let above = 0;
  return demand
    .map((_, at) => {
      above += weights[demand.length - 1 - at]!;
      return above / total;
    })
    .reverse();
}

function separateShares(demand: readonly Demand[], random: Random): number[] {
  return demand.map(({ bought, asked }) => {
    if (bought === 0 || bought === asked) return bought / asked;
    return random.beta(bought, asked - bought);
  });
}
