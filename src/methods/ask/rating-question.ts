/** What satisfaction and effort have in common: ratings on a scale, a share of good ones, a mean, and a second group. */

import { z } from 'zod';
import { interval, MethodProblem, report, type Warning } from '../method.ts';
import { PROPORTION_INTERVAL_NAMES, PROPORTION_INTERVALS, wilson } from '../numeric/proportion-intervals.ts';
import { meanInterval, momentsOf, type SampleMoments, welchDifference } from '../numeric/sample-mean.ts';
import { shareDifference } from '../numeric/share-difference.ts';
import { chance, confidence, percent } from '../plain-words.ts';

/** Below this a share is known too roughly to steer by. */
const FEW_ANSWERS = 30;

const answers = z
  .union(
    [
      z.array(z.int().nullable()),
      z.object({ good: z.int().min(0), total: z.int().min(0) }),
      z.record(z.string().regex(/^-?\d+$/), z.int().min(0)),
    ],
    'Give the ratings as whole numbers, how often each was given ({"5": 12, "4": 20}), or {good, total}.',
  )
  .describe(
    'Every rating as a whole number (null: no answer, left out), or how often each rating was given ({"5": 12, "4": 20}), or only how many were good of how many (good, total; then there is no mean).',
  );

export function ratingInputs(scale: { lowest: number; highest: number; topBoxes: number }) {
  return z.object({
    answers,
    against: answers.optional().describe('A second group or an earlier wave to compare with.'),
    scale: z
      .object({ lowest: z.int(), highest: z.int() })
      .refine(({ lowest, highest }) => lowest < highest, 'The highest rating must lie above the lowest.')
      .default({ lowest: scale.lowest, highest: scale.highest })
      .describe('The ratings that could be given.'),
    best: z.enum(['highest', 'lowest']).default('highest').describe('Which end of the scale is the good one.'),
    topBoxes: z.int().min(1).default(scale.topBoxes).describe('How many ratings at the good end count as good.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
    interval: z.enum(PROPORTION_INTERVAL_NAMES).default('wilson').describe('Which interval the share carries.'),
  });
}
export type RatingInputs = z.output<ReturnType<typeof ratingInputs>>;

const meanWithInterval = z.object({
  estimate: z.number(),
  low: z.number().nullable().describe("Student's interval; null for a single answer."),
  high: z.number().nullable(),
  level: z.number(),
});
const group = z.object({
  answers: z.int().describe('How many answered.'),
  missing: z.int().describe('How many gave no answer.'),
  good: z.int().describe('How many gave a good rating.'),
  share: interval.describe('Share of good ratings, 0 to 1.'),
  mean: meanWithInterval.nullable().describe('Mean rating; null where only good and total were given.'),
  standardDeviation: z.number().nullable().describe('Of one answer; null for fewer than two.'),
  counts: z.array(z.object({ rating: z.int(), count: z.int() })).describe('Best rating first.'),
});
type Group = z.infer<typeof group>;

export const ratingResult = z.object({
  group,
  against: group.optional(),
  difference: z
    .object({
      share: z
        .object({ ...interval.shape, p: z.number().describe('Two-sided, z test with pooled variance.') })
        .describe('Difference of the shares with the interval of Newcombe (hybrid score).'),
      mean: z
        .object({ ...interval.shape, p: z.number().describe("Two-sided, Welch's t test.") })
        .nullable()
        .describe('Difference of the means; null where a mean or its spread is not known.'),
    })
    .optional()
    .describe('Group less against.'),
  ...report,
});

export const RATING_WARNINGS = {
  'too-few-answers': 'Fewer than 30 answers: the interval is wide.',
  'boundary-solution': 'All ratings were good, or none: the share lies at its edge.',
} as const;

/** Computes what `ratingResult` describes; `words` names the figure and the good answers in the reading. */
export function answerRating(
  inputs: RatingInputs,
  words: { title: string; share: string },
): z.input<typeof ratingResult> {
  const one = grouped(inputs, inputs.answers, 'answers');
  const other = inputs.against === undefined ? undefined : grouped(inputs, inputs.against, 'against');
  const difference = other === undefined ? undefined : differenceOf(one, other, inputs.level);
  const groups = [one, ...(other === undefined ? [] : [other])].map(({ group }) => group);
  return {
    group: one.group,
    ...(other === undefined ? {} : { against: other.group }),
    ...(difference === undefined ? {} : { difference }),
    warnings: groups.flatMap(warningsOf),
    reading: readingOf(one.group, difference?.share, words.share),
    picture: {
      kind: 'intervals',
      title: words.title,
      x: 'Group',
      y: `${words.share} (share)`,
      series: [
        {
          name: words.share,
          x: ['Group', 'Against'].slice(0, groups.length),
          y: groups.map(({ share }) => share.estimate),
          low: groups.map(({ share }) => share.low),
          high: groups.map(({ share }) => share.high),
        },
      ],
    },
  };
}

interface Grouped {
  readonly group: Group;
  readonly moments: SampleMoments | null;
}

function grouped(inputs: RatingInputs, given: z.output<typeof answers>, field: string): Grouped {
  if (isCounted(given)) {
    const { good, total } = given;
    if (good > total) throw new MethodProblem('more-good-than-all', `${field}.good`, 'Good cannot exceed total.');
    const counted = { answers: total, missing: 0, good, mean: null, standardDeviation: null, counts: [] };
    return { group: { ...counted, share: shareOf(good, total, inputs, field) }, moments: null };
  }
  const tally = tallied(inputs, given, field);
  const ratings = [...tally.keys()];
  const counts = [...tally.values()];
  const good = counts.slice(0, inputs.topBoxes).reduce((sum, count) => sum + count, 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const share = shareOf(good, total, inputs, field);
  const moments = momentsOf(ratings, counts);
  return {
    group: {
      answers: total,
      missing: Array.isArray(given) ? given.length - total : 0,
      good,
      share,
      mean: meanInterval(moments, inputs.level),
      standardDeviation: total > 1 ? Math.sqrt(moments.variance) : null,
      counts: ratings.map((rating, i) => ({ rating, count: counts[i]! })),
    },
    moments,
  };
}

function isCounted(given: z.output<typeof answers>): given is { good: number; total: number } {
  return !Array.isArray(given) && 'good' in given && 'total' in given;
}

/** How often each rating was given, best first. */
function tallied({ scale, best, topBoxes }: RatingInputs, given: z.output<typeof answers>, field: string) {
  const size = scale.highest - scale.lowest + 1;
  if (size > 101) throw new MethodProblem('scale-too-long', 'scale', 'Give a scale of at most 101 ratings.');
  if (topBoxes >= size) throw new MethodProblem('top-boxes-too-many', 'topBoxes', `Give fewer than ${size}.`);
  const ratings = Array.from({ length: size }, (_, i) => (best === 'highest' ? scale.highest - i : scale.lowest + i));
  const tally = new Map(ratings.map((rating) => [rating, 0]));
  const add = (rating: number, count: number, path: string) => {
    const before = tally.get(rating);
    if (before === undefined)
      throw new MethodProblem('off-scale', path, `${rating} is not on the scale ${scale.lowest} to ${scale.highest}.`);
    tally.set(rating, before + count);
  };
  if (Array.isArray(given))
    given.forEach((rating, i) => {
      if (rating !== null) add(rating, 1, `${field}.${i}`);
    });
  else for (const [rating, count] of Object.entries(given)) add(Number(rating), count, `${field}.${rating}`);
  return tally;
}

function shareOf(good: number, total: number, inputs: RatingInputs, field: string) {
  if (total === 0) throw new MethodProblem('no-answers', field, 'Give at least one answer.');
  return {
    estimate: good / total,
    ...PROPORTION_INTERVALS[inputs.interval](good, total, inputs.level),
    level: inputs.level,
  };
}

function differenceOf(one: Grouped, other: Grouped, level: number) {
  const counted = ({ group }: Grouped) => ({ successes: group.good, trials: group.answers });
  const mean = one.moments && other.moments && welchDifference(one.moments, other.moments, level);
  return {
    share: shareDifference(counted(one), counted(other), level),
    mean: mean && { estimate: mean.estimate, low: mean.low, high: mean.high, level, p: mean.p },
  };
}

function warningsOf({ answers: n, good }: Group): Warning[] {
  const warnings: Warning[] = [];
  if (n < FEW_ANSWERS) warnings.push({ id: 'too-few-answers', text: `${n} answers: ask at least ${FEW_ANSWERS}.` });
  if (good === 0 || good === n) {
    const { low, high } = wilson(good, n, 0.95);
    const truth = good === 0 ? `up to ${percent(high, 0)}` : `as little as ${percent(low, 0)}`;
    warnings.push({
      id: 'boundary-solution',
      text: `${good === 0 ? 'No rating was' : 'All ratings were'} good: among everybody it may be ${truth}.`,
    });
  }
  return warnings;
}

function readingOf(one: Group, difference: { estimate: number; p: number } | undefined, share: string): string {
  const { estimate, low, high, level } = one.share;
  const mean = one.mean === null ? '' : ` The mean rating is ${one.mean.estimate.toFixed(2)}.`;
  const first = `${share}: ${percent(estimate)} of ${one.answers} answers; ${confidence(level)} between ${percent(low)} and ${percent(high)}.${mean}`;
  if (difference === undefined) return first;
  return `${first} The share differs by ${(difference.estimate * 100).toFixed(1)} points from the other group, which ${chance(difference.p)}.`;
}
