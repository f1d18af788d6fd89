/** The parts of difference in differences: group means, errors of the effect, the trend before, and its picture. */

import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { z } from 'zod';
import { interval, MethodProblem, type Picture, type Warning } from '../method.ts';
import { type LinearRegression, linearRegression } from '../numeric/linear-regression.ts';
import { clusterVariance, hc1Variance, influences } from '../numeric/robust-errors.ts';
import { chance, confidence } from '../plain-words.ts';
import { biasReduced } from './bias-reduced-cluster.ts';

/** Below so many clusters the clustered error is too small; below so many rows a group says little. */
const FEW_CLUSTERS = 20;
const FEW_ROWS = 10;
/** Share of the values below which residuals say nothing. */
const ROUNDING = 1e-13;
/** Share of the plain variance below which the scores of clusters cancel by construction: as many coefficients as clusters. */
const CANCELLED = 1e-18;
/** Where the interaction stands among the coefficients: intercept, treated, post, treated and post. */
export const EFFECT = 3;

export const fourMeans = z.object({
  treatedBefore: z.number(),
  treatedAfter: z.number(),
  controlBefore: z.number(),
  controlAfter: z.number(),
});
type FourMeans = z.infer<typeof fourMeans>;

export const errorKind = z.enum(['ols', 'hc1', 'cluster', 'clusterBiasReduced']);

export const effectUnder = z.object({
  standardError: z.number(),
  t: z.number().nullable().describe('Null where the error is zero.'),
  degreesOfFreedom: z.number(),
  p: z.number().describe('Two-sided.'),
  interval,
});
type EffectUnder = z.infer<typeof effectUnder>;

export interface Rows {
  readonly outcome: readonly number[];
  readonly treated: readonly number[];
  readonly post: readonly number[];
  readonly cluster?: readonly (string | number)[] | undefined;
  readonly covariates?: Readonly<Record<string, readonly number[]>> | undefined;
  readonly time?: readonly number[] | undefined;
  readonly errors?: z.infer<typeof errorKind> | undefined;
  readonly level: number;
}

/** The plain means of the four groups and how many rows each has. */
export function groupMeans({ outcome, treated, post }: Rows) {
  const of = (group: number, after: number) => {
    const rows = outcome.filter((_, i) => treated[i] === group && post[i] === after);
    return { count: rows.length, mean: rows.reduce((sum, value) => sum + value, 0) / rows.length };
  };
  const groups = { treatedBefore: of(1, 0), treatedAfter: of(1, 1), controlBefore: of(0, 0), controlAfter: of(0, 1) };
  for (const [name, { count }] of Object.entries(groups))
    if (count === 0)
      throw new MethodProblem('group-empty', 'treated', `No row for ${name}: give both groups, before and after.`);
  const { treatedBefore, treatedAfter, controlBefore, controlAfter } = groups;
  return {
    means: {
      treatedBefore: treatedBefore.mean,
      treatedAfter: treatedAfter.mean,
      controlBefore: controlBefore.mean,
      controlAfter: controlAfter.mean,
    },
    counts: {
      treatedBefore: treatedBefore.count,
      treatedAfter: treatedAfter.count,
      controlBefore: controlBefore.count,
      controlAfter: controlAfter.count,
    },
  };
}

/** The effect's error four ways: independent and equal, independent, independent between clusters only (as it is, bias-reduced). */
export function errorsOf(
  fit: LinearRegression,
  design: readonly ArrayLike<number>[],
  {
    cluster,
    level,
    which = EFFECT,
  }: { cluster: readonly (string | number)[] | undefined; level: number; which?: number },
) {
  const exact = isExact(fit);
  const parameters = design.length - fit.aliased.length;
  const most = fit.fitted.reduce((so, value) => Math.max(so, Math.abs(value)), 0);
  const own = fit.coefficients[which]!;
  const estimate = exact && Math.abs(own) <= 100 * ROUNDING * most ? 0 : own;
  const pull = influences(design, fit.inverseCrossProduct, fit.residuals)[which] ?? new Float64Array();
  const under = (variance: number, degreesOfFreedom: number) =>
    effectWith(estimate, exact ? 0 : Math.sqrt(Math.max(0, variance)), { degreesOfFreedom, level });
  const { numbers, clusters } = numbered(cluster);
  const robust = hc1Variance(pull, parameters);
  const clustered = clusters < 2 ? 0 : clusterVariance(pull, { cluster: numbers, clusters, parameters });
  const cancelled = clusters < 2 || (!exact && clustered < CANCELLED * robust);
  const reduced =
    cancelled || exact || fit.aliased.length > 0
      ? null
      : biasReduced(design, fit.inverseCrossProduct, fit.residuals, { cluster: numbers, clusters, which });
  return {
    ols: under(fit.standardErrors[which]! ** 2, fit.degreesOfFreedom),
    hc1: under(robust, fit.degreesOfFreedom),
    cluster: cancelled ? null : under(clustered, clusters - 1),
    clusterBiasReduced: reduced === null ? null : under(reduced.variance, reduced.degreesOfFreedom),
  };
}

/** What the fit leaves is the rounding of the outcome itself. */
function isExact({ fitted, residualSumOfSquares }: LinearRegression): boolean {
  return residualSumOfSquares <= ROUNDING ** 2 * fitted.reduce((sum, value) => sum + value ** 2, 0);
}

function numbered(cluster: readonly (string | number)[] | undefined) {
  const seen = new Map<string | number, number>();
  const numbers = (cluster ?? []).map((name) => {
    const known = seen.get(name) ?? seen.size;
    seen.set(name, known);
    return known;
  });
  return { numbers, clusters: seen.size };
}

function effectWith(
  estimate: number,
  standardError: number,
  { degreesOfFreedom, level }: { degreesOfFreedom: number; level: number },
): EffectUnder {
  const half = tQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  const t = standardError > 0 ? estimate / standardError : null;
  return {
    standardError,
    t,
    degreesOfFreedom,
    p: t === null ? (estimate === 0 ? 1 : 0) : 2 * tCdf(-Math.abs(t), degreesOfFreedom),
    interval: { estimate, low: estimate - half, high: estimate + half, level },
  };
}

/** Whether the groups drifted apart before the change; null where there are fewer than two moments before it. */
export function trendBefore({ outcome, treated, post, cluster, time, level }: Rows & { time: readonly number[] }) {
  const before = outcome.flatMap((_, i) => (post[i] === 0 ? [i] : []));
  const at = <Value>(column: readonly Value[]) => before.map((i) => column[i]!);
  const [group, moment] = [at(treated), at(time)];
  if (new Set(moment).size < 2) return null;
  const columns = [group, moment, moment.map((value, i) => value * group[i]!)];
  const fit = linearRegression(at(outcome), columns);
  if (fit.degreesOfFreedom < 1 || fit.aliased.length > 0) return null;
  const under = errorsOf(fit, [group.map(() => 1), ...columns], {
    cluster: cluster === undefined ? undefined : at(cluster),
    level,
  });
  const { standardError, p } = under.cluster ?? under.hc1;
  return { difference: fit.coefficients[EFFECT]!, standardError, p };
}

/** What follows from the four means and the effect. */
export function described(means: FourMeans, estimate: number) {
  const { treatedBefore, treatedAfter, controlBefore, controlAfter } = means;
  const without = treatedAfter - estimate;
  return {
    means: { treatedBefore, treatedAfter, controlBefore, controlAfter },
    didOfMeans: treatedAfter - treatedBefore - (controlAfter - controlBefore),
    relativeEffect: without === 0 ? null : estimate / Math.abs(without),
  };
}

export function warningsOf(
  rows: Rows,
  counts: Readonly<Record<string, number>>,
  { preTrend, clustered }: { preTrend: { readonly p: number } | null; clustered: boolean },
): Warning[] {
  const warnings: Warning[] = [];
  const clusters = new Set(rows.cluster).size;
  if (preTrend === null)
    warnings.push({
      id: 'parallel-trends-unchecked',
      text: 'Give `time` with several moments before the change, so that parallel trends can be checked.',
    });
  else if (preTrend.p < 0.05)
    warnings.push({
      id: 'pre-trends-differ',
      text: 'The groups were drifting apart before the change: do not read the estimate as its effect.',
    });
  if (rows.cluster === undefined)
    warnings.push({
      id: 'clusters-missing',
      text: 'If the same user, shop or region has several rows, give `cluster`.',
    });
  else if (clusters < FEW_CLUSTERS)
    warnings.push({
      id: 'few-clusters',
      text: clustered
        ? `${clusters} clusters: with fewer than ${FEW_CLUSTERS} the clustered error is too small; look at the bias-reduced one.`
        : `So few clusters (${clusters}) give no clustered error: the error given takes rows as independent.`,
    });
  if (Math.min(...Object.values(counts)) < FEW_ROWS)
    warnings.push({ id: 'few-rows', text: `One of the four groups has fewer than ${FEW_ROWS} rows.` });
  return warnings;
}

export function readingOf(estimate: number, { interval: { low, high, level }, p }: EffectUnder): string {
  const say = (value: number) => Number(value.toPrecision(4)).toString();
  if (low === high)
    return `The treated group changed by exactly ${say(estimate)} more than the control group: no row departs from it.`;
  return `The treated group changed by ${say(estimate)} more than the control group, ${confidence(level)} between ${say(low)} and ${say(high)}; this ${chance(p)}.`;
}

export function pictureOf(means: FourMeans, estimate: number): Picture {
  const x = ['Before', 'After'];
  return {
    kind: 'lines',
    title: 'Difference in differences',
    x: 'Time',
    y: 'Mean outcome',
    series: [
      { name: 'Treated', x, y: [means.treatedBefore, means.treatedAfter] },
      { name: 'Control', x, y: [means.controlBefore, means.controlAfter] },
      { name: 'Treated without the change', x, y: [means.treatedBefore, means.treatedAfter - estimate] },
    ],
  };
}
