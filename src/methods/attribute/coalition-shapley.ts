/** Shapley values of a game given as numbers: exactly from all coalitions, or sampled from orders of arrival. */

import type { Random } from '../numeric/random.ts';

/**
 * Exactly: each player's mean marginal contribution over all orders, from the worth of every coalition (bit i is player i).
 *
 * @example shapleyOfWorths(Float64Array.of(0, 0, 0, 1), 2); // [0.5, 0.5]
 */
export function shapleyOfWorths(worths: Float64Array, players: number): Float64Array {
  const weight = new Float64Array(players);
  weight[0] = 1 / players;
  for (let size = 1; size < players; size++) weight[size] = (weight[size - 1]! * size) / (players - size);
  const values = new Float64Array(players);
  for (let coalition = 0; coalition < worths.length; coalition++) {
    const size = bits(coalition);
    const worth = worths[coalition]!;
    if (worth === 0) continue;
    const joined = size > 0 ? worth * weight[size - 1]! : 0;
    const left = size < players ? worth * weight[size]! : 0;
    for (let player = 0; player < players; player++) values[player]! += (coalition >> player) & 1 ? joined : -left;
  }
  return values;
}

/** How many players a coalition has. */
export function bits(coalition: number): number {
  let n = coalition - ((coalition >> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >> 2) & 0x33333333);
  return (((n + (n >> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export interface Sampled {
  readonly values: Float64Array;
  readonly standardErrors: Float64Array;
}

export interface Sampling {
  readonly players: number;
  /** Orders drawn; each is also walked backwards, which takes much of the noise out. */
  readonly orders: number;
  readonly random: Random;
  readonly progress?: ((done: number) => void) | undefined;
}

/**
 * Sampled: `worthsAlong(order, worths)` writes the worth of the first, the first two, … players of an order.
 * Forward and backward walk are averaged into one observation, whose spread gives the standard error.
 */
export function sampledShapley(
  { players, orders, random, progress }: Sampling,
  worthsAlong: (order: Int32Array, worths: Float64Array) => void,
): Sampled {
  const order = Int32Array.from({ length: players }, (_, player) => player);
  const worths = new Float64Array(players);
  const pair = new Float64Array(players);
  const mean = new Float64Array(players);
  const squares = new Float64Array(players);
  const add = () => {
    worthsAlong(order, worths);
    for (let at = 0; at < players; at++) pair[order[at]!]! += (worths[at]! - (at === 0 ? 0 : worths[at - 1]!)) / 2;
  };
  for (let drawn = 1; drawn <= orders; drawn++) {
    if (drawn % 256 === 0) progress?.(drawn / orders);
    shuffle(order, random);
    add();
    order.reverse();
    add();
    for (let player = 0; player < players; player++) {
      const off = pair[player]! - mean[player]!;
      mean[player]! += off / drawn;
      squares[player]! += off * (pair[player]! - mean[player]!);
    }
    pair.fill(0);
  }
  return {
    values: mean,
    standardErrors: squares.map((square) => Math.sqrt(square / Math.max(1, orders - 1) / orders)),
  };
}

function shuffle(order: Int32Array, random: Random): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    const kept = order[at]!;
    order[at] = order[other]!;
    order[other] = kept;
  }
}
