import { z } from 'zod';
import { defineMethod, interval, report, type Warning } from '../method.ts';
import { newcombeDifference, wilson } from '../numeric/proportion-intervals.ts';
import { type Alternative, alternative, normalP } from './alternative.ts';
import { agrestiCaffo, type Share, scoreInterval, wald } from './difference-intervals.ts';
import { fisherExact } from './fisher-exact.ts';
import { chiSquareUpper, normalCritical } from './tail-probability.ts';
import { chance, percent, points, short } from './wording.ts';

/** Cochran's rule: below this expected count in any cell the normal and chi-square tests are rough. */
const SMALL_EXPECTED_COUNT = 5;
/** Fisher's test walks over the likely counts: their number grows with the root of this. */
const MOST_TRIALS = 1e10;

const share = z
  .object({
    successes: z.int().min(0, 'Give how many did it: 0 or more.'),
    trials: z
      .int()
      .min(1, 'Give how many could have done it: at least 1.')
      .max(MOST_TRIALS, 'At most ten billion trials.'),
  })
  .refine(({ successes, trials }) => successes <= trials, 'Successes cannot outnumber trials.');
const statistic = z.object({ statistic: z.number(), p: z.number().describe('Two-sided.') });
const sided = z.object({ statistic: z.number(), p: z.number().describe('Of the side asked for.') });

/**
 * Two rates compared: is the treatment's truly higher or lower than the control's, and by how much?
 *
 * Differences are treatment less control in shares (0.01 is one percentage point); relative lift is treatment over control, less 1.
 *
 * @example twoProportions.run({ control: { successes: 1502, trials: 15000 }, treatment: { successes: 1621, trials: 15000 }, alternative: 'two-sided', level: 0.95 }).z.p; // 0.0245
 */
export const twoProportions = defineMethod({
  name: 'two-proportions',
  field: 'compare',
  title: 'Two proportions',
  summary: 'Whether two conversion rates differ, by how much in points and in relative lift, and how sure that is.',
  whenToUse: ['An A/B test of a yes-or-no outcome, read once, at its planned end.'],
  whenNot: [
    'To look again and again until it is significant: use confidence-sequence or group-sequential.',
    'Where one person counts several times: rates per visit are not independent.',
  ],
  assumes: [
    'Every trial is independent of the others (not checked).',
    'At least 5 expected in every cell for the z and chi-square tests (checked); Fisher’s test needs no such size.',
  ],
  formula:
    '`z = (q - p) / sqrt(r(1 - r)(1/m + 1/n))` with `r` the pooled rate; chi-square is `z²`, Yates takes 1/2 off each |observed - expected|. ' +
    'Intervals of the difference: Wald, Newcombe (two Wilson intervals by squares), Agresti-Caffo (one success and one failure added to each), ' +
    'score (Mee) and Miettinen-Nurminen (differences that a score test does not reject). Ratio and odds ratio: normal on the logarithm.',
  source: [
    'Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine 17.',
    'Agresti, A. & Caffo, B. (2000), Simple and effective confidence intervals for proportions, The American Statistician 54.',
    'Mee, R. W. (1984), Biometrics 40; Miettinen, O. & Nurminen, M. (1985), Statistics in Medicine 4.',
    'Fisher, R. A. (1935), The logic of inductive inference, JRSS 98.',
  ],
  verified:
    'R 4.2.2 prop.test and fisher.test on the Salk trial and an e-mail test (z, p 1e-6, intervals 1e-8, Fisher 1e-4 relative); Newcombe’s published table for Newcombe, Mee and Miettinen-Nurminen to 4 decimals.',
  cost: 'O(standard deviations of a count) for Fisher’s test, O(1) for the rest',
  warns: {
    'small-expected-counts': 'A cell is expected to hold fewer than 5: trust Fisher’s test and the score interval.',
    'boundary-solution': 'A rate is 0 or 1: Wald’s interval is too narrow, ratios may not exist.',
  },
  inputs: z.object({
    control: share.describe('How many of how many, without the change.'),
    treatment: share.describe('How many of how many, with the change.'),
    alternative,
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    rates: z
      .object({ control: interval, treatment: interval })
      .describe('Share of successes with its Wilson interval.'),
    difference: z
      .object({ ...interval.shape, standardError: z.number() })
      .describe('Treatment’s rate less control’s; the interval is Newcombe’s, the standard error Wald’s (unpooled).'),
    z: sided.describe('Pooled two-proportion z-test.'),
    zUnpooled: sided.describe(
      'The same with the standard error of the difference as it is (Wald): agrees with the Wald interval.',
    ),
    chiSquare: statistic.describe('Pearson’s chi-square without continuity correction, 1 degree of freedom.'),
    chiSquareYates: statistic.describe('With Yates’ continuity correction.'),
    fisherExact: z.object({ p: z.number().describe('Of the side asked for.') }),
    intervals: z
      .object({
        wald: interval,
        newcombe: interval,
        agrestiCaffo: interval,
        score: interval.describe('Mee (1984).'),
        miettinenNurminen: interval,
      })
      .describe('Five intervals for the difference of rates.'),
    relativeLift: interval
      .nullable()
      .describe('Treatment’s rate over control’s, less 1; null where a group has no success.'),
    rateRatio: interval
      .nullable()
      .describe('Treatment’s rate over control’s, log interval; null where a group has none.'),
    oddsRatio: interval.nullable().describe('Woolf’s interval; null where any of the four counts is 0.'),
    cohenH: z.number().describe('Effect size: difference of 2·asin(sqrt(rate)).'),
    ...report,
  }),
  example: {
    about: 'The Salk vaccine trial: polio cases among children given a placebo and among the vaccinated.',
    source: 'Francis et al. (1955), Evaluation of the 1954 field trial of poliomyelitis vaccine: published facts.',
    inputs: { control: { successes: 142, trials: 201229 }, treatment: { successes: 57, trials: 200745 } },
  },
  run({ control, treatment, alternative: side, level }) {
    const estimate = rateOf(treatment) - rateOf(control);
    const rates = { control: rate(control, level), treatment: rate(treatment, level) };
    const intervals = differenceIntervals(control, treatment, level);
    const tests = testsOf(control, treatment, side);
    const rateRatio = ratio(control, treatment, level);
    const relativeLift =
      rateRatio === null
        ? null
        : { estimate: rateRatio.estimate - 1, low: rateRatio.low - 1, high: rateRatio.high - 1, level };
    const standardError = Math.hypot(deviation(control), deviation(treatment));
    return {
      rates,
      difference: { ...intervals.newcombe, standardError },
      ...tests,
      intervals,
      relativeLift,
      rateRatio,
      oddsRatio: oddsRatio(control, treatment, level),
      cohenH: 2 * (Math.asin(Math.sqrt(rateOf(treatment))) - Math.asin(Math.sqrt(rateOf(control)))),
      warnings: warningsOf(control, treatment),
      reading: `The rate is ${percent(rateOf(treatment))} with the change and ${percent(rateOf(control))} without: a difference of ${points(estimate)}, with ${level * 100} % confidence between ${short(intervals.newcombe.low * 100)} and ${short(intervals.newcombe.high * 100)}. It ${chance(tests.fisherExact.p, 1 - level)}.`,
      picture: {
        kind: 'intervals' as const,
        title: 'Rates with their intervals',
        x: 'Group',
        y: 'Successes (share of trials)',
        series: [
          {
            name: 'Rate',
            x: ['Control', 'Treatment'],
            y: [rates.control.estimate, rates.treatment.estimate],
            low: [rates.control.low, rates.treatment.low],
            high: [rates.control.high, rates.treatment.high],
          },
        ],
      },
    };
  },
});

function rateOf({ successes, trials }: Share): number {
  return successes / trials;
}

function deviation(group: Share): number {
  return Math.sqrt((rateOf(group) * (1 - rateOf(group))) / group.trials);
}

function rate(group: Share, level: number) {
  return { estimate: rateOf(group), ...wilson(group.successes, group.trials, level), level };
}

function differenceIntervals(control: Share, treatment: Share, level: number) {
  const critical = normalCritical(level);
  const estimate = rateOf(treatment) - rateOf(control);
  const all = control.trials + treatment.trials;
  const say = (bounds: { low: number; high: number }) => ({ estimate, ...bounds, level });
  return {
    wald: say(wald(control, treatment, critical)),
    newcombe: say(newcombeDifference(treatment, control, level)),
    agrestiCaffo: say(agrestiCaffo(control, treatment, critical)),
    score: say(scoreInterval(control, treatment, critical)),
    miettinenNurminen: say(scoreInterval(control, treatment, critical, all / (all - 1))),
  };
}

function testsOf(control: Share, treatment: Share, side: Alternative) {
  const [a, b] = [control.successes, control.trials - control.successes];
  const [c, d] = [treatment.successes, treatment.trials - treatment.successes];
  const n = control.trials + treatment.trials;
  const margins = control.trials * treatment.trials * (a + c) * (b + d);
  const cross = a * d - b * c;
  const squared = (gap: number) => (margins === 0 ? 0 : (gap * gap * n) / margins);
  const chi = squared(Math.abs(cross));
  const yates = squared(Math.max(0, Math.abs(cross) - n / 2));
  const statistic = -Math.sign(cross) * Math.sqrt(chi) || 0;
  const gap = rateOf(treatment) - rateOf(control);
  const spread = Math.hypot(deviation(control), deviation(treatment));
  // Where neither group varies, a gap is as sure as the pooled test has it.
  const unpooled = spread > 0 ? gap / spread : statistic;
  return {
    z: { statistic, p: normalP(statistic, side) },
    zUnpooled: { statistic: unpooled, p: normalP(unpooled, side) },
    chiSquare: { statistic: chi, p: chiSquareUpper(chi, 1) },
    chiSquareYates: { statistic: yates, p: chiSquareUpper(yates, 1) },
    fisherExact: { p: fisherExact([a, b], [c, d], side) },
  };
}

function logInterval(estimate: number, standardError: number, level: number) {
  const reach = Math.exp(normalCritical(level) * standardError);
  return { estimate, low: estimate / reach, high: estimate * reach, level };
}

function ratio(control: Share, treatment: Share, level: number) {
  if (control.successes === 0 || treatment.successes === 0) return null;
  const variance = 1 / treatment.successes - 1 / treatment.trials + 1 / control.successes - 1 / control.trials;
  return logInterval(rateOf(treatment) / rateOf(control), Math.sqrt(Math.max(0, variance)), level);
}

function oddsRatio(control: Share, treatment: Share, level: number) {
  const cells = [control, treatment].flatMap(({ successes, trials }) => [successes, trials - successes]);
  if (cells.includes(0)) return null;
  const odds = ({ successes, trials }: Share) => successes / (trials - successes);
  const variance = cells.reduce((sum, cell) => sum + 1 / cell, 0);
  return logInterval(odds(treatment) / odds(control), Math.sqrt(variance), level);
}

function warningsOf(control: Share, treatment: Share): Warning[] {
  const warnings: Warning[] = [];
  const pooled = (control.successes + treatment.successes) / (control.trials + treatment.trials);
  const least = Math.min(control.trials, treatment.trials) * Math.min(pooled, 1 - pooled);
  if (least < SMALL_EXPECTED_COUNT)
    warnings.push({
      id: 'small-expected-counts',
      text: `A cell is expected to hold ${least.toFixed(1)}, fewer than ${SMALL_EXPECTED_COUNT}: trust Fisher’s test and the score interval.`,
    });
  if ([rateOf(control), rateOf(treatment)].some((one) => one === 0 || one === 1))
    warnings.push({
      id: 'boundary-solution',
      text: 'A rate is 0 or 1: do not use Wald’s interval; collect more before speaking of a ratio.',
    });
  return warnings;
}
