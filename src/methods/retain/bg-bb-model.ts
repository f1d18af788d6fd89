/** BG/BB in numbers: Fader, Hardie & Shang (2010). Parameters in the order alpha, beta, gamma, delta. */

import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import { hypergeometric2F1 } from '../numeric/hypergeometric.ts';
import type { SmoothFunction } from '../numeric/minimise-smooth.ts';

/** Purchases at x of n occasions, the last at occasion t (0 where none). */
export interface Occasions {
  readonly frequency: number;
  readonly recency: number;
  readonly opportunities: number;
  readonly count: number;
}

/** log Γ and its slope at a, a + 1, a + 2 …, by recurrence. */
interface GammaTable {
  readonly log: Float64Array;
  readonly slope: Float64Array;
}

interface Tables {
  readonly alpha: GammaTable;
  readonly beta: GammaTable;
  readonly both: GammaTable;
  readonly gamma: GammaTable;
  readonly delta: GammaTable;
  readonly life: GammaTable;
}

const tableOf = (size: number): GammaTable => ({ log: new Float64Array(size), slope: new Float64Array(size) });

function tables(size: number): Tables {
  return {
    alpha: tableOf(size),
    beta: tableOf(size),
    both: tableOf(size),
    gamma: tableOf(size),
    delta: tableOf(size),
    life: tableOf(size),
  };
}

function fillTables(at: Float64Array, kept: Tables): void {
  const [alpha = 0, beta = 0, gamma = 0, delta = 0] = at;
  fill(alpha, kept.alpha);
  fill(beta, kept.beta);
  fill(alpha + beta, kept.both);
  fill(gamma, kept.gamma);
  fill(delta, kept.delta);
  fill(gamma + delta, kept.life);
}

function fill(start: number, { log, slope }: GammaTable): void {
  log[0] = gammaln(start);
  slope[0] = digamma(start);
  for (let k = 1; k < log.length; k++) {
    log[k] = log[k - 1]! + Math.log(start + k - 1);
    slope[k] = slope[k - 1]! + 1 / (start + k - 1);
  }
}

/** Log-likelihood of all customers; a customer's is the sum over the occasions after which he may have left. */
export function occasionLikelihood(rows: readonly Occasions[]): SmoothFunction {
  const longest = rows.reduce((most, { opportunities }) => Math.max(most, opportunities), 0);
  const kept = tables(longest + 2);
  const part = new Float64Array(4);
  return (at, gradient) => {
    fillTables(at, kept);
    gradient.fill(0);
    let total = 0;
    for (const row of rows) {
      total += row.count * historyLikelihood(kept, row, part);
      for (let k = 0; k < 4; k++) gradient[k]! += row.count * part[k]!;
    }
    return total;
  };
}

/** One history's log-likelihood, its slopes into `slopes`. */
function historyLikelihood(
  kept: Tables,
  { frequency: x, recency, opportunities: n }: Occasions,
  slopes: Float64Array,
): number {
  const { alpha, beta, both, gamma, delta, life } = kept;
  const top = Math.max(pathLog(kept, x, n, 0), recency < n ? pathLog(kept, x, recency, 1) : Number.NEGATIVE_INFINITY);
  let sum = 0;
  let byBeta = 0;
  let byBoth = 0;
  let byGamma = 0;
  let byDelta = 0;
  let byLife = 0;
  for (let end = recency; end <= n; end++) {
    const left = end < n ? 1 : 0;
    const weight = Math.exp(pathLog(kept, x, end, left) - top);
    sum += weight;
    byBeta += weight * beta.slope[end - x]!;
    byBoth += weight * both.slope[end]!;
    byGamma += weight * gamma.slope[left]!;
    byDelta += weight * delta.slope[end]!;
    byLife += weight * life.slope[end + left]!;
  }
  slopes[0] = alpha.slope[x]! - alpha.slope[0]! + both.slope[0]! - byBoth / sum;
  slopes[1] = byBeta / sum - beta.slope[0]! + both.slope[0]! - byBoth / sum;
  slopes[2] = byGamma / sum - gamma.slope[0]! + life.slope[0]! - byLife / sum;
  slopes[3] = byDelta / sum - delta.slope[0]! + life.slope[0]! - byLife / sum;
  return top + Math.log(sum);
}

/** Logarithm of the chance of x purchases in `end` occasions and of living to the end, or of leaving right after it. */
function pathLog({ alpha, beta, both, gamma, delta, life }: Tables, x: number, end: number, left: 0 | 1): number {
  const bought = alpha.log[x]! + beta.log[end - x]! - both.log[end]! - alpha.log[0]! - beta.log[0]! + both.log[0]!;
  const lived =
    gamma.log[left]! + delta.log[end]! - life.log[end + left]! - gamma.log[0]! - delta.log[0]! + life.log[0]!;
  return bought + lived;
}

/** Chance of being active at the next occasion. */
export function activeNext(at: Float64Array, row: Occasions): number {
  const kept = tables(row.opportunities + 2);
  fillTables(at, kept);
  const likelihood = historyLikelihood(kept, row, new Float64Array(4));
  const [, , gamma = 0, delta = 0] = at;
  const n = row.opportunities;
  return Math.exp(pathLog(kept, row.frequency, n, 0) - likelihood) * ((delta + n) / (gamma + delta + n));
}

/** Mean chance of buying at an occasion while active, given the history and that the customer is active. */
function buying([alpha = 0, beta = 0]: Float64Array, { frequency: x, opportunities: n }: Occasions): number {
  return (alpha + x) / (alpha + beta + n);
}

/** Purchases expected in the next occasions. */
export function expectedAtOccasions(at: Float64Array, row: Occasions, next: number): number {
  const [, , gamma = 0, delta = 0] = at;
  let alive = 1;
  let sum = 0;
  for (let k = 1; k <= next; k++) {
    sum += alive;
    alive *= (delta + row.opportunities + k) / (gamma + delta + row.opportunities + k);
  }
  return activeNext(at, row) * buying(at, row) * sum;
}

/** Purchases expected of a new customer at the next occasions, not counting the one that made him a customer. */
export function expectedOfNew(at: Float64Array, next: number): number {
  return expectedAtOccasions(at, { frequency: 0, recency: 0, opportunities: 0, count: 1 }, next);
}

/** Discounted expected residual transactions (DERT); null where there is no end to them. */
export function discountedResidualPurchases(at: Float64Array, row: Occasions, rate: number): number | null {
  const [, , gamma = 0, delta = 0] = at;
  if (rate === 0 && gamma <= 1) return null;
  const n = row.opportunities;
  const sum = hypergeometric2F1(1, delta + n + 1, gamma + delta + n + 1, 1 / (1 + rate)) / (1 + rate);
  return activeNext(at, row) * buying(at, row) * sum;
}
