/** Shapley value of a weighted vote with whole weights, exactly, for far more players than coalitions could be listed for. */

import { gaussLegendre } from '../numeric/integrate.ts';

/** Sums the calculation takes: players, half as many nodes, and the quota. */
export function stepsOfVote(players: number, quota: number): number {
  return 2 * players * Math.ceil(players / 2) * quota;
}

/**
 * If every player joins with chance p, independently, player i turns the vote with the chance that the others hold at least
 * `quota - weight` but not the quota; its value is that chance averaged over p from 0 to 1 (Owen's multilinear extension). The
 * chance is a polynomial in p of degree n - 1, so Gauss-Legendre with n/2 nodes is exact.
 *
 * @param weights Whole numbers.
 * @param quota A whole number above 0.
 * @example votingPower([4, 3, 2, 1], 6); // 5/12, 3/12, 3/12, 1/12
 */
export function votingPower(weights: readonly number[], quota: number): Float64Array {
  const n = weights.length;
  const power = new Float64Array(n);
  const { nodes, weights: shares } = gaussLegendre(Math.ceil(n / 2));
  for (let node = 0; node < nodes.length; node++) {
    const at = (1 + nodes[node]!) / 2;
    const weight = shares[node]! / 2;
    const before = sumsBefore(weights, quota, at);
    const after = new Float64Array(quota).fill(1);
    for (let i = n - 1; i >= 0; i--) {
      power[i]! += weight * turningChance(before.subarray(i * quota, (i + 1) * quota), after, weights[i]!);
      join(after, weights[i]!, at);
    }
  }
  return power;
}

/** For each player the chances that those before it hold 0, 1, … quota - 1 together. */
function sumsBefore(weights: readonly number[], quota: number, chance: number): Float64Array {
  const sums = new Float64Array(weights.length * quota);
  const own = new Float64Array(quota);
  own[0] = 1;
  weights.forEach((weight, i) => {
    sums.set(own, i * quota);
    join(own, weight, chance);
  });
  return sums;
}

/** One more player who may join; works for chances of a sum and for those of at most a sum alike. */
function join(sums: Float64Array, weight: number, chance: number): void {
  for (let sum = sums.length - 1; sum >= 0; sum--)
    sums[sum] = (1 - chance) * sums[sum]! + (sum >= weight ? chance * sums[sum - weight]! : 0);
}

/** @param atMost Chances that those after the player hold at most 0, 1, … together. */
function turningChance(before: Float64Array, atMost: Float64Array, weight: number): number {
  const last = atMost.length - 1;
  let chance = 0;
  for (let sum = 0; sum <= last; sum++) {
    const short = last - sum - weight;
    chance += before[sum]! * (atMost[last - sum]! - (short < 0 ? 0 : atMost[short]!));
  }
  return chance;
}
