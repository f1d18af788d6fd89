/** Shifted beta-geometric in numbers: Fader & Hardie (2007, 2010). Parameters in the order alpha, beta. */

import { hypergeometric2F1 } from '../numeric/hypergeometric.ts';
import type { SmoothFunction } from '../numeric/minimise-smooth.ts';
import { type LikelihoodFit, maximiseLikelihood } from './likelihood-fit.ts';

/** How many customers left after each period, and how many stayed past the last one seen. */
export interface Departures {
  /** Index 0: left after the first period. */
  readonly left: Float64Array;
  /** Index 0: last seen active after no renewal; index t: after t renewals. */
  readonly stayed: Float64Array;
}

/** Adds up cohorts of customers still active, each from its start on. */
export function departuresOf(cohorts: readonly (readonly number[])[]): Departures {
  const longest = Math.max(...cohorts.map((active) => active.length));
  const left = new Float64Array(longest - 1);
  const stayed = new Float64Array(longest);
  for (const active of cohorts) {
    for (let t = 1; t < active.length; t++) left[t - 1]! += active[t - 1]! - active[t]!;
    stayed[active.length - 1]! += active[active.length - 1]!;
  }
  return { left, stayed };
}

/** The most likely alpha and beta for cohorts of customers still active. */
export function fitDepartures(cohorts: readonly (readonly number[])[]): LikelihoodFit {
  return maximiseLikelihood(departureLikelihood(departuresOf(cohorts)), [
    [1, 3],
    [0.3, 1],
    [5, 20],
  ]);
}

/** Walks through the periods once: each chance follows from the one before (2007, equation 7). */
export function departureLikelihood({ left, stayed }: Departures): SmoothFunction {
  return (at, gradient) => {
    const [alpha = 0, beta = 0] = at;
    let survive = 0;
    let surviveByAlpha = 0;
    let surviveByBeta = 0;
    let total = 0;
    gradient.fill(0);
    for (let t = 0; t <= left.length; t++) {
      const all = alpha + beta + t;
      total += stayed[t]! * survive;
      gradient[0]! += stayed[t]! * surviveByAlpha;
      gradient[1]! += stayed[t]! * surviveByBeta;
      if (t === left.length) break;
      const gone = left[t]!;
      total += gone * (survive + Math.log(alpha / all));
      gradient[0]! += gone * (surviveByAlpha + 1 / alpha - 1 / all);
      gradient[1]! += gone * (surviveByBeta - 1 / all);
      survive += Math.log((beta + t) / all);
      surviveByAlpha -= 1 / all;
      surviveByBeta += 1 / (beta + t) - 1 / all;
    }
    return total;
  };
}

/** Share still active after t renewals. */
export function survival(at: Float64Array, t: number): number {
  const [alpha = 0, beta = 0] = at;
  let share = 1;
  for (let k = 0; k < t; k++) share *= (beta + k) / (alpha + beta + k);
  return share;
}

/** Share of those in their t-th period who renew after it. */
export function retention([alpha = 0, beta = 0]: Float64Array, t: number): number {
  return (beta + t - 1) / (alpha + beta + t - 1);
}

/** Payments expected of a new customer, the first one now, each later one discounted; null where there is no end to them. */
export function discountedLifetime([alpha = 0, beta = 0]: Float64Array, rate: number): number | null {
  if (rate === 0 && alpha <= 1) return null;
  return hypergeometric2F1(1, beta, alpha + beta, 1 / (1 + rate));
}

/** Payments expected from the coming renewal on, of a customer in the n-th period: it counts in full, later ones are discounted. */
export function discountedResidualLifetime(at: Float64Array, n: number, rate: number): number | null {
  const [alpha = 0, beta = 0] = at;
  if (rate === 0 && alpha <= 1) return null;
  return retention(at, n) * hypergeometric2F1(1, beta + n, alpha + beta + n, 1 / (1 + rate));
}
