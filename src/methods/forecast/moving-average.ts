/**
 * Centred moving average over one season: the plain mean where the season is odd, with half weights at both ends where it is even.
 * The first and last half season have none (NaN).
 *
 * @example centredAverage([1, 2, 3, 4], 3); // NaN, 2, 3, NaN
 */
export function centredAverage(values: ArrayLike<number>, period: number): Float64Array {
  const n = values.length;
  const half = Math.floor(period / 2);
  const even = period % 2 === 0;
  const average = new Float64Array(n).fill(Number.NaN);
  for (let t = half; t < n - half; t++) {
    let sum = 0;
    for (let k = -half; k <= half; k++) sum += values[t + k]! * (even && Math.abs(k) === half ? 0.5 : 1);
    average[t] = sum / period;
  }
  return average;
}

/**
 * Mean of the detrended values at each moment of the season, over the seasons that have one.
 *
 * @param relative whether detrending divides (multiplicative) or subtracts.
 * @example seasonalMeans([1, 3, 2, 4], Float64Array.of(2, 2, 3, 3), { period: 2, relative: false }); // -1, 1
 */
export function seasonalMeans(
  values: ArrayLike<number>,
  trend: Float64Array,
  { period, relative }: { period: number; relative: boolean },
): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let t = 0; t < values.length; t++) {
    if (Number.isNaN(trend[t]!)) continue;
    sums[t % period]! += relative ? values[t]! / trend[t]! : values[t]! - trend[t]!;
    counts[t % period]! += 1;
  }
  return sums.map((sum, j) => sum / counts[j]!);
}

/** Seasonal means made to add up to zero, or to average one where they multiply. */
export function centredFigure(means: Float64Array, relative: boolean): Float64Array {
  const average = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  return means.map((mean) => (relative ? mean / average : mean - average));
}
