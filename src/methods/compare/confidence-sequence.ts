import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import type { SampleMoments } from '../numeric/sample-mean.ts';
import { lift, welchFreedom } from './relative-lift.ts';
import { measured, missingWarning, summaryOf, VALUES_MISSING } from './sample-summary.ts';
import { tCritical, tTwoSided } from './tail-probability.ts';
import { percent, short } from './wording.ts';

/** Below so many units in a group the asymptotic sequence is not yet to be trusted. */
const FEW_UNITS = 100;

const group = z
  .union(
    [
      z
        .object({ successes: z.int().min(0), trials: z.int().min(2, 'Give at least 2 trials.') })
        .refine(({ successes, trials }) => successes <= trials, 'Successes cannot outnumber trials.')
        .describe('A rate p; its variance is p(1 - p).'),
      ...measured.options,
    ],
    'Give successes and trials (no more successes than trials), every value as a number, or n with mean and standardDeviation or sum and sumOfSquares.',
  )
  .describe(
    'Every value, or n with mean and standardDeviation, or n with sum and sumOfSquares, or successes and trials.',
  );
const pair = z.object({ control: group, treatment: group });

/**
 * Always-valid confidence sequence and p-value for a running A/B test: true at every look, so that one may stop when one likes.
 *
 * Asymptotic normal mixture. With N units in both groups together and `ρ` from `tuning`, the half width is
 * `SE·sqrt(N)·sqrt(2(Nρ² + 1)/(N²ρ²)·ln(sqrt(Nρ² + 1)/α))`, narrowest against a fixed-size interval at N = tuning.
 *
 * @throws MethodProblem `no-variation`, `control-mean-zero` where a relative lift does not exist, `too-few-values`.
 * @example confidenceSequence.run({ control: { successes: 80, trials: 1000 }, treatment: { successes: 100, trials: 1000 }, effect: 'relative', tuning: 5000, alpha: 0.05, earlier: [] }).lift;
 */
export const confidenceSequence = defineMethod({
  name: 'confidence-sequence',
  field: 'compare',
  title: 'Always-valid confidence sequence',
  summary: 'An interval and p-value for a running A/B test that stay true however often one looks.',
  whenToUse: ['Dashboards: an experiment that is read daily and stopped when it is clear.'],
  whenNot: ['One look at a planned end: two-means and two-proportions give narrower intervals.'],
  assumes: [
    'Units are independent; each look adds units to those before (not checked).',
    'At least 100 units in each group (checked): the sequence is asymptotic.',
    'tuning was chosen before looking.',
  ],
  formula:
    '`ρ = sqrt((-2 ln α + ln(1 - 2 ln α)) / tuning)`; half width `SE·sqrt(N)·sqrt(2(Nρ² + 1)/(N²ρ²)·ln(sqrt(Nρ² + 1)/α))`; ' +
    '`p = min(1, sqrt(Nρ² + 1)·exp(-z²·Nρ²/(2(Nρ² + 1))))` with z = estimate/SE. Relative lift: mean₂/mean₁ - 1 with ' +
    'delta-method `SE² = (s₂²/n₂ + (mean₂/mean₁)²·s₁²/n₁)/mean₁²`.',
  source: [
    'Waudby-Smith, I., Arbour, D., Sinha, R., Kennedy, E. H. & Ramdas, A. (2021), Time-uniform central limit theory and asymptotic confidence sequences, arXiv:2103.06476.',
    'Johari, R., Pekelis, L. & Walsh, D. (2017), Peeking at A/B tests, KDD (with `tau2`).',
    'Howard, S. R., Ramdas, A., McAuliffe, J. & Sekhon, J. (2021), Time-uniform, nonparametric, nonasymptotic confidence sequences, Annals of Statistics 49.',
  ],
  verified:
    'GrowthBook gbstats’ printed tests (1e-5) and R 4.2.2 (1e-6): estimate, standard error, half width, p, with the fixed-size Welch interval beside.',
  cost: 'O(n), O(1) from summaries',
  warns: {
    'values-missing': VALUES_MISSING,
    'too-few-answers': 'Fewer than 100 units in a group: the sequence may cover less than it says.',
    'baseline-near-zero':
      'The control’s mean is within three standard errors of 0: the relative lift means little, take absolute.',
  },
  inputs: z.object({
    control: group,
    treatment: group,
    effect: z
      .enum(['relative', 'absolute'])
      .default('relative')
      .describe('relative: over the size of the control’s mean.'),
    tuning: z
      .number()
      .gt(0)
      .default(5000)
      .describe('Number of units in both groups at which the interval should be tightest; choose it before the test.'),
    tau2: z
      .number()
      .gt(0)
      .optional()
      .describe(
        'Instead of tuning: variance of the effects thought plausible, in squared units of `effect`, as in mixture-sprt. The answer is then the mSPRT of two groups (Johari et al.), for means and for rates.',
      ),
    alpha: z.number().gt(0).lt(1).default(0.05).describe('Chance of ever being wrong.'),
    earlier: z
      .array(pair)
      .default([])
      .describe(
        'The same at earlier looks, in order: p then is the least so far, and the interval what all looks leave.',
      ),
  }),
  result: z.object({
    lift: interval.describe('Treatment against control, as `effect` says; the interval holds at every look.'),
    standardError: z.number(),
    halfWidth: z.number(),
    rho: z
      .number()
      .describe('Parameter of the mixture: from tuning and alpha, or the root of tau2 over the variance of one unit.'),
    alwaysValidP: z.number(),
    logEValue: z.number().describe('Natural logarithm of the evidence against no effect.'),
    significant: z.boolean().describe('Whether 0 is outside the interval: one may stop.'),
    running: z
      .object({ alwaysValidP: z.number(), low: z.number().nullable(), high: z.number().nullable() })
      .describe('Over all looks given: least p, and the part common to all intervals (null where nothing is).'),
    fixed: z
      .object({ ...interval.shape, p: z.number(), degreesOfFreedom: z.number() })
      .describe('Welch’s, for one look at a planned size only.'),
    ...report,
  }),
  example: {
    about: 'Two sign-up buttons of the 2008 Obama campaign: Learn More against Sign Up.',
    source: 'Counts published by Optimizely (2010), How Obama raised $60 million.',
    inputs: { control: { successes: 5851, trials: 77858 }, treatment: { successes: 6927, trials: 77729 } },
  },
  run({ control, treatment, effect, tuning, tau2, alpha, earlier }) {
    const tuned = Math.sqrt((-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tuning);
    const settings = { effect, tuned, tau2, alpha };
    const before = earlier.map((pair, i) => looked(momentsOf(pair, `earlier.${i}.`), settings));
    const [a, b] = momentsOf({ control, treatment }, '');
    const now = looked([a, b], settings);
    const freedom = welchFreedom(a, b) ?? a.count + b.count - 2;
    const all = [...before, now];
    const low = Math.max(...all.map((look) => look.low));
    const high = Math.min(...all.map((look) => look.high));
    const reach = tCritical(1 - alpha, freedom) * now.standardError;
    const level = 1 - alpha;
    const say = effect === 'relative' ? percent : short;
    const significant = now.low > 0 || now.high < 0;
    return {
      lift: { estimate: now.estimate, low: now.low, high: now.high, level },
      standardError: now.standardError,
      halfWidth: now.halfWidth,
      rho: now.rho,
      alwaysValidP: now.p,
      logEValue: now.logEValue,
      significant,
      running: {
        alwaysValidP: Math.min(...all.map(({ p }) => p)),
        low: low <= high ? low : null,
        high: low <= high ? high : null,
      },
      fixed: {
        estimate: now.estimate,
        low: now.estimate - reach,
        high: now.estimate + reach,
        level,
        p: tTwoSided(now.estimate / now.standardError, freedom),
        degreesOfFreedom: freedom,
      },
      warnings: [...warningsOf(a, b, effect), ...missingWarning(control, treatment)],
      reading: `So far the treatment is ${now.estimate >= 0 ? 'higher' : 'lower'} by ${say(Math.abs(now.estimate))}; at any look it lies between ${say(now.low)} and ${say(now.high)} with ${short(level * 100)} % confidence. ${significant ? 'An effect is shown: one may stop.' : 'No effect is shown yet: go on, or stop without one.'}`,
      picture: {
        kind: 'intervals' as const,
        title: effect === 'relative' ? 'Relative lift, look by look' : 'Difference, look by look',
        x: 'Units in both groups',
        y: effect === 'relative' ? 'Treatment over control, less 1' : 'Treatment less control',
        series: [
          {
            name: 'Lift',
            x: all.map(({ n }) => n),
            y: all.map(({ estimate }) => estimate),
            low: all.map((look) => look.low),
            high: all.map((look) => look.high),
          },
        ],
        marks: [{ axis: 'y' as const, at: 0, label: 'no effect' }],
      },
    };
  },
});

function momentsOf({ control, treatment }: z.output<typeof pair>, path: string): [SampleMoments, SampleMoments] {
  return [moments(control, `${path}control`), moments(treatment, `${path}treatment`)];
}

/** The variance of a rate is p(1 - p), as in every test of proportions. */
function moments(given: z.output<typeof group>, field: string): SampleMoments {
  if (Array.isArray(given) || 'n' in given) return summaryOf(given, field);
  const { successes, trials } = given;
  const mean = successes / trials;
  return { count: trials, mean, variance: mean * (1 - mean) };
}

function looked(
  [a, b]: [SampleMoments, SampleMoments],
  {
    effect,
    tuned,
    tau2,
    alpha,
  }: { effect: 'relative' | 'absolute'; tuned: number; tau2: number | undefined; alpha: number },
) {
  const found = lift(a, b, effect);
  if (found === null)
    throw new MethodProblem('control-mean-zero', 'effect', 'The control’s mean is 0: ask for absolute.');
  const { estimate, standardError } = found;
  if (!(standardError > 0))
    throw new MethodProblem(
      'no-variation',
      'control',
      'No value differs from its group’s others: wait for values that vary.',
    );
  const n = a.count + b.count;
  const rho = tau2 === undefined ? tuned : Math.sqrt(tau2 / n) / standardError;
  const wide = n * rho * rho + 1;
  const halfWidth = standardError * Math.sqrt(((2 * wide) / (n * rho * rho)) * (Math.log(wide) / 2 - Math.log(alpha)));
  const logEValue = (n * rho * rho * (estimate / standardError) ** 2) / (2 * wide) - Math.log(wide) / 2;
  const p = Math.min(1, Math.exp(-logEValue));
  return {
    n,
    rho,
    estimate,
    standardError,
    halfWidth,
    low: estimate - halfWidth,
    high: estimate + halfWidth,
    logEValue,
    p,
  };
}

function warningsOf(a: SampleMoments, b: SampleMoments, effect: 'relative' | 'absolute'): Warning[] {
  const warnings: Warning[] = [];
  if (Math.min(a.count, b.count) < FEW_UNITS)
    warnings.push({ id: 'too-few-answers', text: `Wait for ${FEW_UNITS} units in each group.` });
  if (effect === 'relative' && Math.abs(a.mean) < 3 * Math.sqrt(a.variance / a.count))
    warnings.push({ id: 'baseline-near-zero', text: 'The control’s mean may be 0: ask for absolute.' });
  return warnings;
}
