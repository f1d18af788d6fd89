/** How many items get done in so many periods, and when so many are done, if each period is drawn from those seen. */

import type { Random } from '../numeric/random.ts';

/** Chances smaller than this no longer change a percentile anybody reads. */
const NEGLIGIBLE = 1e-7;
/** Of the items: what is left of fractions that add up. */
const ROUNDING = 1e-9;
export const MOST_PERIODS = 5000;

/** Each throughput seen, once, with its share of the periods. */
export interface Throughput {
  readonly done: Int32Array;
  readonly share: Float64Array;
}

/** @example throughputOf([3, 0, 3]); // done 0, 3; share 1/3, 2/3 */
export function throughputOf(seen: readonly number[]): Throughput {
  const counts = new Map<number, number>();
  for (const one of seen) counts.set(one, (counts.get(one) ?? 0) + 1);
  const done = [...counts.keys()].sort((a, b) => a - b);
  return {
    done: Int32Array.from(done),
    share: Float64Array.from(done, (one) => (counts.get(one) ?? 0) / seen.length),
  };
}

/**
 * Exactly: the chance to be done by the end of period 1, 2, 3 …, until it is as good as certain. Walks the items left;
 * O(periods · items · different throughputs).
 */
export function chanceDoneBy({ done, share }: Throughput, items: number): { chances: Float64Array; complete: boolean } {
  const chances: number[] = [];
  let left = new Float64Array(items + 1);
  left[items] = 1;
  let finished = 0;
  while (finished < 1 - NEGLIGIBLE && chances.length < MOST_PERIODS) {
    const next = new Float64Array(items + 1);
    for (let rest = 1; rest <= items; rest++) {
      if (left[rest] === 0) continue;
      for (let k = 0; k < done.length; k++) next[Math.max(0, rest - done[k]!)]! += left[rest]! * share[k]!;
    }
    finished += next[0]!;
    next[0] = 0;
    left = next;
    chances.push(Math.min(1, finished));
  }
  return { chances: Float64Array.from(chances), complete: finished >= 1 - NEGLIGIBLE };
}

/** Exactly: the chance of 0, 1, 2 … items in so many periods, by convolution. */
export function chanceOfCount({ done, share }: Throughput, periods: number): Float64Array {
  const most = done.at(-1) ?? 0;
  let counts = Float64Array.of(1);
  for (let period = 0; period < periods; period++) {
    const next = new Float64Array(counts.length + most);
    for (let have = 0; have < counts.length; have++)
      for (let k = 0; k < done.length; k++) next[have + done[k]!]! += counts[have]! * share[k]!;
    counts = next;
  }
  return counts;
}

export interface Simulation {
  readonly runs: number;
  readonly random: Random;
  readonly progress?: ((done: number) => void) | undefined;
}

/** By drawing periods: the periods each run takes, sorted. Runs that reach the cap undone take one more than it. */
export function simulatedPeriods(
  seen: ArrayLike<number>,
  items: number,
  { runs, random, progress }: Simulation,
): Int32Array {
  const taken = new Int32Array(runs);
  const done = ROUNDING * items;
  for (let run = 0; run < runs; run++) {
    if (run % 8192 === 0) progress?.((0.5 * run) / runs);
    let left = items;
    let periods = 0;
    for (; left > done && periods < MOST_PERIODS; periods++) left -= seen[random.below(seen.length)]!;
    taken[run] = left > done ? MOST_PERIODS + 1 : periods;
  }
  return taken.sort();
}

/** By drawing periods: the items each run gets done, sorted. */
export function simulatedCounts(
  seen: ArrayLike<number>,
  periods: number,
  { runs, random, progress }: Simulation,
): Float64Array {
  const counts = new Float64Array(runs);
  for (let run = 0; run < runs; run++) {
    if (run % 8192 === 0) progress?.(0.5 + (0.5 * run) / runs);
    let count = 0;
    for (let period = 0; period < periods; period++) count += seen[random.below(seen.length)]!;
    counts[run] = count;
  }
  return counts.sort();
}
