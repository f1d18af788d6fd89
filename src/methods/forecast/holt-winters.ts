import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import {
  fitHoltWinters,
  type HoltWintersPass,
  type HoltWintersShares,
  type HoltWintersStart,
  holtWintersStart,
  smoothHoltWinters,
} from './holt-winters-smoothing.ts';
import { DAILY_QUESTIONS, SUPPORT_QUESTIONS_SOURCE } from './support-questions.example.ts';
import {
  accuracy,
  accuracyOf,
  fanPicture,
  fanReading,
  forecastSteps,
  horizon,
  level,
  normalSteps,
  requireSeries,
  seasonLength,
  seriesValues,
} from './time-series.ts';

const share = (what: string) =>
  z.number().min(0).max(1).optional().describe(`How far ${what}, 0 to 1. Left out, it is fitted.`);

/**
 * Holt-Winters smoothing by its classical recursion, with given or fitted shares, begun as R's HoltWinters begins.
 *
 * @throws MethodProblem `too-few-values` below two seasons and one value, `season-missing` below a period of 2, `constant-series`,
 * `values-not-positive` where a multiplicative season meets zero or less.
 * @example holtWinters.run({ values, period: 12, seasonal: 'multiplicative', horizon: 12, startSeasons: 2, level: 0.95 }).sumOfSquares;
 */
export const holtWinters = defineMethod({
  name: 'holt-winters',
  field: 'forecast',
  title: 'Holt-Winters seasonal smoothing',
  summary: 'Forecasts a series with trend and season by three smoothing shares, with intervals.',
  whenToUse: ['Seasonal demand or traffic, also with long seasons; multiplicative where swings grow with the level.'],
  whenNot: [
    'You want likelihood and model choice: take exponential smoothing (ETS).',
    'Fewer than two full seasons of history.',
  ],
  assumes: [
    'Values are evenly spaced and complete (checked).',
    'Season of constant length, changing slowly; errors of constant variance (not checked).',
  ],
  formula:
    'Level `l = alpha · (y - s) + (1 - alpha)(l + b)`, trend `b = beta · Δl + (1 - beta) b`, season `s = gamma · (y - l) + (1 - gamma) s`; multiplicative divides where additive subtracts. ' +
    'Start: decomposition of the first `startSeasons` seasons, a line through its trend. Shares minimise the squared one-step error. Interval by the weights of past errors (Yar and Chatfield).',
  source: [
    'Holt, C. C. (1957); Winters, P. R. (1960), Forecasting sales by exponentially weighted moving averages, Management Science 6.',
    'Yar, M., Chatfield, C. (1990), Prediction intervals for the Holt-Winters forecasting procedure, International Journal of Forecasting 6.',
    'Chatfield, C., Yar, M. (1991), Prediction intervals for multiplicative Holt-Winters.',
  ],
  verified:
    'R 4.2.2 stats::HoltWinters on AirPassengers: with given shares start values, sum of squares, states and forecasts to 1e-9; fitted, shares to 0.02 and sum of squares to 0.1 %. ' +
    'The multiplicative interval is not that of R 4.2, which weighs the error of the step itself by the smoothing shares instead of 1 and comes out too narrow.',
  cost: 'O(n) a pass; fitted, some hundreds of passes.',
  warns: {
    'not-converged': 'The squared error was still falling when the search ended.',
    'boundary-solution': 'A fitted share is 0 or 1: that part does not move, or forgets at once.',
    'few-seasons': 'Fewer than three seasons: the seasonal figure rests on little.',
  },
  inputs: z.object({
    values: seriesValues,
    period: seasonLength,
    seasonal: z.enum(['additive', 'multiplicative']).default('additive'),
    alpha: share('the level follows each error'),
    beta: share('the trend follows the change of level'),
    gamma: share('the season follows each error'),
    startSeasons: z.int().min(2).default(2).describe('First seasons that give the start values.'),
    horizon: horizon.default(24),
    level,
  }),
  result: z.object({
    alpha: z.number(),
    beta: z.number(),
    gamma: z.number(),
    seasonal: z.enum(['additive', 'multiplicative']),
    start: z.object({ level: z.number(), trend: z.number(), season: z.array(z.number()) }),
    finalLevel: z.number(),
    finalTrend: z.number(),
    finalSeason: z.array(z.number()).describe('That of the next value first.'),
    sumOfSquares: z.number().describe('Of the one-step errors from the second season on.'),
    accuracy,
    fitted: z.array(z.number()).describe('One-step forecasts from the second season on.'),
    residuals: z.array(z.number()),
    forecast: forecastSteps,
    ...report,
  }),
  example: {
    about: 'Questions a day in a support forum over ten calm weeks, with the days of the week as season.',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: { values: DAILY_QUESTIONS.slice(76, 146), period: 7, seasonal: 'multiplicative', horizon: 14 },
  },
  run(inputs) {
    const { values, period, seasonal, startSeasons, horizon: steps, level: coverage } = inputs;
    const relative = seasonal === 'multiplicative';
    requireSeasons(values, { period, relative, startSeasons });
    const start = holtWintersStart(values, { period, relative, seasons: startSeasons });
    requirePositiveFigure(start, relative);
    const smooth = (shares: HoltWintersShares) =>
      smoothHoltWinters(values, start, { ...shares, relative, from: period });
    const { converged, ...shares } = fitHoltWinters((tried) => smooth(tried).sumOfSquares, inputs);
    const pass = smooth(shares);
    const residuals = pass.fitted.map((fit, t) => values[period + t]! - fit);
    const forecast = ahead(pass, shares, { relative, steps, level: coverage, residuals });
    return {
      ...shares,
      seasonal,
      start: { ...start, season: [...start.season] },
      finalLevel: pass.level,
      finalTrend: pass.trend,
      finalSeason: pass.season,
      sumOfSquares: pass.sumOfSquares,
      accuracy: accuracyOf(values, pass.fitted, { period, from: period }),
      fitted: pass.fitted,
      residuals,
      forecast,
      warnings: warningsOf(inputs, shares, converged),
      reading: fanReading(forecast),
      picture: fanPicture('Holt-Winters', { values, fitted: pass.fitted, from: period, forecast }),
    };
  },
});

function requireSeasons(
  values: readonly number[],
  { period, relative, startSeasons }: { period: number; relative: boolean; startSeasons: number },
): void {
  if (period < 2)
    throw new MethodProblem('season-missing', 'period', 'Say how many values make one season, at least 2.');
  requireSeries(values, Math.max(2, startSeasons) * period + 1);
  if (relative && values.some((value) => value <= 0))
    throw new MethodProblem(
      'values-not-positive',
      'values',
      'A multiplicative season needs values above zero; take additive.',
    );
}

function requirePositiveFigure(start: HoltWintersStart, relative: boolean): void {
  if (relative && start.season.some((factor) => !(factor > 0)))
    throw new MethodProblem('season-not-positive', 'values', 'A moment of the season is all but zero; take additive.');
}

/** Point forecasts, and the variance by what an error j steps back still weighs in the forecast. */
function ahead(
  { level, trend, season }: HoltWintersPass,
  { alpha, beta, gamma }: HoltWintersShares,
  {
    relative,
    steps,
    level: coverage,
    residuals,
  }: { relative: boolean; steps: number; level: number; residuals: readonly number[] },
) {
  const period = season.length;
  const factor = (step: number) => season[(((step - 1) % period) + period) % period]!;
  const mean = Array.from({ length: steps }, (_, at) =>
    relative ? (level + (at + 1) * trend) * factor(at + 1) : level + (at + 1) * trend + factor(at + 1),
  );
  const average = residuals.reduce((sum, residual) => sum + residual, 0) / residuals.length;
  const variance =
    residuals.reduce((sum, residual) => sum + (residual - average) ** 2, 0) / Math.max(1, residuals.length - 1);
  const weight = (j: number) => alpha * (1 + j * beta) + (j % period === 0 ? gamma * (1 - alpha) : 0);
  const spread = mean.map((_, at) => {
    let sum = 1;
    for (let j = 1; j <= at; j++) sum += (weight(j) * (relative ? factor(at + 1) / factor(at + 1 - j) : 1)) ** 2;
    return Math.sqrt(variance * sum);
  });
  return normalSteps(mean, spread, coverage);
}

function warningsOf(
  {
    values,
    period,
    ...given
  }: {
    values: readonly number[];
    period: number;
    alpha?: number | undefined;
    beta?: number | undefined;
    gamma?: number | undefined;
  },
  shares: HoltWintersShares,
  converged: boolean,
): Warning[] {
  const warnings: Warning[] = [];
  if (!converged)
    warnings.push({ id: 'not-converged', text: 'The search for the shares ended early; treat them as rough.' });
  const edges = (['alpha', 'beta', 'gamma'] as const).filter(
    (name) => given[name] === undefined && Math.min(shares[name], 1 - shares[name]) < 1e-4,
  );
  if (edges.length > 0)
    warnings.push({ id: 'boundary-solution', text: `At 0 or 1: ${edges.join(', ')}. A simpler model may do.` });
  if (values.length < 3 * period)
    warnings.push({
      id: 'few-seasons',
      text: 'Fewer than three seasons of history; take the season as a first guess.',
    });
  return warnings;
}
