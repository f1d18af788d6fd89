/** The Holt-Winters recursion, its start from the first seasons, and its fit by least squares. */

import { minimiseSmooth, withNumericGradient } from '../numeric/minimise-smooth.ts';
import { centredAverage, centredFigure, seasonalMeans } from './moving-average.ts';

export interface HoltWintersStart {
  readonly level: number;
  readonly trend: number;
  /** That of the first smoothed value first. */
  readonly season: readonly number[];
}

export interface HoltWintersShares {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

export interface HoltWintersPass {
  /** One-step forecasts from the value after the start on. */
  readonly fitted: number[];
  readonly level: number;
  readonly trend: number;
  /** That of the next value first. */
  readonly season: number[];
  readonly sumOfSquares: number;
}

/**
 * Start values as R has them: the classical decomposition of the first seasons gives the seasonal figure, a line through its
 * trend gives level (one step before the line begins) and slope; smoothing begins after the first season.
 *
 * @example holtWintersStart(values, { period: 12, relative: true, seasons: 2 }).level;
 */
export function holtWintersStart(
  values: readonly number[],
  { period, relative, seasons }: { period: number; relative: boolean; seasons: number },
): HoltWintersStart {
  const first = values.slice(0, seasons * period);
  const average = centredAverage(first, period);
  const season = centredFigure(seasonalMeans(first, average, { period, relative }), relative);
  const trend = average.filter((value) => !Number.isNaN(value));
  const middle = (trend.length + 1) / 2;
  const mean = trend.reduce((sum, value) => sum + value, 0) / trend.length;
  let cross = 0;
  let square = 0;
  trend.forEach((value, t) => {
    cross += (t + 1 - middle) * (value - mean);
    square += (t + 1 - middle) ** 2;
  });
  const slope = square > 0 ? cross / square : 0;
  return { level: mean - slope * middle, trend: slope, season: [...season] };
}

/**
 * Level follows the season-adjusted value, trend the change of level, season the value relative to the new level.
 *
 * @example smoothHoltWinters(values, start, { alpha: 0.3, beta: 0.1, gamma: 0.1, relative: true, from: 12 });
 */
export function smoothHoltWinters(
  values: readonly number[],
  start: HoltWintersStart,
  { alpha, beta, gamma, relative, from }: HoltWintersShares & { relative: boolean; from: number },
): HoltWintersPass {
  const season = Float64Array.from(start.season);
  const fitted: number[] = [];
  let { level, trend } = start;
  let sumOfSquares = 0;
  for (let t = from; t < values.length; t++) {
    const at = (t - from) % season.length;
    const factor = season[at]!;
    const value = values[t]!;
    const fit = relative ? (level + trend) * factor : level + trend + factor;
    fitted.push(fit);
    sumOfSquares += (value - fit) ** 2;
    const adjusted = relative ? value / factor : value - factor;
    const before = level;
    level = alpha * adjusted + (1 - alpha) * (level + trend);
    trend = beta * (level - before) + (1 - beta) * trend;
    season[at] = gamma * (relative ? value / level : value - level) + (1 - gamma) * factor;
  }
  const next = fitted.length;
  return {
    fitted,
    level,
    trend,
    season: Array.from(season, (_, j) => season[(next + j) % season.length]!),
    sumOfSquares,
  };
}

/** Where the search begins: R's own point, and two apart from it. */
const BEGINNINGS = [
  [0.3, 0.1, 0.1],
  [0.8, 0.1, 0.3],
  [0.1, 0.02, 0.8],
] as const;

/**
 * The shares (those not given) that make the one-step errors smallest in square, each from 0 to 1.
 *
 * @example fitHoltWinters((shares) => smoothHoltWinters(values, start, { ...shares, relative, from }).sumOfSquares, {});
 */
export function fitHoltWinters(
  cost: (shares: HoltWintersShares) => number,
  given: { readonly [share in keyof HoltWintersShares]?: number | undefined },
): HoltWintersShares & { converged: boolean } {
  const free = (['alpha', 'beta', 'gamma'] as const).filter((name) => given[name] === undefined);
  const shares = { alpha: given.alpha ?? 0, beta: given.beta ?? 0, gamma: given.gamma ?? 0 };
  const spread = (at: ArrayLike<number>) => {
    free.forEach((name, i) => {
      shares[name] = Math.sin(at[i]!) ** 2;
    });
    return shares;
  };
  if (free.length === 0) return { ...shares, converged: true };
  const unit = cost(spread(free.map(() => 0.5)));
  const objective = withNumericGradient((at) => cost(spread(at)) / (unit || 1));
  let best = null;
  for (const [alpha, beta, gamma] of BEGINNINGS) {
    const begin = { alpha, beta, gamma };
    const found = minimiseSmooth(
      objective,
      free.map((name) => Math.asin(Math.sqrt(begin[name]))),
      { gradientTolerance: 1e-7, steps: 200 },
    );
    if (Number.isFinite(found.value) && (best === null || found.value < best.value)) best = found;
  }
  return { ...spread(best?.at ?? free.map(() => 0.5)), converged: best?.converged ?? false };
}
