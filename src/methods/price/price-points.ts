/** The price points by each published convention. */

import { z } from 'zod';
import { type Among, lineCrossing, type PriceGrid, priceCurves, stepCrossing } from './price-sensitivity-curves.ts';

export const CONVENTIONS = ['linear', 'linearPlain', 'stepGrid', 'linearInclusive'] as const;
export type Convention = (typeof CONVENTIONS)[number];

export const point = z.number().nullable();
export const points = z.object({
  pointOfMarginalCheapness: point.describe('PMC: too cheap meets not cheap; lower end of the acceptable range.'),
  pointOfMarginalExpensiveness: point.describe('PME: too expensive meets not expensive; upper end.'),
  indifferencePrice: point.describe('IPP: cheap meets expensive.'),
  optimalPrice: point.describe('OPP: too cheap meets too expensive.'),
  narrowerLow: point.describe('Too cheap meets expensive: lower end of the narrower range some texts use.'),
  narrowerHigh: point.describe('Cheap meets too expensive: its upper end.'),
});
export type PricePoints = z.infer<typeof points>;

export function pointsOf(
  grid: PriceGrid,
  weights: Float64Array,
  { convention, among }: { convention: Convention; among: Among },
): PricePoints {
  const rule = { linear: 'exclusive', linearPlain: 'plain', stepGrid: 'plain', linearInclusive: 'inclusive' } as const;
  const { tooCheap, cheap, expensive, tooExpensive } = priceCurves(grid, weights, rule[convention]);
  const cross = (rising: Float64Array, falling: Float64Array | null) =>
    falling && (convention === 'stepGrid' ? stepCrossing : lineCrossing)(grid.prices, rising, falling, among);
  const not = (curve: Float64Array) => curve.map((share) => 1 - share);
  return {
    pointOfMarginalCheapness: cross(not(cheap), tooCheap),
    pointOfMarginalExpensiveness: cross(tooExpensive, not(expensive)),
    indifferencePrice: cross(expensive, cheap),
    optimalPrice: cross(tooExpensive, tooCheap),
    narrowerLow: cross(expensive, tooCheap),
    narrowerHigh: cross(tooExpensive, cheap),
  };
}
