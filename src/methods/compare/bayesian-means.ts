import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { type Posterior, race } from './posterior-race.ts';
import { measured, missingWarning, summaryOf, VALUES_MISSING } from './sample-summary.ts';
import { normalCritical } from './tail-probability.ts';
import { percent, short } from './wording.ts';

const FEW_VALUES = 30;
const MOST_ARMS = 50;
/** A spread below this share of the mean is the rounding of the numbers. */
const ROUNDING = 1e-12;

interface Belief {
  readonly name: string;
  readonly mean: number;
  readonly deviation: number;
  readonly n: number;
}

/**
 * Bayesian comparison of averages (normal): how likely each arm is best, and what is lost if one picks it and is wrong.
 *
 * The first arm is the control.
 *
 * @throws MethodProblem `too-few-values`, `no-variation` where an arm does not vary.
 * @example bayesianMeans.run({ arms: [{ values: [1, 2, 4] }, { values: [3, 5, 8] }], level: 0.95 }).arms[1].probabilityToBeatControl;
 */
export const bayesianMeans = defineMethod({
  name: 'bayesian-means',
  field: 'compare',
  title: 'Bayesian comparison of averages',
  summary: 'How likely each arm has the best average, by how much, and the loss to expect from choosing it.',
  whenToUse: ['Choosing among variants by revenue, time or a score, where a small mistake is cheap.'],
  whenNot: ['Few values with a long tail: the normal posterior of the mean is then too sure.'],
  assumes: [
    'At least 30 values an arm (checked): the mean is taken as normal with the variance seen.',
    'The prior, where given, says what was believed of every arm’s mean before.',
  ],
  formula:
    'Mean ~ N(m, v) with precision `1/v = n/s² + 1/prior²` and m the precision-weighted mean (flat prior: the plain mean, s²/n). Against the control, difference d with standard deviation w: ' +
    'P(better) = `Φ(d/w)`, expected loss `w·φ(d/w) - d·Φ(-d/w)`. Among many arms `∫ φ_i Π Φ_j` by Gauss-Legendre panels.',
  source: [
    'Gelman, A. et al. (2013), Bayesian data analysis, section 2.5.',
    'Stucchio, C. (2015), Bayesian A/B testing at VWO.',
  ],
  verified:
    'Closed forms for two arms against the integrals for many (1e-10), draws for three arms, and the prior against the textbook update.',
  cost: 'O(n + arms²·nodes)',
  warns: {
    'too-few-answers': 'Fewer than 30 values in an arm: the answer is too sure of itself.',
    'values-missing': VALUES_MISSING,
  },
  inputs: z.object({
    arms: z
      .array(z.object({ name: z.string().optional(), values: measured }))
      .min(2, 'Give at least two arms.')
      .max(MOST_ARMS, `Give at most ${MOST_ARMS} arms.`)
      .describe('The control first.'),
    prior: z
      .object({ mean: z.number(), standardDeviation: z.number().gt(0, 'Give a number above 0.') })
      .optional()
      .describe('Normal prior of every arm’s mean; flat where not given.'),
    higherIsBetter: z.boolean().default(true).describe('false for costs, times and defects.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Probability within the credible intervals.'),
  }),
  result: z.object({
    arms: z.array(
      z.object({
        name: z.string(),
        n: z.int(),
        mean: interval.describe('Posterior mean with its credible interval.'),
        standardDeviation: z.number().describe('Of the posterior of the mean.'),
        probabilityBest: z.number(),
        expectedLoss: z
          .number()
          .describe(
            'Expected shortfall behind the best of all others, if this arm is chosen, in the unit of the values.',
          ),
        probabilityToBeatControl: z.number().nullable().describe('null for the control itself.'),
        difference: interval.nullable().describe('Mean less the control’s.'),
        expectedLossAgainstControl: z
          .number()
          .nullable()
          .describe('Expected shortfall behind the control, if this arm is chosen over it.'),
        expectedLossOfKeepingControl: z
          .number()
          .nullable()
          .describe('Expected shortfall of the control, if it is kept.'),
      }),
    ),
    probabilityBeats: z
      .array(z.array(z.number()))
      .describe('[i][j]: chance that arm i is better than arm j; 0.5 on the diagonal.'),
    best: z.string().describe('The arm with the least expected loss.'),
    ...report,
  }),
  example: {
    about: 'Months that customers of a telephone company have stayed, by kind of internet service.',
    source: 'Summaries of the IBM Telco customer churn sample (Apache-2.0).',
    inputs: {
      arms: [
        { name: 'None', values: { n: 1526, mean: 30.547, standardDeviation: 24.357 } },
        { name: 'DSL', values: { n: 2421, mean: 32.822, standardDeviation: 24.812 } },
        { name: 'Fiber optic', values: { n: 3096, mean: 32.918, standardDeviation: 24.425 } },
      ],
    },
  },
  run({ arms, prior, higherIsBetter, level }) {
    const beliefs = arms.map(({ name, values }, i) => believed(name ?? `Arm ${i + 1}`, values, { place: i, prior }));
    const sign = higherIsBetter ? 1 : -1;
    const { probabilityBest, expectedLoss, beats } = race(beliefs.map((belief) => along(belief, sign)));
    const critical = normalCritical(level);
    const say = (estimate: number, deviation: number) => ({
      estimate,
      low: estimate - critical * deviation,
      high: estimate + critical * deviation,
      level,
    });
    const control = beliefs[0]!;
    const found = beliefs.map((belief, i) => ({
      name: belief.name,
      n: belief.n,
      mean: say(belief.mean, belief.deviation),
      standardDeviation: belief.deviation,
      probabilityBest: probabilityBest[i]!,
      expectedLoss: expectedLoss[i]!,
      ...(i === 0 ? NOTHING : against(control, belief, sign, say)),
    }));
    const best = found.reduce((least, arm) => (arm.expectedLoss < least.expectedLoss ? arm : least));
    const few = beliefs.some(({ n }) => n < FEW_VALUES);
    const warnings: Warning[] = [
      ...(few ? [{ id: 'too-few-answers', text: `Collect at least ${FEW_VALUES} values in each arm.` }] : []),
      ...missingWarning(...arms.map(({ values }) => values)),
    ];
    return {
      arms: found,
      probabilityBeats: beats,
      best: best.name,
      warnings,
      reading: `${best.name} has the best prospects: it is best with probability ${percent(best.probabilityBest)}, at a mean of ${short(best.mean.estimate)} (${short(best.mean.low)} to ${short(best.mean.high)}). Choosing it costs ${short(best.expectedLoss)} on average.`,
      picture: {
        kind: 'intervals' as const,
        title: 'Posterior means',
        x: 'Arm',
        y: 'Mean (unit of the values)',
        series: [
          {
            name: 'Mean',
            x: found.map(({ name }) => name),
            y: found.map(({ mean }) => mean.estimate),
            low: found.map(({ mean }) => mean.low),
            high: found.map(({ mean }) => mean.high),
          },
        ],
      },
    };
  },
});

const NOTHING = {
  probabilityToBeatControl: null,
  difference: null,
  expectedLossAgainstControl: null,
  expectedLossOfKeepingControl: null,
};

type Prior = { readonly mean: number; readonly standardDeviation: number } | undefined;

function believed(
  name: string,
  values: z.output<typeof measured>,
  { place, prior }: { place: number; prior: Prior },
): Belief {
  const field = `arms.${place}.values`;
  const { count, mean, variance } = summaryOf(values, field);
  if (!(Math.sqrt(variance) > ROUNDING * Math.abs(mean)))
    throw new MethodProblem('no-variation', field, 'All values are equal, or all but equal: give values that vary.');
  if (prior === undefined) return { name, n: count, mean, deviation: Math.sqrt(variance / count) };
  const seen = count / variance;
  const before = 1 / prior.standardDeviation ** 2;
  return {
    name,
    n: count,
    mean: (seen * mean + before * prior.mean) / (seen + before),
    deviation: 1 / Math.sqrt(seen + before),
  };
}

/** Costs run the race with their sign turned. */
function along({ mean, deviation }: Belief, sign: number): Posterior {
  const centre = sign * mean;
  const scale = deviation * Math.sqrt(2 * Math.PI);
  return {
    centre,
    spread: deviation,
    density: (y) => Math.exp(-(((y - centre) / deviation) ** 2) / 2) / scale,
    cdf: (y) => normalCdf((y - centre) / deviation, 0, 1),
    value: (y) => y,
    slope: () => 1,
  };
}

function against(
  control: Belief,
  arm: Belief,
  sign: number,
  say: (estimate: number, deviation: number) => z.output<typeof interval>,
) {
  const deviation = Math.hypot(control.deviation, arm.deviation);
  const difference = arm.mean - control.mean;
  const better = sign * difference;
  return {
    probabilityToBeatControl: normalCdf(better / deviation, 0, 1),
    difference: say(difference, deviation),
    expectedLossAgainstControl: excess(-better, deviation),
    expectedLossOfKeepingControl: excess(better, deviation),
  };
}

/** Expectation of a normal variable where it is above 0. */
function excess(mean: number, deviation: number): number {
  const z = mean / deviation;
  return Math.max(0, (deviation * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI) + mean * normalCdf(z, 0, 1));
}
