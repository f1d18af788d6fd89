import gammaln from '@stdlib/math-base-special-gammaln';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { integrate } from './integrate.ts';

/** With more degrees of freedom the spread of the denominator no longer shows. */
const FREEDOM_OF_NORMAL = 1e7;
/** Standard deviations of the denominator that are integrated over. */
const REACH = 12;

/**
 * Upper tail of Student's noncentral t: the normal tail averaged over the distribution of the estimated standard deviation.
 *
 * @example noncentralTUpper(2, 18, 2.5); // chance that a t-test with 18 degrees of freedom and noncentrality 2.5 passes 2
 */
export function noncentralTUpper(t: number, degreesOfFreedom: number, noncentrality: number): number {
  const v = degreesOfFreedom;
  if (v > FREEDOM_OF_NORMAL) return normalCdf(noncentrality - t, 0, 1);
  const logScale = logScaleOf(v / 2);
  const logDensity = (s: number) => logScale + (v - 1) * Math.log(s) - (v / 2) * (s - 1) * (s + 1);
  const share = (s: number) => (s <= 0 ? 0 : normalCdf(noncentrality - t * s, 0, 1) * Math.exp(logDensity(s)));
  const reach = REACH / Math.sqrt(2 * v);
  const middle = integrate(share, Math.max(0, 1 - reach), 1, { tolerance: 1e-12, absolute: 1e-14 }).value;
  return Math.min(1, middle + integrate(share, 1, 1 + reach, { tolerance: 1e-12, absolute: 1e-14 }).value);
}

/** ln(2 hʰ e⁻ʰ / Γ(h)); by Stirling's series where its terms are large and would cancel. */
function logScaleOf(h: number): number {
  if (h < 50) return Math.LN2 + h * Math.log(h) - h - gammaln(h);
  return Math.LN2 + Math.log(h / (2 * Math.PI)) / 2 - 1 / (12 * h) + 1 / (360 * h ** 3);
}
