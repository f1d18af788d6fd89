/** What the methods of this folder ask for and give back in common. */

import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { MethodProblem, type Picture } from '../method.ts';

const MOST_VALUES = 20_000;

export const seriesValues = z
  .array(z.number('Give a number for every moment; fill or leave out gaps first.'))
  .max(MOST_VALUES, `Give at most ${MOST_VALUES} values; add up to coarser moments first.`)
  .describe('The series in order of time, evenly spaced, oldest first, without gaps.');

export const seasonLength = z
  .int()
  .min(1, 'Give how many values make one season: 12 for months, 7 for days of a week, 1 for none.')
  .describe('Values per season: 12 for months of a year, 7 for days of a week, 4 for quarters; 1 where there is none.');

export const horizon = z
  .int()
  .min(1, 'Forecast at least one step.')
  .max(1000, 'Forecast at most 1000 steps.')
  .describe('How many steps ahead to forecast.');

export const level = z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.');

export const forecastSteps = z
  .object({
    mean: z.array(z.number()).describe('Point forecast, one a step.'),
    lower: z.array(z.number()).describe('Lower edge of the prediction interval.'),
    upper: z.array(z.number()),
    standardError: z.array(z.number()).describe('Standard deviation of the prediction error at each step.'),
    level: z.number(),
  })
  .describe('Step 1 is the moment after the last value.');
export type ForecastSteps = z.infer<typeof forecastSteps>;

export const accuracy = z
  .object({
    meanError: z.number(),
    rootMeanSquaredError: z.number(),
    meanAbsoluteError: z.number(),
    meanAbsolutePercentageError: z
      .number()
      .nullable()
      .describe('In percent (2.9 is 2.9 %); null where a value is zero.'),
    meanAbsoluteScaledError: z
      .number()
      .nullable()
      .describe('Against the seasonal naive forecast within the series; below 1 is better. Null where that is exact.'),
  })
  .describe('One step ahead, within the series the parameters were fitted to.');
export type Accuracy = z.infer<typeof accuracy>;

/** Point forecasts and their standard deviations as an interval of the given coverage, normal. */
export function normalSteps(mean: readonly number[], standardError: readonly number[], level: number): ForecastSteps {
  const z = quantile((1 + level) / 2, 0, 1);
  return {
    mean: [...mean],
    lower: mean.map((value, step) => value - z * standardError[step]!),
    upper: mean.map((value, step) => value + z * standardError[step]!),
    standardError: [...standardError],
    level,
  };
}

/** Mean absolute step of the seasonal naive forecast: the unit of the scaled error. Zero where that forecast is exact. */
export function naiveScale(values: ArrayLike<number>, period: number): number {
  const lag = values.length > period ? period : 1;
  let sum = 0;
  for (let t = lag; t < values.length; t++) sum += Math.abs(values[t]! - values[t - lag]!);
  return values.length > lag ? sum / (values.length - lag) : 0;
}

/** How far `fitted` is from `values`; `from` leaves out the moments before smoothing began. */
export function accuracyOf(
  values: readonly number[],
  fitted: readonly number[],
  { period, from = 0 }: { period: number; from?: number },
): Accuracy {
  const errors = values.slice(from).map((value, t) => value - fitted[t]!);
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const absolute = mean(errors.map(Math.abs));
  const scale = naiveScale(values, period);
  const shares = errors.map((error, t) => Math.abs(error / values[from + t]!));
  return {
    meanError: mean(errors),
    rootMeanSquaredError: Math.sqrt(mean(errors.map((error) => error ** 2))),
    meanAbsoluteError: absolute,
    meanAbsolutePercentageError: values.slice(from).includes(0) ? null : 100 * mean(shares),
    meanAbsoluteScaledError: scale > 0 ? absolute / scale : null,
  };
}

/** Beyond these the squares of values leave what a number can hold. */
const LARGEST = 1e140;
const SMALLEST = 1e-140;

/** Refuses values whose squares overflow or vanish. */
export function requireUsualSize(values: readonly number[]): void {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest > LARGEST || (largest > 0 && largest < SMALLEST))
    throw new MethodProblem(
      'values-out-of-range',
      'values',
      'Give the values in other units: their squares leave the range of numbers.',
    );
}

/** Refuses a series that is too short, never changes, or leaves the range of numbers. */
export function requireSeries(values: readonly number[], atLeast: number): void {
  if (values.length < atLeast)
    throw new MethodProblem('too-few-values', 'values', `Give at least ${atLeast} values; there are ${values.length}.`);
  if (values.every((value) => value === values[0]))
    throw new MethodProblem('constant-series', 'values', 'Every value is the same: there is nothing to estimate.');
  requireUsualSize(values);
}

/** The series with its one-step fit and the forecast fan. */
export function fanPicture(
  title: string,
  {
    values,
    fitted,
    from = 0,
    forecast,
  }: { values: readonly number[]; fitted: readonly number[]; from?: number; forecast: ForecastSteps },
): Picture {
  const moment = (_: number, step: number) => step + 1;
  return {
    kind: 'lines',
    title,
    x: 'Moment (1 is the first value)',
    y: 'Value',
    series: [
      { name: 'Observed', x: values.map(moment), y: [...values] },
      { name: 'Fitted', x: fitted.map((_, step) => from + step + 1), y: [...fitted] },
      {
        name: 'Forecast',
        x: forecast.mean.map((_, step) => values.length + step + 1),
        y: forecast.mean,
        low: forecast.lower,
        high: forecast.upper,
      },
    ],
  };
}

/** A forecast in a sentence. */
export function fanReading(forecast: ForecastSteps): string {
  const say = (value: number | undefined) => Number((value ?? 0).toPrecision(4)).toString();
  const { mean, lower, upper } = forecast;
  const sure = `${Number((forecast.level * 100).toPrecision(4))} % interval`;
  const next = `The next value is forecast at ${say(mean[0])} (${sure} ${say(lower[0])} to ${say(upper[0])})`;
  if (mean.length === 1) return `${next}.`;
  return `${next}, step ${mean.length} at ${say(mean.at(-1))} (${say(lower.at(-1))} to ${say(upper.at(-1))}).`;
}
