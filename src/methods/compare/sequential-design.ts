/** The shapes in which a group sequential test spreads its alpha over the looks. */

import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { MethodProblem } from '../method.ts';
import { type Boundary, boundsSpending, constantSpending, FURTHEST } from './sequential-boundary.ts';

export const SEQUENTIAL_DESIGNS = [
  'obrien-fleming',
  'pocock',
  'wang-tsiatis',
  'lan-demets-obrien-fleming',
  'lan-demets-pocock',
  'hwang-shih-decani',
  'kim-demets',
] as const;
type Design = (typeof SEQUENTIAL_DESIGNS)[number];

/** The bound of each look, and the constant where the design has one. */
export function boundsOf(boundary: Boundary, design: Design, alpha: number, shape: number | undefined) {
  const power = { 'obrien-fleming': -0.5, pocock: 0, 'wang-tsiatis': (shape ?? 0.25) - 0.5 };
  if (design === 'obrien-fleming' || design === 'pocock' || design === 'wang-tsiatis') {
    const last = boundary.information[boundary.information.length - 1]!;
    const factors = boundary.information.map((t) => (t / last) ** power[design]);
    const constant = constantSpending(boundary, factors, alpha);
    if (constant === null)
      throw new MethodProblem(
        'shape-impossible',
        'shape',
        'No boundary of this shape keeps alpha: take a shape between 0 and 0.5.',
      );
    return { constant, bounds: factors.map((factor) => Math.min(FURTHEST, constant * factor)) };
  }
  const cumulative = boundary.information.map(
    (t) => spentBy(design, Math.min(1, t), alpha / boundary.sides, shape) * boundary.sides,
  );
  const spend = cumulative.map((spent, k) => spent - (cumulative[k - 1] ?? 0));
  return { constant: null, bounds: boundsSpending(boundary, spend) };
}

/** The share of one side's alpha that may be spent by information t. */
function spentBy(design: Design, t: number, alpha: number, shape: number | undefined): number {
  if (design === 'lan-demets-obrien-fleming')
    return 2 * normalCdf(normalQuantile(alpha / 2, 0, 1) / Math.sqrt(t), 0, 1);
  if (design === 'lan-demets-pocock') return alpha * Math.log(1 + (Math.E - 1) * t);
  if (design === 'kim-demets') return alpha * t ** Math.max(0.01, shape ?? 3);
  const gamma = shape ?? -4;
  return gamma === 0 ? alpha * t : (alpha * Math.expm1(-gamma * t)) / Math.expm1(-gamma);
}
