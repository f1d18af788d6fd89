/** The trend of counts: growth for each period by Poisson regression, and Mann and Kendall's test of any steady drift. */

import { normalP } from '../numeric/normal-interval.ts';

const MOST_STEPS = 100;
const SETTLED = 1e-12;

export interface Growth {
  /** Log of the factor by which the rate changes from one period to the next. */
  readonly slope: number;
  readonly intercept: number;
  /** Overdispersion allowed for. */
  readonly standardError: number;
  /** Pearson's statistic over its degrees of freedom; 1 for counts that scatter as chance alone would have it. */
  readonly dispersion: number;
  readonly logLikelihood: number;
  readonly fitted: readonly number[];
  readonly converged: boolean;
}

/** Maximum likelihood of `count ~ Poisson(exposure · exp(a + b · period))`, by Newton's method with halved steps. */
export function poissonGrowth(counts: readonly number[], exposures: readonly number[]): Growth {
  const centre = (counts.length - 1) / 2;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exposed = exposures.reduce((sum, exposure) => sum + exposure, 0);
  let [a, b] = [Math.log(total / exposed), 0];
  const fittedAt = (level: number, slope: number) =>
    exposures.map((exposure, at) => exposure * Math.exp(level + slope * (at - centre)));
  const likelihoodOf = (fitted: readonly number[]): number =>
    counts.reduce((sum, count, at) => sum + (count > 0 ? count * Math.log(fitted[at]!) : 0) - fitted[at]!, 0);
  let fitted = fittedAt(a, b);
  let likelihood = likelihoodOf(fitted);
  let converged = false;
  for (let step = 0; step < MOST_STEPS && !converged; step += 1) {
    const [da, db] = newtonStep(counts, fitted, centre);
    let share = 1;
    let next = fittedAt(a + da, b + db);
    while (likelihoodOf(next) < likelihood - SETTLED * Math.abs(likelihood) && share > SETTLED) {
      share /= 2;
      next = fittedAt(a + share * da, b + share * db);
    }
    a += share * da;
    b += share * db;
    fitted = next;
    likelihood = likelihoodOf(fitted);
    converged = Math.abs(da) + Math.abs(db) < 1e-10;
  }
  const pearson = counts.reduce(
    (sum, count, at) => sum + (fitted[at]! > 0 ? (count - fitted[at]!) ** 2 / fitted[at]! : 0),
    0,
  );
  const dispersion = pearson / Math.max(1, exposures.filter((exposure) => exposure > 0).length - 2);
  return {
    slope: b,
    intercept: a - b * centre,
    standardError: Math.sqrt(Math.max(1, dispersion) / slopeInformation(fitted, centre)),
    dispersion,
    logLikelihood: likelihood,
    fitted,
    converged,
  };
}

function newtonStep(counts: readonly number[], fitted: readonly number[], centre: number): readonly [number, number] {
  let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
  for (const [at, mean] of fitted.entries()) {
    const t = at - centre;
    ga += counts[at]! - mean;
    gb += t * (counts[at]! - mean);
    haa += mean;
    hab += t * mean;
    hbb += t * t * mean;
  }
  const determinant = haa * hbb - hab * hab;
  return [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant];
}

/** What the counts tell of the slope once the level is estimated too. */
function slopeInformation(fitted: readonly number[], centre: number): number {
  const total = fitted.reduce((sum, mean) => sum + mean, 0);
  const middle = fitted.reduce((sum, mean, at) => sum + mean * (at - centre), 0) / total;
  return fitted.reduce((sum, mean, at) => sum + mean * (at - centre - middle) ** 2, 0);
}

/** Mann (1945) and Kendall (1975), ties allowed for, with continuity correction: rises less falls among all pairs. */
export function mannKendall(values: readonly number[]) {
  const n = values.length;
  let s = 0;
  for (let later = 1; later < n; later += 1)
    for (let earlier = 0; earlier < later; earlier += 1) s += Math.sign(values[later]! - values[earlier]!);
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  let variance = n * (n - 1) * (2 * n + 5);
  for (const t of ties.values()) variance -= t * (t - 1) * (2 * t + 5);
  variance /= 18;
  const z = s === 0 || variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, variance, z, p: normalP(z) };
}
