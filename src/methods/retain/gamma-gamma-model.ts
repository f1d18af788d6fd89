/** Gamma-Gamma in numbers: Fader, Hardie & Lee (2005b), Fader & Hardie (2013). Parameters in the order p, q, gamma. */

import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import type { SmoothFunction } from '../numeric/minimise-smooth.ts';

export interface Spending {
  /** Transactions averaged, above 0. */
  readonly frequency: number;
  /** Mean value of a transaction, above 0. */
  readonly meanValue: number;
}

/** Log-likelihood of the mean values, given how many transactions each averages. */
export function spendingLikelihood(rows: readonly Spending[]): SmoothFunction {
  const kinds = [...new Set(rows.map(({ frequency }) => frequency))];
  const places = new Map(kinds.map((frequency, at) => [frequency, at]));
  const kind = Uint32Array.from(rows, ({ frequency }) => places.get(frequency) ?? 0);
  const total = Float64Array.from(rows, ({ frequency, meanValue }) => frequency * meanValue);
  const logTotal = total.map(Math.log);
  const logMean = Float64Array.from(rows, ({ meanValue }) => Math.log(meanValue));
  const table = new Float64Array(kinds.length * 3);
  return (at, gradient) => {
    const [p = 0, q = 0, gamma = 0] = at;
    for (const [k, x] of kinds.entries()) {
      const both = digamma(p * x + q);
      table[3 * k] = gammaln(p * x + q) - gammaln(p * x) - gammaln(q);
      table[3 * k + 1] = both - digamma(p * x);
      table[3 * k + 2] = both - digamma(q);
    }
    const logGamma = Math.log(gamma);
    let sum = 0;
    let byP = 0;
    let byQ = 0;
    let byGamma = 0;
    for (let i = 0; i < total.length; i++) {
      const k = kind[i]!;
      const x = kinds[k]!;
      const all = gamma + total[i]!;
      const logAll = Math.log(all);
      sum += table[3 * k]! + q * (logGamma - logAll) + p * x * (logTotal[i]! - logAll) - logMean[i]!;
      byP += x * (table[3 * k + 1]! + logTotal[i]! - logAll);
      byQ += table[3 * k + 2]! + logGamma - logAll;
      byGamma += q / gamma - (p * x + q) / all;
    }
    gradient[0] = byP;
    gradient[1] = byQ;
    gradient[2] = byGamma;
    return sum;
  };
}

/** Mean value to expect of a customer's transactions; of the population where frequency is 0. Null where it has no end. */
export function expectedMeanValue(
  [p = 0, q = 0, gamma = 0]: Float64Array,
  { frequency, meanValue }: Spending,
): number | null {
  const divisor = p * frequency + q - 1;
  return divisor > 0 ? (p * (gamma + frequency * meanValue)) / divisor : null;
}

/** Where to begin: three transactions' worth of evidence on either side. */
export function spendingStarts(rows: readonly Spending[]): number[][] {
  const mean = rows.reduce((sum, { meanValue }) => sum + meanValue, 0) / rows.length;
  return [
    [4, 4, (mean * 3) / 4],
    [1, 3, mean * 2],
    [20, 3, mean / 10],
  ];
}
