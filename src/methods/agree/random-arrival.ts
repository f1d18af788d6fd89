/** The random arrival rule: claims are met in full, first come first served, averaged over all orders of arrival (O'Neill 1982). */

import type { Random } from '../numeric/random.ts';

/** Up to here all sets of earlier arrivals are counted; beyond, orders are drawn. */
export const EXACT_UP_TO = 18;
const DRAWN_ORDERS = 20_000;

/** Exact: each set of earlier arrivals of one size is equally likely. O(2^n · n). */
export function exactRandomArrival(claims: readonly number[], estate: number): number[] {
  const n = claims.length;
  const chance = arrivalChances(n);
  const taken = new Float64Array(2 ** n);
  const size = new Uint8Array(2 ** n);
  const awards = claims.map(() => 0);
  for (let set = 0; set < 2 ** n; set++) {
    if (set > 0) {
      const last = 31 - Math.clz32(set);
      taken[set] = taken[set ^ (1 << last)]! + claims[last]!;
      size[set] = size[set ^ (1 << last)]! + 1;
    }
    const left = estate - taken[set]!;
    if (left <= 0) continue;
    const weight = chance[size[set]!]!;
    for (let i = 0; i < n; i++)
      if ((set & (1 << i)) === 0) awards[i] = awards[i]! + weight * Math.min(claims[i]!, left);
  }
  return awards;
}

/** By size of the set that came before: s! (n - 1 - s)! / n!. */
function arrivalChances(n: number): number[] {
  const chances = [1 / n];
  for (let size = 1; size < n; size++) chances.push((chances[size - 1]! * size) / (n - size));
  return chances;
}

/** By drawn orders, each with its reverse; with the standard error of each award. */
export function drawnRandomArrival(claims: readonly number[], estate: number, random: Random) {
  const n = claims.length;
  const order = Array.from({ length: n }, (_, i) => i);
  const [sums, squares, pair] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let draw = 0; draw < DRAWN_ORDERS / 2; draw++) {
    for (let i = n - 1; i > 0; i--) {
      const j = random.below(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    pair.fill(0);
    serve(order, claims, { estate, pair });
    order.reverse();
    serve(order, claims, { estate, pair });
    for (let i = 0; i < n; i++) {
      sums[i] = sums[i]! + pair[i]! / 2;
      squares[i] = squares[i]! + (pair[i]! / 2) ** 2;
    }
  }
  const pairs = DRAWN_ORDERS / 2;
  const awards = Array.from(sums, (total) => total / pairs);
  const standardErrors = awards.map((award, i) => Math.sqrt(Math.max(0, squares[i]! / pairs - award * award) / pairs));
  return { awards, standardErrors };
}

function serve(
  order: readonly number[],
  claims: readonly number[],
  { estate, pair }: { estate: number; pair: Float64Array },
): void {
  let left = estate;
  for (const i of order) {
    const award = Math.min(claims[i]!, left);
    pair[i] = pair[i]! + award;
    left -= award;
    if (left <= 0) return;
  }
}
