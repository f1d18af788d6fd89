/** How far one weight may move, the others rescaled, before another item scores best. */

export interface WeighedItem {
  readonly name: string;
  /** Put on one scale, more is better. */
  readonly values: readonly number[];
}

export interface WeightLimits {
  holdsFrom: number | null;
  holdsTo: number | null;
  takesOverBelow: string | null;
  takesOverAbove: string | null;
}

export function totalOf(values: readonly number[], weights: readonly number[]): number {
  return values.reduce((sum, value, c) => sum + value * weights[c]!, 0);
}

/**
 * With the weight of one criterion at t and the others sharing 1 - t as now, an item scores t·own + (1 - t)·rest: a line. The
 * leader stays first between the nearest crossings with the lines of the others.
 */
export function limitsOf(
  items: readonly WeighedItem[],
  leader: WeighedItem,
  { weights, c }: { weights: readonly number[]; c: number },
): WeightLimits {
  const now = weights[c]!;
  const limits: WeightLimits = { holdsFrom: null, holdsTo: null, takesOverBelow: null, takesOverAbove: null };
  if (now >= 1) return limits;
  const restOf = (item: WeighedItem) => (totalOf(item.values, weights) - now * item.values[c]!) / (1 - now);
  for (const item of items) {
    const rest = restOf(leader) - restOf(item);
    const slope = leader.values[c]! - item.values[c]! - rest;
    if (item === leader || slope === 0) continue;
    // The leader leads now, so a crossing on the wrong side of now is a tie seen through rounding.
    const crossing = slope > 0 ? Math.min(-rest / slope, now) : Math.max(-rest / slope, now);
    if (slope > 0 && crossing >= 0 && crossing > (limits.holdsFrom ?? -1)) {
      limits.holdsFrom = crossing;
      limits.takesOverBelow = item.name;
    }
    if (slope < 0 && crossing <= 1 && crossing < (limits.holdsTo ?? 2)) {
      limits.holdsTo = crossing;
      limits.takesOverAbove = item.name;
    }
  }
  return limits;
}
