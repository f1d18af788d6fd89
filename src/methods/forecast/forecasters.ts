/** Ways to forecast, all asked alike, so that a back-test can hold them against each other. */

import { z } from 'zod';
import type { MethodRun } from '../method.ts';
import { exponentialSmoothing } from './exponential-smoothing.ts';
import { holt } from './holt.ts';
import { holtWinters } from './holt-winters.ts';
import { seasonalTrendLoess, stlSettings } from './seasonal-trend-loess.ts';
import { simpleExponentialSmoothing } from './simple-exponential-smoothing.ts';
import { type ForecastSteps, normalSteps } from './time-series.ts';

export const forecasterName = z.enum([
  'naive',
  'seasonal-naive',
  'mean',
  'drift',
  'simple-exponential-smoothing',
  'holt',
  'damped-holt',
  'holt-winters-additive',
  'holt-winters-multiplicative',
  'exponential-smoothing',
  'stl-exponential-smoothing',
]);
export type ForecasterName = z.infer<typeof forecasterName>;

interface Task {
  readonly period: number;
  readonly steps: number;
  readonly level: number;
  readonly how: MethodRun | undefined;
}

type Forecaster = (history: readonly number[], task: Task) => ForecastSteps;

/** Fewest seasons (or values, without one) a forecaster needs. */
export const NEEDED_SEASONS = 2;

export const FORECASTERS: Readonly<Record<ForecasterName, Forecaster>> = {
  naive: (history, task) => lastSeason(history, { ...task, period: 1 }),
  'seasonal-naive': lastSeason,
  mean(history, { steps, level }) {
    const n = history.length;
    const mean = history.reduce((sum, value) => sum + value, 0) / n;
    const variance = history.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
    return straight(steps, { level, at: () => mean, error: () => Math.sqrt(variance * (1 + 1 / n)) });
  },
  drift(history, { steps, level }) {
    const n = history.length;
    const last = history[n - 1]!;
    const slope = (last - history[0]!) / (n - 1);
    const left = history.slice(1).reduce((sum, value, t) => sum + (value - history[t]! - slope) ** 2, 0);
    const variance = left / Math.max(1, n - 2);
    return straight(steps, {
      level,
      at: (step) => last + step * slope,
      error: (step) => Math.sqrt(variance * step * (1 + step / (n - 1))),
    });
  },
  'simple-exponential-smoothing': (history, { steps, level, how }) =>
    simpleExponentialSmoothing.run({ values: [...history], horizon: steps, level }, how).forecast,
  holt: (history, { steps, level, how }) =>
    holt.run({ values: [...history], damped: false, horizon: steps, level }, how).forecast,
  'damped-holt': (history, { steps, level, how }) =>
    holt.run({ values: [...history], damped: true, horizon: steps, level }, how).forecast,
  'holt-winters-additive': (history, task) => winters(history, task, 'additive'),
  'holt-winters-multiplicative': (history, task) => winters(history, task, 'multiplicative'),
  'exponential-smoothing': smoothed,
  'stl-exponential-smoothing'(history, task) {
    if (task.period === 1) return smoothed(history, task);
    const settings = stlSettings(history.length, { period: task.period, seasonalWindow: 'periodic', robust: true });
    const { seasonal } = seasonalTrendLoess(Float64Array.from(history), settings);
    const adjusted = smoothed(
      history.map((value, t) => value - seasonal[t]!),
      { ...task, period: 1 },
    );
    const season = (step: number) => seasonal[history.length - task.period + (step % task.period)]!;
    const lifted = (values: readonly number[]) => values.map((value, step) => value + season(step));
    return { ...adjusted, mean: lifted(adjusted.mean), lower: lifted(adjusted.lower), upper: lifted(adjusted.upper) };
  },
};

function smoothed(history: readonly number[], { period, steps, level, how }: Task): ForecastSteps {
  return exponentialSmoothing.run({ values: [...history], period, criterion: 'aicc', horizon: steps, level }, how)
    .forecast;
}

function winters(history: readonly number[], { period, steps, level }: Task, seasonal: 'additive' | 'multiplicative') {
  return holtWinters.run({ values: [...history], period, seasonal, startSeasons: 2, horizon: steps, level }).forecast;
}

/** The value of the same moment a season ago; its error grows with every season. */
function lastSeason(history: readonly number[], { period, steps, level }: Task): ForecastSteps {
  const n = history.length;
  let squares = 0;
  for (let t = period; t < n; t++) squares += (history[t]! - history[t - period]!) ** 2;
  const variance = squares / Math.max(1, n - period);
  return straight(steps, {
    level,
    at: (step) => history[n - period + ((step - 1) % period)]!,
    error: (step) => Math.sqrt(variance * (Math.floor((step - 1) / period) + 1)),
  });
}

function straight(
  steps: number,
  { level, at, error }: { level: number; at: (step: number) => number; error: (step: number) => number },
): ForecastSteps {
  const ahead = Array.from({ length: steps }, (_, i) => i + 1);
  return normalSteps(ahead.map(at), ahead.map(error), level);
}
