/** Where the search for the initial states of exponential smoothing begins. */

import type { EtsModel } from './ets-model.ts';
import { centredAverage, centredFigure, seasonalMeans } from './moving-average.ts';

/** Seasons looked at for the seasonal figure, and values at least for the line through the adjusted series. */
const FIRST_SEASONS = 4;
const FIRST_VALUES = 10;

/**
 * The seasonal figure of the first few seasons, then a straight line through the first season-adjusted values (Hyndman et al.
 * 2008, section 2.6). Level, trend and all seasons but the last, as the recursion lays them out.
 */
export function etsStart(values: Float64Array, { trend, season }: EtsModel, period: number): Float64Array {
  const figure = season === 'N' ? new Float64Array(0) : firstFigure(values, period, season === 'M');
  const count = Math.min(values.length, Math.max(FIRST_VALUES, 2 * figure.length));
  const adjusted = values.slice(0, count).map((value, t) => {
    if (season === 'N') return value;
    return season === 'M' ? value / figure[t % period]! : value - figure[t % period]!;
  });
  const [level, slope] = line(adjusted);
  const states = trend === 'N' ? [adjusted.reduce((sum, value) => sum + value, 0) / count] : [level, slope];
  return Float64Array.from([...states, ...figure.slice(0, -1)]);
}

function firstFigure(values: Float64Array, period: number, relative: boolean): Float64Array {
  const first = values.slice(0, FIRST_SEASONS * period);
  const long = first.length >= 2 * period;
  const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
  const trend = long ? centredAverage(first, period) : new Float64Array(first.length).fill(mean);
  const means = seasonalMeans(first, trend, { period, relative });
  const whole = means.map((value) => (Number.isFinite(value) ? value : relative ? 1 : 0));
  const centred = centredFigure(whole, relative);
  if (!relative) return centred;
  return centredFigure(
    centred.map((factor) => Math.max(factor, 0.01)),
    true,
  );
}

/** Intercept (the moment before the first) and slope of the least-squares line. */
function line(values: Float64Array): [number, number] {
  const n = values.length;
  const middle = (n + 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let cross = 0;
  let square = 0;
  for (let t = 0; t < n; t++) {
    cross += (t + 1 - middle) * (values[t]! - mean);
    square += (t + 1 - middle) ** 2;
  }
  const slope = square > 0 ? cross / square : 0;
  return [mean - slope * middle, slope];
}
