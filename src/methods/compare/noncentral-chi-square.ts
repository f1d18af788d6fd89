import gammaln from '@stdlib/math-base-special-gammaln';
import { root } from '../numeric/root.ts';
import { chiSquareUpper, normalCritical } from './tail-probability.ts';

/** Standard deviations of the Poisson weights that are summed on either side of their middle. */
const REACH = 9;
/** From here on the root of the statistic is normal with variance 1 to six digits. */
const LARGE = 1e7;

/**
 * Upper tail of the noncentral chi-square: central tails under Poisson weights. Each tail is the one before plus one gamma term,
 * so only the first is evaluated.
 */
export function noncentralChiSquareUpper(statistic: number, degreesOfFreedom: number, noncentrality: number): number {
  const half = noncentrality / 2;
  if (half === 0 || statistic === 0) return chiSquareUpper(statistic, degreesOfFreedom);
  const x = statistic / 2;
  const first = Math.max(0, Math.floor(half - REACH * Math.sqrt(half) - 20));
  const last = Math.ceil(half + REACH * Math.sqrt(half) + 40);
  let a = degreesOfFreedom / 2 + first;
  let tail = chiSquareUpper(statistic, 2 * a);
  let more = Math.exp(a * Math.log(x) - x - gammaln(a + 1));
  let weight = Math.exp(first * Math.log(half) - half - gammaln(first + 1));
  let weights = 0;
  let sum = 0;
  for (let j = first; j <= last; j++) {
    weights += weight;
    sum += weight * tail;
    weight *= half / (j + 1);
    tail += more;
    a++;
    more *= x / a;
  }
  return Math.min(1, sum / weights);
}

/**
 * The noncentralities under which an observed chi-square would not be unusual, at `level`; an edge that does not exist is 0.
 *
 * @example noncentralityInterval(10, 3, 0.95); // { low: 0.27, high: 23.2 }
 */
export function noncentralityInterval(statistic: number, degreesOfFreedom: number, level: number) {
  const tail = (1 - level) / 2;
  if (statistic > LARGE) {
    const edge = (side: number) => (Math.sqrt(statistic) + side * normalCritical(level)) ** 2 - degreesOfFreedom + 1;
    return { low: edge(-1), high: edge(1) };
  }
  const edge = (upper: number) => {
    if (chiSquareUpper(statistic, degreesOfFreedom) >= upper) return 0;
    const excess = (noncentrality: number) =>
      noncentralChiSquareUpper(statistic, degreesOfFreedom, noncentrality) - upper;
    return root(excess, 0, 2 * statistic + 20 * Math.sqrt(statistic + 1) + 100, 1e-9 * (1 + statistic)) ?? 0;
  };
  return { low: edge(tail), high: edge(1 - tail) };
}
