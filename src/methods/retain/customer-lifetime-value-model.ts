/** Purchases to come times what they are worth, discounted, and the futures that could come true. */

import { gaussLegendre } from '../numeric/integrate.ts';
import type { Random } from '../numeric/random.ts';
import type { BuyingModel } from './buying-model.ts';
import { expectedMeanValue } from './gamma-gamma-model.ts';
import type { HistoryRow } from './purchase-history.ts';

export interface Horizon {
  /** In the unit of age. */
  readonly length: number;
  /** Continuous: log(1 + rate per unit). */
  readonly discount: number;
}

const RULE = gaussLegendre(16);
/** Purchases of one drawn customer; only an absurd rate goes beyond. */
const MOST_PURCHASES = 10_000;

/** Purchases expected of an active customer, each discounted from when it is expected: integrated by parts, so that expectations alone are needed. */
export function discountedPurchases(
  model: BuyingModel,
  at: Float64Array,
  history: HistoryRow,
  { length, discount }: Horizon,
): number {
  const end = model.expectedIfActive(at, history, length);
  if (discount === 0) return end;
  let sum = 0;
  for (let k = 0; k < RULE.nodes.length; k++) {
    const t = (length * (1 + RULE.nodes[k]!)) / 2;
    sum += RULE.weights[k]! * Math.exp(-discount * t) * model.expectedIfActive(at, history, t);
  }
  return Math.exp(-discount * length) * end + (discount * length * sum) / 2;
}

/** One customer as the draws need him. */
export interface Valued {
  readonly history: HistoryRow;
  readonly meanValue: number;
}

/** Draws one discounted value of all purchases within the horizon, for each customer in turn, into `values`. */
export function drawValues(
  model: BuyingModel,
  customers: readonly Valued[],
  { at, spending, horizon, random }: { at: Float64Array; spending: Float64Array; horizon: Horizon; random: Random },
  values: Float64Array,
): void {
  const [p = 0, q = 0, gamma = 0] = spending;
  for (let i = 0; i < customers.length; i++) {
    const { history, meanValue } = customers[i]!;
    values[i] = 0;
    if (random.uniform() >= model.probabilityAlive(at, history)) continue;
    const { rate, lifetime, dropout } = model.drawFuture(at, history, random);
    const end = Math.min(horizon.length, lifetime);
    let time = -Math.log(1 - random.uniform()) / rate;
    if (time >= end) continue;
    const x = meanValue > 0 ? history.frequency : 0;
    const scale = (gamma + x * meanValue) / random.gamma(p * x + q);
    for (let bought = 0; time < end && bought < MOST_PURCHASES; bought++) {
      values[i]! += Math.exp(-horizon.discount * time) * scale * random.gamma(p);
      if (random.uniform() < dropout) break;
      time -= Math.log(1 - random.uniform()) / rate;
    }
  }
}

/** Mean value of a purchase to come; Infinity where the population's has no end. */
export function worthOf(spending: Float64Array, { history, meanValue }: Valued): number {
  const frequency = meanValue > 0 ? history.frequency : 0;
  return expectedMeanValue(spending, { frequency, meanValue }) ?? Number.POSITIVE_INFINITY;
}
