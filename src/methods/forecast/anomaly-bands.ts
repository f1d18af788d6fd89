import cdf from '@stdlib/stats-base-dists-normal-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { distancesFromOthers } from './robust-course.ts';
import { robustScale } from './robust-scale.ts';
import { DAILY_QUESTIONS, SUPPORT_QUESTIONS_SOURCE } from './support-questions.example.ts';
import { requireSeries, seasonLength, seriesValues } from './time-series.ts';

const FEWEST_VALUES = 12;
/** Values the trend looks at without a season; with one, so many seasons. */
const TREND_VALUES = 21;
const TREND_SEASONS = 4;
/** Ratio of the outer 90 % to the middle half from which tails are heavy; 2.44 for normal values. */
const HEAVY_TAILS = 3.2;
const CORRELATED = 0.4;
/** The median absolute deviation knows the noise as well as this share of the values would by their squares. */
const MAD_EFFICIENCY = 0.37;

const SCALES = {
  raw: { to: (value: number) => value, from: (value: number) => value },
  log: { to: Math.log, from: Math.exp },
  'square-root': { to: Math.sqrt, from: (value: number) => Math.max(0, value) ** 2 },
} as const;

const point = z.object({
  moment: z.int().describe('1 is the first value.'),
  value: z.number(),
  expected: z.number().describe('What the other values expect in its place.'),
  low: z.number(),
  high: z.number(),
  score: z.number().describe('Distance from the expected value in standard deviations of the noise.'),
  anomaly: z.boolean(),
});
type Point = z.infer<typeof point>;

/**
 * Values that do not fit their series: a band about a course (trend and season) which outliers do not bend.
 *
 * @throws MethodProblem `too-few-values`, `constant-series`, `values-not-positive` where the scale does not allow a value,
 * `no-noise` where more than half of the values lie exactly on the course.
 * @example anomalyBands.run({ values, period: 7, falseAlarmRate: 0.01, side: 'both', scale: 'raw' }).anomalies.map(({ moment }) => moment);
 */
export const anomalyBands = defineMethod({
  name: 'anomaly-bands',
  field: 'forecast',
  title: 'Anomaly bands',
  summary: 'Which values stand out from trend and season, at a rate of false alarms you choose.',
  whenToUse: ['Looking back on tickets, sign-ups or latency: which days were out of the ordinary?'],
  whenNot: [
    'The newest value only, as it comes in: compare it with a forecast interval made without it.',
    'A lasting step: take change points; a band takes the new level as normal before long.',
  ],
  assumes: [
    'Evenly spaced and complete (checked); fewer than half of the values are anomalies.',
    'Noise about the course is normal and of one size on the chosen scale (tails and correlation checked).',
  ],
  formula:
    'Course: robust STL with a fixed season (robust loess without one). Each value is held against the course of the others (its own pull taken out). Noise: 1.4826 times the median absolute distance. Band: course ± t · noise, t from the false alarm rate a value with 0.37 n degrees of freedom (the efficiency of the median absolute deviation). Counts: square roots; percentages of growth: logarithms.',
  source: [
    'Cleveland et al. (1990), STL, Journal of Official Statistics 6.',
    'Rousseeuw, P. J., Croux, C. (1993), Alternatives to the median absolute deviation, JASA 88.',
  ],
  verified:
    'The false alarm rate by simulation of normal noise about trend and season: 0.9 to 1.2 times the stated one from 350 values on, at worst 1.5 times a stated 1 % with 60 values and a season. Gross outliers are all found.',
  cost: 'O(n · window), 16 rounds.',
  warns: {
    'heavy-tails': 'The noise has heavier tails than the normal: more false alarms than stated.',
    'residuals-correlated': 'Neighbouring values deviate alike: alarms come in runs.',
    'few-seasons': 'Fewer than three seasons: the season rests on little.',
  },
  heavy: true,
  inputs: z.object({
    values: seriesValues,
    period: seasonLength.default(1),
    falseAlarmRate: z
      .number()
      .gt(0)
      .max(0.5)
      .default(0.01)
      .describe('Share of ordinary values that are flagged all the same; 0.01 is one in a hundred.'),
    side: z
      .enum(['both', 'high', 'low'])
      .default('both')
      .describe('Which anomalies matter; the rate is spent on these.'),
    scale: z
      .enum(['raw', 'log', 'square-root'])
      .default('raw')
      .describe('On which the noise is even: square root for counts, log where it grows with the level.'),
    trendWindow: z.int().min(5).optional().describe('Values the trend looks at; left out: four seasons, or 21.'),
  }),
  result: z.object({
    points: z.array(point),
    anomalies: z.array(point),
    falseAlarmRate: z.number(),
    expectedFalseAlarms: z.number().describe('How many values would be flagged if nothing were wrong.'),
    noise: z.number().describe('Standard deviation about the course, on the chosen scale.'),
    threshold: z.number().describe('Half the width of the band, in standard deviations.'),
    ...report,
  }),
  example: {
    about: 'Questions a day in a support forum: which days were out of the ordinary?',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: { values: DAILY_QUESTIONS, period: 7, scale: 'square-root' },
  },
  run({ values, period, falseAlarmRate, side, scale, trendWindow }) {
    requireSeries(values, Math.max(FEWEST_VALUES, period > 1 ? 2 * period + 1 : 0));
    const least = scale === 'log' ? Number.MIN_VALUE : scale === 'square-root' ? 0 : Number.NEGATIVE_INFINITY;
    if (values.some((value) => value < least))
      throw new MethodProblem(
        'values-not-positive',
        'scale',
        'This scale does not allow such values; take the raw one.',
      );
    const { to, from } = SCALES[scale];
    const scaled = Float64Array.from(values, to);
    const window = nextOdd(trendWindow ?? (period > 1 ? Math.max(7, TREND_SEASONS * period) : TREND_VALUES));
    const rest = [...distancesFromOthers(scaled, { period, window })];
    const noise = robustScale(rest);
    if (!(noise > 1e-12 * Math.max(...scaled.map(Math.abs))))
      throw new MethodProblem(
        'no-noise',
        'values',
        'More than half of the values lie exactly on their course: any other value stands out.',
      );
    const threshold = tQuantile(1 - falseAlarmRate / (side === 'both' ? 2 : 1), MAD_EFFICIENCY * values.length);
    const points = values.map((value, t) => {
      const score = rest[t]! / noise;
      const beyond = side === 'both' ? Math.abs(score) : side === 'high' ? score : -score;
      const course = scaled[t]! - rest[t]!;
      const edge = (sign: number) => from(course + sign * threshold * noise);
      return {
        moment: t + 1,
        value,
        expected: from(course),
        low: edge(-1),
        high: edge(1),
        score,
        anomaly: beyond > threshold,
      };
    });
    const anomalies = points.filter(({ anomaly }) => anomaly);
    const expectedFalseAlarms = falseAlarmRate * values.length;
    return {
      points,
      anomalies,
      falseAlarmRate,
      expectedFalseAlarms,
      noise,
      threshold,
      warnings: warningsOf(rest, { noise, period }),
      reading: readingOf(anomalies, { count: values.length, expectedFalseAlarms }),
      picture: pictureOf(points, anomalies),
    };
  },
});

function nextOdd(window: number): number {
  return window % 2 === 0 ? window + 1 : window;
}

function warningsOf(rest: readonly number[], { noise, period }: { noise: number; period: number }): Warning[] {
  const warnings: Warning[] = [];
  const sorted = [...rest].sort((a, b) => a - b);
  const width = (share: number) => quantileOfSorted(sorted, 1 - share) - quantileOfSorted(sorted, share);
  const tails = width(0.05) / (width(0.25) || noise);
  if (tails > HEAVY_TAILS)
    warnings.push({
      id: 'heavy-tails',
      text: 'The noise has heavy tails: expect more false alarms, or take another scale.',
    });
  const inside = rest.map((value) => Math.max(-3 * noise, Math.min(3 * noise, value)));
  const square = inside.reduce((sum, value) => sum + value * value, 0);
  const cross = inside.reduce((sum, value, t) => sum + value * (inside[t - 1] ?? 0), 0);
  if (cross / square > CORRELATED)
    warnings.push({
      id: 'residuals-correlated',
      text: `Neighbours deviate alike (${(cross / square).toFixed(2)}): read a run of alarms as one.`,
    });
  if (period > 1 && rest.length < 3 * period)
    warnings.push({ id: 'few-seasons', text: 'Fewer than three seasons of history; take the bands as a first guess.' });
  return warnings;
}

function readingOf(
  anomalies: readonly Point[],
  { count, expectedFalseAlarms }: { count: number; expectedFalseAlarms: number },
): string {
  const by = `${Number(expectedFalseAlarms.toPrecision(2))} would be expected by chance`;
  if (anomalies.length === 0) return `None of ${count} values stands out; ${by}.`;
  const furthest = anomalies.reduce((best, one) => (Math.abs(one.score) > Math.abs(best.score) ? one : best));
  const where = furthest.score > 0 ? 'above' : 'below';
  const tail = 2 * cdf(-Math.abs(furthest.score), 0, 1) * count;
  const rare = tail < 0.01 ? ', far beyond chance' : '';
  return `${anomalies.length} of ${count} values stand out; ${by}. The furthest is moment ${furthest.moment}: ${Number(furthest.value.toPrecision(4))}, ${Math.abs(furthest.score).toFixed(1)} standard deviations ${where} the expected ${Number(furthest.expected.toPrecision(4))}${rare}.`;
}

function pictureOf(points: readonly Point[], anomalies: readonly Point[]) {
  return {
    kind: 'lines' as const,
    title: 'Anomaly bands',
    x: 'Moment (1 is the first value)',
    y: 'Value',
    series: [
      { name: 'Observed', x: points.map(({ moment }) => moment), y: points.map(({ value }) => value) },
      {
        name: 'Expected',
        x: points.map(({ moment }) => moment),
        y: points.map(({ expected }) => expected),
        low: points.map(({ low }) => low),
        high: points.map(({ high }) => high),
      },
      {
        name: 'Anomalies',
        x: anomalies.map(({ moment }) => moment),
        y: anomalies.map(({ value }) => value),
        draw: 'points' as const,
      },
    ],
  };
}
