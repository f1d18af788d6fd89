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
import { seasonalTrendLoess, stlSettings } from './seasonal-trend-loess.ts';
import { DAILY_QUESTIONS, SUPPORT_QUESTIONS_SOURCE } from './support-questions.example.ts';
import { requireSeries, seasonLength, seriesValues } from './time-series.ts';

const oddWindow = z.int().min(3, 'A window looks at no fewer than 3 points.').max(1_000_001);

/**
 * Seasonal-trend decomposition by local regression: a season that may change from cycle to cycle, a smooth trend up to both
 * ends, and outliers that pull on neither when `robust`. For a season in percent, give logarithms.
 *
 * @throws MethodProblem `too-few-values` below two seasons and one value, `season-missing` below a period of 2, `constant-series`.
 * @example stlDecomposition.run({ values, period: 12, seasonalWindow: 'periodic', robust: false }).trend;
 */
export const stlDecomposition = defineMethod({
  name: 'stl-decomposition',
  field: 'forecast',
  title: 'STL: seasonal-trend decomposition by loess',
  summary:
    'Splits a series into a smooth trend, a season that may change slowly, and the rest; outliers can be kept out.',
  whenToUse: [
    'Seeing the true course behind weekdays or months.',
    'A series with outliers (robust), or a season that changes (window).',
  ],
  whenNot: ['The season multiplies: take logarithms first.', 'Fewer than two full seasons.'],
  assumes: [
    'Evenly spaced and complete (checked).',
    'Trend and season change smoothly (not checked; see change points).',
  ],
  formula:
    'By turns: each moment of the season is smoothed over the cycles by loess (`seasonalWindow` cycles), its low-pass part removed, and the season-adjusted series smoothed by loess (`trendWindow` values). ' +
    'Robust: bisquare weights by the remainder, 15 rounds. Periodic: the season is the mean of its cycles.',
  source: [
    'Cleveland, R. B., Cleveland, W. S., McRae, J. E., Terpenning, I. (1990), STL: a seasonal-trend decomposition procedure based on loess, Journal of Official Statistics 6.',
  ],
  verified:
    'R 4.2.2 stl on nottem (periodic, and robust) and log co2 (window 21) to 1e-6. With `robust` and an even number of values R now and then misses ' +
    'the median of the remainders (its partial sort is given the two middle places in falling order) and goes astray from there; here it is the median, as published.',
  cost: 'O(n · window)',
  warns: { 'few-seasons': 'Fewer than three seasons: the seasonal figure rests on little.' },
  inputs: z.object({
    values: seriesValues,
    period: seasonLength,
    seasonalWindow: z
      .union([z.literal('periodic'), oddWindow])
      .default('periodic')
      .describe("Cycles each smoothing of the season looks at (odd; 7 or more), or 'periodic' for one fixed season."),
    seasonalDegree: z
      .union([z.literal(0), z.literal(1)])
      .optional()
      .describe('Local mean (0, as left out) or line (1).'),
    trendWindow: oddWindow
      .optional()
      .describe('Left out: the next odd number from 1.5 · period / (1 - 1.5 / seasonalWindow).'),
    lowPassWindow: oddWindow.optional().describe('Left out: the next odd number from the period.'),
    robust: z.boolean().default(false).describe('Whether outliers lose their weight.'),
  }),
  result: z.object({
    trend: z.array(z.number()),
    seasonal: components.seasonal,
    remainder: z.array(z.number()),
    weights: z.array(z.number()).nullable().describe('Robustness weights, 0 for an outlier; null where not robust.'),
    standardDeviationOfRemainder: z.number(),
    ...strengths,
    windows: z.object({ season: z.number(), trend: z.number(), lowPass: z.number() }),
    ...report,
  }),
  example: {
    about: 'Questions a day in a support forum: the course behind the weekdays, with a launch that must not bend it.',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: { values: DAILY_QUESTIONS, period: 7, robust: true },
  },
  run({ values, period, ...rest }) {
    if (period < 2)
      throw new MethodProblem('season-missing', 'period', 'Say how many values make one season, at least 2.');
    requireSeries(values, 2 * period + 1);
    const settings = stlSettings(values.length, { period, ...rest });
    const parts = seasonalTrendLoess(Float64Array.from(values), settings);
    const split = { values, trend: [...parts.trend], seasonal: [...parts.seasonal], remainder: [...parts.remainder] };
    const strength = strengthOf(split, false);
    return {
      trend: split.trend,
      seasonal: split.seasonal,
      remainder: split.remainder,
      weights: parts.trust === null ? null : [...parts.trust],
      standardDeviationOfRemainder: remainderSpread(split.remainder),
      ...strength,
      windows: { season: settings.season.window, trend: settings.trend.window, lowPass: settings.lowPass.window },
      warnings:
        values.length < 3 * period
          ? [{ id: 'few-seasons', text: 'Fewer than three seasons of history; take the season as a first guess.' }]
          : [],
      reading: componentReading(split.seasonal.slice(0, period), strength, false),
      picture: componentPicture('STL decomposition', split, false),
    };
  },
});
