/** STL: seasonal and trend smoothing by turns (Cleveland, Cleveland, McRae & Terpenning 1990). */

import { type LoessSettings, loess, loessAt } from './loess.ts';

export interface StlSettings {
  readonly period: number;
  readonly season: LoessSettings;
  readonly trend: LoessSettings;
  readonly lowPass: LoessSettings;
  /** Whether the season repeats exactly: its smoothed cycles are averaged at the end. */
  readonly periodic: boolean;
  readonly innerLoops: number;
  /** Rounds of robustness weights; 0 for none. */
  readonly outerLoops: number;
}

export interface StlParts {
  readonly seasonal: Float64Array;
  readonly trend: Float64Array;
  readonly remainder: Float64Array;
  /** Robustness weight of each value, 1 for full trust; null without outer loops. */
  readonly trust: Float64Array | null;
}

/**
 * The customary windows: the trend's follows from the season's, the low-pass filter's is the period; jumps are a tenth.
 *
 * @example stlSettings(values.length, { period: 12, seasonalWindow: 'periodic', robust: false });
 */
export function stlSettings(
  n: number,
  given: {
    period: number;
    seasonalWindow: number | 'periodic';
    robust: boolean;
    seasonalDegree?: number | undefined;
    trendWindow?: number | undefined;
    lowPassWindow?: number | undefined;
  },
): StlSettings {
  const { period, seasonalWindow, robust } = given;
  const periodic = seasonalWindow === 'periodic';
  const ofSeason = periodic ? 10 * n + 1 : nextOdd(seasonalWindow);
  const ofTrend = nextOdd(given.trendWindow ?? Math.ceil((1.5 * period) / (1 - 1.5 / ofSeason)));
  const ofLowPass = nextOdd(given.lowPassWindow ?? period);
  const of = (window: number, degree: number) => ({ window, degree, jump: Math.ceil(window / 10) });
  return {
    period,
    season: of(ofSeason, periodic ? 0 : (given.seasonalDegree ?? 0)),
    trend: of(ofTrend, 1),
    lowPass: of(ofLowPass, 1),
    periodic,
    innerLoops: robust ? 1 : 2,
    outerLoops: robust ? 15 : 0,
  };
}

function nextOdd(window: number): number {
  const whole = Math.round(window);
  return whole % 2 === 0 ? whole + 1 : whole;
}

/**
 * @example seasonalTrendLoess(values, stlSettings(values.length, { period: 12, seasonalWindow: 21, robust: false })).trend;
 */
export function seasonalTrendLoess(values: Float64Array, settings: StlSettings): StlParts {
  const n = values.length;
  let trend: Float64Array = new Float64Array(n);
  let seasonal: Float64Array = new Float64Array(n);
  let trust: Float64Array | null = null;
  for (let outer = 0; outer <= settings.outerLoops; outer++) {
    for (let inner = 0; inner < settings.innerLoops; inner++) {
      const height: Float64Array = trend;
      const detrended = values.map((value, t) => value - height[t]!);
      const cycles = smoothCycles(detrended, settings, trust);
      const low = loess(lowPass(cycles, settings.period), settings.lowPass, null);
      seasonal = low.map((value, t) => cycles[t + settings.period]! - value);
      const season = seasonal;
      trend = loess(
        values.map((value, t) => value - season[t]!),
        settings.trend,
        trust,
      );
    }
    if (outer < settings.outerLoops) trust = robustness(values, trend, seasonal);
  }
  if (settings.periodic) seasonal = averaged(seasonal, settings.period);
  const [season, height] = [seasonal, trend];
  return { seasonal, trend, remainder: values.map((value, t) => value - season[t]! - height[t]!), trust };
}

/** Every moment of the season smoothed over the years, one year added at either end. */
function smoothCycles(
  values: Float64Array,
  { period, season: { window, degree, jump } }: StlSettings,
  trust: Float64Array | null,
): Float64Array {
  const smooth = new Float64Array(values.length + 2 * period);
  for (let moment = 0; moment < period; moment++) {
    const years = values.filter((_, t) => t % period === moment);
    const trusted = trust === null ? null : trust.filter((_, t) => t % period === moment);
    const k = years.length;
    const fitted = loess(years, { window, degree, jump }, trusted);
    const before = loessAt(years, -1, { left: 0, right: Math.min(window, k) - 1, window, degree }, trusted);
    const after = loessAt(years, k, { left: Math.max(0, k - window), right: k - 1, window, degree }, trusted);
    smooth[moment] = Number.isNaN(before) ? fitted[0]! : before;
    for (let year = 0; year < k; year++) smooth[moment + (year + 1) * period] = fitted[year]!;
    smooth[moment + (k + 1) * period] = Number.isNaN(after) ? fitted[k - 1]! : after;
  }
  return smooth;
}

/** Moving averages of a season, a season, and three. */
function lowPass(values: Float64Array, period: number): Float64Array {
  return movingAverage(movingAverage(movingAverage(values, period), period), 3);
}

function movingAverage(values: Float64Array, width: number): Float64Array {
  const average = new Float64Array(values.length - width + 1);
  let sum = 0;
  for (let t = 0; t < values.length; t++) {
    sum += values[t]! - (t >= width ? values[t - width]! : 0);
    if (t >= width - 1) average[t - width + 1] = sum / width;
  }
  return average;
}

/** Bisquare weights: none beyond six median absolute remainders. */
function robustness(values: Float64Array, trend: Float64Array, seasonal: Float64Array): Float64Array {
  const size = values.map((value, t) => Math.abs(value - trend[t]! - seasonal[t]!));
  const sorted = size.slice().sort();
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  const limit = 6 * median;
  return size.map((rest) => {
    if (rest <= 0.001 * limit) return 1;
    return rest <= 0.999 * limit ? (1 - (rest / limit) ** 2) ** 2 : 0;
  });
}

function averaged(seasonal: Float64Array, period: number): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  seasonal.forEach((value, t) => {
    sums[t % period]! += value;
    counts[t % period]! += 1;
  });
  return seasonal.map((_, t) => sums[t % period]! / counts[t % period]!);
}
