/** Answers to Kano's two questions tallied by feature, and what a tally says of it. */

import { z } from 'zod';
import { interval, MethodProblem } from '../method.ts';
import { normalInterval } from '../numeric/normal-interval.ts';
import { wilson } from '../numeric/proportion-intervals.ts';
import { momentsOf } from '../numeric/sample-mean.ts';
import {
  bergerCategory,
  categoryOf,
  categoryStrength,
  commonest,
  dysfunctionalScore,
  fongTest,
  functionalScore,
  KANO_ANSWERS,
  KANO_CATEGORIES,
  KANO_TABLE,
  KANO_TABLES,
  type KanoAnswer,
  type KanoCounts,
  quadrantOf,
  totalOf,
} from './kano-categories.ts';

const count = z.int().min(0, 'A count is 0 or more.');
export const reply = z.union(
  [z.enum(KANO_ANSWERS), z.int().min(1).max(5)],
  'Answer with like, must-be, neutral, live-with or dislike, or 1 to 5 in that order.',
);
export const counts = z.object({ M: count, O: count, A: count, I: count, R: count.default(0), Q: count.default(0) });
const fiveCategories = z.array(z.enum(KANO_CATEGORIES)).length(5, 'Give five categories a row.');
export const evaluationTable = z.union(
  [z.enum(KANO_TABLES), z.array(fiveCategories).length(5, 'Give five rows.')],
  'Give berger, pouliot, or five rows of five categories.',
);
const category = z
  .enum(KANO_CATEGORIES)
  .describe('M must-be, O one-dimensional, A attractive, I indifferent, R reverse, Q questionable.');

export const analysed = z.object({
  feature: z.string(),
  answers: z.int(),
  counts: z.record(z.enum(KANO_CATEGORIES), z.int()),
  category: category.describe('The commonest; ties by M, O, A, I, R, Q.'),
  categoryWithMargin: category.describe('The first of M, O, A, I, R, Q within tieMargin of the commonest.'),
  bergerCategory: category.describe(
    'If M + O + A outnumber I + R + Q, the commonest of the former, else of the latter.',
  ),
  better: interval
    .nullable()
    .describe(
      '(A + O) / (A + O + M + I): satisfaction gained with it, 0 to 1; Wilson interval. Null where nobody answered M, O, A or I.',
    ),
  worse: interval
    .nullable()
    .describe('-(O + M) / (A + O + M + I): satisfaction lost without it, -1 to 0; Wilson interval.'),
  totalStrength: z.number().describe('Share of M, O and A among all answers.'),
  categoryStrength: z.number().describe('Lead of the commonest category over the next, share of all answers.'),
  fong: z
    .object({
      difference: z.number().describe('Count of the commonest less the next.'),
      critical: z.number(),
      significant: z.boolean(),
    })
    .describe('Whether the two commonest categories differ by more than chance (90 %).'),
  duMouchel: z
    .object({
      functional: interval,
      dysfunctional: interval,
      category: category.describe('The quadrant of the two means, parted at 2.'),
    })
    .nullable()
    .describe(
      'Mean scores, -2 to 4, with normal intervals (no width for one answer); null where only counts were given.',
    ),
});
export type Analysed = z.output<typeof analysed>;

interface Tally {
  readonly feature: string;
  counts: KanoCounts;
  functional: number[];
  dysfunctional: number[];
}

interface Given {
  readonly answers: readonly {
    feature: string;
    functional: z.output<typeof reply>;
    dysfunctional: z.output<typeof reply>;
    segment?: string | undefined;
  }[];
  readonly evaluationTable: z.output<typeof evaluationTable>;
  readonly counts: readonly ({ feature: string; segment?: string | undefined } & z.output<typeof counts>)[];
}

/** One tally for each feature, in the order first named; of one segment where it is given. */
export function talliesOf(given: Given, only: string | undefined): Tally[] {
  const tallies = new Map<string, Tally>();
  const tallyOf = (name: string) => {
    const tally = tallies.get(name) ?? {
      feature: name,
      counts: { M: 0, O: 0, A: 0, I: 0, R: 0, Q: 0 },
      functional: [],
      dysfunctional: [],
    };
    tallies.set(name, tally);
    return tally;
  };
  const table = typeof given.evaluationTable === 'string' ? KANO_TABLE[given.evaluationTable] : given.evaluationTable;
  for (const row of given.answers) {
    if (only !== undefined && row.segment !== only) continue;
    const tally = tallyOf(row.feature);
    const [functional, dysfunctional] = [answerOf(row.functional), answerOf(row.dysfunctional)];
    const found = categoryOf(functional, dysfunctional, table);
    tally.counts = { ...tally.counts, [found]: tally.counts[found] + 1 };
    tally.functional.push(functionalScore(functional));
    tally.dysfunctional.push(dysfunctionalScore(dysfunctional));
  }
  given.counts.forEach((row, i) => {
    if (only !== undefined && row.segment !== only) return;
    if (totalOf(row) === 0)
      throw new MethodProblem('no-answers', `counts.${i}`, `Give at least one answer on "${row.feature}".`);
    const tally = tallyOf(row.feature);
    const { M, O, A, I, R, Q } = tally.counts;
    tally.counts = { M: M + row.M, O: O + row.O, A: A + row.A, I: I + row.I, R: R + row.R, Q: Q + row.Q };
  });
  return [...tallies.values()];
}

function answerOf(given: z.output<typeof reply>): KanoAnswer {
  return typeof given === 'number' ? KANO_ANSWERS[given - 1]! : given;
}

export function analysedOf(tally: Tally, margin: number, level: number): Analysed {
  const { counts: found } = tally;
  const answers = totalOf(found);
  const decided = found.A + found.O + found.M + found.I;
  const scored = tally.functional.length === answers;
  return {
    feature: tally.feature,
    answers,
    counts: found,
    category: commonest(found, 0),
    categoryWithMargin: commonest(found, margin),
    bergerCategory: bergerCategory(found),
    better: decided === 0 ? null : shareOf(found.A + found.O, decided, level),
    worse: decided === 0 ? null : negated(shareOf(found.O + found.M, decided, level)),
    totalStrength: (found.M + found.O + found.A) / answers,
    categoryStrength: categoryStrength(found),
    fong: fongTest(found),
    duMouchel: scored ? duMouchelOf(tally, level) : null,
  };
}

function shareOf(some: number, all: number, level: number) {
  return { estimate: some / all, ...wilson(some, all, level), level };
}

function negated({ estimate, low, high, level }: z.output<typeof interval>) {
  return { estimate: 0 - estimate, low: 0 - high, high: 0 - low, level };
}

function duMouchelOf({ functional, dysfunctional }: Tally, level: number): Analysed['duMouchel'] {
  const meanOf = (scores: readonly number[]) => {
    const { count: n, mean, variance } = momentsOf(scores);
    return normalInterval(mean, n > 1 ? Math.sqrt(variance / n) : 0, level);
  };
  const [present, missing] = [meanOf(functional), meanOf(dysfunctional)];
  return { functional: present, dysfunctional: missing, category: quadrantOf(present.estimate, missing.estimate) };
}
