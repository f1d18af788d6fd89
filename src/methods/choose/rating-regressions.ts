/** Least squares of ratings on the design: for one person, and for all with standard errors. */

import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { type LinearRegression, linearRegression } from '../numeric/linear-regression.ts';
import { type ProfileDesign, worthsOf } from './effects-design.ts';

export interface Rated {
  readonly respondent: number;
  readonly row: readonly (number | null)[];
}
export interface Person {
  readonly respondent: number;
  readonly intercept: number;
  readonly partWorths: Record<string, Record<string, number>>;
  readonly importance: Record<string, number>;
  readonly rSquared: number | null;
}

export function fitRatings(rated: readonly Rated[], { rows, columns }: ProfileDesign): LinearRegression {
  const cells = rated.flatMap(({ row }) =>
    row.flatMap((rating, profile) => (rating === null ? [] : [{ rating, x: rows[profile]! }])),
  );
  return linearRegression(
    cells.map(({ rating }) => rating),
    Array.from({ length: columns }, (_, column) => cells.map(({ x }) => x[column]!)),
  );
}

/** A person whose ratings tell all levels apart; nobody otherwise. */
export function personOf(row: readonly (number | null)[], respondent: number, design: ProfileDesign): Person[] {
  if (row.filter((rating) => rating !== null).length <= design.columns) return [];
  const fit = fitRatings([{ respondent, row }], design);
  if (fit.aliased.length > 0) return [];
  const slopes = fit.coefficients.subarray(1);
  const worths = design.attributes.map((attribute) => worthsOf(attribute, slopes));
  const shares = importanceOf(worths);
  return [
    {
      respondent,
      intercept: fit.coefficients[0]!,
      partWorths: Object.fromEntries(
        design.attributes.map(({ name, levels }, at) => [
          name,
          Object.fromEntries(levels.map((level, place) => [level, worths[at]![place]!])),
        ]),
      ),
      importance: Object.fromEntries(design.attributes.map(({ name }, at) => [name, shares[at]!])),
      rSquared: finite(fit.rSquared),
    },
  ];
}

/** Range of each attribute by the sum of ranges; all alike where nothing matters. */
function importanceOf(worths: readonly (readonly number[])[]): number[] {
  const ranges = worths.map((own) => Math.max(...own) - Math.min(...own));
  const total = ranges.reduce((sum, range) => sum + range, 0);
  return ranges.map((range) => (total > 1e-12 ? range / total : 1 / ranges.length));
}

export function attributeWorths(
  design: ProfileDesign,
  { pooled, importances, level }: { pooled: LinearRegression; importances: Person['importance'][]; level: number },
) {
  const slopes = pooled.coefficients.subarray(1);
  const worths = design.attributes.map((attribute) => worthsOf(attribute, slopes));
  const aggregate = importanceOf(worths);
  const t = pooled.degreesOfFreedom > 0 ? tQuantile(1 - (1 - level) / 2, pooled.degreesOfFreedom) : Number.NaN;
  return design.attributes.map((attribute, at) => ({
    name: attribute.name,
    importance: importances.reduce((sum, each) => sum + each[attribute.name]!, 0) / importances.length,
    aggregateImportance: aggregate[at]!,
    partWorths: attribute.levels.map((name, place) => {
      const utility = worths[at]![place]!;
      const standardError = pooled.sigma * Math.sqrt(worthVariance(pooled, attribute, place));
      return {
        level: name,
        utility,
        standardError: finite(standardError),
        low: finite(utility - t * standardError),
        high: finite(utility + t * standardError),
      };
    }),
  }));
}

/** Of a part-worth, before sigma: the last level is minus the sum of the others. */
function worthVariance(
  pooled: LinearRegression,
  attribute: ProfileDesign['attributes'][number],
  place: number,
): number {
  const size = pooled.coefficients.length;
  const columns = attribute.levels.slice(1).map((_, at) => attribute.from + 1 + at);
  const involved = place < columns.length ? [columns[place]!] : columns;
  let variance = 0;
  for (const row of involved)
    for (const column of involved) variance += pooled.inverseCrossProduct[row * size + column]!;
  return variance;
}

export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
