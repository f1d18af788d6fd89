/**
 * Pareto/NBD in numbers: Schmittlein, Morrison & Colombo (1987). Parameters in the order r, alpha, s, beta.
 *
 * The likelihood of a history is `Γ(r+x)/Γ(r) α^r β^s (still active + left since the last purchase)`, the second being
 * `s ∫ (α+τ)^-(r+x) (β+τ)^-(s+1) dτ` from recency to age. The published form writes that integral as the difference of two
 * hypergeometric functions, once for α above β and once for below, and loses digits where they are alike; here it is
 * computed as it stands, by Gauss and Legendre on the scale of log(τ + min(α, β)), which serves both cases.
 */

import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import { gaussLegendre } from '../numeric/integrate.ts';
import type { SmoothFunction } from '../numeric/minimise-smooth.ts';
import type { BuyingModel } from './buying-model.ts';
import type { Histories, HistoryRow } from './purchase-history.ts';

/** A part of the integrand this far below its largest (in logarithm) is left out. */
const NEGLIGIBLE = 45;
const FEW_NODES = gaussLegendre(12);
const MANY_NODES = gaussLegendre(32);

export const paretoNbdModel: BuyingModel = {
  names: ['r', 'alpha', 's', 'beta'],
  timed: [false, true, false, true],
  starts,
  logLikelihood,
  expectedPurchases: (at, t) => ((at[0]! * at[3]!) / at[1]!) * lifetime(at, 0, t),
  expectedIfActive: ([r = 0, alpha = 0, s = 0, beta = 0], { frequency: x, age }, t) =>
    (((r + x) * (beta + age)) / (alpha + age)) * lifetime([r, alpha, s, beta], age, t),
  probabilityAlive,
  drawFuture: ([r = 0, alpha = 0, s = 0, beta = 0], { frequency: x, age }, random) => ({
    rate: random.gamma(r + x) / (alpha + age),
    lifetime: (-Math.log(1 - random.uniform()) * (beta + age)) / random.gamma(s),
    dropout: 0,
  }),
};

function starts({ purchases, exposure, longest }: Histories): number[][] {
  const pace = exposure / purchases;
  return [
    [0.5, 0.5 * pace, 0.5, 0.5 * longest],
    [1, pace, 1, 3 * longest],
    [2, pace, 0.2, 0.1 * longest],
  ];
}

/** Expected time active within the next t of a customer active at this age, over beta + age. */
function lifetime(at: ArrayLike<number>, age: number, t: number): number {
  const s = at[2]!;
  const beta = at[3]!;
  const log = Math.log1p(t / (beta + age));
  return Math.abs(s - 1) < 1e-12 ? log : -Math.expm1(-(s - 1) * log) / (s - 1);
}

function probabilityAlive(at: Float64Array, { frequency: x, recency, age }: HistoryRow): number {
  const parts = new Float64Array(6);
  lifePaths(at, { x, recency, age }, parts);
  return parts[1]!;
}

function logLikelihood({ frequency, recency, age, count }: Histories): SmoothFunction {
  const parts = new Float64Array(6);
  const gammas = new Map<number, readonly [number, number]>();
  const history = { x: 0, recency: 0, age: 0 };
  return (at, gradient) => {
    const [r = 0, alpha = 0, s = 0, beta = 0] = at;
    const logAlpha = Math.log(alpha);
    const logBeta = Math.log(beta);
    gammas.clear();
    gradient.fill(0);
    let total = 0;
    for (let i = 0; i < count.length; i++) {
      const n = count[i]!;
      history.x = frequency[i]!;
      history.recency = recency[i]!;
      history.age = age[i]!;
      let known = gammas.get(history.x);
      if (known === undefined) {
        known = [gammaln(r + history.x) - gammaln(r), digamma(r + history.x) - digamma(r)];
        gammas.set(history.x, known);
      }
      lifePaths(at, history, parts);
      total += n * (known[0] + r * logAlpha + s * logBeta + parts[0]!);
      gradient[0]! += n * (known[1] + logAlpha + parts[2]!);
      gradient[1]! += n * (r / alpha + parts[3]!);
      gradient[2]! += n * (logBeta + parts[4]!);
      gradient[3]! += n * (s / beta + parts[5]!);
    }
    return total;
  };
}

/**
 * Writes into `parts`: the logarithm of (still active + left), the share of the first, and the slopes of that logarithm by
 * r, alpha, s and beta.
 */
function lifePaths(
  at: Float64Array,
  { x, recency, age }: { x: number; recency: number; age: number },
  parts: Float64Array,
): void {
  const [r = 0, alpha = 0, s = 0, beta = 0] = at;
  const power = r + x;
  const logAlphaEnd = Math.log(alpha + age);
  const logBetaEnd = Math.log(beta + age);
  const active = -power * logAlphaEnd - s * logBetaEnd;
  const base = Math.min(alpha, beta);
  const from = Math.log(base + recency);
  const start = from - power * Math.log(alpha + recency) - (s + 1) * Math.log(beta + recency);
  const whole = Math.log(base + age) - from;
  const drop = start - (active - logBetaEnd + from + whole);
  const top = Math.max(active, start);
  const length = drop > NEGLIGIBLE ? cut(at, { power, base, from, whole, start }) : whole;
  const { nodes, weights } = length < 3 && Math.abs(drop) < 10 ? FEW_NODES : MANY_NODES;
  let left = 0;
  let leftByR = 0;
  let leftByAlpha = 0;
  let leftByS = 0;
  let leftByBeta = 0;
  for (let k = 0; k < nodes.length; k++) {
    const log = from + (length * (1 + nodes[k]!)) / 2;
    const shifted = Math.exp(log);
    const alphaThen = shifted + (alpha - base);
    const betaThen = shifted + (beta - base);
    const logAlphaThen = alpha === base ? log : Math.log(alphaThen);
    const logBetaThen = beta === base ? log : Math.log(betaThen);
    const weight = weights[k]! * Math.exp(log - power * logAlphaThen - (s + 1) * logBetaThen - top);
    left += weight;
    leftByR -= weight * logAlphaThen;
    leftByAlpha -= weight / alphaThen;
    leftByS -= weight * logBetaThen;
    leftByBeta -= weight / betaThen;
  }
  const half = (s * length) / 2;
  const still = Math.exp(active - top);
  const both = still + half * left;
  parts[0] = top + Math.log(both);
  parts[1] = still / both;
  parts[2] = (half * leftByR - still * logAlphaEnd) / both;
  parts[3] = (power * (half * leftByAlpha - still / (alpha + age))) / both;
  parts[4] = (half * (leftByS + left / s) - still * logBetaEnd) / both;
  parts[5] = ((s + 1) * half * leftByBeta - (s * still) / (beta + age)) / both;
}

/** How far from `from` the integrand has fallen to what can be left out; by halving, for it need not be exact. */
function cut(
  at: Float64Array,
  { power, base, from, whole, start }: { power: number; base: number; from: number; whole: number; start: number },
): number {
  const [, alpha = 0, s = 0, beta = 0] = at;
  let near = 0;
  let far = whole;
  for (let step = 0; step < 30; step++) {
    const middle = (near + far) / 2;
    const shifted = Math.exp(from + middle);
    const value = from + middle - power * Math.log(shifted + alpha - base) - (s + 1) * Math.log(shifted + beta - base);
    if (start - value > NEGLIGIBLE) far = middle;
    else near = middle;
    if (start - value > NEGLIGIBLE && start - value < NEGLIGIBLE * 1.3) break;
  }
  return far;
}
