/** What it is worth to know one estimate, or one item, before choosing the best: the gain in the expected sum of the chosen scores. */

import type { DrawnScores, UncertainScores } from './rank-simulation.ts';

/** Values at which an estimate is imagined known. They lie closer towards the tails, where a mean over a skewed estimate needs them. */
const KNOWN_VALUES = 64;
/** More evaluations of the score than this would keep people waiting: fewer of the other estimates' draws are used instead. */
const EVALUATIONS_AT_MOST = 1e7;

export interface Chance {
  readonly share: number;
  readonly weight: number;
}

/** Midpoints of t in [0, 1] taken to the share t²(3 - 2t). */
const CHANCES: readonly Chance[] = Array.from({ length: KNOWN_VALUES }, (_, q) => {
  const t = (q + 0.5) / KNOWN_VALUES;
  return { share: t * t * (3 - 2 * t), weight: (6 * t * (1 - t)) / KNOWN_VALUES };
});
const WEIGHT_SUM = CHANCES.reduce((sum, { weight }) => sum + weight, 0);

export interface Decision {
  readonly means: readonly number[];
  /** How many items are chosen. */
  readonly choose: number;
}

export function drawsWorthKeeping(uncertain: number, draws: number): number {
  return Math.min(draws, Math.max(200, Math.floor(EVALUATIONS_AT_MOST / (KNOWN_VALUES * Math.max(1, uncertain)))));
}

/** Sum of the largest `choose` values. */
export function sumOfBest(values: readonly number[], choose: number): number {
  return values
    .toSorted((a, b) => b - a)
    .slice(0, choose)
    .reduce((sum, value) => sum + value, 0);
}

/** Value of knowing an item's score before choosing, the others at their means. */
export function valueOfItem(scores: Float64Array, item: number, { means, choose }: Decision): number {
  const best = bestWith(means, item, choose);
  let sum = 0;
  for (let draw = 0; draw < scores.length; draw++) sum += best(scores[draw]!);
  return Math.max(0, sum / scores.length - best(means[item]!));
}

/** Value of knowing one estimate of one item: only its own expected score moves with it. */
export function valueOfEstimate(
  model: UncertainScores,
  { kept }: DrawnScores,
  { item, variable }: { item: number; variable: number },
  { means, choose }: Decision,
): number {
  const moved = expectedGiven(model, kept, { item, variable });
  const best = bestWith(means, item, choose);
  const shift = means[item]! - weighted(moved);
  return Math.max(0, weighted(moved.map((mean) => best(mean + shift))) - best(means[item]!));
}

/** Value of knowing an estimate that several items share: all their expected scores move together. */
export function valueOfShared(
  model: UncertainScores,
  { kept }: DrawnScores,
  variable: number,
  { decision: { means, choose }, sharing }: { decision: Decision; sharing: readonly number[] },
): number {
  const known = CHANCES.map(() => [...means]);
  for (const item of sharing) {
    const moved = expectedGiven(model, kept, { item, variable });
    const shift = means[item]! - weighted(moved);
    known.forEach((row, q) => {
      row[item] = moved[q]! + shift;
    });
  }
  return Math.max(0, weighted(known.map((row) => sumOfBest(row, choose))) - sumOfBest(means, choose));
}

/** Expected score of the item with the estimate known, at each of the imagined values; the other estimates as drawn. */
function expectedGiven(
  { estimates, evaluate }: UncertainScores,
  kept: DrawnScores['kept'],
  { item, variable }: { item: number; variable: number },
): number[] {
  const rows = kept[item]!;
  const draws = rows[variable]!.length;
  const known = CHANCES.map(({ share }) => estimates[item]![variable]!.quantile(share));
  const sums = new Float64Array(KNOWN_VALUES);
  const values = new Float64Array(rows.length);
  for (let draw = 0; draw < draws; draw++) {
    for (let v = 0; v < rows.length; v++) values[v] = rows[v]![draw]!;
    for (let q = 0; q < KNOWN_VALUES; q++) {
      values[variable] = known[q]!;
      sums[q] = sums[q]! + evaluate(values);
    }
  }
  return Array.from(sums, (sum) => sum / draws);
}

/** The sum of the best as a function of one item's value: it joins where it beats the last of the others chosen. */
function bestWith(means: readonly number[], item: number, choose: number): (value: number) => number {
  const others = means.filter((_, i) => i !== item).toSorted((a, b) => b - a);
  const sure = others.slice(0, choose - 1).reduce((sum, value) => sum + value, 0);
  const last = others[choose - 1];
  return (value) => sure + (last === undefined ? value : Math.max(value, last));
}

function weighted(values: readonly number[]): number {
  return values.reduce((sum, value, q) => sum + value * CHANCES[q]!.weight, 0) / WEIGHT_SUM;
}
