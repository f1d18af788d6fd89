/** Segmented regression of a series: the columns it is fitted on, the fit under either model, and what would have been. */

import { MethodProblem } from '../method.ts';
import { linearRegression } from '../numeric/linear-regression.ts';
import { influences, neweyWestCovariance } from '../numeric/robust-errors.ts';
import { poissonRegression } from './poisson-regression.ts';

/** Share of the values below which residuals say nothing. */
const ROUNDING = 1e-13;

export interface InterruptedSeries {
  readonly outcome: readonly number[];
  readonly time: readonly number[];
  /** 1 from the interruption on. */
  readonly post: readonly number[];
  readonly slopeChange: boolean;
  /** Where the count of the change of slope is zero: at the first moment after, or at the last before. */
  readonly slopeOrigin: 'first-after' | 'last-before';
  readonly season: { readonly period: number; readonly harmonics: number } | undefined;
  readonly exposure: readonly number[] | undefined;
}

export interface InterruptedFit {
  readonly names: readonly string[];
  readonly design: readonly Float64Array[];
  readonly coefficients: Float64Array;
  /** Row-major. */
  readonly covariance: Float64Array;
  readonly fitted: Float64Array;
  /** As if the interruption had not been. */
  readonly counterfactual: Float64Array;
  /** Standardised where the model is Poisson. */
  readonly residuals: Float64Array;
  readonly degreesOfFreedom: number;
  readonly logLikelihood: number;
  readonly deviance: number;
  readonly dispersion: number | null;
  readonly lag: number | null;
  readonly converged: boolean;
}

/** Intercept, time, level change, change of slope, and waves of the season. */
function designOf({ outcome, time, post, slopeChange, slopeOrigin, season }: InterruptedSeries) {
  const start =
    slopeOrigin === 'first-after'
      ? Math.min(...time.filter((_, i) => post[i] === 1))
      : Math.max(...time.filter((_, i) => post[i] === 0));
  const columns: [string, Float64Array][] = [
    ['intercept', new Float64Array(outcome.length).fill(1)],
    ['time', Float64Array.from(time)],
    ['levelChange', Float64Array.from(post)],
  ];
  if (slopeChange) columns.push(['slopeChange', Float64Array.from(time, (moment, i) => post[i]! * (moment - start))]);
  for (let wave = 1; wave <= (season?.harmonics ?? 0); wave++) {
    const turn = (2 * Math.PI * wave) / (season?.period ?? 1);
    if (2 * wave < (season?.period ?? 1))
      columns.push([`sine${wave}`, Float64Array.from(time, (moment) => Math.sin(turn * moment))]);
    columns.push([`cosine${wave}`, Float64Array.from(time, (moment) => Math.cos(turn * moment))]);
  }
  return { names: columns.map(([name]) => name), design: columns.map(([, column]) => column) };
}

/**
 * @param lag of the Newey-West errors of the linear model.
 * @example fitInterrupted(series, { model: 'linear', lag: 2, smallSample: false }).coefficients;
 */
export function fitInterrupted(
  series: InterruptedSeries,
  { model, lag, smallSample }: { model: 'linear' | 'poisson'; lag: number; smallSample: boolean },
): InterruptedFit {
  const { names, design } = designOf(series);
  const columns = design.slice(1);
  const n = series.outcome.length;
  if (n <= design.length)
    throw new MethodProblem('too-few-values', 'outcome', `Give more than ${design.length} values for so many terms.`);
  const parts = model === 'linear' ? linearParts(series, design, { lag, smallSample }) : poissonParts(series, columns);
  if (parts.aliased.length > 0)
    throw new MethodProblem(
      'terms-collinear',
      'post',
      `These terms cannot be told apart: ${parts.aliased.map((i) => names[i]).join(', ')}. Give more moments before and after, or fewer terms.`,
    );
  const changed = names.map((name) => name === 'levelChange' || name === 'slopeChange');
  const offset = offsets(series);
  const counterfactual = Float64Array.from({ length: n }, (_, i) => {
    let linear = model === 'linear' ? 0 : offset[i]!;
    design.forEach((column, j) => {
      if (!changed[j]) linear += parts.coefficients[j]! * column[i]!;
    });
    return model === 'linear' ? linear : Math.exp(linear);
  });
  return { ...parts, names, design, counterfactual };
}

function offsets({ outcome, exposure }: InterruptedSeries): number[] {
  return outcome.map((_, i) => (exposure === undefined ? 0 : Math.log(exposure[i]!)));
}

/** What is left is the rounding of the outcome itself. */
function isExact(outcome: readonly number[], residualSumOfSquares: number): boolean {
  return residualSumOfSquares <= ROUNDING ** 2 * outcome.reduce((sum, value) => sum + value ** 2, 0);
}

/** Zero where a term moves the series by no more than rounding. */
function withoutRounding(coefficients: Float64Array, design: readonly Float64Array[], outcome: readonly number[]) {
  const most = outcome.reduce((so, value) => Math.max(so, Math.abs(value)), 0);
  return coefficients.map((value, j) => {
    const reach = design[j]!.reduce((so, entry) => Math.max(so, Math.abs(entry)), 0);
    return Math.abs(value) * reach <= 100 * ROUNDING * most ? 0 : value;
  });
}

function linearParts(
  { outcome }: InterruptedSeries,
  design: readonly Float64Array[],
  { lag, smallSample }: { lag: number; smallSample: boolean },
) {
  const fit = linearRegression(outcome, design.slice(1));
  const size = design.length;
  const exact = isExact(outcome, fit.residualSumOfSquares);
  const residuals = exact ? new Float64Array(outcome.length) : fit.residuals;
  const pulls = influences(design, fit.inverseCrossProduct, residuals);
  const stretch = smallSample ? outcome.length / (outcome.length - size) : 1;
  const covariance = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) covariance[a * size + b] = stretch * neweyWestCovariance(pulls[a]!, pulls[b]!, lag);
  return {
    coefficients: exact ? withoutRounding(fit.coefficients, design, outcome) : fit.coefficients,
    covariance,
    fitted: fit.fitted,
    residuals,
    degreesOfFreedom: fit.degreesOfFreedom,
    logLikelihood: exact ? Number.POSITIVE_INFINITY : fit.logLikelihood,
    deviance: fit.residualSumOfSquares,
    dispersion: null,
    lag,
    aliased: fit.aliased,
    converged: true,
  };
}

function poissonParts(series: InterruptedSeries, columns: readonly Float64Array[]) {
  const fit = poissonRegression(series.outcome, columns, offsets(series));
  return {
    ...fit,
    residuals: Float64Array.from(series.outcome, (count, i) => (count - fit.fitted[i]!) / Math.sqrt(fit.fitted[i]!)),
    lag: null,
  };
}

/** Sum over the moments after of fit less counterfactual, and its variance by the delta method. */
export function cumulativeChange(
  { fitted, counterfactual, design, names, covariance }: InterruptedFit,
  post: readonly number[],
  model: 'linear' | 'poisson',
): { estimate: number; variance: number } {
  const size = design.length;
  const slope = new Float64Array(size);
  let estimate = 0;
  post.forEach((after, i) => {
    if (after === 0) return;
    estimate += fitted[i]! - counterfactual[i]!;
    design.forEach((column, j) => {
      const own = names[j] === 'levelChange' || names[j] === 'slopeChange';
      const whole = model === 'linear' ? 1 : fitted[i]!;
      const without = own ? 0 : model === 'linear' ? 1 : counterfactual[i]!;
      slope[j]! += (whole - without) * column[i]!;
    });
  });
  let variance = 0;
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) variance += slope[a]! * covariance[a * size + b]! * slope[b]!;
  return { estimate, variance };
}
