import type { Alternative } from './alternative.ts';

/** Weights this much below the mode's add nothing to any sum of doubles, but keep very small p-values from being 0. */
const NO_WEIGHT = 1e-300;
/** R's: tables as likely as the observed one count as such in spite of rounding. */
const AS_LIKELY = 1 + 1e-7;

/**
 * Fisher's exact test of a 2x2 table. Two-sided: the probability, given the margins, of all tables no likelier than the observed;
 * one-sided: of all with at least as many successes of the other group (greater), or at most (less).
 *
 * Weights follow from their neighbours by the ratio of hypergeometric terms, out from the mode, so large counts lose no digits.
 *
 * @param cells Successes and failures of one group, then of the other.
 * @example fisherExact([3, 1], [1, 3]); // 0.4857142857142857
 * @see Fisher, R. A. (1935), The logic of inductive inference, JRSS 98.
 */
export function fisherExact(
  one: readonly [number, number],
  other: readonly [number, number],
  side: Alternative = 'two-sided',
): number {
  const [a, b] = one;
  const [c, d] = other;
  const row = a + b;
  const column = a + c;
  const total = row + c + d;
  const least = Math.max(0, row + column - total);
  const most = Math.min(row, column);
  const mode = Math.min(most, Math.max(least, Math.floor(((row + 1) * (column + 1)) / (total + 2))));
  const upwards = (x: number) => ((row - x) * (column - x)) / ((x + 1) * (total - row - column + x + 1));
  const observed = weightAt(a, mode, upwards);
  let all = 0;
  let extreme = 0;
  const counts = (x: number, weight: number) =>
    side === 'two-sided' ? weight <= observed * AS_LIKELY : side === 'greater' ? x <= a : x >= a;
  const add = (x: number, weight: number) => {
    all += weight;
    if (counts(x, weight)) extreme += weight;
  };
  for (let x = mode, weight = 1; x <= most && weight > NO_WEIGHT; weight *= upwards(x), x++) add(x, weight);
  for (let x = mode - 1, weight = 1; x >= least; x--) {
    weight /= upwards(x);
    if (weight <= NO_WEIGHT) break;
    add(x, weight);
  }
  return Math.min(1, extreme / all);
}

function weightAt(x: number, mode: number, upwards: (x: number) => number): number {
  let weight = 1;
  for (let y = mode; y < x && weight > 0; y++) weight *= upwards(y);
  for (let y = mode - 1; y >= x && weight > 0; y--) weight /= upwards(y);
  return weight;
}
