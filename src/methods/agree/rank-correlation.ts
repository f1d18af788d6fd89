/** Kendall's tau-b and Spearman's rho of two sets of ranks with ties. */

import { normalP } from '../numeric/normal-interval.ts';
import { meanRanks } from './ordinal-consensus.ts';

export interface Tau {
  readonly concordant: number;
  readonly discordant: number;
  readonly tiedInFirst: number;
  readonly tiedInSecond: number;
  /** Null where all are tied in one of them. */
  readonly tau: number | null;
  /** Two-sided; null where tau is. */
  readonly p: number | null;
  readonly exact: boolean;
}

/** Up to here the exact distribution is counted; beyond, it is normal to all intents. */
const EXACT_UP_TO = 50;

/** @example kendallTau([1, 2, 3], [1, 3, 2]).tau; // 1/3 */
export function kendallTau(first: readonly number[], second: readonly number[]): Tau {
  const n = first.length;
  let [concordant, discordant, tiedInFirst, tiedInSecond] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const a = Math.sign(first[i]! - first[j]!);
      const b = Math.sign(second[i]! - second[j]!);
      if (a * b > 0) concordant++;
      else if (a * b < 0) discordant++;
      if (a === 0) tiedInFirst++;
      if (b === 0) tiedInSecond++;
    }
  const pairs = (n * (n - 1)) / 2;
  const scale = Math.sqrt((pairs - tiedInFirst) * (pairs - tiedInSecond));
  const exact = tiedInFirst + tiedInSecond === 0 && n <= EXACT_UP_TO;
  const counts = { concordant, discordant, tiedInFirst, tiedInSecond, exact };
  if (!(scale > 0)) return { ...counts, tau: null, p: null };
  const p = exact ? exactP(n, discordant) : normalP((concordant - discordant) / Math.sqrt(variance(first, second)));
  return { ...counts, tau: (concordant - discordant) / scale, p };
}

/** Probability of so few or fewer discordant pairs, or so many or more, among all orders of n items. */
function exactP(n: number, discordant: number): number {
  const most = (n * (n - 1)) / 2;
  let shares = Float64Array.of(1);
  for (let size = 2; size <= n; size++) {
    const next = new Float64Array((size * (size - 1)) / 2 + 1);
    for (let k = 0; k < shares.length; k++)
      for (let step = 0; step < size; step++) next[k + step]! += shares[k]! / size;
    shares = next;
  }
  const end = Math.min(discordant, most - discordant);
  let tail = 0;
  for (let k = 0; k <= end; k++) tail += shares[k]!;
  return Math.min(1, 2 * tail);
}

/** Of concordant less discordant pairs under independence, with ties (Kendall 1970, chapter 4). */
function variance(first: readonly number[], second: readonly number[]): number {
  const n = first.length;
  const [t, u] = [tieSizes(first), tieSizes(second)];
  const sum = (sizes: readonly number[], of: (size: number) => number) =>
    sizes.reduce((total, size) => total + of(size), 0);
  const pairs = (size: number) => size * (size - 1);
  const swaps = (size: number) => size * (size - 1) * (2 * size + 5);
  const triples = (size: number) => size * (size - 1) * (size - 2);
  const plain = (swaps(n) - sum(t, swaps) - sum(u, swaps)) / 18;
  const both = (sum(t, pairs) * sum(u, pairs)) / (2 * pairs(n));
  const threes = n > 2 ? (sum(t, triples) * sum(u, triples)) / (9 * triples(n)) : 0;
  return plain + both + threes;
}

function tieSizes(ranks: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  return [...sizes.values()];
}

/** Pearson's correlation of mean ranks; null where all are tied in one of them. */
export function spearmanRho(first: readonly number[], second: readonly number[]): number | null {
  const mean = (first.length + 1) / 2;
  const [a, b] = [meanRanks(first), meanRanks(second)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i]! - mean) * (b[i]! - mean);
    aa += (a[i]! - mean) ** 2;
    bb += (b[i]! - mean) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}
