/** Trend, season and rest: what both decompositions answer. */

import { z } from 'zod';
import type { Picture } from '../method.ts';

export const components = {
  trend: z.array(z.number().nullable()).describe('Null where the average has no full season to look at.'),
  seasonal: z.array(z.number()).describe('One a value.'),
  remainder: z
    .array(z.number().nullable())
    .describe('What trend and season leave: a difference, or a ratio where they multiply.'),
};

export const strengths = {
  strengthOfTrend: z.number().describe('Share of variance, 0 to 1, that the trend explains beside the remainder.'),
  strengthOfSeason: z.number().describe('Share of variance, 0 to 1, that the season explains beside the remainder.'),
};

interface Split {
  readonly values: readonly number[];
  readonly trend: readonly (number | null)[];
  readonly seasonal: readonly number[];
  readonly remainder: readonly (number | null)[];
}

/** Standard deviation (n - 1) of the remainder where there is one. */
export function remainderSpread(remainder: readonly (number | null)[]): number {
  return Math.sqrt(variance(remainder.filter((value) => value !== null)));
}

/** Wang, Smith and Hyndman (2006): 1 - variance of the remainder over that of remainder and component together. */
export function strengthOf({ trend, seasonal, remainder }: Split, relative: boolean) {
  const rows = remainder.flatMap((rest, t) => {
    const height = trend[t] ?? null;
    if (rest === null || height === null) return [];
    return relative
      ? [{ rest: Math.log(rest), trend: Math.log(height), season: Math.log(seasonal[t]!) }]
      : [{ rest, trend: height, season: seasonal[t]! }];
  });
  const rest = variance(rows.map((row) => row.rest));
  const share = (whole: number) => (whole > 0 ? Math.min(1, Math.max(0, 1 - rest / whole)) : 0);
  return {
    strengthOfTrend: share(variance(rows.map((row) => row.rest + row.trend))),
    strengthOfSeason: share(variance(rows.map((row) => row.rest + row.season))),
  };
}

function variance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

export function componentPicture(
  title: string,
  { values, trend, seasonal, remainder }: Split,
  relative: boolean,
): Picture {
  const x = values.map((_, t) => t + 1);
  const parts = relative
    ? [{ name: 'Trend and season', x, y: trend.map((height, t) => (height === null ? null : height * seasonal[t]!)) }]
    : [
        { name: 'Season', x, y: [...seasonal] },
        { name: 'Remainder', x, y: [...remainder] },
      ];
  return {
    kind: 'lines',
    title,
    x: 'Moment (1 is the first value)',
    y: 'Value',
    series: [{ name: 'Observed', x, y: [...values] }, { name: 'Trend', x, y: [...trend] }, ...parts],
  };
}

export function componentReading(
  figure: readonly number[],
  { strengthOfTrend, strengthOfSeason }: { strengthOfTrend: number; strengthOfSeason: number },
  relative: boolean,
): string {
  const high = figure.indexOf(Math.max(...figure));
  const low = figure.indexOf(Math.min(...figure));
  const say = (value: number) => {
    const away = relative ? value - 1 : value;
    const size = relative ? `${Math.abs(away * 100).toFixed(0)} %` : Number(Math.abs(away).toPrecision(3)).toString();
    return `${size} ${away < 0 ? 'below' : 'above'}`;
  };
  return (
    `The season peaks at its moment ${high + 1} (${say(figure[high]!)} the trend) and is lowest at moment ${low + 1} (${say(figure[low]!)}). ` +
    `From 0 (none) to 1 (nothing else), the season has a strength of ${strengthOfSeason.toFixed(2)}, the trend of ${strengthOfTrend.toFixed(2)}.`
  );
}
