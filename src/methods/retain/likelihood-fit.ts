/** Maximum likelihood over parameters that must be positive: found and judged on the scale of their logarithms. */

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import type { Warning } from '../method.ts';
import { cholesky, invertCholesky } from '../numeric/cholesky.ts';
import { hessian } from '../numeric/hessian.ts';
import { type Minimum, minimiseSmooth, type SmoothFunction } from '../numeric/minimise-smooth.ts';
import type { Random } from '../numeric/random.ts';

/** Logarithms this far from the start have run away: the likelihood has no inner maximum. */
const RUNAWAY = 8;
const FARTHEST = 25;
/** A parameter is drawn no farther than this from its estimate, in logarithm: beyond a factor of 150 nothing is known of it. */
const FARTHEST_DRAW = 5;

export const parameterEstimate = z.object({
  estimate: z.number(),
  standardError: z
    .number()
    .nullable()
    .describe('From the curvature of the likelihood; null where that is not positive.'),
  low: z.number().nullable().describe('Lower end of the interval, taken on the scale of the logarithm.'),
  high: z.number().nullable(),
  level: z.number(),
});
type ParameterEstimate = z.infer<typeof parameterEstimate>;

export const goodnessOfFit = {
  logLikelihood: z.number().describe('Natural logarithm, of all customers together.'),
  aic: z.number(),
  bic: z.number(),
  converged: z.boolean(),
};

export const FIT_WARNINGS = {
  'not-converged': 'The search for the most likely parameters did not settle: treat the numbers as rough.',
  'boundary-solution':
    'A parameter ran towards zero or infinity: the data do not tell it, and customers may hardly differ in this respect.',
} as const;

export interface LikelihoodFit {
  /** On the natural scale. */
  readonly at: Float64Array;
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly evaluations: number;
  /** Of the logarithms of the parameters; null where the likelihood is flat. */
  readonly covariance: Float64Array | null;
}

/**
 * Maximises a log-likelihood from the first start; further starts are tried only while it has not converged inside.
 *
 * @param logLikelihood takes natural parameters and writes the gradient by them.
 * @example maximiseLikelihood(f, [[1, 1], [0.1, 10]]).at;
 */
export function maximiseLikelihood(
  logLikelihood: SmoothFunction,
  starts: readonly (readonly number[])[],
): LikelihoodFit {
  const onLogs = negatedOnLogs(logLikelihood, starts[0]!.map(Math.log));
  let best: Minimum | undefined;
  for (const start of starts) {
    const found = minimiseSmooth(onLogs, start.map(Math.log), { gradientTolerance: 1e-8 });
    if (best === undefined || found.value < best.value - 1e-7 * Math.abs(best.value)) best = found;
    if (best.converged && best.at.every((log, i) => Math.abs(log - Math.log(start[i]!)) < RUNAWAY)) break;
  }
  if (best === undefined) throw new RangeError('At least one start.');
  const curvature = hessian(onLogs, best.at);
  const size = best.at.length;
  const failed = cholesky(curvature, size, curvature) !== -1;
  return {
    at: best.at.map(Math.exp),
    logLikelihood: -best.value,
    converged: best.converged,
    evaluations: best.evaluations,
    covariance: failed ? null : invertCholesky(curvature, size),
  };
}

/** @param around logarithms of ordinary parameters, which carry the unit of time or money. */
function negatedOnLogs(logLikelihood: SmoothFunction, around: readonly number[]): SmoothFunction {
  const size = around.length;
  const natural = new Float64Array(size);
  return (logs, gradient) => {
    for (let i = 0; i < size; i++) {
      if (Math.abs(logs[i]! - around[i]!) > FARTHEST) return Number.POSITIVE_INFINITY;
      natural[i] = Math.exp(logs[i]!);
    }
    const value = logLikelihood(natural, gradient);
    for (let i = 0; i < size; i++) gradient[i] = -gradient[i]! * natural[i]!;
    return -value;
  };
}

/** Parameter `index` with its interval. */
export function estimateOf(fit: LikelihoodFit, index: number, level: number): ParameterEstimate {
  const estimate = fit.at[index]!;
  const spread = fit.covariance === null ? null : Math.sqrt(fit.covariance[index * (fit.at.length + 1)]!);
  if (spread === null || !(spread < FARTHEST)) return { estimate, standardError: null, low: null, high: null, level };
  const reach = Math.exp(normalQuantile((1 + level) / 2, 0, 1) * spread);
  return { estimate, standardError: estimate * spread, low: estimate / reach, high: estimate * reach, level };
}

/** Log-likelihood and criteria for the result. `observations` counts customers. */
export function fitted(fit: LikelihoodFit, observations: number) {
  const { logLikelihood, converged } = fit;
  const size = fit.at.length;
  return {
    logLikelihood,
    aic: 2 * size - 2 * logLikelihood,
    bic: size * Math.log(observations) - 2 * logLikelihood,
    converged,
  };
}

/** @param names of the parameters, for the text. @param scale what counts as ordinary size for each. */
export function fitWarnings(fit: LikelihoodFit, names: readonly string[], scale: readonly number[]): Warning[] {
  const warnings: Warning[] = [];
  if (!fit.converged) warnings.push({ id: 'not-converged', text: FIT_WARNINGS['not-converged'] });
  const gone = names.filter((_, i) => Math.abs(Math.log(fit.at[i]! / scale[i]!)) > RUNAWAY - 1);
  if (gone.length > 0 || fit.covariance === null) {
    const which = gone.length > 0 ? ` (${gone.join(', ')})` : '';
    warnings.push({
      id: 'boundary-solution',
      text: `The likelihood has no clear inner maximum${which}: the data do not tell these parameters apart. Use more customers or a longer time.`,
    });
  }
  return warnings;
}

/**
 * Standard error of any number computed from the parameters (delta method); null where the parameters have none.
 *
 * @param f takes natural parameters.
 */
export function deltaError(fit: LikelihoodFit, f: (at: Float64Array) => number): number | null {
  const { at, covariance } = fit;
  if (covariance === null) return null;
  const size = at.length;
  const slopes = new Float64Array(size);
  const width = 1e-4;
  for (let i = 0; i < size; i++) {
    const moved = Float64Array.from(at);
    moved[i] = at[i]! * Math.exp(width);
    const above = f(moved);
    moved[i] = at[i]! * Math.exp(-width);
    slopes[i] = (above - f(moved)) / (2 * width);
  }
  let variance = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) variance += slopes[i]! * slopes[j]! * covariance[i * size + j]!;
  }
  return Number.isFinite(variance) && variance >= 0 ? Math.sqrt(variance) : null;
}

/** An estimate above zero with its interval from `deltaError`, kept above zero by its logarithm. */
export function deltaEstimate(fit: LikelihoodFit, f: (at: Float64Array) => number, level: number): ParameterEstimate {
  const estimate = f(fit.at);
  const standardError = deltaError(fit, f);
  if (standardError === null || !(estimate > 0)) return { estimate, standardError, low: null, high: null, level };
  const reach = Math.exp((normalQuantile((1 + level) / 2, 0, 1) * standardError) / estimate);
  const high = estimate * reach;
  return { estimate, standardError, low: estimate / reach, high: Number.isFinite(high) ? high : null, level };
}

/** A share with its interval from `deltaError`, kept between 0 and 1 by its logit. */
export function deltaShare(fit: LikelihoodFit, f: (at: Float64Array) => number, level: number): ParameterEstimate {
  const estimate = f(fit.at);
  const standardError = deltaError(fit, f);
  const spread = estimate * (1 - estimate);
  if (standardError === null || !(spread > 0)) return { estimate, standardError, low: null, high: null, level };
  const reach = Math.exp((normalQuantile((1 + level) / 2, 0, 1) * standardError) / spread);
  const odds = estimate / (1 - estimate);
  return { estimate, standardError, low: odds / (reach + odds), high: 1 / (1 + 1 / (odds * reach)), level };
}

/** Draws parameters as the likelihood leaves them uncertain; the estimate itself where it does not say. */
export function parameterDraws(fit: LikelihoodFit, draws: number, random: Random): Float64Array[] {
  const size = fit.at.length;
  const lower = new Float64Array(size * size);
  if (fit.covariance === null || cholesky(fit.covariance, size, lower) !== -1) return Array(draws).fill(fit.at);
  return Array.from({ length: draws }, () => {
    const noise = Float64Array.from({ length: size }, () => random.normal());
    return fit.at.map((estimate, row) => {
      let shift = 0;
      for (let k = 0; k <= row; k++) shift += lower[row * size + k]! * noise[k]!;
      return estimate * Math.exp(Math.max(-FARTHEST_DRAW, Math.min(FARTHEST_DRAW, shift)));
    });
  });
}
