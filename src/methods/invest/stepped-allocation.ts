/** The best split of a budget in whole steps, by dynamic programming over all splits. */

import type { BoundedCurve } from './concave-allocation.ts';
import { hillResponse } from './media-curves.ts';

/**
 * Spend of each curve in multiples of `step`; exact, for curves of any shape. O(curves · steps²).
 *
 * @returns null where the lower bounds alone, rounded up to steps, exceed the budget.
 */
export function bestSteppedAllocation(
  curves: readonly BoundedCurve[],
  budget: number,
  step: number,
): Float64Array | null {
  const steps = Math.floor(budget / step + 1e-9);
  let best = new Float64Array(steps + 1);
  const chosen: Int32Array[] = [];
  for (const { curve, lower, upper } of curves) {
    const least = Math.ceil(lower / step - 1e-9);
    const most = Math.min(steps, Math.floor(upper / step + 1e-9));
    const brings = Float64Array.from({ length: most + 1 }, (_, taken) => hillResponse(curve, taken * step));
    const next = new Float64Array(steps + 1).fill(Number.NEGATIVE_INFINITY);
    const choice = new Int32Array(steps + 1);
    for (let spent = least; spent <= steps; spent++)
      for (let taken = least; taken <= Math.min(most, spent); taken++) {
        const value = best[spent - taken]! + brings[taken]!;
        if (value > next[spent]!) {
          next[spent] = value;
          choice[spent] = taken;
        }
      }
    chosen.push(choice);
    best = next;
  }
  let spent = best.reduce((top, value, at) => (value > best[top]! ? at : top), 0);
  if (best[spent] === Number.NEGATIVE_INFINITY) return null;
  const spend = new Float64Array(curves.length);
  for (let i = curves.length - 1; i >= 0; i--) {
    spend[i] = chosen[i]![spent]! * step;
    spent -= chosen[i]![spent]!;
  }
  return spend;
}
