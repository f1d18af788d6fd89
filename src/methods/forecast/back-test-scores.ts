/** The trials of a back-test and their scores. */

import tCdf from '@stdlib/stats-base-dists-t-cdf';
import { z } from 'zod';
import { MethodProblem, type MethodRun, type Warning } from '../method.ts';
import { percent } from '../plain-words.ts';
import { FORECASTERS, type ForecasterName, forecasterName, NEEDED_SEASONS } from './forecasters.ts';
import { naiveScale, requireSeries } from './time-series.ts';

const FEW_ORIGINS = 10;
const FEWEST_HISTORY = 10;

export const score = z.object({
  forecaster: forecasterName,
  forecasts: z.int().describe('Values that were forecast, over all origins and steps.'),
  failures: z.int().describe('Origins at which it could not forecast; they are left out of its scores.'),
  meanAbsoluteError: z.number(),
  rootMeanSquaredError: z.number(),
  bias: z.number().describe('Mean of actual less forecast.'),
  mase: z
    .number()
    .nullable()
    .describe(
      'Mean absolute error over that of the seasonal naive forecast one step ahead within each history; null where that is exact.',
    ),
  smape: z.number().describe('Mean of 200 · |error| / (|actual| + |forecast|), in percent, 0 to 200.'),
  coverage: z.number().describe('Share of actual values within the prediction interval; should be near the level.'),
  intervalWidth: z.number().describe('Mean width of the prediction interval.'),
  relativeError: z
    .number()
    .nullable()
    .describe(
      'Mean absolute error over that of the seasonal naive forecast for the same values; below 1 is better. Null where that is exact.',
    ),
  betterOrigins: z.number().describe('Share of origins at which it beat the seasonal naive forecast.'),
  p: z
    .number()
    .nullable()
    .describe(
      'Two-sided, of being as good as the seasonal naive forecast (Diebold-Mariano over origins, with their overlap); null where it cannot be told.',
    ),
  maseByStep: z.array(z.number().nullable()).describe('Scaled error at each step ahead.'),
});
type Score = z.infer<typeof score>;

/** What one forecaster did from one origin. */
interface Trial {
  readonly errors: readonly number[];
  readonly scaled: readonly number[];
  readonly symmetric: readonly number[];
  readonly inside: readonly boolean[];
  readonly widths: readonly number[];
}

interface Setting {
  readonly values: readonly number[];
  readonly period: number;
  readonly horizon: number;
  readonly origins: number;
  readonly every: number;
  readonly window: 'expanding' | 'rolling';
  readonly historyLength?: number | undefined;
  readonly level: number;
}

function shortestHistory({ period, historyLength }: Setting): number {
  return historyLength ?? Math.max(FEWEST_HISTORY, 3 * period);
}

/** Last moments known, oldest first, as many as the series has room for. */
export function originsOf(setting: Setting): number[] {
  const { values, horizon, origins, every } = setting;
  const shortest = shortestHistory(setting);
  requireSeries(values, shortest + horizon);
  const latest = values.length - horizon;
  const count = Math.min(origins, Math.floor((latest - shortest) / every) + 1);
  return Array.from({ length: count }, (_, i) => latest - (count - 1 - i) * every);
}

/** One forecast from one origin against what came; null where the forecaster refuses that history. */
export function trialOf(
  name: ForecasterName,
  origin: number,
  setting: Setting & { how: MethodRun | undefined },
): Trial | null {
  const { values, period, horizon: steps, level, window, how } = setting;
  const history = values.slice(window === 'rolling' ? Math.max(0, origin - shortestHistory(setting)) : 0, origin);
  const forecast = attempted(name, history, { period, steps, level, how });
  if (forecast === null) return null;
  const actual = values.slice(origin, origin + steps);
  const scale = naiveScale(history, period);
  const errors = actual.map((value, step) => value - forecast.mean[step]!);
  return {
    errors,
    scaled: errors.map((error) => Math.abs(error) / scale),
    symmetric: errors.map((error, step) => {
      const size = Math.abs(actual[step]!) + Math.abs(forecast.mean[step]!);
      return size > 0 ? (200 * Math.abs(error)) / size : 0;
    }),
    inside: actual.map((value, step) => value >= forecast.lower[step]! && value <= forecast.upper[step]!),
    widths: forecast.upper.map((high, step) => high - forecast.lower[step]!),
  };
}

function attempted(
  name: ForecasterName,
  history: readonly number[],
  task: { period: number; steps: number; level: number; how: MethodRun | undefined },
) {
  if (history.length < NEEDED_SEASONS * (name === 'naive' || name === 'mean' || name === 'drift' ? 1 : task.period))
    return null;
  try {
    return FORECASTERS[name](history, {
      ...task,
      how: task.how?.seed === undefined ? undefined : { seed: task.how.seed },
    });
  } catch (problem) {
    if (problem instanceof MethodProblem) return null;
    throw problem;
  }
}

/** A forecaster's scores over the origins it could forecast from; null where there are none. */
export function scoreOf(
  forecaster: ForecasterName,
  trials: readonly (Trial | null)[],
  { naive, overlap, steps }: { naive: readonly (Trial | null)[]; overlap: number; steps: number },
): Score | null {
  const done = trials.filter((trial) => trial !== null);
  if (done.length === 0) return null;
  const pairs = trials.flatMap((trial, o) => {
    const rival = naive[o] ?? null;
    return trial === null || rival === null ? [] : [{ own: meanSize(trial.errors), rival: meanSize(rival.errors) }];
  });
  const errors = done.flatMap((trial) => trial.errors);
  const scaled = done.flatMap((trial) => trial.scaled);
  const rivals = mean(pairs.map(({ rival }) => rival));
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    forecaster,
    forecasts: errors.length,
    failures: trials.length - done.length,
    meanAbsoluteError: meanSize(errors),
    rootMeanSquaredError: Math.sqrt(mean(errors.map((error) => error * error))),
    bias: mean(errors),
    mase: finite(mean(scaled)),
    smape: mean(done.flatMap((trial) => trial.symmetric)),
    coverage: mean(done.flatMap((trial) => trial.inside.map(Number))),
    intervalWidth: mean(done.flatMap((trial) => trial.widths)),
    relativeError: finite(mean(pairs.map(({ own }) => own)) / rivals),
    betterOrigins: pairs.length === 0 ? 0 : mean(pairs.map(({ own, rival }) => Number(own < rival))),
    p: dieboldMariano(
      pairs.map(({ own, rival }) => own - rival),
      overlap,
    ),
    maseByStep: Array.from({ length: steps }, (_, step) => finite(mean(done.map((trial) => trial.scaled[step]!)))),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanSize(values: readonly number[]): number {
  return mean(values.map(Math.abs));
}

/** Two-sided p of a mean difference of zero, the differences correlating over `overlap` origins. */
function dieboldMariano(differences: readonly number[], overlap: number): number | null {
  const n = differences.length;
  if (n < 3 + overlap) return null;
  const centre = mean(differences);
  const covariance = (lag: number) =>
    differences.slice(lag).reduce((sum, value, t) => sum + (value - centre) * (differences[t]! - centre), 0) / n;
  let variance = covariance(0);
  for (let lag = 1; lag <= overlap; lag++) variance += 2 * (1 - lag / (overlap + 1)) * covariance(lag);
  if (!(variance > 0)) return null;
  return 2 * tCdf(-Math.abs(centre / Math.sqrt(variance / (n - 1))), n - 1);
}

export function warningsOf(
  scores: readonly Score[],
  { origins, level }: { origins: number; level: number },
): Warning[] {
  const warnings: Warning[] = [];
  const best = scores[0];
  if (origins < FEW_ORIGINS) warnings.push({ id: 'few-origins', text: `${origins} origins: the order may be chance.` });
  if (best?.forecaster === 'seasonal-naive' && scores.length > 1)
    warnings.push({ id: 'no-better-than-naive', text: 'Repeating the last season does as well: take that.' });
  if (best !== undefined && best.coverage < level - 2 * Math.sqrt((level * (1 - level)) / origins))
    warnings.push({
      id: 'coverage-off',
      text: `Intervals of ${percent(level, 0)} held ${percent(best.coverage, 0)} of the values: widen them.`,
    });
  const failed = scores.filter(({ failures }) => failures > 0).map(({ forecaster }) => forecaster);
  if (failed.length > 0)
    warnings.push({ id: 'forecaster-failed', text: `Could not always forecast: ${failed.join(', ')}.` });
  return warnings;
}

export function readingOf(
  best: Score,
  { origins, steps, level }: { origins: number; steps: number; level: number },
): string {
  const ahead = steps === 1 ? 'one step' : `up to ${steps} steps`;
  const against =
    best.forecaster === 'seasonal-naive' || best.relativeError === null
      ? ''
      : ` (${percent(1 - best.relativeError, 0)} less than the seasonal naive forecast)`;
  return `Over ${origins} forecasts of ${ahead}, ${best.forecaster} was best, off by ${Number(best.meanAbsoluteError.toPrecision(3))} on average${against}. Its ${percent(level, 0)} intervals held ${percent(best.coverage, 0)} of the values.`;
}
