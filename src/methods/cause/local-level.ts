/** A series as regression plus a level that wanders plus noise, fitted by restricted maximum likelihood through the Kalman filter. */

import { cholesky, invertCholesky, logDeterminant, solveCholesky } from '../numeric/cholesky.ts';

/** Bounds of the search for the ratio of level to noise variance, in logarithms: from no wandering to no noise. */
const LOWEST = Math.log(1e-9);
const HIGHEST = Math.log(1e4);
const GRID = 31;
/** Grid of the ratio, in logarithms, over which its uncertainty is carried into the forecast. */
const UNCERTAIN_FROM = Math.log(1e-5);
const UNCERTAIN_TO = Math.log(10);
const UNCERTAIN_STEP = 0.6;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const REFINEMENTS = 30;

export interface LocalLevelData {
  /** NaN where the value is missing. */
  readonly outcome: Float64Array;
  /** Constant and controls; complete. */
  readonly columns: readonly Float64Array[];
}

/** What is believed of coefficients (normal around zero) and noise (inverse gamma) beforehand. */
export interface LevelPrior {
  /** Precision of the coefficients over the noise variance, row-major. */
  readonly precision: Float64Array;
  readonly squares: number;
  readonly degreesOfFreedom: number;
}

/** The fit for one ratio of the variance of level steps to that of the noise. */
export interface LocalLevelFit {
  readonly ratio: number;
  readonly coefficients: Float64Array;
  /** Inverse of X'V⁻¹X; times `noiseVariance` it is the covariance of the coefficients. Row-major. */
  readonly inverse: Float64Array;
  readonly noiseVariance: number;
  readonly degreesOfFreedom: number;
  /** Restricted log-likelihood. */
  readonly logLikelihood: number;
  /** Filtered level of the outcome and of every column at the moment after the last. */
  readonly outcomeLevel: number;
  readonly columnLevels: Float64Array;
  /** Variance of the level at the moment after the last, over the noise variance. */
  readonly levelVariance: number;
  /** Innovations over their standard deviation, in units of the noise; NaN where the outcome is missing. */
  readonly innovations: Float64Array;
  /** Standard deviation of each innovation in units of the noise. */
  readonly spreads: Float64Array;
}

/**
 * For one ratio q: the filter turns outcome and columns into uncorrelated innovations, on which least squares is generalised
 * least squares. The level begins at zero, since the constant among the columns is where it starts.
 *
 * @param prior with it, the mean of the posterior instead, and its scale of the noise.
 * @returns null where the columns are not independent on the observed moments.
 * @example fitLocalLevel({ outcome, columns: [ones, control] }, 0.01)?.coefficients;
 */
export function fitLocalLevel(data: LocalLevelData, ratio: number, prior?: LevelPrior): LocalLevelFit | null {
  const size = data.columns.length;
  const width = size + 1;
  const { white, spreads, levels, levelVariance, logs, observed } = whitened(data, ratio);
  const gram = prior === undefined ? new Float64Array(size * size) : prior.precision.slice();
  const coefficients = new Float64Array(size);
  let squares = 0;
  for (let row = 0; row < white.length; row += width) {
    const value = white[row + size]!;
    if (Number.isNaN(value)) continue;
    squares += value * value;
    for (let a = 0; a < size; a++) {
      coefficients[a]! += white[row + a]! * value;
      for (let b = 0; b <= a; b++) gram[a * size + b]! += white[row + a]! * white[row + b]!;
    }
  }
  const degreesOfFreedom = prior === undefined ? observed - size : prior.degreesOfFreedom;
  if (degreesOfFreedom < 1 || cholesky(gram, size, gram) >= 0) return null;
  solveCholesky(gram, size, coefficients);
  const innovations = Float64Array.from(spreads, (_, t) => {
    let rest = white[t * width + size]!;
    for (let j = 0; j < size; j++) rest -= coefficients[j]! * white[t * width + j]!;
    return rest;
  });
  let left = prior?.squares ?? 0;
  for (const rest of innovations) if (!Number.isNaN(rest)) left += rest * rest;
  if (prior !== undefined) left += quadratic(prior.precision, coefficients);
  const noiseVariance = Math.max(left, squares * 1e-24, Number.MIN_VALUE) / degreesOfFreedom;
  const normal = degreesOfFreedom * (Math.log(2 * Math.PI * noiseVariance) + 1);
  return {
    ratio,
    coefficients,
    inverse: invertCholesky(gram, size),
    noiseVariance,
    degreesOfFreedom,
    logLikelihood: -(normal + logs + logDeterminant(gram, size)) / 2,
    outcomeLevel: levels[size]!,
    columnLevels: levels.slice(0, size),
    levelVariance,
    innovations,
    spreads,
  };
}

/** `vector' matrix vector`. */
export function quadratic(matrix: Float64Array, vector: Float64Array): number {
  const size = vector.length;
  let sum = 0;
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) sum += vector[a]! * matrix[a * size + b]! * vector[b]!;
  return sum;
}

/** Innovations over their spread: of every column, then of the outcome, row by row; NaN where the outcome is missing. */
function whitened({ outcome, columns }: LocalLevelData, ratio: number) {
  const size = columns.length;
  const n = outcome.length;
  const levels = new Float64Array(size + 1);
  const white = new Float64Array(n * (size + 1)).fill(Number.NaN);
  const spreads = new Float64Array(n);
  let logs = 0;
  let levelVariance = 0;
  let observed = 0;
  for (let t = 0; t < n; t++) {
    const total = levelVariance + 1;
    spreads[t] = Math.sqrt(total);
    if (!Number.isNaN(outcome[t]!)) {
      observed++;
      logs += Math.log(total);
      for (let j = 0; j <= size; j++) {
        const gap = (j === size ? outcome[t]! : columns[j]![t]!) - levels[j]!;
        levels[j]! += (levelVariance / total) * gap;
        white[t * (size + 1) + j] = gap / spreads[t]!;
      }
      levelVariance /= total;
    }
    levelVariance += ratio;
  }
  return { white, spreads, levels, levelVariance, logs, observed };
}

/** The ratios between which the data are asked to tell: what is not known of how far the level wanders. */
export const UNCERTAIN_RATIOS: readonly number[] = Array.from(
  { length: Math.floor((UNCERTAIN_TO - UNCERTAIN_FROM) / UNCERTAIN_STEP) + 1 },
  (_, at) => Math.exp(UNCERTAIN_FROM + at * UNCERTAIN_STEP),
);

/** Cross products of columns and outcome (last), both whitened for one ratio, and the logarithm of what whitening shrank. */
export function whitenedProducts(data: LocalLevelData, ratio: number): { products: Float64Array; logs: number } {
  const width = data.columns.length + 1;
  const { white, logs } = whitened(data, ratio);
  const products = new Float64Array(width * width);
  for (let row = 0; row < white.length; row += width) {
    if (Number.isNaN(white[row]!)) continue;
    for (let a = 0; a < width; a++) {
      const value = white[row + a]!;
      for (let b = 0; b <= a; b++) products[a * width + b]! += value * white[row + b]!;
    }
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) products[b * width + a] = products[a * width + b]!;
  return { products, logs };
}

/**
 * Fits over the ratios, each with its share of the likelihood.
 *
 * @example likelyLevels(data, best).map(({ share }) => share);
 */
export function likelyLevels(data: LocalLevelData, best: LocalLevelFit): { fit: LocalLevelFit; share: number }[] {
  const fits: { fit: LocalLevelFit; share: number }[] = [];
  for (const ratio of UNCERTAIN_RATIOS) {
    const fit = fitLocalLevel(data, ratio);
    if (fit !== null) fits.push({ fit, share: Math.exp(fit.logLikelihood - best.logLikelihood) });
  }
  const total = fits.reduce((sum, { share }) => sum + share, 0);
  return fits.map(({ fit, share }) => ({ fit, share: share / total })).filter(({ share }) => share > 1e-6);
}

/**
 * The most likely ratio by a grid and golden section.
 *
 * @example mostLikelyLevel(data)?.ratio;
 */
export function mostLikelyLevel(data: LocalLevelData): LocalLevelFit | null {
  const at = (log: number) => fitLocalLevel(data, Math.exp(log));
  const step = (HIGHEST - LOWEST) / (GRID - 1);
  let best = at(LOWEST);
  let place = LOWEST;
  for (let i = 1; i < GRID; i++) {
    const fit = at(LOWEST + i * step);
    if (fit === null || (best !== null && fit.logLikelihood <= best.logLikelihood)) continue;
    best = fit;
    place = LOWEST + i * step;
  }
  if (best === null) return null;
  let [low, high] = [Math.max(LOWEST, place - step), Math.min(HIGHEST, place + step)];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [fitLeft, fitRight] = [at(left), at(right)];
  for (let i = 0; i < REFINEMENTS && fitLeft !== null && fitRight !== null; i++) {
    if (fitLeft.logLikelihood >= fitRight.logLikelihood) {
      if (fitLeft.logLikelihood > best.logLikelihood) best = fitLeft;
      [high, right, fitRight] = [right, left, fitLeft];
      left = high - GOLDEN * (high - low);
      fitLeft = at(left);
    } else {
      if (fitRight.logLikelihood > best.logLikelihood) best = fitRight;
      [low, left, fitLeft] = [left, right, fitRight];
      right = low + GOLDEN * (high - low);
      fitRight = at(right);
    }
  }
  return best;
}
