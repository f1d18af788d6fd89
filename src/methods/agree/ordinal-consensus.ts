/** How far people agree: on one question with ordered answers, and on the order of several items. */

import gammainc from '@stdlib/math-base-special-gammainc';

/**
 * Tastle and Wierman's (2007) consensus: 1 where all answer alike, 0 where half stand at each end. `1 + Σ pᵢ log₂(1 - |xᵢ - μ| / width)`.
 *
 * @param positions of the answers, within a scale of the given width.
 * @example ordinalConsensus([1, 5], 4); // 0
 */
export function ordinalConsensus(positions: readonly number[], width: number): number {
  const mean = positions.reduce((sum, one) => sum + one, 0) / positions.length;
  const logs = positions.reduce((sum, one) => sum + Math.log2(1 - Math.abs(one - mean) / width), 0);
  return Math.min(1, Math.max(0, 1 + logs / positions.length));
}

/** Kendall's coefficient of concordance with ties, and its chi-square p; null where nobody tells the items apart. */
export function concordance(rows: readonly (readonly number[])[]): { w: number; p: number } | null {
  const m = rows.length;
  const n = rows[0]?.length ?? 0;
  if (m < 2 || n < 2) return null;
  const ranks = rows.map(meanRanks);
  const sums = Array.from({ length: n }, (_, i) => ranks.reduce((sum, row) => sum + row[i]!, 0));
  const mean = (m * (n + 1)) / 2;
  const spread = sums.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const ties = rows.reduce((sum, row) => sum + tieSum(row), 0);
  const most = m * m * (n ** 3 - n) - m * ties;
  if (!(most > 0)) return null;
  const w = Math.min(1, (12 * spread) / most);
  const chiSquare = m * (n - 1) * w;
  return { w, p: chiSquare === 0 ? 1 : gammainc(chiSquare / 2, (n - 1) / 2, true, true) };
}

/** Rank 1 is the smallest; ties share the mean of their ranks. */
export function meanRanks(values: readonly number[]): number[] {
  return values.map((own) => {
    const below = values.filter((value) => value < own).length;
    const same = values.filter((value) => value === own).length;
    return below + (same + 1) / 2;
  });
}

function tieSum(values: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + size ** 3 - size, 0);
}
