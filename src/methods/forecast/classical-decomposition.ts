import { z } from 'zod';
import { defineMethod, MethodProblem, report } from '../method.ts';
import {
  componentPicture,
  componentReading,
  components,
  remainderSpread,
  strengthOf,
  strengths,
} from './components.ts';
import { centredAverage, centredFigure, seasonalMeans } from './moving-average.ts';
import { DAILY_QUESTIONS, SUPPORT_QUESTIONS_SOURCE } from './support-questions.example.ts';
import { requireSeries, seasonLength, seriesValues } from './time-series.ts';

/**
 * Trend by a centred moving average over one season, season by the mean of what is left at each of its moments, the rest.
 *
 * @throws MethodProblem `too-few-values` below two seasons, `season-missing` below a period of 2, `constant-series`,
 * `values-not-positive` where a multiplicative season meets zero or less.
 * @example classicalDecomposition.run({ values, period: 12, model: 'multiplicative' }).figure;
 */
export const classicalDecomposition = defineMethod({
  name: 'classical-decomposition',
  field: 'forecast',
  title: 'Classical seasonal decomposition',
  summary: 'Splits a series into trend, one fixed season and the rest by moving averages.',
  whenToUse: [
    'A quick, well-known split of a series whose season does not change.',
    'A seasonal index to adjust targets by.',
  ],
  whenNot: [
    'The season changes, or there are outliers: take STL (robust).',
    'The first and last half season matter: they get no trend here.',
  ],
  assumes: ['Evenly spaced and complete (checked).', 'The season is the same every time (not checked).'],
  formula:
    'Trend: centred mean over one season (half weights at the ends of an even one). Figure: mean at each moment of value less trend (or value over trend), centred to 0 (or 1). Rest: what is left.',
  source: ['Kendall, M., Stuart, A. (1983), The Advanced Theory of Statistics, vol. 3.', 'R stats::decompose.'],
  verified: 'R 4.2.2 decompose on AirPassengers (multiplicative) and co2 (additive) to 1e-8.',
  cost: 'O(n · period)',
  warns: { 'few-seasons': 'Fewer than three seasons: the seasonal figure rests on little.' },
  inputs: z.object({
    values: seriesValues,
    period: seasonLength,
    model: z.enum(['additive', 'multiplicative']).default('additive'),
  }),
  result: z.object({
    figure: z.array(z.number()).describe('The season, that of the first value first; adds up to 0, or averages 1.'),
    ...components,
    standardDeviationOfRemainder: z.number(),
    ...strengths,
    ...report,
  }),
  example: {
    about: 'Questions a day in a support forum: which days of the week bring more?',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: { values: DAILY_QUESTIONS, period: 7, model: 'multiplicative' },
  },
  run({ values, period, model }) {
    const relative = model === 'multiplicative';
    if (period < 2)
      throw new MethodProblem('season-missing', 'period', 'Say how many values make one season, at least 2.');
    requireSeries(values, 2 * period);
    if (relative && values.some((value) => value <= 0))
      throw new MethodProblem(
        'values-not-positive',
        'values',
        'A multiplicative season needs values above zero; take additive.',
      );
    const average = centredAverage(values, period);
    const figure = [...centredFigure(seasonalMeans(values, average, { period, relative }), relative)];
    const trend = Array.from(average, (value) => (Number.isNaN(value) ? null : value));
    const seasonal = values.map((_, t) => figure[t % period]!);
    const remainder = values.map((value, t) => {
      const height = trend[t];
      if (height === null || height === undefined) return null;
      return relative ? value / height / seasonal[t]! : value - height - seasonal[t]!;
    });
    const split = { values, trend, seasonal, remainder };
    const strength = strengthOf(split, relative);
    return {
      figure,
      trend,
      seasonal,
      remainder,
      standardDeviationOfRemainder: remainderSpread(remainder),
      ...strength,
      warnings:
        values.length < 3 * period
          ? [{ id: 'few-seasons', text: 'Fewer than three seasons of history; take the season as a first guess.' }]
          : [],
      reading: componentReading(figure, strength, relative),
      picture: componentPicture('Classical decomposition', split, relative),
    };
  },
});
