/** One row per driver: its coefficient, its importance, and how they are told. */

import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { z } from 'zod';
import type { Warning } from '../method.ts';
import type { LinearRegression } from '../numeric/linear-regression.ts';
import { momentsOf } from '../numeric/sample-mean.ts';
import { percent } from '../plain-words.ts';

/** Two to this power subsets take a second or so. */
export const MOST_DRIVERS_EXACT = 20;
const HIGH_INFLATION = 10;
const ANSWERS_PER_DRIVER = 10;

export const driver = z.object({
  name: z.string(),
  mean: z.number().describe('How well the driver is rated: the other axis of an importance-performance map.'),
  correlation: z.number().nullable().describe('With the outcome, alone; null for a constant driver.'),
  coefficient: z
    .number()
    .nullable()
    .describe('Change of the outcome per unit, the others held; null where others determine it.'),
  standardError: z.number().nullable(),
  low: z.number().nullable().describe('Interval of the coefficient.'),
  high: z.number().nullable(),
  t: z.number().nullable(),
  p: z.number().nullable().describe('Two-sided.'),
  standardisedBeta: z.number().nullable().describe('Coefficient in standard deviations.'),
  varianceInflation: z
    .number()
    .nullable()
    .describe('VIF; above 10 the coefficient is shaky. Null where others determine it.'),
  importance: z
    .number()
    .nullable()
    .describe(
      'Share of R squared, averaged over all orders of entry (relaimpo: lmg; Shapley value regression): they add up to R squared. Null above 20 drivers.',
    ),
  importanceLow: z
    .number()
    .nullable()
    .describe('Bootstrap percentile interval of importance; null where too costly or off.'),
  importanceHigh: z.number().nullable(),
  importanceShare: z.number().nullable().describe('Importance divided by R squared, 0 to 1.'),
  relativeWeight: z
    .number()
    .describe("Johnson's relative weight: a fast stand-in for importance; adds up to R squared."),
  alone: z
    .number()
    .nullable()
    .describe('R squared of this driver by itself (relaimpo: first); null for a constant driver.'),
  last: z
    .number()
    .nullable()
    .describe('What R squared loses without this driver (relaimpo: last); null where others determine it.'),
  pratt: z
    .number()
    .nullable()
    .describe('Standardised beta times correlation (Pratt): adds up to R squared, but can be negative.'),
  rank: z.int().describe('1 is the most important (by importance, above 20 drivers by relative weight).'),
});
type Driver = z.infer<typeof driver>;

/** Complete rows. */
export interface Data {
  readonly names: readonly string[];
  readonly y: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly missing: number;
}

interface Shares {
  readonly matrix: Float64Array;
  readonly importance: readonly number[] | null;
  readonly bounds: readonly { low: number; high: number }[] | null;
  readonly weights: readonly number[];
  readonly level: number;
}

export function driversOf({ names, y, columns }: Data, fit: LinearRegression, shares: Shares): Driver[] {
  const { matrix, importance, bounds, weights, level } = shares;
  const size = columns.length + 1;
  const spread = Math.sqrt(momentsOf(y).variance);
  const half = fit.degreesOfFreedom > 0 ? tQuantile((1 + level) / 2, fit.degreesOfFreedom) : Number.NaN;
  const order = importance ?? weights;
  return names.map((name, at) => {
    const { mean, variance, count } = momentsOf(columns[at]!);
    const b = fit.coefficients[at + 1]!;
    const error = fit.standardErrors[at + 1]!;
    const aliased = Number.isNaN(b);
    const correlation = variance > 0 ? matrix[at * size + columns.length]! : null;
    const standardisedBeta = finite((b * Math.sqrt(variance)) / spread);
    return {
      name,
      mean,
      correlation,
      coefficient: finite(b),
      standardError: finite(error),
      low: finite(b - half * error),
      high: finite(b + half * error),
      t: finite(fit.t[at + 1]!),
      p: finite(fit.p[at + 1]!),
      standardisedBeta,
      varianceInflation: aliased ? null : fit.inverseCrossProduct[(at + 1) * (size + 1)]! * variance * (count - 1),
      importance: importance?.[at] ?? null,
      importanceLow: bounds?.[at]?.low ?? null,
      importanceHigh: bounds?.[at]?.high ?? null,
      importanceShare: importance === null || !(fit.rSquared > 0) ? null : importance[at]! / fit.rSquared,
      relativeWeight: weights[at]!,
      alone: correlation === null ? null : correlation ** 2,
      last: finite(b ** 2 / (fit.inverseCrossProduct[(at + 1) * (size + 1)]! * spread ** 2 * (count - 1))),
      pratt: correlation === null || standardisedBeta === null ? null : standardisedBeta * correlation,
      rank: 1 + order.filter((other) => other > order[at]!).length,
    };
  });
}

export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function warningsOf(
  { names, y, missing }: Data,
  { p }: { p: number | null },
  drivers: readonly Driver[],
): Warning[] {
  const warnings: Warning[] = [];
  const warn = (id: string, text: string) => warnings.push({ id, text });
  const named = (fits: (each: Driver) => boolean) =>
    drivers
      .filter(fits)
      .map(({ name }) => name)
      .join(', ');
  if (y.length < ANSWERS_PER_DRIVER * names.length)
    warn(
      'too-few-answers',
      `${y.length} complete answers for ${names.length} drivers: ask ${ANSWERS_PER_DRIVER * names.length}.`,
    );
  if (missing > 0) warn('answers-missing', `${missing} rows with a gap were left out.`);
  const collinear = named(({ coefficient }) => coefficient === null);
  if (collinear !== '')
    warn('collinear', `${collinear}: constant, or determined by the drivers before. Leave out or merge.`);
  const inflated = named(({ varianceInflation }) => (varianceInflation ?? 0) > HIGH_INFLATION);
  if (inflated !== '') warn('high-variance-inflation', `${inflated}: read the importance, not the coefficient.`);
  const turned = named(({ coefficient, correlation }) => (coefficient ?? 0) * (correlation ?? 0) < 0);
  if (turned !== '') warn('sign-differs', `${turned}: the coefficient points the other way than the correlation.`);
  if (p !== null && p > 0.05)
    warn('weak-fit', `Together they explain no more than chance might (p = ${p.toPrecision(2)}).`);
  if (names.length > MOST_DRIVERS_EXACT) warn('too-many-drivers-for-exact', 'Ranked by relative weights.');
  return warnings;
}

export function readingOf(drivers: readonly Driver[], rSquared: number, answers: number): string {
  const best = drivers.toSorted((a, b) => a.rank - b.rank).slice(0, 3);
  const said = best.map(
    ({ name, importance, relativeWeight }) => `${name} (${percent((importance ?? relativeWeight) / rSquared, 0)})`,
  );
  const named = rSquared > 0 ? ` Of what they explain, most goes to ${said.join(', ')}.` : '';
  return `The drivers together explain ${percent(rSquared, 0)} of the differences in the outcome among ${answers} answers.${named}`;
}

export function pictureOf(drivers: readonly Driver[]) {
  const ranked = drivers.toSorted((a, b) => a.rank - b.rank);
  const banded = ranked.every(({ importanceLow }) => importanceLow !== null);
  return {
    kind: 'bars' as const,
    title: 'Importance of each driver',
    x: 'Driver',
    y: 'Share of R squared',
    series: [
      {
        name: 'Importance',
        x: ranked.map(({ name }) => name),
        y: ranked.map(({ importance, relativeWeight }) => importance ?? relativeWeight),
        ...(banded
          ? {
              low: ranked.map(({ importanceLow }) => importanceLow),
              high: ranked.map(({ importanceHigh }) => importanceHigh),
            }
          : {}),
      },
    ],
  };
}
