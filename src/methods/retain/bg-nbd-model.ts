/** BG/NBD in numbers: Fader, Hardie & Lee (2005), equations 6 to 10. Parameters in the order r, alpha, a, b. */

import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import { hypergeometric2F1 } from '../numeric/hypergeometric.ts';
import type { SmoothFunction } from '../numeric/minimise-smooth.ts';
import type { BuyingModel } from './buying-model.ts';
import type { Histories, HistoryRow } from './purchase-history.ts';

/** At a = 1 the formulas divide nothing by nothing; this far off they are right to ten digits. */
const OFF_ONE = 1e-5;

export const bgNbdModel: BuyingModel = {
  names: ['r', 'alpha', 'a', 'b'],
  timed: [false, true, false, false],
  starts,
  logLikelihood,
  expectedPurchases: (at, t) => purchases(at, { frequency: 0, age: 0, t }),
  expectedIfActive: (at, { frequency, age }, t) => purchases(at, { frequency, age, t }),
  probabilityAlive,
  drawFuture: ([r = 0, alpha = 0, a = 0, b = 0], { frequency: x, age }, random) => ({
    rate: random.gamma(r + x) / (alpha + age),
    lifetime: Number.POSITIVE_INFINITY,
    dropout: random.beta(a, b + x),
  }),
};

function starts({ purchases: bought, exposure }: Histories): number[][] {
  const pace = exposure / bought;
  return [
    [0.5, 0.5 * pace, 1, 2.5],
    [1, pace, 0.2, 2],
    [0.2, 0.1 * pace, 0.05, 0.5],
  ];
}

function logLikelihood({ frequency, recency, age, count }: Histories): SmoothFunction {
  const often = numbered(frequency);
  const ages = numbered(age);
  const recencies = numbered(recency);
  const table = new Float64Array(often.distinct.length * 4);
  const logEnds = new Float64Array(ages.distinct.length);
  const logLasts = new Float64Array(recencies.distinct.length);
  return (at, gradient) => {
    const [r = 0, alpha = 0, a = 0, b = 0] = at;
    tabulate(at, often.distinct, table);
    for (let k = 0; k < logEnds.length; k++) logEnds[k] = Math.log(alpha + ages.distinct[k]!);
    for (let k = 0; k < logLasts.length; k++) logLasts[k] = Math.log(alpha + recencies.distinct[k]!);
    const logAlpha = Math.log(alpha);
    let total = 0;
    let byR = 0;
    let byAlpha = 0;
    let byA = 0;
    let byB = 0;
    for (let i = 0; i < count.length; i++) {
      const n = count[i]!;
      const x = frequency[i]!;
      const row = 4 * often.place[i]!;
      const end = alpha + age[i]!;
      const logEnd = logEnds[ages.place[i]!]!;
      total += n * (table[row]! + r * logAlpha - (r + x) * logEnd);
      byR += n * (table[row + 1]! + logAlpha - logEnd);
      byAlpha += n * (r / alpha - (r + x) / end);
      byA += n * table[row + 2]!;
      byB += n * table[row + 3]!;
      if (x === 0) continue;
      const gap = logEnd - logLasts[recencies.place[i]!]!;
      const dropout = (a / (b + x - 1)) * Math.exp((r + x) * gap);
      const left = Number.isFinite(dropout) ? dropout / (1 + dropout) : 1;
      total += n * (Number.isFinite(dropout) ? Math.log1p(dropout) : Math.log(a / (b + x - 1)) + (r + x) * gap);
      byR += n * left * gap;
      byAlpha += n * left * (r + x) * (1 / end - 1 / (alpha + recency[i]!));
      byA += (n * left) / a;
      byB -= (n * left) / (b + x - 1);
    }
    gradient[0] = byR;
    gradient[1] = byAlpha;
    gradient[2] = byA;
    gradient[3] = byB;
    return total;
  };
}

/** Equal values share one logarithm: there are fewer days than customers. */
function numbered(values: Float64Array): { distinct: Float64Array; place: Uint32Array } {
  const places = new Map<number, number>();
  const place = Uint32Array.from(values, (value) => {
    const known = places.get(value) ?? places.size;
    places.set(value, known);
    return known;
  });
  return { distinct: Float64Array.from(places.keys()), place };
}

/** What depends on the frequency alone: the gammas and betas, and their slopes by r, a and b. */
function tabulate(at: Float64Array, frequencies: Float64Array, table: Float64Array): void {
  const [r = 0, , a = 0, b = 0] = at;
  const gammaR = gammaln(r);
  const betaB = gammaln(a + b) - gammaln(b);
  const slopeR = digamma(r);
  const slopeAb = digamma(a + b);
  const slopeB = digamma(b);
  for (let k = 0; k < frequencies.length; k++) {
    const x = frequencies[k]!;
    const slopeAbx = x === 0 ? slopeAb : digamma(a + b + x);
    table[4 * k] = x === 0 ? 0 : gammaln(r + x) - gammaR + betaB + gammaln(b + x) - gammaln(a + b + x);
    table[4 * k + 1] = x === 0 ? 0 : digamma(r + x) - slopeR;
    table[4 * k + 2] = slopeAb - slopeAbx;
    table[4 * k + 3] = x === 0 ? 0 : slopeAb - slopeB + digamma(b + x) - slopeAbx;
  }
}

/** A customer who has never bought again cannot have left: in this model people leave only after a repeat purchase. */
function probabilityAlive(at: Float64Array, { frequency: x, recency, age }: HistoryRow): number {
  const [r = 0, alpha = 0, a = 0, b = 0] = at;
  if (x === 0) return 1;
  return 1 / (1 + (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x));
}

/** Purchases in the next t of a customer who is active; The published form, or Euler's transform of it, whichever has the smaller powers and so never overflows. */
function purchases(at: Float64Array, future: { frequency: number; age: number; t: number }): number {
  const a = at[2]!;
  if (Math.abs(a - 1) >= OFF_ONE) return offOne(at, a, future);
  return (offOne(at, 1 - 2 * OFF_ONE, future) + offOne(at, 1 + 2 * OFF_ONE, future)) / 2;
}

function offOne(
  at: Float64Array,
  a: number,
  { frequency: x, age, t }: { frequency: number; age: number; t: number },
): number {
  const [r = 0, alpha = 0, , b = 0] = at;
  const z = t / (alpha + age + t);
  const c = a + b - 1 + x;
  const still =
    a - 1 > r + x
      ? (1 - z) ** (r + x) * hypergeometric2F1(r + x, b + x, c, z)
      : (1 - z) ** (a - 1) * hypergeometric2F1(a + b - 1 - r, a - 1, c, z);
  return (c / (a - 1)) * (1 - still);
}
