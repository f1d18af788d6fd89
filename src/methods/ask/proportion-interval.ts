import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { PROPORTION_INTERVAL_NAMES, PROPORTION_INTERVALS } from '../numeric/proportion-intervals.ts';
import { shareDifference } from '../numeric/share-difference.ts';
import { chance, confidence, percent } from '../plain-words.ts';

/** A count below this on either side makes the Wald interval and the z test rough. */
const FEW_OF_A_KIND = 5;

const countSchema = z.object({
  successes: z.int().min(0).describe('How many had the answer in question.'),
  trials: z.int().min(0).describe('How many answered at all.'),
});
type Count = z.infer<typeof countSchema>;
const SPOKEN: Record<(typeof PROPORTION_INTERVAL_NAMES)[number], string> = {
  wilson: 'Wilson',
  wilsonContinuity: 'Wilson, corrected',
  clopperPearson: 'Clopper-Pearson',
  wald: 'Wald',
  agrestiCoull: 'Agresti-Coull',
  jeffreys: 'Jeffreys',
};
const bounds = z.object({ low: z.number(), high: z.number() });

/**
 * A share with every interval in use, and two shares compared.
 *
 * @throws MethodProblem `no-answers`, `more-successes-than-trials`.
 * @example proportionInterval.run({ successes: 81, trials: 263, level: 0.95, interval: 'wilson' }).share; // 0.308, 0.255 to 0.366
 */
export const proportionInterval = defineMethod({
  name: 'proportion-interval',
  field: 'ask',
  title: 'Share with its interval',
  summary: 'How sure a share is, by six intervals side by side, and whether two shares truly differ.',
  whenToUse: ['For any yes-or-no question, top-box share or click-through of a random sample.'],
  whenNot: [
    'Where the answers are weighted: divide the count by the design effect first.',
    'For repeated looks at a running experiment.',
  ],
  assumes: [
    'Answers are independent and a random sample (not checked).',
    'The share of everybody is wanted, and the sample is a small part of them (not checked).',
  ],
  formula:
    'Wilson: the shares p that a z test at this level does not reject; the others as published. Difference: Newcombe hybrid score; p by the z test with pooled variance.',
  source: [
    'Wilson, E. B. (1927), JASA 22.',
    'Clopper, C. J., Pearson, E. S. (1934), Biometrika 26.',
    'Agresti, A., Coull, B. A. (1998), The American Statistician 52.',
    'Brown, L. D., Cai, T. T., DasGupta, A. (2001), Interval estimation for a binomial proportion, Statistical Science 16 (Jeffreys).',
    'Newcombe, R. G. (1998), Statistics in Medicine 17:857-872, 873-890.',
  ],
  verified:
    'Newcombe (1998) Table I and R prop.test, binom.test to 1e-6; difference: Newcombe Table II to four decimals.',
  cost: 'O(1)',
  warns: {
    'too-few-answers':
      'Fewer than five with or without the answer: Wald and the z test are rough, read Wilson or Clopper-Pearson.',
    'boundary-solution': 'None or all: Wald has no width; Wilson, Clopper-Pearson and Jeffreys hold.',
  },
  inputs: z.object({
    ...countSchema.shape,
    against: countSchema.optional().describe('A second group to compare with.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
    interval: z.enum(PROPORTION_INTERVAL_NAMES).default('wilson').describe('Which interval `share` carries.'),
  }),
  result: z.object({
    share: interval,
    intervals: z
      .object({
        wilson: bounds,
        wilsonContinuity: bounds.describe(
          'With continuity correction (Newcombe). R’s prop.test gives the same, save that it leaves the correction out where exactly half have the answer.',
        ),
        clopperPearson: bounds.describe('Exact; never covers less than its level.'),
        wald: bounds.describe('As computed: can leave 0 to 1.'),
        agrestiCoull: bounds.describe('As computed: can leave 0 to 1.'),
        jeffreys: bounds.describe("Bayesian, Jeffreys' prior."),
      })
      .describe('All of the given share.'),
    against: interval.optional(),
    difference: z
      .object({ ...interval.shape, p: z.number().describe('Two-sided, z test with pooled variance.') })
      .optional()
      .describe('Group less against, with the interval of Newcombe.'),
    ...report,
  }),
  example: {
    about: '81 of 263 people, the first case of the table that compares seven methods.',
    source: 'Newcombe (1998), Table I.',
    inputs: { successes: 81, trials: 263 },
  },
  run(inputs) {
    const { against, level } = inputs;
    const share = shareOf(inputs, '', inputs);
    const other = against && shareOf(against, 'against.', inputs);
    const difference = against && shareDifference(inputs, against, level);
    const of = (name: (typeof PROPORTION_INTERVAL_NAMES)[number]) =>
      PROPORTION_INTERVALS[name](inputs.successes, inputs.trials, level);
    const intervals = {
      wilson: of('wilson'),
      wilsonContinuity: of('wilsonContinuity'),
      clopperPearson: of('clopperPearson'),
      wald: of('wald'),
      agrestiCoull: of('agrestiCoull'),
      jeffreys: of('jeffreys'),
    };
    const first = `The share is ${percent(share.estimate)} (${inputs.successes} of ${inputs.trials}); ${confidence(level)} between ${percent(share.low)} and ${percent(share.high)}.`;
    return {
      share,
      intervals,
      ...(other === undefined ? {} : { against: other }),
      ...(difference === undefined ? {} : { difference }),
      warnings: [inputs, ...(against === undefined ? [] : [against])].flatMap(warningsOf),
      reading:
        difference === undefined
          ? first
          : `${first} It differs by ${(difference.estimate * 100).toFixed(1)} points from the other group, which ${chance(difference.p)}.`,
      picture: {
        kind: 'intervals' as const,
        title: 'Share by each interval',
        x: 'Interval',
        y: 'Share',
        series: [
          {
            name: 'Share',
            x: PROPORTION_INTERVAL_NAMES.map((name) => SPOKEN[name]),
            y: Object.keys(intervals).map(() => share.estimate),
            low: Object.values(intervals).map(({ low }) => low),
            high: Object.values(intervals).map(({ high }) => high),
          },
        ],
      },
    };
  },
});

function shareOf(
  { successes, trials }: Count,
  path: string,
  settings: { level: number; interval: (typeof PROPORTION_INTERVAL_NAMES)[number] },
) {
  if (trials === 0) throw new MethodProblem('no-answers', `${path}trials`, 'Give at least one answer.');
  if (successes > trials)
    throw new MethodProblem('more-successes-than-trials', `${path}successes`, `At most ${trials} can have it.`);
  const { level } = settings;
  return { estimate: successes / trials, ...PROPORTION_INTERVALS[settings.interval](successes, trials, level), level };
}

function warningsOf({ successes, trials }: Count): Warning[] {
  const warnings: Warning[] = [];
  const fewer = Math.min(successes, trials - successes);
  if (fewer < FEW_OF_A_KIND)
    warnings.push({
      id: 'too-few-answers',
      text: `Only ${fewer} on one side: read Wilson or Clopper-Pearson, not Wald.`,
    });
  if (fewer === 0)
    warnings.push({
      id: 'boundary-solution',
      text: `${successes === 0 ? 'None' : 'All'} of ${trials}: Wald has no width here.`,
    });
  return warnings;
}
