/** Fitted curves side by side: which the series speaks for, and what its residuals look like. */

import type { CurveFit } from './curve-fit.ts';
import { correctedAkaike } from './curve-intervals.ts';

/** Each fit with its Akaike weight, and what it expects at the end of the horizon. */
export function weighed(fits: readonly CurveFit[], { horizon, perPeriod }: { horizon: number; perPeriod: boolean }) {
  const criteria = fits.map(
    (fit) => correctedAkaike(fit) ?? fit.fitted.length * Math.log(Math.max(fit.sumOfSquares, Number.MIN_VALUE)),
  );
  const least = Math.min(...criteria);
  const likelihoods = criteria.map((one) => Math.exp((least - one) / 2));
  const all = total(likelihoods);
  const slopes = new Float64Array(2);
  return fits.map(({ curve, at, sumOfSquares, converged, ...fit }, i) => {
    const [height = 0, first = 0, second = 0] = at;
    const by = (t: number) => height * curve.shape(first, second, t, slopes);
    return {
      curve: curve.name,
      parameters: Object.fromEntries(curve.parameters.map((name, k) => [name, at[k]!])),
      sumOfSquares,
      aicc: correctedAkaike({ ...fit, curve, at, sumOfSquares, converged }),
      weight: likelihoods[i]! / all,
      nextValue: perPeriod ? by(horizon) - by(horizon - 1) : by(horizon),
      converged,
    };
  });
}
export type Candidate = ReturnType<typeof weighed>[number];

/** Correlation of neighbouring residuals; null for a perfect fit. */
export function neighbourCorrelation({ fitted, sumOfSquares }: CurveFit, values: readonly number[]): number | null {
  if (!(sumOfSquares > 0)) return null;
  let cross = 0;
  for (let i = 1; i < values.length; i++) cross += (values[i]! - fitted[i]!) * (values[i - 1]! - fitted[i - 1]!);
  return cross / sumOfSquares;
}

/** Sum of the values. */
export function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
