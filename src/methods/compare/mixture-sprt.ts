import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { momentsOf } from '../numeric/sample-mean.ts';
import { short } from './wording.ts';

/** The path is thinned to about so many points where there are more observations. */
const POINTS_AT_MOST = 1000;
const LARGEST_LOG = 700;

const point = z.object({
  n: z.int(),
  mean: z.number(),
  lambda: z
    .number()
    .nullable()
    .describe('Mixture likelihood ratio; null where it exceeds every double, see logLambda.'),
  logLambda: z.number(),
  alwaysValidP: z.number().describe('Least of 1 and of 1 over every ratio so far.'),
  low: z.number().describe('Of the confidence sequence for the mean.'),
  high: z.number(),
});

interface Mixture {
  readonly variance: number;
  readonly mixing: number;
  readonly nullMean: number;
  readonly alpha: number;
}

/**
 * Mixture sequential probability ratio test (mSPRT): a p-value that stays true however often it is looked at.
 *
 * @throws MethodProblem `no-variation` where the variance is neither given nor can be estimated.
 * @example mixtureSprt.run({ observations: [0.3, 1.2, 0.4], sigma2: 1, tau2: 0.04, nullMean: 0, alpha: 0.05 }).alwaysValidP;
 */
export const mixtureSprt = defineMethod({
  name: 'mixture-sprt',
  field: 'compare',
  title: 'Mixture sequential test (mSPRT)',
  summary: 'An always-valid p-value for a stream of observations: look after every one and stop when you like.',
  whenToUse: [
    'A running comparison in which each observation is a difference (pair, day, cell) treatment less control.',
  ],
  whenNot: [
    'From summaries of two groups: use confidence-sequence.',
    'A fixed number of looks: group-sequential is sharper.',
  ],
  assumes: [
    'Observations are independent with a known common variance, in the order of arrival (the variance is estimated where not given: then it holds only in large samples).',
    'tau2 was chosen before looking.',
  ],
  formula:
    'With n observations of mean m: `Λ_n = sqrt(σ²/(σ² + nτ²))·exp(τ²n²(m - m₀)²/(2σ²(σ² + nτ²)))`; p = least of 1 and 1/Λ so far; ' +
    'confidence sequence `m ± sqrt(2σ²(σ² + nτ²)/(n²τ²)·ln(sqrt(1 + nτ²/σ²)/α))`.',
  source: [
    'Robbins, H. (1970), Statistical methods related to the law of the iterated logarithm, Annals of Mathematical Statistics 41.',
    'Johari, R., Pekelis, L. & Walsh, D. (2017), Peeking at A/B tests, KDD.',
  ],
  verified:
    'R 4.2.2 on 200 simulated observations: ratios and p-values to 1e-6 relative; false alarms of repeated looks by simulation.',
  cost: 'O(n)',
  warns: {
    'variance-estimated':
      'The variance is taken from the data: with fewer than some hundred observations p is not quite always-valid.',
    'too-few-answers': 'Fewer than 30 observations: the normal likelihood leans on the values being normal.',
  },
  inputs: z.object({
    observations: z
      .array(z.number())
      .min(1, 'Give at least one observation.')
      .describe('In the order in which they came.'),
    sigma2: z
      .number()
      .gt(0)
      .optional()
      .describe('Known variance of one observation; estimated from all of them where not given.'),
    tau2: z
      .number()
      .gt(0)
      .describe(
        'Variance of the effects thought plausible, in squared units: about the square of the effect hoped for.',
      ),
    nullMean: z.number().default(0).describe('Mean under no effect.'),
    alpha: z.number().gt(0).lt(1).default(0.05).describe('Chance of ever raising a false alarm.'),
    at: z
      .array(z.int().min(1))
      .optional()
      .describe('Report the path after these numbers of observations; by default after all, thinned to about 1000.'),
  }),
  result: z.object({
    n: z.int(),
    sigma2: z.number().describe('The variance used.'),
    mean: interval.describe('With its confidence sequence, which holds at all times together.'),
    lambda: z.number().nullable().describe('After the last observation; null where it exceeds every double.'),
    logLambda: z.number(),
    alwaysValidP: z.number().describe('After the last observation.'),
    firstRejectionAt: z
      .int()
      .nullable()
      .describe('Observations after which p first fell to alpha; null where it did not.'),
    path: z.array(point),
    ...report,
  }),
  example: {
    about:
      'Darwin’s maize: differences in height of fifteen pairs, crossed less self-fertilised, in eighths of an inch.',
    source: 'Darwin, C. (1876), The effects of cross and self fertilisation (public domain).',
    inputs: { observations: [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48], tau2: 400 },
  },
  run({ observations, sigma2, tau2, nullMean, alpha, at }) {
    const variance = sigma2 ?? momentsOf(observations).variance;
    if (!(variance > 0))
      throw new MethodProblem(
        'no-variation',
        'sigma2',
        'Give the variance of one observation: the data do not show it.',
      );
    const mixture = { variance, mixing: tau2, nullMean, alpha };
    const { path, firstRejectionAt } = walked(observations, mixture, wanted(observations.length, at));
    const last = path[path.length - 1]!;
    const shown = at === undefined ? path : path.filter(({ n }) => at.includes(n));
    const verdict =
      firstRejectionAt === null
        ? 'It is not shown yet that the mean differs'
        : `The mean was shown to differ after ${firstRejectionAt} observations`;
    return {
      n: observations.length,
      sigma2: variance,
      mean: { estimate: last.mean, low: last.low, high: last.high, level: 1 - alpha },
      lambda: last.lambda,
      logLambda: last.logLambda,
      alwaysValidP: last.alwaysValidP,
      firstRejectionAt,
      path: shown,
      warnings: warningsOf(observations.length, sigma2 === undefined),
      reading: `${verdict} from ${short(nullMean)} (always-valid p = ${short(last.alwaysValidP)} after ${observations.length}). It is ${short(last.mean)}, and between ${short(last.low)} and ${short(last.high)} at every look with ${short((1 - alpha) * 100)} % confidence.`,
      picture: {
        kind: 'lines' as const,
        title: 'Mean and confidence sequence',
        x: 'Observations',
        y: 'Mean (unit of the observations)',
        series: [
          {
            name: 'Mean',
            x: path.map(({ n }) => n),
            y: path.map(({ mean }) => mean),
            low: path.map(({ low }) => low),
            high: path.map(({ high }) => high),
          },
        ],
        marks: [{ axis: 'y' as const, at: nullMean, label: 'no effect' }],
      },
    };
  },
});

/** Which numbers of observations to keep: those asked for, else evenly thinned; the last one always. */
function wanted(count: number, at: readonly number[] | undefined): ReadonlySet<number> {
  if (at?.some((n) => n > count)) throw new MethodProblem('beyond-the-end', 'at', `There are ${count} observations.`);
  const every = Math.ceil(count / POINTS_AT_MOST);
  const kept = at ?? Array.from({ length: Math.floor(count / every) }, (_, i) => (i + 1) * every);
  return new Set([...kept, count]);
}

function walked(observations: readonly number[], mixture: Mixture, keep: ReadonlySet<number>) {
  const path: z.output<typeof point>[] = [];
  let sum = 0;
  let p = 1;
  let firstRejectionAt: number | null = null;
  for (let i = 0; i < observations.length; i++) {
    sum += observations[i]!;
    const n = i + 1;
    const logLambda = logRatio(n, sum / n, mixture);
    p = Math.min(p, Math.exp(-logLambda));
    if (firstRejectionAt === null && p <= mixture.alpha) firstRejectionAt = n;
    if (keep.has(n)) path.push(pointAt(n, sum / n, { logLambda, p, mixture }));
  }
  return { path, firstRejectionAt };
}

function logRatio(n: number, mean: number, { variance, mixing, nullMean }: Mixture): number {
  const whole = variance + n * mixing;
  return Math.log(variance / whole) / 2 + (mixing * (n * (mean - nullMean)) ** 2) / (2 * variance * whole);
}

function pointAt(
  n: number,
  mean: number,
  { logLambda, p, mixture }: { logLambda: number; p: number; mixture: Mixture },
) {
  const { variance, mixing, alpha } = mixture;
  const whole = variance + n * mixing;
  const reach = Math.sqrt((2 * variance * whole * (Math.log(whole / variance) / 2 - Math.log(alpha))) / mixing) / n;
  const lambda = logLambda > LARGEST_LOG ? null : Math.exp(logLambda);
  return { n, mean, lambda, logLambda, alwaysValidP: p, low: mean - reach, high: mean + reach };
}

function warningsOf(n: number, estimated: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (estimated) warnings.push({ id: 'variance-estimated', text: 'Give sigma2 from earlier data where you can.' });
  if (n < 30) warnings.push({ id: 'too-few-answers', text: `${n} observations: collect at least 30.` });
  return warnings;
}
