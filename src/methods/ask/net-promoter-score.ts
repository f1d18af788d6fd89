import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { normalInterval, normalP } from '../numeric/normal-interval.ts';
import { chance, confidence } from '../plain-words.ts';
import { scoreBounds } from './share-gap.ts';

const PROMOTER_FROM = 9;
const DETRACTOR_TO = 6;
/** Below this the normal interval is a rough guide only. */
const FEW_ANSWERS = 30;

const counts = z.object({
  promoters: z.int().min(0, 'Give how many answered 9 or 10.'),
  passives: z.int().min(0, 'Give how many answered 7 or 8.'),
  detractors: z.int().min(0, 'Give how many answered 0 to 6.'),
});
const scores = z.array(z.int().min(0, 'A score is 0 to 10.').max(10, 'A score is 0 to 10.').nullable());
const countPerScore = z.record(z.string().regex(/^([0-9]|10)$/, 'A score is 0 to 10.'), z.int().min(0));
const answers = z
  .union(
    [scores, counts, countPerScore],
    'Give every score (whole numbers 0 to 10), how often each was given ({"10": 73, "9": 54}), or promoters, passives and detractors.',
  )
  .describe(
    'Every score (0 to 10; null: no answer, left out), how often each score was given ({"10": 73, "9": 54}), or how many promoters, passives and detractors there were.',
  );
/** Made-up answers of the adjusted Wald interval (Rocks 2016): promoters, passives, detractors. */
const ADDED = { promoters: 0.75, passives: 1.5, detractors: 0.75 };

const group = z.object({
  ...counts.shape,
  answers: z.int(),
  missing: z.int().describe('How many gave no answer.'),
  score: interval.describe(
    'Promoters less detractors as a share, -1 to 1 (people say it times 100). The interval is as computed: with few answers it can leave -1 to 1.',
  ),
  variance: z.number().describe('Of one answer.'),
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
 * @example netPromoterScore.run({ answers: { promoters: 40, passives: 30, detractors: 30 }, level: 0.95, interval: 'wald' }).group.score.estimate; // 0.1
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
    'Share of 9 and 10 less share of 0 to 6. Variance of one answer: `p + d - (p - d)²`; interval `score ± z·sqrt(variance / n)`; two groups: `sqrt` of the sum of the squared standard errors.',
  source: [
    'Reichheld, F. (2003), The one number you need to grow, Harvard Business Review 81(12).',
    'Tango, T. (1998), Equivalence test and confidence interval for the difference in proportions for the paired-sample design, Statistics in Medicine 17 (the same difference of two exclusive shares).',
    'Rocks, B. (2016), Interval estimation for the Net Promoter Score, The American Statistician 70(4); R package NPS 1.1.',
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
    interval: z
      .enum(['wald', 'adjustedWald', 'score'])
      .default('wald')
      .describe(
        'wald: score ± z standard errors. score: all values that a score test would not reject (Tango 1998), which stays within -1 to 1 and has width where all answer alike; the difference then follows Newcombe. adjustedWald first adds three made-up answers (3/4 promoters, 3/2 passives, 3/4 detractors): better below 100 answers and where all answer alike. The estimate itself stays as counted.',
      ),
    variance: z
      .enum(['population', 'sample'])
      .default('population')
      .describe('Whether the spread of the answers is divided by n (as R package NPS does) or by n − 1.'),
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
    about:
      'Would maintainers recommend the CNCF to other projects? Second against first half of 2022 (the scale there began at 1).',
    source: 'CNCF maintainer survey 2022, github.com/cncf/surveys, Apache-2.0.',
    inputs: {
      answers: { 10: 56, 9: 19, 8: 18, 7: 7, 6: 3, 5: 6, 4: 2, 3: 2, 2: 1, 1: 3 },
      against: { 10: 47, 9: 22, 8: 11, 7: 11, 6: 1, 3: 1 },
    },
  },
  run(inputs) {
    const one = grouped(inputs.answers, 'answers', inputs);
    const other = inputs.against === undefined ? undefined : grouped(inputs.against, 'against', inputs);
    const difference = other === undefined ? undefined : differenceOf(one, other, inputs);
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

interface Settings {
  readonly level: number;
  readonly interval: 'wald' | 'adjustedWald' | 'score';
  readonly variance: 'population' | 'sample';
}
type Counts = z.output<typeof counts>;

function grouped(given: z.output<typeof answers>, field: string, settings: Settings): Group {
  const { promoters, passives, detractors } = counted(given);
  const n = promoters + passives + detractors;
  if (n === 0) throw new MethodProblem('no-answers', field, 'Give at least one answer.');
  const plain = { promoters, passives, detractors };
  const { mean: estimate, variance, standardError } = moments(plain, settings.variance);
  return {
    ...plain,
    answers: n,
    missing: Array.isArray(given) ? given.length - n : 0,
    score: { estimate, ...boundsOf(plain, settings), level: settings.level },
    variance,
    standardError,
  };
}

function boundsOf(plain: Counts, { level, interval: kind, variance }: Settings): { low: number; high: number } {
  const { promoters: plus, detractors: minus, passives } = plain;
  if (kind === 'score') return scoreBounds({ plus, minus, n: plus + minus + passives }, level);
  const { mean, standardError } = moments(kind === 'wald' ? plain : adjusted(plain), variance);
  const { low, high } = normalInterval(mean, standardError, level);
  return { low, high };
}

function counted(given: z.output<typeof answers>): Counts {
  if (isCounts(given)) return given;
  const tally = { promoters: 0, passives: 0, detractors: 0 };
  const add = (score: number, count: number) => {
    tally[score >= PROMOTER_FROM ? 'promoters' : score <= DETRACTOR_TO ? 'detractors' : 'passives'] += count;
  };
  if (!Array.isArray(given)) for (const [score, count] of Object.entries(given)) add(Number(score), count);
  else for (const score of given) if (score !== null) add(score, 1);
  return tally;
}

function isCounts(given: z.output<typeof answers>): given is Counts {
  return !Array.isArray(given) && 'promoters' in given;
}

function adjusted({ promoters, passives, detractors }: Counts): Counts {
  return {
    promoters: promoters + ADDED.promoters,
    passives: passives + ADDED.passives,
    detractors: detractors + ADDED.detractors,
  };
}

/** Of a single answer there is no sample variance: it is then that of the population, zero. */
function moments({ promoters, passives, detractors }: Counts, kind: Settings['variance']) {
  const n = promoters + passives + detractors;
  const mean = (promoters - detractors) / n;
  const own = Math.max(0, (promoters + detractors) / n - mean ** 2);
  const variance = kind === 'sample' && n > 1 ? (own * n) / (n - 1) : own;
  return { mean, variance, standardError: Math.sqrt(variance / n) };
}

function differenceOf(one: Group, other: Group, { level, interval: kind, variance }: Settings) {
  const estimate = one.score.estimate - other.score.estimate;
  const around = (group: Group) => moments(kind === 'adjustedWald' ? adjusted(group) : group, variance);
  const [a, b] = [around(one), around(other)] as const;
  const standardError = Math.hypot(a.standardError, b.standardError);
  const shift = a.mean - b.mean;
  const p = standardError === 0 ? (shift === 0 ? 1 : 0) : normalP(shift / standardError);
  const bounds = kind === 'score' ? hybrid(one.score, other.score) : normalInterval(shift, standardError, level);
  return { low: bounds.low, high: bounds.high, level, estimate, standardError, p };
}

/** Bounds of a difference from the bounds of both (Newcombe's square and add). */
function hybrid(one: Group['score'], other: Group['score']) {
  const estimate = one.estimate - other.estimate;
  return {
    low: estimate - Math.hypot(one.estimate - one.low, other.high - other.estimate),
    high: estimate + Math.hypot(one.high - one.estimate, other.estimate - other.low),
  };
}

function warningsOf({ answers: n, score }: Group): Warning[] {
  const warnings: Warning[] = [];
  if (n < FEW_ANSWERS) warnings.push({ id: 'too-few-answers', text: `${n} answers: ask at least ${FEW_ANSWERS}.` });
  if (score.low === score.high)
    warnings.push({
      id: 'boundary-solution',
      text: 'Everybody answered alike: a Wald interval has no width. Ask more people, or choose the score interval.',
    });
  return warnings;
}

function readingOf(one: Group, difference: { estimate: number; p: number } | undefined): string {
  const say = (share: number) => (share * 100).toFixed(1);
  const { estimate, low, high, level } = one.score;
  const range =
    low === high
      ? 'all alike, so how sure that is cannot be told'
      : `${confidence(level)} between ${say(Math.max(-1, low))} and ${say(Math.min(1, high))}`;
  const first = `The score is ${say(estimate)} from ${one.answers} ${one.answers === 1 ? 'answer' : 'answers'}; ${range}.`;
  if (difference === undefined) return first;
  return `${first} It differs by ${say(difference.estimate)} from the other group, which ${chance(difference.p)}.`;
}
