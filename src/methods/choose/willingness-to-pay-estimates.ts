/** Money worth of attributes from logit coefficients: minus the attribute's coefficient by that of price, with two intervals. */

import { z } from 'zod';
import { MethodProblem, type Warning } from '../method.ts';
import { cholesky } from '../numeric/cholesky.ts';
import { normalInterval } from '../numeric/normal-interval.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { randomFrom } from '../numeric/random.ts';

/** Below this the ratio's denominator may as well be zero, and both intervals mislead. */
const SURE_PRICE_Z = 1.96;

export const willingnessToPayEstimate = z.object({
  name: z.string(),
  estimate: z
    .number()
    .describe('Money for one unit more (or this level rather than the reference), in the unit of price.'),
  standardError: z.number().describe('By the delta method.'),
  low: z.number().describe('Delta method: symmetric.'),
  high: z.number(),
  level: z.number(),
  simulatedMedian: z.number().describe('Krinsky and Robb: median of the ratio over draws of the coefficients.'),
  simulatedLow: z.number().describe('Krinsky and Robb: percentile of the same draws; may be asymmetric.'),
  simulatedHigh: z.number(),
});
export type WillingnessToPayEstimate = z.infer<typeof willingnessToPayEstimate>;

export interface PricedCoefficients {
  readonly names: readonly string[];
  readonly coefficients: ArrayLike<number>;
  /** Row-major, square. */
  readonly covariance: Float64Array;
  /** Which coefficient is that of price. */
  readonly price: number;
}

export interface SimulationSettings {
  readonly level: number;
  readonly draws: number;
  readonly seed: number | undefined;
}

/** Willingness to pay for everything but the price itself. */
export function estimateWillingnessToPay(
  priced: PricedCoefficients,
  settings: SimulationSettings,
): WillingnessToPayEstimate[] {
  const { names, coefficients: b, covariance: v, price } = priced;
  const size = names.length;
  const slope = b[price]!;
  if (slope === 0)
    throw new MethodProblem('price-zero', 'price', 'A price coefficient of zero buys nothing: check the data.');
  const simulated = simulateRatios(priced, settings);
  return names.flatMap((name, k) => {
    if (k === price) return [];
    const estimate = -b[k]! / slope;
    const variance = v[k * size + k]! + estimate ** 2 * v[price * size + price]! + 2 * estimate * v[k * size + price]!;
    const standardError = Math.sqrt(Math.max(0, variance)) / Math.abs(slope);
    const ratios = simulated[k]!.sort();
    const tail = (1 - settings.level) / 2;
    return [
      {
        name,
        ...normalInterval(estimate, standardError, settings.level),
        standardError,
        simulatedMedian: quantileOfSorted(ratios, 0.5),
        simulatedLow: quantileOfSorted(ratios, tail),
        simulatedHigh: quantileOfSorted(ratios, 1 - tail),
      },
    ];
  });
}

/** What a reader must know of the price coefficient under every ratio. */
export function priceWarnings({ coefficients, covariance, price, names }: PricedCoefficients): Warning[] {
  const slope = coefficients[price]!;
  const z = slope / Math.sqrt(covariance[price * names.length + price]!);
  const warnings: Warning[] = [];
  if (slope > 0)
    warnings.push({
      id: 'price-sign',
      text: 'People seem to prefer the higher price: price may stand for quality here, and willingness to pay has no meaning.',
    });
  if (!(Math.abs(z) > SURE_PRICE_Z))
    warnings.push({
      id: 'price-unsure',
      text: 'The price coefficient may as well be zero: ratios to it are unbounded. Show prices further apart or ask more people.',
    });
  return warnings;
}

/** Ratios over draws from the normal law of the coefficients. */
function simulateRatios(priced: PricedCoefficients, { draws, seed }: SimulationSettings): Float64Array[] {
  const { names, coefficients, covariance, price } = priced;
  const size = names.length;
  const lower = new Float64Array(size * size);
  if (cholesky(covariance, size, lower) >= 0)
    throw new MethodProblem(
      'covariance-invalid',
      'covariance',
      'Give the covariance matrix of the coefficients: symmetric, every variance above zero, no correlation of 1.',
    );
  const random = randomFrom(seed);
  const ratios = names.map(() => new Float64Array(draws));
  const normals = new Float64Array(size);
  const drawn = new Float64Array(size);
  for (let draw = 0; draw < draws; draw++) {
    for (let k = 0; k < size; k++) normals[k] = random.normal();
    for (let k = 0; k < size; k++) {
      let value = coefficients[k]!;
      for (let j = 0; j <= k; j++) value += lower[k * size + j]! * normals[j]!;
      drawn[k] = value;
    }
    for (let k = 0; k < size; k++) ratios[k]![draw] = -drawn[k]! / drawn[price]!;
  }
  return ratios;
}
