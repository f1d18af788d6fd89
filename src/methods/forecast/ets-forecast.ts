/** Mean and variance of what exponential smoothing expects ahead. */

import type { EtsFit } from './ets-fit.ts';

export interface Moments {
  readonly mean: number[];
  readonly variance: number[];
}

/** How one step carries the states on, zero where the model has no such part. */
interface Carry {
  readonly phi: number;
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/**
 * Exact for every model but additive error with multiplicative season, which has no closed form (see `simulateEts`).
 * Additive error: variance sigma² (1 + c1² + … ). Multiplicative error with linear states: the recursion of Hyndman et al.
 * (2008), section 6.3. Both multiplicative: the second moments of level, trend and season are carried on together, errors normal.
 *
 * @example etsMoments(fit, 12)?.mean;
 */
export function etsMoments(fit: EtsFit, steps: number): Moments | null {
  const { error, season } = fit.model;
  if (season === 'M') return error === 'M' ? relativeMoments(fit, steps) : null;
  const mean = pointForecasts(fit, steps);
  const weights = errorWeights(fit, steps);
  const variance =
    error === 'A' ? additiveVariance(weights, fit.variance) : linearVariance(mean, weights, fit.variance);
  return { mean, variance };
}

/** @example carryOf(fit).phi; */
export function carryOf({ smoothing: { alpha, beta, gamma, phi }, model }: Pick<EtsFit, 'smoothing' | 'model'>): Carry {
  return { alpha, beta: beta ?? 0, gamma: gamma ?? 0, phi: model.trend === 'Ad' ? (phi ?? 1) : 1 };
}

/** The states carried on without error. */
function pointForecasts({ final, model, smoothing }: EtsFit, steps: number): number[] {
  const phi = model.trend === 'Ad' ? (smoothing.phi ?? 1) : 1;
  let lived = 0;
  return Array.from({ length: steps }, (_, step) => {
    lived += phi ** (step + 1);
    const line = final.level + (final.trend ?? 0) * lived;
    const season = final.season[step % Math.max(1, final.season.length)];
    if (season === undefined) return line;
    return model.season === 'M' ? line * season : line + season;
  });
}

/** c_j: what an error changes of the forecast j steps on. */
function errorWeights(fit: EtsFit, steps: number): number[] {
  const { alpha, beta, gamma, phi } = carryOf(fit);
  let lived = 0;
  return Array.from({ length: steps }, (_, before) => {
    lived += phi ** (before + 1);
    const returns = fit.model.season !== 'N' && (before + 1) % fit.period === 0;
    return alpha + (fit.model.trend === 'N' ? 0 : beta * lived) + (returns ? gamma : 0);
  });
}

function additiveVariance(weights: readonly number[], variance: number): number[] {
  let sum = 1;
  return weights.map((_, step) => {
    if (step > 0) sum += weights[step - 1]! ** 2;
    return variance * sum;
  });
}

function linearVariance(mean: readonly number[], weights: readonly number[], variance: number): number[] {
  const seconds: number[] = [];
  return mean.map((expected, step) => {
    let second = expected ** 2;
    for (let j = 1; j <= step; j++) second += variance * weights[j - 1]! ** 2 * seconds[step - j]!;
    seconds.push(second);
    return (1 + variance) * second - expected ** 2;
  });
}

/** Level and trend are z, with z' = (A + B e) z; the season met again at the target is multiplied by 1 + gamma e. */
function relativeMoments(fit: EtsFit, steps: number): Moments {
  const carry = carryOf(fit);
  const mean: number[] = [];
  const variance: number[] = [];
  for (let ahead = 1; ahead <= steps; ahead++) {
    const { first, second } = relativeMoment(fit, carry, ahead);
    mean.push(first);
    variance.push((1 + fit.variance) * second - first * first);
  }
  return { mean, variance };
}

function relativeMoment(fit: EtsFit, carry: Carry, ahead: number): { first: number; second: number } {
  const { phi } = carry;
  const { level, trend, season } = fit.final;
  const factor = season[(ahead - 1) % fit.period]!;
  const slope = trend ?? 0;
  const state = {
    level: factor * level,
    trend: factor * slope,
    levels: factor ** 2 * level ** 2,
    cross: factor ** 2 * level * slope,
    trends: factor ** 2 * slope ** 2,
  };
  for (let step = 1; step < ahead; step++) {
    const returns = (ahead - step) % fit.period === 0;
    advance(state, carry, { gamma: returns ? carry.gamma : 0, variance: fit.variance });
  }
  return {
    first: state.level + phi * state.trend,
    second: state.levels + 2 * phi * state.cross + phi ** 2 * state.trends,
  };
}

interface SecondMoments {
  level: number;
  trend: number;
  levels: number;
  cross: number;
  trends: number;
}

/** One step of the first and second moments of (level, trend) times the season: the level read is u = l + phi b. */
function advance(
  state: SecondMoments,
  { phi, alpha, beta }: Carry,
  { gamma, variance: v }: { gamma: number; variance: number },
): void {
  const read = state.level + phi * state.trend;
  const reads = state.levels + 2 * phi * state.cross + phi ** 2 * state.trends;
  const readTrend = phi * (state.cross + phi * state.trends);
  const trends = phi ** 2 * state.trends;
  /** Expectation of (1 + p e)(1 + q e)(1 + gamma e)² for normal e, by the powers of e. */
  const both = (p: number, q: number) =>
    1 + v * (p * q + 2 * gamma * (p + q) + gamma ** 2) + 3 * v * v * p * q * gamma ** 2;
  const once = (p: number) => 2 * gamma * v + p * v * (1 + 3 * gamma ** 2 * v);
  const square = 1 + gamma ** 2 * v;
  state.level = read * (1 + alpha * gamma * v);
  state.trend = phi * state.trend + read * beta * gamma * v;
  state.levels = reads * both(alpha, alpha);
  state.cross = readTrend * (square + alpha * (2 * gamma * v)) + reads * beta * once(alpha);
  state.trends =
    trends * square + 2 * readTrend * beta * (2 * gamma * v) + reads * beta ** 2 * (v + 3 * gamma ** 2 * v * v);
}
