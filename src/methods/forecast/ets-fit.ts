/** Exponential smoothing fitted by maximum likelihood. */

import { minimiseSmooth } from '../numeric/minimise-smooth.ts';
import { EtsFreedom, type FixedSmoothing } from './ets-freedom.ts';
import { type EtsModel, type EtsState, parameterCount, type Smoothing } from './ets-model.ts';
import { EtsPass } from './ets-recursion.ts';
import { etsStart } from './ets-start.ts';

/** Where the search for the smoothing shares begins: cautious, and eager. */
const BEGINNINGS = [
  { alpha: 0.2, beta: 0.1, gamma: 0.1, phi: 0.95 },
  { alpha: 0.8, beta: 0.2, gamma: 0.5, phi: 0.9 },
];
const STEPS_AT_MOST = 300;
/** A squared error per value (of a series whose values are about 1) below which a fit counts as exact. */
const EXACT = 1e-26;

export interface EtsFit {
  readonly model: EtsModel;
  readonly period: number;
  readonly smoothing: Smoothing;
  readonly initial: EtsState;
  readonly final: EtsState;
  readonly fitted: number[];
  /** Raw for additive, relative for multiplicative error. */
  readonly residuals: number[];
  readonly logLikelihood: number;
  readonly aic: number;
  /** Null where there are too few values for it. */
  readonly aicc: number | null;
  readonly bic: number;
  /** Variance of the residuals, by the degrees of freedom left. */
  readonly variance: number;
  readonly meanSquaredError: number;
  readonly parameters: number;
  readonly converged: boolean;
}

/**
 * The likelihood leaves out the constant of the normal density, as is customary, so AIC compares within this family alone.
 *
 * @param fixed smoothing shares that are given and not fitted.
 * @returns null where no parameters give a finite likelihood.
 * @example fitEts([3, 5, 4, 6, 5], { error: 'A', trend: 'N', season: 'N' }, 1)?.smoothing.alpha;
 */
export function fitEts(
  values: readonly number[],
  model: EtsModel,
  period: number,
  fixed: FixedSmoothing = {},
): EtsFit | null {
  const scale = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length || 1;
  const pass = new EtsPass(
    Float64Array.from(values, (value) => value / scale),
    model,
    period,
  );
  const free = new EtsFreedom(pass.layout, fixed);
  const states = etsStart(pass.values, model, period);
  const slopes = new Float64Array(pass.layout.size);
  const objective = (at: Float64Array, gradient: Float64Array) => {
    const value = deviance(pass, model, { parameters: free.at(at), slopes });
    if (Number.isFinite(value)) free.chain(slopes, gradient);
    return value;
  };
  let best = null;
  for (const beginning of BEGINNINGS) {
    const start = free.start(beginning, states);
    const found = minimiseSmooth(objective, start, { steps: STEPS_AT_MOST, gradientTolerance: 1e-7 });
    if (Number.isFinite(found.value) && (best === null || found.value < best.value)) best = found;
  }
  if (best === null) return null;
  const parameters = free.at(best.at).slice();
  return described(values, { pass, model, scale, parameters, converged: best.converged });
}

/** Minus twice the log-likelihood with the variance at its estimate, and its slopes. */
function deviance(
  pass: EtsPass,
  { error }: EtsModel,
  { parameters, slopes }: { parameters: Float64Array; slopes: Float64Array },
): number {
  if (!pass.run(parameters, true)) return Number.POSITIVE_INFINITY;
  const { fitted, values } = pass;
  const n = values.length;
  const size = slopes.length;
  const relative = error === 'M';
  const bySquares = new Float64Array(size);
  let squares = n * EXACT;
  let logs = 0;
  slopes.fill(0);
  for (let t = 0; t < n; t++) {
    const fit = fitted[t]!;
    if (relative && !(fit > 0)) return Number.POSITIVE_INFINITY;
    const residual = relative ? values[t]! / fit - 1 : values[t]! - fit;
    const pull = relative ? (residual * values[t]!) / (fit * fit) : residual;
    squares += residual * residual;
    if (relative) logs += Math.log(fit);
    const row = t * size;
    for (let p = 0; p < size; p++) {
      const slope = pass.slopes[row + p]!;
      bySquares[p]! -= pull * slope;
      if (relative) slopes[p]! += (2 * slope) / fit;
    }
  }
  for (let p = 0; p < size; p++) slopes[p]! += (2 * n * bySquares[p]!) / squares;
  return n * Math.log(squares) + 2 * logs;
}

interface Found {
  readonly pass: EtsPass;
  readonly model: EtsModel;
  readonly scale: number;
  readonly parameters: Float64Array;
  readonly converged: boolean;
}

function described(values: readonly number[], { pass, model, scale, parameters, converged }: Found): EtsFit {
  const { layout, period } = pass;
  const initial = initialState(pass, model, { parameters, scale });
  pass.run(parameters, false);
  const n = values.length;
  const relative = model.error === 'M';
  const fitted = Array.from(pass.fitted, (fit) => fit * scale);
  const residuals = values.map((value, t) => (relative ? value / fitted[t]! - 1 : value - fitted[t]!));
  const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  const logs = relative ? fitted.reduce((sum, fit) => sum + Math.log(fit), 0) : 0;
  const logLikelihood = -(n * Math.log(Math.max(squares, n * EXACT * scale ** (relative ? 0 : 2)))) / 2 - logs;
  const count = parameterCount(model, period) + 1;
  const aic = -2 * logLikelihood + 2 * count;
  const share = (at: number) => (at < 0 ? null : parameters[at]!);
  return {
    model,
    period,
    smoothing: {
      alpha: parameters[layout.alpha]!,
      beta: share(layout.beta),
      gamma: share(layout.gamma),
      phi: share(layout.phi),
    },
    initial,
    final: stateOf(pass, model, { scale, next: n }),
    fitted,
    residuals,
    logLikelihood,
    aic,
    aicc: n > count + 1 ? aic + (2 * count * (count + 1)) / (n - count - 1) : null,
    bic: aic + count * (Math.log(n) - 2),
    variance: squares / Math.max(1, n - count + 1),
    meanSquaredError: values.reduce((sum, value, t) => sum + (value - fitted[t]!) ** 2, 0) / n,
    parameters: count,
    converged,
  };
}

function initialState(
  pass: EtsPass,
  model: EtsModel,
  { parameters, scale }: { parameters: Float64Array; scale: number },
): EtsState {
  const { layout, period } = pass;
  const factor = model.season === 'M' ? 1 : scale;
  const season = model.season === 'N' ? [] : [...parameters.slice(layout.season, layout.size)];
  if (model.season !== 'N')
    season.push(season.reduce((left, value) => left - value, model.season === 'M' ? period : 0));
  return {
    level: parameters[layout.level]! * scale,
    trend: layout.trend < 0 ? null : parameters[layout.trend]! * scale,
    season: season.map((value) => value * factor),
  };
}

/** The states a pass ended in, the season of moment `next` first. */
function stateOf(pass: EtsPass, model: EtsModel, { scale, next }: { scale: number; next: number }): EtsState {
  const factor = model.season === 'M' ? 1 : scale;
  return {
    level: pass.level * scale,
    trend: model.trend === 'N' ? null : pass.trend * scale,
    season: Array.from(pass.season, (_, j) => pass.season[(next + j) % pass.period]! * factor),
  };
}
