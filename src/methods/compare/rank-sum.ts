/** The Mann-Whitney statistic: ranks, its exact distribution, and the shift it implies. */

/** More than there are between the smallest and the largest double. */
const HALVINGS_AT_MOST = 2200;

/** Ranks of both groups together, ties sharing theirs; doubled, so that they are whole numbers. */
export function doubledRanks(one: readonly number[], other: readonly number[]) {
  const all = Float64Array.from([...one, ...other]);
  const order = Uint32Array.from(all, (_, i) => i).sort((i, j) => all[i]! - all[j]!);
  const ranks = new Float64Array(all.length);
  let tieSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && all[order[to]!] === all[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = from + to + 1;
    const tied = to - from;
    tieSum += tied ** 3 - tied;
    from = to;
  }
  return { ranks, tieSum };
}

/**
 * How likely each doubled rank sum of `size` values is when every choice of them is equally likely: ties need no other treatment.
 * Probability of the sum `least + i` at index i.
 */
export function rankSumDistribution(ranks: Float64Array, size: number) {
  const sorted = Float64Array.from(ranks).sort();
  const upTo = new Float64Array(sorted.length + 1);
  for (let i = 0; i < sorted.length; i++) upTo[i + 1] = upTo[i]! + sorted[i]!;
  const most = upTo[sorted.length]! - upTo[sorted.length - size]!;
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  for (let seen = 1; seen <= sorted.length; seen++) {
    const rank = sorted[seen - 1]!;
    const fewest = Math.max(1, size - (sorted.length - seen));
    for (let chosen = Math.min(size, seen); chosen >= fewest; chosen--) {
      const into = ways[chosen]!;
      const from = ways[chosen - 1]!;
      const highest = upTo[seen]! - upTo[seen - chosen]!;
      const lowest = Math.max(rank, upTo[chosen]!);
      for (let sum = highest; sum >= lowest; sum--) into[sum] = into[sum]! + from[sum - rank]!;
    }
  }
  const counts = ways[size]!;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/**
 * The k-th smallest (from 1) of all differences `other[j] - one[i]`, both sorted upwards, without writing them down: halving an
 * interval of values and counting the pairs below, O(m + n) a step.
 */
export function kthDifference(one: Float64Array, other: Float64Array, k: number): number {
  let low = other[0]! - one[one.length - 1]!;
  let high = other[other.length - 1]! - one[0]!;
  if (countUpTo(one, other, low) >= k) return low;
  for (let steps = 0; steps < HALVINGS_AT_MOST; steps++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (countUpTo(one, other, middle) >= k) high = largestUpTo(one, other, low, middle);
    else low = middle;
  }
  return high;
}

function countUpTo(one: Float64Array, other: Float64Array, value: number): number {
  let count = 0;
  for (let i = 0, j = 0; i < one.length; i++) {
    while (j < other.length && other[j]! - one[i]! <= value) j++;
    count += j;
  }
  return count;
}

/** The largest difference up to `value`: the bracket then ends on a difference that exists. */
function largestUpTo(one: Float64Array, other: Float64Array, low: number, value: number): number {
  let found = low;
  for (let i = 0, j = 0; i < one.length; i++) {
    while (j < other.length && other[j]! - one[i]! <= value) j++;
    if (j > 0) found = Math.max(found, other[j - 1]! - one[i]!);
  }
  return found;
}
