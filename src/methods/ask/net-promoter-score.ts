import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';

const PROMOTER_FROM = 9;
const DETRACTOR_TO = 6;
/** Below this the normal interval is a rough guide only. */
const FEW_ANSWERS = 30;

const counts = z.object({
  promoters: z.int().min(0, 'Give how many answered 9 or 10.'),
  passives: z.int().min(0, 'Give how many answered 7 or 8.'),
  detractors: z.int().min(0, 'Give how many answered 0 to 6.'),
});
const scores = z.array(z.int().min(0, 'A score is 0 to 10.').max(10, 'A score is 0 to 10.'));
const answers = z
  .union([scores, counts])
  .describe('Every score (0 to 10), or how many promoters, passives and detractors there were.');

const group = z.object({
  ...counts.shape,
  answers: z.int(),
  score: interval.describe('Promoters less detractors as a share, -1 to 1 (people say it times 100).'),
  standardError: z.number(),
});
type Group = z.infer<typeof group>;

/**
 * Net Promoter Score with its interval, and the difference between two groups or two waves.
 *
 * The score is the mean of +1 (promoter), 0 (passive) and -1 (detractor), so its variance is p + d - (p - d)^2 and the interval
 * is Wald's. Shares throughout: 0.31 is what people call "an NPS of 31".
 *
 * @throws MethodProblem `no-answers` where a group is empty.
 * @example netPromoterScore.run({ answers: { promoters: 40, passives: 30, detractors: 30 }, level: 0.95 }).group.score.estimate; // 0.1
 */
export const netPromoterScore = defineMethod({
  name: 'net-promoter-score',
  field: 'ask',
  title: 'Net Promoter Score',
  summary: 'How far promoters outnumber detractors, how sure that is, and whether two groups or waves truly differ.',
  whenToUse: ['Tracking one loyalty question over time or across segments.'],
  whenNot: [
    'As the only measure of a feature: it says nothing of the reason.',
    'To compare countries: use of the scale differs.',
  ],
  assumes: [
    'Answers are independent and a random sample of the group (not checked).',
    'At least 30 answers for the normal interval (checked).',
  ],
  formula:
    'Share of 9 and 10 less share of 0 to 6. Variance of one answer: `p + d - (p - d)²`; interval `score ± z·sqrt(variance / n)`.',
  source: [
    'Reichheld, F. (2003), The one number you need to grow, Harvard Business Review 81(12).',
    'R package NPS 1.1 (Wald interval and test).',
  ],
  verified: 'R package NPS on its own example counts: score, interval, difference, standard error to 1e-9, p to 1e-6.',
  cost: 'O(n)',
  warns: {
    'too-few-answers': 'Fewer than 30 answers: the interval is rough.',
    'boundary-solution': 'Everybody answered alike: the interval has no width and must not be trusted.',
  },
  inputs: z.object({
    answers,
    against: answers.optional().describe('A second group or an earlier wave to compare with.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    group,
    against: group.optional(),
    difference: z
      .object({ ...interval.shape, standardError: z.number(), p: z.number().describe('Two-sided.') })
      .optional()
      .describe('Group less against.'),
    ...report,
  }),
  example: {
    about: 'Forty promoters, thirty passives and thirty detractors.',
    source: 'Plain counts.',
    inputs: { answers: { promoters: 40, passives: 30, detractors: 30 } },
  },
  run(inputs) {
    const one = grouped(inputs.answers, 'answers', inputs.level);
    const other = inputs.against === undefined ? undefined : grouped(inputs.against, 'against', inputs.level);
    const difference = other === undefined ? undefined : differenceOf(one, other, inputs.level);
    const groups = other === undefined ? [one] : [one, other];
    return {
      group: one,
      ...(other === undefined ? {} : { against: other }),
      ...(difference === undefined ? {} : { difference }),
      warnings: groups.flatMap(warningsOf),
      reading: readingOf(one, difference),
      picture: {
        kind: 'intervals' as const,
        title: 'Net Promoter Score',
        x: 'Group',
        y: 'Promoters less detractors (share)',
        series: [
          {
            name: 'Score',
            x: ['Group', 'Against'].slice(0, groups.length),
            y: groups.map(({ score }) => score.estimate),
            low: groups.map(({ score }) => score.low),
            high: groups.map(({ score }) => score.high),
          },
        ],
      },
    };
  },
});

function grouped(given: z.output<typeof answers>, field: string, level: number): Group {
  const { promoters, passives, detractors } = Array.isArray(given) ? counted(given) : given;
  const n = promoters + passives + detractors;
  if (n === 0) throw new MethodProblem('no-answers', field, 'Give at least one answer.');
  const estimate = (promoters - detractors) / n;
  const standardError = Math.sqrt(((promoters + detractors) / n - estimate ** 2) / n);
  return { promoters, passives, detractors, answers: n, score: around(estimate, standardError, level), standardError };
}

function counted(given: readonly number[]): z.output<typeof counts> {
  const promoters = given.filter((score) => score >= PROMOTER_FROM).length;
  const detractors = given.filter((score) => score <= DETRACTOR_TO).length;
  return { promoters, passives: given.length - promoters - detractors, detractors };
}

function around(estimate: number, standardError: number, level: number) {
  const z = quantile(1 - (1 - level) / 2, 0, 1);
  return { estimate, low: estimate - z * standardError, high: estimate + z * standardError, level };
}

function differenceOf(one: Group, other: Group, level: number) {
  const estimate = one.score.estimate - other.score.estimate;
  const standardError = Math.hypot(one.standardError, other.standardError);
  const p = standardError === 0 ? (estimate === 0 ? 1 : 0) : 2 * cdf(-Math.abs(estimate / standardError), 0, 1);
  return { ...around(estimate, standardError, level), standardError, p };
}

function warningsOf({ answers: n, standardError }: Group): Warning[] {
  const warnings: Warning[] = [];
  if (n < FEW_ANSWERS) warnings.push({ id: 'too-few-answers', text: `${n} answers: ask at least ${FEW_ANSWERS}.` });
  if (standardError === 0)
    warnings.push({
      id: 'boundary-solution',
      text: 'Everybody answered alike: the interval has no width. Ask more people.',
    });
  return warnings;
}

function readingOf(one: Group, difference: { estimate: number; p: number } | undefined): string {
  const say = (share: number) => (share * 100).toFixed(1);
  const { estimate, low, high, level } = one.score;
  const first = `The score is ${say(estimate)} from ${one.answers} answers; with ${level * 100} % confidence between ${say(low)} and ${say(high)}.`;
  if (difference === undefined) return first;
  const sure = difference.p < 0.05 ? 'is unlikely to be chance' : 'may well be chance';
  return `${first} It differs by ${say(difference.estimate)} from the other group, which ${sure} (p = ${difference.p.toPrecision(2)}).`;
}
