import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { PROPORTION_INTERVAL_NAMES, PROPORTION_INTERVALS } from '../numeric/proportion-intervals.ts';
import { shareDifference } from '../numeric/share-difference.ts';
import { chance, confidence, percent } from '../plain-words.ts';

/** Below this the interval is wider than the distance that matters. */
const FEW_ANSWERS = 40;

const ANSWERS = ['very', 'somewhat', 'not', 'no-longer-use'] as const;
const counts = z.object({
  veryDisappointed: z.int().min(0),
  somewhatDisappointed: z.int().min(0),
  notDisappointed: z.int().min(0),
  noLongerUse: z.int().min(0).default(0).describe('Do not use it any more: left out of the share.'),
});
const shareOnly = z.object({
  veryDisappointed: z.int().min(0),
  total: z.int().min(0).describe('Of how many who use the product and answered.'),
});
const answers = z
  .union(
    [z.array(z.enum(ANSWERS).nullable()), counts, shareOnly],
    'Give very, somewhat, not or no-longer-use for each person; or veryDisappointed, somewhatDisappointed and notDisappointed; or veryDisappointed and total.',
  )
  .describe(
    'How each person would feel without the product (very: very disappointed, somewhat, not, no-longer-use; null: no answer), or how many gave each answer, or only how many were very disappointed of how many (veryDisappointed, total).',
  );
const group = z.object({
  veryDisappointed: z.int(),
  somewhatDisappointed: z.int().nullable().describe('Null where only the total was given.'),
  notDisappointed: z.int().nullable(),
  noLongerUse: z.int(),
  answers: z.int().describe('Those who use the product and answered.'),
  missing: z.int(),
  share: interval.describe('Share who would be very disappointed, 0 to 1.'),
  probabilityAbove: z
    .number()
    .describe("Probability that the true share reaches the threshold (Jeffreys' prior, before the answers even)."),
  p: z.number().describe('Chance of so many or more, were the true share just the threshold (exact, one-sided).'),
  verdict: z
    .enum(['above', 'below', 'undecided'])
    .describe('Whether the whole interval lies above or below the threshold.'),
});
type Group = z.infer<typeof group>;

/**
 * Sean Ellis test: would people be very disappointed without the product, and is it more than the 40 % seen in products that grew?
 *
 * @throws MethodProblem `no-answers` where nobody who uses the product answered, `more-than-total`.
 * @example seanEllisTest.run(seanEllisTest.inputs.parse({ answers: { veryDisappointed: 45, somewhatDisappointed: 35, notDisappointed: 20 } })).group.verdict; // 'undecided'
 */
export const seanEllisTest = defineMethod({
  name: 'sean-ellis-test',
  field: 'ask',
  title: 'Sean Ellis test (product-market fit)',
  summary: 'Which share of users would be very disappointed without the product, and how surely that is above 40 %.',
  whenToUse: ['Before spending on growth, among people who used the product lately and more than once.'],
  whenNot: [
    'Among people who only signed up.',
    'As a law: 40 % is a benchmark from start-ups, not a threshold of nature.',
  ],
  assumes: ['Those asked are a random sample of active users (not checked).', 'At least 40 answers (checked).'],
  formula:
    'Very disappointed ÷ (very + somewhat + not). Wilson interval; exact binomial test against the threshold; Beta(k + ½, n − k + ½) for the probability of being above it.',
  source: ['Ellis, S. (2009), The startup pyramid (the 40 % benchmark).', 'Wilson, E. B. (1927), JASA 22.'],
  verified:
    'Intervals: R prop.test and binom.test to 1e-6; binomial tail and posterior: against sums and closed forms to 1e-9.',
  cost: 'O(n)',
  warns: {
    'too-few-answers': 'Fewer than 40 answers: the verdict will rarely be anything but undecided.',
    'boundary-solution': 'All or none would be very disappointed.',
  },
  inputs: z.object({
    answers,
    against: answers.optional().describe('A second segment or an earlier wave to compare with.'),
    threshold: z.number().gt(0).lt(1).default(0.4).describe('The share to reach.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
    interval: z.enum(PROPORTION_INTERVAL_NAMES).default('wilson').describe('Which interval the share carries.'),
  }),
  result: z.object({
    group,
    against: group.optional(),
    difference: z
      .object({ ...interval.shape, p: z.number().describe('Two-sided, z test with pooled variance.') })
      .optional()
      .describe('Group less against, with the interval of Newcombe.'),
    ...report,
  }),
  example: {
    about: '51 % of 731 users of Slack, asked in 2015, would be very disappointed without it.',
    source: 'Open survey by Hiten Shah (2015), published share and number of answers.',
    inputs: { answers: { veryDisappointed: 373, total: 731 } },
  },
  run(inputs) {
    const one = grouped(inputs, inputs.answers, 'answers');
    const other = inputs.against === undefined ? undefined : grouped(inputs, inputs.against, 'against');
    const groups = [one, ...(other === undefined ? [] : [other])];
    const [a, b] = groups.map(({ veryDisappointed: successes, answers: trials }) => ({ successes, trials }));
    const difference = a && b && shareDifference(a, b, inputs.level);
    return {
      group: one,
      ...(other === undefined ? {} : { against: other }),
      ...(difference === undefined ? {} : { difference }),
      warnings: groups.flatMap(warningsOf),
      reading: readingOf(one, inputs.threshold, difference),
      picture: {
        kind: 'intervals' as const,
        title: 'Very disappointed without the product',
        x: 'Group',
        y: 'Very disappointed (share)',
        series: [
          {
            name: 'Share',
            x: ['Group', 'Against'].slice(0, groups.length),
            y: groups.map(({ share }) => share.estimate),
            low: groups.map(({ share }) => share.low),
            high: groups.map(({ share }) => share.high),
          },
        ],
        marks: [{ axis: 'y' as const, at: inputs.threshold, label: 'Threshold' }],
      },
    };
  },
});

interface Settings {
  readonly threshold: number;
  readonly level: number;
  readonly interval: (typeof PROPORTION_INTERVAL_NAMES)[number];
}

function grouped(settings: Settings, given: z.output<typeof answers>, field: string): Group {
  const { threshold, level } = settings;
  const tally = Array.isArray(given) ? counted(given) : given;
  const k = tally.veryDisappointed;
  const n = 'total' in tally ? tally.total : k + tally.somewhatDisappointed + tally.notDisappointed;
  if (k > n)
    throw new MethodProblem('more-than-total', `${field}.veryDisappointed`, `At most ${n} can be very disappointed.`);
  if (n === 0) throw new MethodProblem('no-answers', field, 'Give at least one answer of a user.');
  const bounds = PROPORTION_INTERVALS[settings.interval](k, n, level);
  return {
    veryDisappointed: k,
    somewhatDisappointed: 'total' in tally ? null : tally.somewhatDisappointed,
    notDisappointed: 'total' in tally ? null : tally.notDisappointed,
    noLongerUse: 'total' in tally ? 0 : tally.noLongerUse,
    answers: n,
    missing: Array.isArray(given) ? given.filter((answer) => answer === null).length : 0,
    share: { estimate: k / n, ...bounds, level },
    probabilityAbove: 1 - betaCdf(threshold, k + 0.5, n - k + 0.5),
    p: k === 0 ? 1 : Math.min(1, 1 - binomialCdf(k - 1, n, threshold)),
    verdict: bounds.low > threshold ? 'above' : bounds.high < threshold ? 'below' : 'undecided',
  };
}

function counted(given: readonly ((typeof ANSWERS)[number] | null)[]): z.output<typeof counts> {
  const count = (answer: (typeof ANSWERS)[number]) => given.filter((each) => each === answer).length;
  return {
    veryDisappointed: count('very'),
    somewhatDisappointed: count('somewhat'),
    notDisappointed: count('not'),
    noLongerUse: count('no-longer-use'),
  };
}

function warningsOf({ answers: n, veryDisappointed: k }: Group): Warning[] {
  const warnings: Warning[] = [];
  if (n < FEW_ANSWERS) warnings.push({ id: 'too-few-answers', text: `${n} answers: ask at least ${FEW_ANSWERS}.` });
  if (k === 0 || k === n)
    warnings.push({
      id: 'boundary-solution',
      text: `${k === 0 ? 'Nobody' : 'Everybody'} would be very disappointed: ask more people.`,
    });
  return warnings;
}

function readingOf(one: Group, threshold: number, difference?: { estimate: number; p: number }): string {
  const { estimate, low, high, level } = one.share;
  const sure = { above: 'That is above', below: 'That is below', undecided: 'That cannot yet be told from' }[
    one.verdict
  ];
  const first = `${percent(estimate)} of ${one.answers} users would be very disappointed without it; ${confidence(level)} between ${percent(low)} and ${percent(high)}. ${sure} the benchmark of ${percent(threshold, 0)} (probability of reaching it: ${percent(one.probabilityAbove, 0)}).`;
  if (difference === undefined) return first;
  return `${first} The share differs by ${(difference.estimate * 100).toFixed(1)} points from the other group, which ${chance(difference.p)}.`;
}
