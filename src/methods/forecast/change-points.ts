import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { optimalPartition } from './optimal-partitioning.ts';
import { robustScale } from './robust-scale.ts';
import { type ChangeIn, type SegmentCost, segmentCosts } from './segment-cost.ts';
import { DAILY_QUESTIONS, SUPPORT_QUESTIONS_SOURCE } from './support-questions.example.ts';
import { level, requireUsualSize, seriesValues } from './time-series.ts';

const PENALTIES = ['mbic', 'bic', 'aic', 'hannan-quinn'] as const;
/** Variance over mean within stretches from which counts are no longer Poisson, and correlation from which noise is not independent. */
const OVERDISPERSED = 2;
const CORRELATED = 0.3;
const FEW_VALUES = 10;
const VALUES_PER_CUT = 6;

const segment = z.object({
  from: z.int().describe('First moment, 1 is the first value.'),
  to: z.int().describe('Last moment.'),
  length: z.int(),
  mean: z.number().describe('Mean value; the rate, for counts.'),
  variance: z.number().describe('By the number of values.'),
  interval: interval
    .nullable()
    .describe(
      'Of the mean, by Student t; null for a stretch of one value. Narrow, since the cuts were chosen by the same data.',
    ),
});
type Segment = z.infer<typeof segment>;

/**
 * Where a series changes its mean, its mean and variance, or its rate of events: the cheapest cut into stretches, exactly.
 *
 * @throws MethodProblem `no-values`, `counts-negative` where a Poisson series has a value below zero, `stretch-too-long`.
 * @example changePoints.run({ values: [1, 2, 1, 9, 8, 9], changeIn: 'mean', penalty: 'mbic', noiseVariance: 1, level: 0.95 }).changePoints; // [3]
 */
export const changePoints = defineMethod({
  name: 'change-points',
  field: 'forecast',
  title: 'Change points (PELT)',
  summary: 'Finds when a series moved to another level, spread or rate, and how large each step was.',
  whenToUse: [
    'Did sign-ups, tickets or latency shift, and when?',
    'Cutting a history into stretches that are alike before forecasting.',
  ],
  whenNot: [
    'The series has a season or a trend: take it out first (STL), or every wave is a change.',
    'Noise that is correlated from moment to moment: steps are found that are not there (checked).',
  ],
  assumes: [
    'Within a stretch values are independent: normal about the mean, or Poisson (correlation and dispersion checked).',
    'For `mean` the noise has one variance throughout, given or estimated from the differences.',
  ],
  formula:
    'Minimises the sum of stretch costs plus a penalty a cut. Costs, minus twice the log-likelihood: squared deviations over the noise variance (mean); `n ln(2πs²) + n` (mean and variance); `2S(1 - ln(S/n))` (Poisson). ' +
    'Penalty with p parameters a stretch: BIC `(p + 1) ln n`, MBIC `(p + 2) ln n` and `ln length` a stretch, AIC `2(p + 1)`, Hannan-Quinn `2(p + 1) ln ln n`. Place of a cut: shares of the likelihood between its neighbours.',
  source: [
    'Killick, R., Fearnhead, P., Eckley, I. A. (2012), Optimal detection of changepoints with a linear computational cost, JASA 107.',
    'Zhang, N. R., Siegmund, D. O. (2007), A modified Bayes information criterion, Biometrics 63.',
  ],
  verified:
    'R changepoint 2.3 on the Nile (mean with MBIC, mean and variance with BIC) and on simulated data; exact optimal partitioning on these and on random series; brute force over all cuts of short ones.',
  cost: 'O(n) with many changes, O(n²) with none.',
  warns: {
    'noise-estimated': 'The noise variance was estimated from the differences between neighbours.',
    'few-values': 'Fewer than ten values: noise and changes can hardly be told apart.',
    'many-cuts': 'More than one cut in six values: the series drifts or bends rather than steps.',
    correlated: 'Neighbouring values within stretches are correlated: expect too many cuts.',
    overdispersed: 'Counts vary more within stretches than Poisson counts do: expect too many cuts.',
    'degenerate-segment': 'A stretch of equal values has no variance and was cut out for that alone.',
  },
  heavy: true,
  inputs: z.object({
    values: seriesValues,
    changeIn: z
      .enum(['mean', 'mean-variance', 'poisson'])
      .default('mean')
      .describe('What may change: mean (normal), mean and variance (normal), or the rate of counts.'),
    penalty: z
      .union([z.enum(PENALTIES), z.number().min(0)])
      .default('mbic')
      .describe('Price of a cut: a criterion, or a number in units of cost (minus twice the log-likelihood).'),
    noiseVariance: z
      .number()
      .gt(0)
      .optional()
      .describe(
        'For `mean`: known variance of the noise. 1 is the convention of R changepoint. Left out: 1 where the penalty is a number (so the cost is the sum of squares), else estimated from the differences between neighbours.',
      ),
    minimumLength: z
      .int()
      .min(1)
      .optional()
      .describe('Fewest values in a stretch: 1, or 2 where the variance may change.'),
    level,
  }),
  result: z.object({
    changePoints: z.array(z.int()).describe('The last moment of each stretch but the last; 1 is the first value.'),
    places: z
      .array(
        z.object({
          at: z.int(),
          low: z.int(),
          high: z.int(),
          saving: z.number().describe('Cost the cut saves, less its penalty.'),
        }),
      )
      .describe('Each change point with the moments it may as well lie at, its neighbours held fixed.'),
    segments: z.array(segment),
    cost: z.number().describe('Sum of stretch costs and penalties.'),
    penaltyValue: z.number().describe('Price of one cut.'),
    noiseVariance: z.number().nullable().describe('Used for `mean`; null for the other two.'),
    ...report,
  }),
  example: {
    about: 'Questions a day in a support forum: when did the stream change?',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: { values: DAILY_QUESTIONS, changeIn: 'mean', minimumLength: 3 },
  },
  run({ values, changeIn, penalty, noiseVariance, minimumLength, level: coverage }, how?) {
    const n = values.length;
    if (n === 0) throw new MethodProblem('no-values', 'values', 'Give at least one value.');
    requireUsualSize(values);
    if (changeIn === 'poisson' && values.some((value) => value < 0))
      throw new MethodProblem('counts-negative', 'values', 'Counts are zero or more; take mean for other values.');
    const variance = changeIn === 'mean' ? (noiseVariance ?? (typeof penalty === 'number' ? 1 : noiseOf(values))) : 1;
    const costs = segmentCosts(values, { changeIn, variance, modified: penalty === 'mbic' });
    const shortest = Math.max(costs.shortest, minimumLength ?? 1);
    if (shortest > n)
      throw new MethodProblem(
        'stretch-too-long',
        'values',
        `Give at least ${shortest} values, or allow shorter stretches.`,
      );
    const penaltyValue = typeof penalty === 'number' ? penalty : priceOf(penalty, costs.parameters, n);
    const { cuts, cost } = optimalPartition(n, { costs, penalty: penaltyValue, shortest }, how?.progress);
    const edges = [0, ...cuts, n];
    const segments = edges.slice(1).map((to, i) => described(values, { from: edges[i]!, to, level: coverage }));
    const places = cuts.map((_, i) =>
      placed(costs.cost, edges.slice(i, i + 3), { shortest, penaltyValue, level: coverage }),
    );
    const estimated = changeIn === 'mean' && noiseVariance === undefined && typeof penalty !== 'number';
    return {
      changePoints: cuts,
      places,
      segments,
      cost,
      penaltyValue,
      noiseVariance: changeIn === 'mean' ? variance : null,
      warnings: [
        ...(estimated
          ? [
              {
                id: 'noise-estimated',
                text: `Noise variance ${variance.toPrecision(3)}, from the differences; give it if known.`,
              },
            ]
          : []),
        ...warningsOf(values, segments, changeIn),
      ],
      reading: readingOf(segments),
      picture: pictureOf(values, segments),
    };
  },
});

function priceOf(penalty: (typeof PENALTIES)[number], parameters: number, n: number): number {
  const each = parameters + 1;
  if (penalty === 'aic') return 2 * each;
  if (penalty === 'hannan-quinn') return 2 * each * Math.log(Math.max(1, Math.log(n)));
  return (penalty === 'mbic' ? each + 1 : each) * Math.log(n);
}

/** Noise about a mean that seldom steps, from the differences of neighbours. */
function noiseOf(values: readonly number[]): number {
  const differences = values.slice(1).map((value, t) => (value - values[t]!) / Math.SQRT2);
  const robust = robustScale(differences) ** 2;
  const plain = differences.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, differences.length);
  return robust || plain || 1;
}

function described(
  values: readonly number[],
  { from, to, level: coverage }: { from: number; to: number; level: number },
): Segment {
  const part = values.slice(from, to);
  const length = part.length;
  const mean = part.reduce((sum, value) => sum + value, 0) / length;
  const variance = part.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length;
  const half = length > 1 ? tQuantile((1 + coverage) / 2, length - 1) * Math.sqrt(variance / (length - 1)) : 0;
  const around = { estimate: mean, low: mean - half, high: mean + half, level: coverage };
  return { from: from + 1, to, length, mean, variance, interval: length > 1 ? around : null };
}

/** A cut between its neighbours: where else it might lie, by the share of the likelihood at each place. */
function placed(
  cost: SegmentCost,
  [before = 0, at = 0, after = 0]: readonly number[],
  { shortest, penaltyValue, level: coverage }: { shortest: number; penaltyValue: number; level: number },
) {
  const lowest = cost(before, at) + cost(at, after);
  const shares: number[] = [];
  for (let place = before + shortest; place <= after - shortest; place++)
    shares.push(Math.exp((lowest - cost(before, place) - cost(place, after)) / 2));
  const total = shares.reduce((sum, share) => sum + share, 0);
  let low = at;
  let high = at;
  const shareAt = (place: number) => shares[place - before - shortest] ?? 0;
  let held = shareAt(at);
  while (held < coverage * total && (low > before + shortest || high < after - shortest)) {
    if (shareAt(low - 1) >= shareAt(high + 1) && low > before + shortest) held += shareAt(--low);
    else if (high < after - shortest) held += shareAt(++high);
    else held += shareAt(--low);
  }
  return { at, low, high, saving: cost(before, after) - lowest - penaltyValue };
}

function warningsOf(values: readonly number[], segments: readonly Segment[], changeIn: ChangeIn): Warning[] {
  const warnings: Warning[] = [];
  if (values.length < FEW_VALUES)
    warnings.push({ id: 'few-values', text: `${values.length} values: give at least ${FEW_VALUES}.` });
  if (values.length >= FEW_VALUES && (segments.length - 1) * VALUES_PER_CUT > values.length)
    warnings.push({
      id: 'many-cuts',
      text: `${segments.length - 1} cuts in ${values.length} values: take out trend and season first, ask for longer stretches, or raise the penalty.`,
    });
  const residuals = segments.flatMap(({ from, to, mean }) => values.slice(from - 1, to).map((value) => value - mean));
  const square = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  const cross = residuals.reduce((sum, residual, t) => sum + residual * (residuals[t - 1] ?? 0), 0);
  if (square > 0 && values.length >= 20 && cross / square > CORRELATED)
    warnings.push({
      id: 'correlated',
      text: `Neighbours correlate (${(cross / square).toFixed(2)}): raise the penalty or model the dependence.`,
    });
  const expected = segments.reduce((sum, { mean, length }) => sum + mean * length, 0);
  if (changeIn === 'poisson' && expected > 0 && square / expected > OVERDISPERSED)
    warnings.push({
      id: 'overdispersed',
      text: `Variance is ${(square / expected).toFixed(1)} times the mean: raise the penalty so many times, or look for changes in the mean.`,
    });
  if (changeIn === 'mean-variance' && segments.length > 1 && segments.some(({ variance }) => variance === 0))
    warnings.push({
      id: 'degenerate-segment',
      text: 'A stretch of equal values was cut out: ask for longer stretches.',
    });
  return warnings;
}

function readingOf(segments: readonly Segment[]): string {
  const say = (value: number) => Number(value.toPrecision(4)).toString();
  const first = segments[0];
  if (first === undefined || segments.length === 1)
    return `No change found: the level is ${say(first?.mean ?? 0)} throughout.`;
  const steps = segments.slice(1).map(({ from, mean }) => `to ${say(mean)} from moment ${from}`);
  const shown = steps.slice(0, 6).join(', ');
  const more = steps.length > 6 ? ` and ${steps.length - 6} more` : '';
  return `${steps.length} ${steps.length === 1 ? 'change' : 'changes'}: from ${say(first.mean)} ${shown}${more}.`;
}

function pictureOf(values: readonly number[], segments: readonly Segment[]) {
  const x = values.map((_, t) => t + 1);
  const levels = segments.flatMap(({ length, mean }) => Array<number>(length).fill(mean));
  return {
    kind: 'lines' as const,
    title: 'Change points',
    x: 'Moment (1 is the first value)',
    y: 'Value',
    series: [
      { name: 'Observed', x, y: [...values] },
      { name: 'Level', x, y: levels },
    ],
    marks: segments.slice(1).map(({ from }) => ({ axis: 'x' as const, at: from, label: 'Change' })),
  };
}
