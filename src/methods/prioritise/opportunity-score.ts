import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { wilson } from '../numeric/proportion-intervals.ts';
import { listed } from '../plain-words.ts';
import { bestFirst, firstsOf, itemName, namesOf, rank, ranksOf } from './ranked-scores.ts';

/** Ulwick's lines: above 10 an outcome is under-served, above 15 extremely so. */
const UNDER_SERVED_ABOVE = 10;
const EXTREME_ABOVE = 15;
const FEW_ANSWERS = 30;

const mean = (what: string) =>
  z
    .number()
    .min(0, `${what} is 0 to 10.`)
    .max(10, `${what} is 0 to 10.`)
    .describe('0 to 10: ten times the share of the top boxes, or a mean rating.');
const counts = z.array(z.int().min(0, 'A count is 0 or more.')).min(2, 'Give a count for each step of the scale.');
const ratings = z.array(z.int().nullable());

const outcome = z.union(
  [
    z.object({ name: itemName, importance: mean('Importance'), satisfaction: mean('Satisfaction') }),
    z.object({
      name: itemName,
      importanceCounts: counts.describe('How many gave each rating, lowest rating first.'),
      satisfactionCounts: counts.describe('How many gave each rating, lowest rating first.'),
    }),
    z.object({
      name: itemName,
      importanceRatings: ratings.describe('Every rating on the scale; null where there is none.'),
      satisfactionRatings: ratings.describe('Every rating on the scale; null where there is none.'),
    }),
  ],
  'Give importance and satisfaction (0 to 10), or importanceCounts and satisfactionCounts, or importanceRatings and satisfactionRatings.',
);

const measured = z
  .object({ ...interval.shape, answers: z.int() })
  .nullable()
  .describe('0 to 10 with Wilson’s interval; null where only the figure was given.');

interface Scored {
  name: string;
  importance: number;
  satisfaction: number;
  importanceMeasured: z.output<typeof measured>;
  satisfactionMeasured: z.output<typeof measured>;
  score: number;
  scoreInterval: z.output<typeof interval> | null;
}

/**
 * Ulwick's opportunity score: importance + max(importance - satisfaction, 0), 0 to 20.
 *
 * From rating counts, importance and satisfaction are ten times the share of the top boxes (the upper two of five). The
 * interval of the score joins both Wilson intervals by the square-and-add rule (Zou and Donner 2008), as if importance and
 * satisfaction were asked of different people; asked of the same people it is somewhat too wide or too narrow.
 *
 * @throws MethodProblem `no-answers`, `rating-off-scale`, `top-boxes-too-many`, `name-twice`.
 * @example opportunityScore.run({ items: [{ importance: 9.5, satisfaction: 3.2 }], ... }).items[0].score; // 15.8
 */
export const opportunityScore = defineMethod({
  name: 'opportunity-score',
  field: 'prioritise',
  title: 'Opportunity score',
  summary: 'Which customer needs matter much and are met badly.',
  whenToUse: ['A survey asked how important each outcome is and how satisfied people are with it today.'],
  whenNot: ['To compare groups with different habits of rating.', 'For features: it rates needs, not solutions.'],
  assumes: [
    'All outcomes were rated on one scale by comparable people (not checked).',
    'Answers are independent (not checked).',
  ],
  formula:
    '`importance + max(importance - satisfaction, 0)`, both 0 to 10; from ratings `10 × share of the top boxes`.',
  source: [
    'Ulwick, A. (2002), Turn customer input into innovation, Harvard Business Review 80(1).',
    'Ulwick, A. (2005), What Customers Want.',
    'Zou, G. and Donner, A. (2008), Construction of confidence limits about effect measures, Statistics in Medicine 27.',
  ],
  verified:
    'Printed scores of Ulwick (15.8, 12.4) and a worked table of ratings to 1e-9; coverage of the interval by simulation.',
  cost: 'O(n log n)',
  warns: {
    'too-few-answers': 'Fewer than 30 answers to an outcome.',
    'no-interval': 'Only figures were given, not counts: how sure they are is unknown.',
  },
  inputs: z.object({
    items: z.array(outcome).min(1, 'Give at least one outcome.'),
    topBoxes: z.int().min(1).default(2).describe('How many of the highest ratings count.'),
    scale: z
      .object({ lowest: z.int(), highest: z.int() })
      .refine(
        ({ lowest, highest }) => lowest < highest && highest - lowest <= 100,
        'The highest rating lies above the lowest, by at most 100.',
      )
      .default({ lowest: 1, highest: 5 })
      .describe('Only for ratings: what could be given.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    items: z
      .array(
        z.object({
          name: z.string(),
          importance: z.number(),
          satisfaction: z.number(),
          importanceMeasured: measured,
          satisfactionMeasured: measured,
          score: z.number().describe('0 to 20.'),
          scoreInterval: interval.nullable().describe('Null where only figures were given.'),
          zone: z
            .enum(['extreme', 'under-served', 'served', 'over-served'])
            .describe('Above 15; above 10; neither; satisfaction above importance.'),
          rank,
        }),
      )
      .describe('In the order they were given.'),
    order: z.array(z.string()).describe('Names, greatest opportunity first.'),
    ...report,
  }),
  example: {
    about: 'Two outcomes of angioplasty as surgeons rated them, and one from rating counts.',
    source: 'Ulwick (2002), published figures; the counts are made up for illustration.',
    inputs: {
      items: [
        { name: 'Minimise restenosis', importance: 9.5, satisfaction: 3.2 },
        { name: 'Minimise recurrence of the blockage', importance: 8.3, satisfaction: 4.2 },
        {
          name: 'Find the right plan',
          importanceCounts: [3, 7, 20, 45, 75],
          satisfactionCounts: [20, 45, 50, 25, 10],
        },
      ],
    },
  },
  run(inputs) {
    const names = namesOf(inputs.items);
    const scored = inputs.items.map((item, i) => scoredOf(item, names[i]!, { ...inputs, field: `items.${i}` }));
    const ranks = ranksOf(scored.map(({ score }) => score));
    const order = bestFirst(scored);
    return {
      items: scored.map((item, i) => ({ ...item, zone: zoneOf(item), rank: ranks[i]! })),
      order,
      warnings: warningsOf(scored),
      reading: readingOf(scored),
      picture: {
        kind: 'points' as const,
        title: 'Opportunity',
        x: 'Importance (0 to 10)',
        y: 'Satisfaction (0 to 10)',
        series: scored.map(({ name, importance, satisfaction }) => ({ name, x: [importance], y: [satisfaction] })),
      },
    };
  },
});

interface Reading {
  readonly topBoxes: number;
  readonly scale: { readonly lowest: number; readonly highest: number };
  readonly level: number;
  readonly field: string;
}

function scoredOf(item: z.output<typeof outcome>, name: string, how: Reading): Scored {
  if ('importance' in item) {
    const { importance, satisfaction } = item;
    const score = importance + Math.max(importance - satisfaction, 0);
    return {
      name,
      importance,
      satisfaction,
      score,
      importanceMeasured: null,
      satisfactionMeasured: null,
      scoreInterval: null,
    };
  }
  const raw = 'importanceRatings' in item;
  const suffix = raw ? 'Ratings' : 'Counts';
  const read = (given: readonly (number | null)[], which: string) => {
    const field = `${how.field}.${which}${suffix}`;
    return topShare(raw ? counted(given, field, how.scale) : given, field, how);
  };
  const important = read(raw ? item.importanceRatings : item.importanceCounts, 'importance');
  const satisfied = read(raw ? item.satisfactionRatings : item.satisfactionCounts, 'satisfaction');
  return {
    name,
    importance: important.estimate,
    satisfaction: satisfied.estimate,
    importanceMeasured: important,
    satisfactionMeasured: satisfied,
    ...joined(important, satisfied),
  };
}

function counted(given: readonly (number | null)[], field: string, { lowest, highest }: Reading['scale']): number[] {
  const steps = Array.from({ length: highest - lowest + 1 }, () => 0);
  given.forEach((rating, i) => {
    if (rating === null) return;
    if (rating < lowest || rating > highest)
      throw new MethodProblem(
        'rating-off-scale',
        `${field}.${i}`,
        `Give ratings from ${lowest} to ${highest}, or change scale.`,
      );
    steps[rating - lowest] = steps[rating - lowest]! + 1;
  });
  return steps;
}

function topShare(steps: readonly (number | null)[], field: string, { topBoxes, level }: Reading) {
  if (topBoxes >= steps.length)
    throw new MethodProblem(
      'top-boxes-too-many',
      'topBoxes',
      `Choose fewer top boxes than the ${steps.length} steps of the scale.`,
    );
  const sum = (some: readonly (number | null)[]) => some.reduce<number>((total, count) => total + (count ?? 0), 0);
  const answers = sum(steps);
  if (answers === 0) throw new MethodProblem('no-answers', field, 'Give at least one answer.');
  const top = sum(steps.slice(-topBoxes));
  const { low, high } = wilson(top, answers, level);
  return { estimate: (10 * top) / answers, low: 10 * low, high: 10 * high, level, answers };
}

/** Square-and-add around importance + max(importance - satisfaction, 0); the kink is taken where the estimates lie. */
function joined(important: z.output<typeof interval>, satisfied: z.output<typeof interval>) {
  const [i, s] = [important.estimate, satisfied.estimate];
  const score = i + Math.max(i - s, 0);
  const weight = i > s ? 2 : 1;
  const other = i > s ? 1 : 0;
  const low = Math.max(0, score - Math.hypot(weight * (i - important.low), other * (satisfied.high - s)));
  const high = Math.min(20, score + Math.hypot(weight * (important.high - i), other * (s - satisfied.low)));
  return { score, scoreInterval: { estimate: score, low, high, level: important.level } };
}

function zoneOf({ score, importance, satisfaction }: Scored) {
  if (score > EXTREME_ABOVE) return 'extreme' as const;
  if (score > UNDER_SERVED_ABOVE) return 'under-served' as const;
  return satisfaction > importance ? ('over-served' as const) : ('served' as const);
}

function warningsOf(scored: readonly Scored[]): Warning[] {
  const warnings: Warning[] = [];
  const few = scored.filter(
    ({ importanceMeasured: i, satisfactionMeasured: s }) =>
      Math.min(i?.answers ?? FEW_ANSWERS, s?.answers ?? FEW_ANSWERS) < FEW_ANSWERS,
  );
  if (few.length > 0)
    warnings.push({
      id: 'too-few-answers',
      text: `Fewer than ${FEW_ANSWERS} answers on ${listed(few.map(({ name }) => name))}: ask more people.`,
    });
  if (scored.some(({ scoreInterval }) => scoreInterval === null))
    warnings.push({
      id: 'no-interval',
      text: 'Some outcomes came as figures: give the counts to see how sure their scores are.',
    });
  return warnings;
}

function readingOf(scored: readonly Scored[]): string {
  const firsts = firstsOf(scored).map((name) => `"${name}"`);
  const best = Math.max(...scored.map(({ score }) => score));
  const under = scored.filter((item) => item.score > UNDER_SERVED_ABOVE).length;
  const lead = firsts.length > 1 ? `opportunities are ${listed(firsts)}, each` : `opportunity is ${firsts[0]}`;
  return `The greatest ${lead} with ${best.toFixed(1)} of 20. ${under} of ${scored.length} outcomes are under-served (above 10).`;
}
