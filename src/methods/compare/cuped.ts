import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { momentsOf } from '../numeric/sample-mean.ts';
import { example } from './cuped.example.ts';
import { type Covariate, combined, covariatesOf, known } from './cuped-covariates.ts';
import { welchFreedom } from './relative-lift.ts';
import { tCritical, tTwoSided } from './tail-probability.ts';
import { chance, percent, short } from './wording.ts';

/** Groups that differ before the change by more than this p are not as alike as chance makes them. */
const IMBALANCE = 0.001;

const values = z.array(z.number()).min(4, 'Give at least four units.');
const effect = z.object({
  difference: interval.describe('Treated less control.'),
  standardError: z.number(),
  t: z.number(),
  degreesOfFreedom: z.number(),
  p: z.number().describe('Two-sided.'),
});
const means = z.object({ control: z.number(), treatment: z.number() });

interface Moments {
  readonly n: number;
  readonly pre: number;
  readonly post: number;
  /** Sums of squares and products about the group's means. */
  readonly prePre: number;
  readonly prePost: number;
  readonly postPost: number;
}

/**
 * CUPED: an experiment read with less noise, by taking from each result what was already known of the unit before.
 *
 * @throws MethodProblem `lengths-differ`, `group-too-small`, `no-variation`, `too-few-units`.
 * @example cuped.run({ pre, post, treated, level: 0.95 }).cuped.difference.estimate;
 */
export const cuped = defineMethod({
  name: 'cuped',
  field: 'compare',
  title: 'CUPED (pre-experiment data)',
  summary: 'The effect of a change with its noise reduced by what was known of each unit before the experiment.',
  whenToUse: ['An A/B test of a number (spend, sessions) that each unit also has from before the test.'],
  whenNot: [
    'With a pre-value that the change can have touched: it removes the effect itself.',
    'For groups that were not assigned at random: use difference-in-differences.',
  ],
  assumes: [
    'Units were assigned at random (a difference before the change is checked).',
    'Units are independent (not checked).',
  ],
  formula:
    '`adjusted = post - θ·(pre - mean pre)`, `θ = cov(post, pre) / var(pre)` over all units; Welch’s t on the adjusted values. ' +
    'Variance falls by the squared correlation. Several covariates: θ and pre are vectors, θ from their regression. Beside it θ within groups, and the analysis of covariance `post ~ treated + pre`, which it equals.',
  source: [
    'Deng, A., Xu, Y., Kohavi, R. & Walker, T. (2013), Improving the sensitivity of online controlled experiments by utilizing pre-experiment data, WSDM.',
  ],
  verified:
    'A simulated experiment of 400 units computed in R 4.2.2 (θ, correlation, effects, standard errors, Welch, lm) to 1e-6.',
  cost: 'O(n)',
  warns: {
    'covariate-imbalance':
      'The groups differed before the change by more than chance explains: assignment is in doubt.',
    'values-missing': 'Values from before are missing: they count as the mean of those known.',
    'weak-covariate': 'The pre-value explains less than 1 % of the variance: the adjustment gains nothing.',
  },
  inputs: z.object({
    pre: known,
    post: values.describe('Each unit’s result, in the same order.'),
    treated: z
      .array(z.union([z.literal(0), z.literal(1), z.boolean()], 'Say 1 or true for treated, 0 or false for control.'))
      .describe('1 or true where the unit had the change, 0 or false where not.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    n: z.object({ control: z.int(), treatment: z.int() }),
    theta: z
      .number()
      .describe('Pooled: covariance of post and pre over all units, over the variance of pre. Of several, the first.'),
    thetaWithinGroups: z
      .number()
      .describe('The same from deviations about each group’s own means; the slope of the analysis of covariance.'),
    thetas: z
      .array(z.object({ name: z.string(), theta: z.number(), thetaWithinGroups: z.number() }))
      .describe('Of every covariate, adjusted for together; `pre` is the name of a single one.'),
    correlation: z
      .number()
      .describe('Of pre and post over all units; of several covariates, the multiple correlation.'),
    varianceReduction: z.number().describe('Squared correlation: the share of noise removed.'),
    unadjusted: effect.describe('Welch’s t on post alone.'),
    cuped: effect.describe('Welch’s t on the adjusted values, pooled theta.'),
    cupedWithinGroups: effect.describe('The same with theta within groups.'),
    ancova: effect.describe('Least squares of post on treated and pre, common variance.'),
    means: means.describe('Mean of post in each group.'),
    adjustedMeans: means.describe('Mean of the adjusted values (pooled theta).'),
    preDifference: effect.describe('The same comparison of pre: should be chance.'),
    equivalentSampleSize: z
      .number()
      .describe('How many units the plain comparison would need for the same standard error.'),
    ...report,
  }),
  example,
  run({ pre, post, treated: marks, level }) {
    const treated = marks.map(Number);
    const { columns, missing } = covariatesOf(pre, post.length);
    const alone = columns.length === 1;
    const pooled = alone ? null : combined(post, columns);
    const [control, treatment] = groupsOf(pooled?.index ?? columns[0]!.values, post, treated);
    const all = momentsTogether(control, treatment);
    if (!(all.prePre > 0 && all.postPost > 0))
      throw new MethodProblem(
        'no-variation',
        all.prePre > 0 ? 'post' : 'pre',
        'All values are equal: give values that vary.',
      );
    const theta = all.prePost / all.prePre;
    const correlation = Math.max(-1, Math.min(1, all.prePost / Math.sqrt(all.prePre * all.postPost)));
    const unadjusted = welch(adjustedBy(0, control), adjustedBy(0, treatment), level);
    const reduced = welch(adjustedBy(theta, control), adjustedBy(theta, treatment), level);
    const inGroups =
      pooled === null ? withinOne(control, treatment, level) : withinAll(post, { columns, treated, level });
    const preDifference = welch(preOf(control), preOf(treatment), level);
    const meanOf = (group: Moments) => group.post - theta * (group.pre - all.pre);
    const thetas = columns.map(({ name }, k) => ({
      name,
      theta: pooled?.slopes[k] ?? theta,
      thetaWithinGroups: inGroups.slopes[k]!,
    }));
    const warnings = warningsOf(preDifference.p, { explained: correlation ** 2, missing });
    return {
      n: { control: control.n, treatment: treatment.n },
      theta: thetas[0]!.theta,
      thetaWithinGroups: thetas[0]!.thetaWithinGroups,
      thetas,
      correlation,
      varianceReduction: correlation ** 2,
      unadjusted,
      cuped: reduced,
      cupedWithinGroups: inGroups.cuped,
      ancova: inGroups.ancova,
      means: { control: control.post, treatment: treatment.post },
      adjustedMeans: { control: meanOf(control), treatment: meanOf(treatment) },
      preDifference,
      equivalentSampleSize:
        all.n * (reduced.standardError > 0 ? (unadjusted.standardError / reduced.standardError) ** 2 : 1),
      warnings,
      reading: `The change moved the result by ${short(reduced.difference.estimate)}, with ${level * 100} % confidence between ${short(reduced.difference.low)} and ${short(reduced.difference.high)}; this ${chance(reduced.p, 1 - level)}. What was known before removed ${percent(correlation ** 2)} of the noise.`,
      picture: pictureOf(unadjusted.difference, reduced.difference),
    };
  },
});

/** The slope within groups, and what it gives. */
function withinOne(control: Moments, treatment: Moments, level: number) {
  const within = control.prePre + treatment.prePre;
  const slope = within > 0 ? (control.prePost + treatment.prePost) / within : 0;
  return {
    slopes: [slope],
    cuped: welch(adjustedBy(slope, control), adjustedBy(slope, treatment), level),
    ancova: ancova(control, treatment, slope, level),
  };
}

/** The same for several covariates together. */
function withinAll(
  post: readonly number[],
  { columns, treated, level }: { columns: readonly Covariate[]; treated: readonly number[]; level: number },
) {
  const { index, slopes, effect } = combined(post, columns, treated);
  const [control, treatment] = groupsOf(index, post, treated);
  const { estimate, standardError, degreesOfFreedom } = effect;
  return {
    slopes,
    cuped: welch(adjustedBy(1, control), adjustedBy(1, treatment), level),
    ancova: tested(estimate, standardError, degreesOfFreedom, level),
  };
}

function groupsOf(pre: readonly number[], post: readonly number[], treated: readonly number[]): [Moments, Moments] {
  if (pre.length !== post.length || treated.length !== post.length)
    throw new MethodProblem('lengths-differ', 'post', 'Give pre, post and treated for every unit, in the same order.');
  const group = (wanted: 0 | 1) => {
    const mine = pre.flatMap((_, i) => (treated[i] === wanted ? [i] : []));
    if (mine.length < 2)
      throw new MethodProblem('group-too-small', 'treated', 'Give at least two treated and two control units.');
    return moments(
      mine.map((i) => pre[i]!),
      mine.map((i) => post[i]!),
    );
  };
  return [group(0), group(1)];
}

function moments(pre: readonly number[], post: readonly number[]): Moments {
  const n = pre.length;
  const [x, y] = [momentsOf(pre), momentsOf(post)];
  let prePost = 0;
  for (let i = 0; i < n; i++) prePost += (pre[i]! - x.mean) * (post[i]! - y.mean);
  return { n, pre: x.mean, post: y.mean, prePre: x.variance * (n - 1), prePost, postPost: y.variance * (n - 1) };
}

function momentsTogether(a: Moments, b: Moments): Moments {
  const n = a.n + b.n;
  const share = (a.n * b.n) / n;
  const [dx, dy] = [b.pre - a.pre, b.post - a.post];
  return {
    n,
    pre: (a.n * a.pre + b.n * b.pre) / n,
    post: (a.n * a.post + b.n * b.post) / n,
    prePre: a.prePre + b.prePre + share * dx * dx,
    prePost: a.prePost + b.prePost + share * dx * dy,
    postPost: a.postPost + b.postPost + share * dy * dy,
  };
}

function adjustedBy(theta: number, group: Moments) {
  const squares = group.postPost - 2 * theta * group.prePost + theta * theta * group.prePre;
  return { count: group.n, mean: group.post - theta * group.pre, variance: Math.max(0, squares) / (group.n - 1) };
}

function preOf({ n, pre, prePre }: Moments) {
  return { count: n, mean: pre, variance: prePre / (n - 1) };
}

type Group = ReturnType<typeof adjustedBy>;

function welch(control: Group, treatment: Group, level: number) {
  const standardError = Math.sqrt(control.variance / control.count + treatment.variance / treatment.count);
  const freedom = welchFreedom(control, treatment) ?? control.count + treatment.count - 2;
  return tested(treatment.mean - control.mean, standardError, freedom, level);
}

function ancova(control: Moments, treatment: Moments, slope: number, level: number) {
  const freedom = control.n + treatment.n - 3;
  const squares = (group: Moments) => group.postPost - slope * group.prePost;
  const variance = Math.max(0, squares(control) + squares(treatment)) / freedom;
  const apart = treatment.pre - control.pre;
  const within = control.prePre + treatment.prePre;
  const spread = 1 / control.n + 1 / treatment.n + (within > 0 ? (apart * apart) / within : 0);
  return tested(treatment.post - control.post - slope * apart, Math.sqrt(variance * spread), freedom, level);
}

/** Where nothing is left to vary, a difference is certain and none is none. */
function tested(estimate: number, standardError: number, degreesOfFreedom: number, level: number) {
  const t = standardError > 0 ? estimate / standardError : 0;
  const p = standardError > 0 ? tTwoSided(t, degreesOfFreedom) : estimate === 0 ? 1 : 0;
  const reach = tCritical(level, degreesOfFreedom) * standardError;
  const difference = { estimate, low: estimate - reach, high: estimate + reach, level };
  return { difference, standardError, t, degreesOfFreedom, p };
}

function warningsOf(pBefore: number, { explained, missing }: { explained: number; missing: number }): Warning[] {
  const warnings: Warning[] = [];
  if (missing > 0)
    warnings.push({
      id: 'values-missing',
      text: `${missing} values from before are missing and count as the mean; whether they are known is adjusted for.`,
    });
  if (pBefore < IMBALANCE)
    warnings.push({
      id: 'covariate-imbalance',
      text: `The groups already differed before the change (p = ${pBefore.toPrecision(2)}): check the assignment first.`,
    });
  if (explained < 0.01)
    warnings.push({
      id: 'weak-covariate',
      text: 'The pre-value says nothing of the result: take another, or the plain comparison.',
    });
  return warnings;
}

function pictureOf(...differences: readonly { estimate: number; low: number; high: number }[]) {
  return {
    kind: 'intervals' as const,
    title: 'Effect with and without adjustment',
    x: 'Analysis',
    y: 'Treated less control (unit of the result)',
    series: [
      {
        name: 'Effect',
        x: ['Plain', 'CUPED'],
        y: differences.map(({ estimate }) => estimate),
        low: differences.map(({ low }) => low),
        high: differences.map(({ high }) => high),
      },
    ],
  };
}
