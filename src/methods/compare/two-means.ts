import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { momentsOf, type SampleMoments } from '../numeric/sample-mean.ts';
import { type Alternative, alternative, tP } from './alternative.ts';
import { lift, welchFreedom } from './relative-lift.ts';
import { type Measured, measured, missingWarning, summaryOf, VALUES_MISSING } from './sample-summary.ts';
import { normalCritical, tCritical } from './tail-probability.ts';
import { chance, percent, short } from './wording.ts';

/** With fewer values the t-test leans on the values being roughly normal. */
const FEW_VALUES = 30;

const tTest = z.object({
  t: z.number(),
  degreesOfFreedom: z.number(),
  p: z.number().describe('Of the side asked for.'),
  difference: interval.describe('Treatment less control.'),
  standardError: z.number(),
});
const summary = z.object({ n: z.int(), mean: z.number(), standardDeviation: z.number(), standardError: z.number() });

/**
 * Two means compared: Welch's and Student's t, the paired t where the values belong together, and how large the effect is.
 *
 * Differences are treatment less control in the unit of the values.
 *
 * @throws MethodProblem `too-few-values`, `no-variation` where no test exists, `pairs-unequal` where pairs do not match up.
 * @example twoMeans.run({ control: [5, 6, 7], treatment: [7, 8, 10], paired: false, alternative: 'two-sided', nullDifference: 0, level: 0.95 }).welch.p;
 */
export const twoMeans = defineMethod({
  name: 'two-means',
  field: 'compare',
  title: 'Two means (Welch, Student, paired t)',
  summary: 'Whether two averages differ, by how much, and how large that is against the spread of the values.',
  whenToUse: ['Revenue, time or scores per person in two groups; with `paired`, the same people twice.'],
  whenNot: [
    'Very skewed values and few of them: use mann-whitney.',
    'Repeated looks at a running test: use confidence-sequence.',
  ],
  assumes: [
    'Values are independent (pairs, where paired; not checked).',
    'Each group is near normal or has at least 30 values (the number is checked). Welch needs no equal spread, Student does.',
  ],
  formula:
    '`t = (mean₂ - mean₁) / SE`; Welch `SE² = s₁²/n₁ + s₂²/n₂` with Satterthwaite’s degrees of freedom, Student pools the variances; ' +
    'paired: the t of the differences. Cohen’s d = difference / pooled standard deviation, Hedges’ g = d·(1 - 3/(4·df - 1)). ' +
    'Relative lift: delta method on mean₂/mean₁ - 1.',
  source: [
    'Student (1908), The probable error of a mean, Biometrika 6; Welch, B. L. (1947), Biometrika 34.',
    'Hedges, L. V. & Olkin, I. (1985), Statistical methods for meta-analysis.',
  ],
  verified:
    'Student’s sleep data with R 4.2.2 t.test (Welch, Student, paired: t, df, p, intervals to 1e-6); Fisher’s p of Darwin’s maize; GrowthBook’s tests for the relative lift (1e-6).',
  cost: 'O(n)',
  warns: {
    'too-few-answers': 'Fewer than 30 values in a group: the values themselves should be near normal.',
    'unequal-spread': 'One standard deviation is more than twice the other: read Welch, not Student.',
    'values-missing': VALUES_MISSING,
    'baseline-near-zero': 'The control’s mean is within two standard errors of 0: the relative lift means little.',
  },
  inputs: z.object({
    control: measured,
    treatment: measured,
    paired: z
      .boolean()
      .default(false)
      .describe('Whether value i of both groups belongs to the same unit; give all values then.'),
    alternative,
    nullDifference: z
      .number()
      .default(0)
      .describe(
        'Difference that the t-tests hold the data against. Non-inferiority with a margin of 2: -2 and `alternative` greater.',
      ),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    control: summary,
    treatment: summary,
    difference: z.number().describe('Treatment’s mean less control’s.'),
    welch: tTest.describe('Needs no equal spread: the one to read for separate groups.'),
    student: tTest.describe('Pooled variance.'),
    paired: z
      .object({ ...tTest.shape, n: z.int(), cohenD: z.number().describe('Mean of differences over their own spread.') })
      .nullable()
      .describe('null unless `paired`.'),
    cohenD: interval.describe('Difference over the pooled standard deviation; normal interval (Hedges and Olkin).'),
    hedgesG: interval.describe('Cohen’s d without its small-sample bias.'),
    relativeLift: z
      .object({ ...interval.shape, standardError: z.number(), p: z.number() })
      .nullable()
      .describe(
        'Difference over the size of the control’s mean, Welch’s degrees of freedom; null where that mean is 0.',
      ),
    ...report,
  }),
  example: {
    about:
      'Darwin’s maize: heights in inches of self-fertilised (control) and cross-fertilised plants, grown in pairs.',
    source: 'Darwin, C. (1876), The effects of cross and self fertilisation (public domain).',
    inputs: {
      control: [17.375, 20.375, 20, 20, 18.375, 18.625, 18.625, 15.25, 16.5, 18, 16.25, 18, 12.75, 15.5, 18],
      treatment: [23.5, 12, 21, 22, 19.125, 21.5, 22.125, 20.375, 18.25, 21.625, 23.25, 21, 22.125, 23, 12],
      paired: true,
    },
  },
  run({ control: controls, treatment: treatments, paired, alternative: side, nullDifference, level }) {
    const asked = { side, nullDifference, level };
    const complete = paired ? completePairs(controls, treatments) : null;
    const [control, treatment] = complete ?? [controls, treatments];
    const a = summaryOf(control, 'control');
    const b = summaryOf(treatment, 'treatment');
    const freedom = welchFreedom(a, b);
    if (freedom === null)
      throw new MethodProblem(
        'no-variation',
        'control',
        'No value differs from its group’s others: give values that vary.',
      );
    const pairs = complete === null ? null : pairedTest(...complete, asked);
    const welch = tested(b.mean - a.mean, Math.sqrt(a.variance / a.count + b.variance / b.count), freedom, asked);
    const best = pairs ?? welch;
    const relative = lift(a, b, 'relative');
    return {
      control: described(a),
      treatment: described(b),
      difference: b.mean - a.mean,
      welch,
      student: tested(
        b.mean - a.mean,
        pooled(a, b) * Math.sqrt(1 / a.count + 1 / b.count),
        a.count + b.count - 2,
        asked,
      ),
      paired: pairs,
      ...effects(a, b, level),
      relativeLift: relative === null ? null : liftOf(relative, freedom, level),
      warnings: [...warningsOf(a, b), ...missingWarning(controls, treatments)],
      reading: `The mean is ${short(b.mean)} with the change and ${short(a.mean)} without${relative === null ? '' : ` (${percent(relative.estimate)})`}: a difference of ${short(best.difference.estimate)}, with ${level * 100} % confidence between ${short(best.difference.low)} and ${short(best.difference.high)}. It ${chance(best.p, 1 - level)}.`,
      picture: pictureOf(a, b, level),
    };
  },
});

interface Asked {
  readonly side: Alternative;
  readonly nullDifference: number;
  readonly level: number;
}

function tested(
  estimate: number,
  standardError: number,
  degreesOfFreedom: number,
  { side, nullDifference, level }: Asked,
) {
  const t = (estimate - nullDifference) / standardError;
  const reach = tCritical(level, degreesOfFreedom) * standardError;
  const difference = { estimate, low: estimate - reach, high: estimate + reach, level };
  return { t, degreesOfFreedom, p: tP(t, degreesOfFreedom, side), difference, standardError };
}

/** Units with both values. */
function completePairs(control: Measured, treatment: Measured): [number[], number[]] {
  if (!Array.isArray(control) || !Array.isArray(treatment) || control.length !== treatment.length)
    throw new MethodProblem(
      'pairs-unequal',
      'treatment',
      'Give every value of both groups, in the same order of units.',
    );
  const pairs = control.flatMap((before, i) => {
    const after = treatment[i] ?? null;
    return before === null || after === null ? [] : [{ before, after }];
  });
  return [pairs.map(({ before }) => before), pairs.map(({ after }) => after)];
}

function pairedTest(control: readonly number[], treatment: readonly number[], asked: Asked) {
  const differences = momentsOf(treatment.map((value, i) => value - control[i]!));
  if (!(differences.variance > 0))
    throw new MethodProblem(
      'no-variation',
      'treatment',
      'Every pair differs by the same amount: no test is needed, or possible.',
    );
  const test = tested(
    differences.mean,
    Math.sqrt(differences.variance / differences.count),
    differences.count - 1,
    asked,
  );
  return { ...test, n: differences.count, cohenD: differences.mean / Math.sqrt(differences.variance) };
}

function described({ count, mean, variance }: SampleMoments) {
  return { n: count, mean, standardDeviation: Math.sqrt(variance), standardError: Math.sqrt(variance / count) };
}

function pooled(a: SampleMoments, b: SampleMoments): number {
  return Math.sqrt(((a.count - 1) * a.variance + (b.count - 1) * b.variance) / (a.count + b.count - 2));
}

function effects(a: SampleMoments, b: SampleMoments, level: number) {
  const freedom = a.count + b.count - 2;
  const d = (b.mean - a.mean) / pooled(a, b);
  const shrink = 1 - 3 / (4 * freedom - 1);
  const reach =
    normalCritical(level) * Math.sqrt((a.count + b.count) / (a.count * b.count) + (d * d) / (2 * (a.count + b.count)));
  const cohenD = { estimate: d, low: d - reach, high: d + reach, level };
  const hedgesG = { estimate: d * shrink, low: (d - reach) * shrink, high: (d + reach) * shrink, level };
  return { cohenD, hedgesG };
}

function liftOf(of: { estimate: number; standardError: number }, freedom: number, level: number) {
  const { difference, p, standardError } = tested(of.estimate, of.standardError, freedom, {
    side: 'two-sided',
    nullDifference: 0,
    level,
  });
  return { ...difference, standardError, p };
}

function warningsOf(a: SampleMoments, b: SampleMoments): Warning[] {
  const warnings: Warning[] = [];
  if (Math.min(a.count, b.count) < FEW_VALUES)
    warnings.push({
      id: 'too-few-answers',
      text: 'Fewer than 30 values in a group: look at their shape, or use mann-whitney.',
    });
  if (Math.max(a.variance, b.variance) > 4 * Math.min(a.variance, b.variance))
    warnings.push({
      id: 'unequal-spread',
      text: 'One group spreads twice as far as the other: read Welch, not Student.',
    });
  if (Math.abs(a.mean) < 2 * Math.sqrt(a.variance / a.count))
    warnings.push({
      id: 'baseline-near-zero',
      text: 'The control’s mean may be 0: speak of the difference, not of a relative lift.',
    });
  return warnings;
}

function pictureOf(a: SampleMoments, b: SampleMoments, level: number) {
  const reach = [a, b].map(({ count, variance }) => tCritical(level, count - 1) * Math.sqrt(variance / count));
  return {
    kind: 'intervals' as const,
    title: 'Means with their intervals',
    x: 'Group',
    y: 'Mean (unit of the values)',
    series: [
      {
        name: 'Mean',
        x: ['Control', 'Treatment'],
        y: [a.mean, b.mean],
        low: [a.mean - reach[0]!, b.mean - reach[1]!],
        high: [a.mean + reach[0]!, b.mean + reach[1]!],
      },
    ],
  };
}
