import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { defineMethod, MethodProblem, report } from '../method.ts';
import { noncentralTUpper } from '../numeric/noncentral-t.ts';
import { root } from '../numeric/root.ts';
import { powerAsked } from './power-asked.ts';
import { tCritical } from './tail-probability.ts';
import { percent, short } from './wording.ts';

const SMALLEST = 2;
/** Beyond this no test is run; the search for a size ends here. */
const LARGEST = 1e12;

interface Plan {
  readonly alpha: number;
  readonly sides: 1 | 2;
  readonly ratio: number;
  readonly design: 'two-sample' | 'paired';
}

/**
 * Sample size, power or minimum detectable difference of a t-test: leave out the one that is to be found.
 *
 * Without `perGroup`: the sample size. With it and a difference: the power. With it alone: the smallest difference found.
 *
 * @throws MethodProblem `effect-missing`, `effect-too-small` where the size would pass 10^12.
 * @example powerTwoMeans.run({ difference: 0.5, standardDeviation: 1, power: 0.8, alpha: 0.05, sides: 2, ratio: 1, design: 'two-sample' }).sampleSize; // 63.77
 */
export const powerTwoMeans = defineMethod({
  name: 'power-two-means',
  field: 'compare',
  title: 'Power and sample size for two means',
  summary:
    'How many people a test of an average needs, how likely it finds an effect, or the smallest effect it can find.',
  whenToUse: ['Before a test of spend, time or a score; with `paired`, of the same people twice.'],
  whenNot: ['For rates: use power-two-proportions.'],
  assumes: ['Values near normal or many of them, equal spread in both groups, one look at the planned end.'],
  formula:
    'Power = tail of the noncentral t beyond the critical t, noncentrality `d·sqrt(n·k/(1 + k))`, `n(1 + k) - 2` degrees of freedom (paired: `d·sqrt(n)`, `n - 1`), ' +
    'both tails counted in a two-sided test; the size solves that equation and is not rounded in `sampleSize`.',
  source: ['Cohen, J. (1988), Statistical power analysis for the behavioral sciences, chapter 2.'],
  verified: 'R 4.2.2 pwr 1.3.0 (pwr.t.test) to 0.01, Cohen’s printed table (393, 64, 26 per group).',
  cost: 'O(1)',
  warns: {
    'few-values': 'Fewer than 10 per group: the t-test leans on the values being normal.',
  },
  inputs: z.object({
    difference: z
      .number()
      .optional()
      .describe('Difference of means that must not be missed, in the unit of the values.'),
    standardDeviation: z
      .number()
      .gt(0)
      .default(1)
      .describe('Of the values in a group (paired: of the differences). Leave at 1 to give and get Cohen’s d.'),
    perGroup: z
      .number()
      .min(SMALLEST, 'Give at least 2 per group.')
      .optional()
      .describe('People in the control group, or pairs; leave out to have it found.'),
    ...powerAsked,
    design: z.enum(['two-sample', 'paired']).default('two-sample'),
  }),
  result: z.object({
    solvedFor: z.enum(['sampleSize', 'power', 'effect']),
    sampleSize: z.number().describe('Control group, or pairs; not rounded where it was found.'),
    perGroup: z.int().describe('The same, rounded up.'),
    perTreatmentGroup: z.int().nullable().describe('null where pairs are counted.'),
    total: z.int(),
    power: z.number().describe('At `sampleSize`.'),
    minimumDetectableEffect: z.number().describe('Smallest difference found with this size and the power asked for.'),
    cohenD: z.number().describe('The difference looked for over the standard deviation.'),
    ...report,
  }),
  example: {
    about: 'Monthly charges spread by 30 dollars; a difference of 5 dollars must not be missed.',
    source: 'Standard deviation of the IBM Telco customer churn sample (Apache-2.0), rounded.',
    inputs: { difference: 5, standardDeviation: 30 },
  },
  run({ difference, standardDeviation, perGroup, power, ...plan }) {
    if (difference === undefined && perGroup === undefined)
      throw new MethodProblem('effect-missing', 'difference', 'Give the difference, the size, or both.');
    if (difference === 0) throw new MethodProblem('effect-missing', 'difference', 'Give a difference other than 0.');
    const d = difference === undefined ? undefined : difference / standardDeviation;
    const sampleSize = perGroup ?? sizeFor(Math.abs(d ?? 1), power, plan);
    const least = effectFor(sampleSize, power, plan);
    const cohenD = d ?? least;
    const reached = powerAt(Math.abs(cohenD), sampleSize, plan);
    const control = Math.ceil(sampleSize - 1e-9);
    const treatment = plan.design === 'paired' ? null : Math.ceil(sampleSize * plan.ratio - 1e-9);
    const solvedFor =
      perGroup === undefined
        ? ('sampleSize' as const)
        : difference === undefined
          ? ('effect' as const)
          : ('power' as const);
    const who =
      treatment === null ? `${control} pairs` : `${control} people in the control group and ${treatment} in the other`;
    return {
      solvedFor,
      sampleSize,
      perGroup: control,
      perTreatmentGroup: treatment,
      total: control + (treatment ?? 0),
      power: reached,
      minimumDetectableEffect: least * standardDeviation,
      cohenD,
      warnings:
        control < 10
          ? [{ id: 'few-values', text: 'Fewer than 10 per group: take more, or plan for mann-whitney.' }]
          : [],
      reading: `With ${who}, a difference of ${short(Math.abs(cohenD) * standardDeviation)} is found with ${percent(reached)} probability.`,
      picture: pictureOf(Math.abs(cohenD), sampleSize, plan),
    };
  },
});

function powerAt(d: number, n: number, { alpha, sides, ratio, design }: Plan): number {
  const paired = design === 'paired';
  const freedom = Math.max(1e-3, paired ? n - 1 : n * (1 + ratio) - 2);
  const noncentrality = d * Math.sqrt(paired ? n : (n * ratio) / (1 + ratio));
  const critical = tCritical(1 - (2 * alpha) / sides, freedom);
  const near = noncentralTUpper(critical, freedom, noncentrality);
  return sides === 1 ? near : Math.min(1, near + noncentralTUpper(critical, freedom, -noncentrality));
}

/** Starts from the normal answer and brackets the exact one around it. */
function sizeFor(d: number, power: number, plan: Plan): number {
  const { alpha, sides, ratio, design } = plan;
  const reach = normalQuantile(power, 0, 1) - normalQuantile(alpha / sides, 0, 1);
  const guess = (Math.max(0.1, reach) / d) ** 2 * (design === 'paired' ? 1 : (1 + ratio) / ratio);
  if (!(guess < LARGEST))
    throw new MethodProblem(
      'effect-too-small',
      'difference',
      'Give a larger difference: the size would be without end.',
    );
  const lacking = (n: number) => powerAt(d, n, plan) - power;
  const low = design === 'paired' ? SMALLEST : Math.max(SMALLEST, 3 / (1 + ratio));
  return root(lacking, low, guess * 2 + 50, 1e-8) ?? low;
}

function effectFor(n: number, power: number, plan: Plan): number {
  const lacking = (d: number) => powerAt(d, n, plan) - power;
  let high = 1;
  while (high < 1e6 && lacking(high) < 0) high *= 4;
  return root(lacking, 0, high, 1e-12) ?? 0;
}

function pictureOf(d: number, n: number, plan: Plan) {
  const sizes = Array.from({ length: 21 }, (_, i) => Math.max(SMALLEST, Math.round((n * i) / 10)));
  return {
    kind: 'lines' as const,
    title: 'Power by size',
    x: plan.design === 'paired' ? 'Pairs' : 'People in the control group',
    y: 'Chance to find the effect',
    series: [{ name: 'Power', x: sizes, y: sizes.map((size) => powerAt(d, size, plan)) }],
    marks: [{ axis: 'x' as const, at: Math.ceil(n), label: 'planned' }],
  };
}
