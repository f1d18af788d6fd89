/** The course of a series that outliers do not bend, and how far each value lies from the course the others give. */

import { loess } from './loess.ts';
import { median } from './robust-scale.ts';
import { seasonalTrendLoess, stlSettings } from './seasonal-trend-loess.ts';

const ROUNDS = 15;

interface Smoothness {
  readonly period: number;
  /** Values each fit of the trend looks at. */
  readonly window: number;
}

/**
 * Distance of each value from what the other values expect in its place. A value pulls on its own course by its leverage, times the
 * trust it is given; without taking that out, ordinary values would seem nearer than they are, and the noise smaller.
 *
 * @example distancesFromOthers(values, { period: 7, window: 29 });
 */
export function distancesFromOthers(values: Float64Array, smoothness: Smoothness): Float64Array {
  const { course, trust } = robustCourse(values, smoothness);
  const pull = leverage(values.length, smoothness);
  return values.map((value, t) => ((value - course[t]!) * (1 - pull + pull * trust[t]!)) / (1 - pull));
}

function robustCourse(values: Float64Array, { period, window }: Smoothness) {
  if (period > 1) {
    const settings = stlSettings(values.length, {
      period,
      seasonalWindow: 'periodic',
      robust: true,
      trendWindow: window,
    });
    const { trend, seasonal, trust } = seasonalTrendLoess(values, settings);
    const course = trend.map((height, t) => height + seasonal[t]!);
    return { course, trust: trust ?? values.map(() => 1) };
  }
  const settings = { window, degree: 1, jump: 1 };
  let trust: Float64Array = values.map(() => 1);
  let course: Float64Array = loess(values, settings, null);
  for (let round = 0; round < ROUNDS; round++) {
    trust = trustOf(values, course);
    course = loess(values, settings, trust);
  }
  return { course, trust };
}

/** How far the course follows one value in the middle, all trusted: its answer to a single one among zeros. */
function leverage(n: number, { period, window }: Smoothness): number {
  const impulse = new Float64Array(n);
  const middle = n >> 1;
  impulse[middle] = 1;
  if (period === 1) return loess(impulse, { window, degree: 1, jump: 1 }, null)[middle]!;
  const settings = stlSettings(n, { period, seasonalWindow: 'periodic', robust: false, trendWindow: window });
  const { trend, seasonal } = seasonalTrendLoess(impulse, settings);
  return Math.min(0.9, trend[middle]! + seasonal[middle]!);
}

/** Bisquare weights: none beyond six median absolute distances. */
function trustOf(values: Float64Array, course: Float64Array): Float64Array {
  const distance = values.map((value, t) => Math.abs(value - course[t]!));
  const limit = 6 * median([...distance]);
  return distance.map((rest) => {
    if (rest <= 0.001 * limit) return 1;
    return rest < limit ? (1 - (rest / limit) ** 2) ** 2 : 0;
  });
}
