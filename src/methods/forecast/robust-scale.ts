/** @example median([3, 1, 2]); // 2; NaN where there is none */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Makes the median absolute deviation of normal values their standard deviation. */
const NORMAL_CONSISTENCY = 1.482602218505602;

/**
 * Standard deviation by the median absolute deviation about the median: half of the values may be anything.
 *
 * @example robustScale([1, 2, 3, 4, 1000]); // 1.48
 */
export function robustScale(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const centre = median(values);
  return NORMAL_CONSISTENCY * median(values.map((value) => Math.abs(value - centre)));
}
