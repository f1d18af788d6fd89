/** Nonlinear least squares for S-curves: Levenberg and Marquardt on scales where every parameter is free. */

import { cholesky, invertCholesky, solveCholesky } from '../numeric/cholesky.ts';
import type { GrowthCurve } from './growth-curves.ts';

export interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Values are what the curve gained since `times` less one, not its level. */
  readonly perPeriod: boolean;
}

export interface CurveFit {
  readonly curve: GrowthCurve;
  readonly at: Float64Array;
  readonly fitted: Float64Array;
  readonly sumOfSquares: number;
  readonly degreesOfFreedom: number;
  /** Residual standard error; null without degrees of freedom. */
  readonly sigma: number | null;
  /** Of the parameters, row-major; null where they cannot be told apart. */
  readonly covariance: Float64Array | null;
  readonly converged: boolean;
}

/** Parameters of a curve. */
export const SIZE = 3;
const MOST_STEPS = 300;
/** Best first guesses that are followed to the end. */
const FOLLOWED = 4;

/** Writes the slopes by all three parameters into `slopes`. */
type Gauge = (at: Float64Array, t: number, slopes: Float64Array) => number;

/** The curve's value as a series counts it: its level, or what it gained in the period that ends at t. */
export function gauge(curve: GrowthCurve, { perPeriod }: { perPeriod: boolean }): Gauge {
  const by = new Float64Array(2);
  return (at, t, slopes) => {
    const [height = 0, first = 0, second = 0] = at;
    let share = curve.shape(first, second, t, by);
    let byFirst = by[0]!;
    let bySecond = by[1]!;
    if (perPeriod) {
      share -= curve.shape(first, second, t - 1, by);
      byFirst -= by[0]!;
      bySecond -= by[1]!;
    }
    slopes[0] = share;
    slopes[1] = height * byFirst;
    slopes[2] = height * bySecond;
    return height * share;
  };
}

/**
 * Fits from many starts and keeps the best. `fixed` holds one parameter where it is (for profiles).
 *
 * @returns null where no start leads anywhere.
 */
export function fitCurve(
  curve: GrowthCurve,
  series: Series,
  fixed: { index: number; from: Float64Array } | null = null,
): CurveFit | null {
  const starts = fixed === null ? firstGuesses(curve, series) : [fixed.from];
  let best: { at: Float64Array; sum: number; converged: boolean } | null = null;
  for (const start of starts) {
    const found = descend(curve, series, start, fixed?.index ?? -1);
    if (Number.isFinite(found.sum) && (best === null || found.sum < best.sum)) best = found;
  }
  if (best === null) return null;
  return {
    curve,
    ...described(curve, series, best.at),
    at: best.at,
    sumOfSquares: best.sum,
    converged: best.converged,
  };
}

/** Shapes from the curve's own list, each with its best height, the best few of them. */
function firstGuesses(curve: GrowthCurve, series: Series): Float64Array[] {
  const { times, values } = series;
  const valueAt = gauge(curve, series);
  const slopes = new Float64Array(SIZE);
  const from = times.reduce((a, b) => Math.min(a, b));
  const to = times.reduce((a, b) => Math.max(a, b));
  const guesses = curve.starts(from, Math.max(to, from + 1e-9)).map(([first, second]) => {
    const at = Float64Array.of(1, first, second);
    let cross = 0;
    let square = 0;
    let total = 0;
    for (let i = 0; i < times.length; i++) {
      const share = valueAt(at, times[i]!, slopes);
      cross += share * values[i]!;
      square += share * share;
      total += values[i]! ** 2;
    }
    at[0] = cross / square;
    return { at, sum: total - cross ** 2 / square };
  });
  return guesses
    .filter(({ at, sum }) => at[0]! > 0 && Number.isFinite(at[0]! + sum))
    .sort((a, b) => a.sum - b.sum)
    .slice(0, FOLLOWED)
    .map(({ at }) => at);
}

function descend(curve: GrowthCurve, series: Series, start: Float64Array, fixed: number) {
  let at: Float64Array = Float64Array.from(start);
  let damping = 1e-3;
  const normal = new Float64Array(SIZE * SIZE);
  const pull = new Float64Array(SIZE);
  let sum = linearised(curve, series, at, { normal, pull });
  let small = 0;
  for (let step = 0; step < MOST_STEPS && Number.isFinite(sum); step++) {
    const shift = damped({ normal, pull }, damping, fixed);
    const next = shift === null ? null : moved(curve, at, shift);
    const lower = next === null ? Number.POSITIVE_INFINITY : sumOfSquares(curve, series, next);
    if (next !== null && lower <= sum) {
      small = sum - lower <= 1e-14 * sum ? small + 1 : 0;
      at = next;
      sum = linearised(curve, series, at, { normal, pull });
      damping = Math.max(damping / 10, 1e-12);
      if (small >= 3 || sum === 0) return { at, sum, converged: true };
    } else {
      damping *= 8;
      if (damping > 1e12) return { at, sum, converged: true };
    }
  }
  return { at, sum, converged: false };
}

/** Sum of squares; normal equations into `to`, by the free scales of the parameters. */
function linearised(
  curve: GrowthCurve,
  series: Series,
  at: Float64Array,
  to: { normal: Float64Array; pull: Float64Array },
): number {
  const valueAt = gauge(curve, series);
  const slopes = new Float64Array(SIZE);
  to.normal.fill(0);
  to.pull.fill(0);
  let sum = 0;
  for (let i = 0; i < series.times.length; i++) {
    const residual = series.values[i]! - valueAt(at, series.times[i]!, slopes);
    sum += residual * residual;
    for (let a = 0; a < SIZE; a++) slopes[a]! *= stretch(curve, at, a);
    for (let a = 0; a < SIZE; a++) {
      to.pull[a]! += slopes[a]! * residual;
      for (let b = 0; b < SIZE; b++) to.normal[a * SIZE + b]! += slopes[a]! * slopes[b]!;
    }
  }
  return sum;
}

function sumOfSquares(curve: GrowthCurve, series: Series, at: Float64Array): number {
  const valueAt = gauge(curve, series);
  const slopes = new Float64Array(SIZE);
  let sum = 0;
  for (let i = 0; i < series.times.length; i++) sum += (series.values[i]! - valueAt(at, series.times[i]!, slopes)) ** 2;
  return Number.isFinite(sum) ? sum : Number.POSITIVE_INFINITY;
}

/** The step for this damping; the fixed parameter keeps still. */
function damped(
  { normal, pull }: { normal: Float64Array; pull: Float64Array },
  damping: number,
  fixed: number,
): Float64Array | null {
  const matrix = Float64Array.from(normal);
  const shift = Float64Array.from(pull);
  for (let a = 0; a < SIZE; a++) {
    matrix[a * SIZE + a] = normal[a * SIZE + a]! * (1 + damping) + 1e-300;
    if (a !== fixed) continue;
    for (let b = 0; b < SIZE; b++) {
      matrix[a * SIZE + b] = 0;
      matrix[b * SIZE + a] = 0;
    }
    matrix[a * SIZE + a] = 1;
    shift[a] = 0;
  }
  if (cholesky(matrix, SIZE, matrix) !== -1) return null;
  solveCholesky(matrix, SIZE, shift);
  return shift;
}

/** How much a parameter moves for one unit on its free scale. */
export function stretch(curve: GrowthCurve, at: Float64Array, index: number): number {
  const range = curve.ranges[index];
  const value = at[index]!;
  if (range === 'free') return 1;
  return range === 'positive' ? value : value * Math.log(value);
}

/** A step on the free scales: by the logarithm, as it is, or by the logarithm of minus the logarithm. */
export function moved(curve: GrowthCurve, at: Float64Array, shift: Float64Array): Float64Array {
  return at.map((value, index) => {
    const range = curve.ranges[index];
    const by = Math.max(-5, Math.min(5, shift[index]!));
    if (range === 'free') return value + shift[index]!;
    return range === 'positive' ? value * Math.exp(by) : value ** Math.exp(by);
  });
}

function described(curve: GrowthCurve, series: Series, at: Float64Array) {
  const valueAt = gauge(curve, series);
  const slopes = new Float64Array(SIZE);
  const fitted = series.times.map((t) => valueAt(at, t, slopes));
  const degreesOfFreedom = series.times.length - SIZE;
  const sum = sumOfSquares(curve, series, at);
  const sigma = degreesOfFreedom > 0 ? Math.sqrt(sum / degreesOfFreedom) : null;
  return {
    fitted,
    degreesOfFreedom,
    sigma,
    covariance: sigma === null ? null : covarianceOf(curve, series, at, sigma),
  };
}

/** Sigma squared over the curvature, on the natural scales; columns scaled first, for heights may be in millions. */
function covarianceOf(curve: GrowthCurve, series: Series, at: Float64Array, sigma: number): Float64Array | null {
  const normal = new Float64Array(SIZE * SIZE);
  linearised(curve, series, at, { normal, pull: new Float64Array(SIZE) });
  const size = Float64Array.from({ length: SIZE }, (_, a) => Math.sqrt(normal[a * SIZE + a]!));
  if (size.some((one) => !(one > 0))) return null;
  const scaled = normal.map((value, k) => value / (size[Math.floor(k / SIZE)]! * size[k % SIZE]!));
  if (cholesky(scaled, SIZE, scaled) !== -1) return null;
  return invertCholesky(scaled, SIZE).map((value, k) => {
    const [a, b] = [Math.floor(k / SIZE), k % SIZE];
    return (sigma * sigma * value * stretch(curve, at, a) * stretch(curve, at, b)) / (size[a]! * size[b]!);
  });
}

/** Covariance on the free scales, for drawing parameters that stay in their ranges. */
export function freeCovariance({ curve, at, covariance }: CurveFit): Float64Array | null {
  if (covariance === null) return null;
  return covariance.map(
    (value, k) => value / (stretch(curve, at, Math.floor(k / SIZE)) * stretch(curve, at, k % SIZE)),
  );
}
