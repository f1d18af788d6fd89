/** Whether draws of Markov chains can be trusted: split R-hat and effective number of draws (Gelman et al. 2013, ch. 11). */

/** Chains that still remember after this many draws are useless anyway; looking further costs time. */
const MOST_LAGS = 1000;

export interface ChainDiagnosis {
  /** Near 1 where the chains, and the halves of each, agree; null where nothing varies. */
  readonly rHat: number | null;
  /** How many independent draws tell as much; null where nothing varies. */
  readonly effectiveDraws: number | null;
}

/**
 * @param chains draws of one quantity, each chain of the same length, at least four.
 * @example diagnoseChains([Float64Array.of(1, 2, 1, 2, 1, 2), Float64Array.of(2, 1, 2, 1, 2, 1)]).rHat;
 */
export function diagnoseChains(chains: readonly Float64Array[]): ChainDiagnosis {
  const halves = chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.subarray(0, half), chain.subarray(chain.length - half)];
  });
  const length = halves[0]?.length ?? 0;
  if (length < 2) return { rHat: null, effectiveDraws: null };
  const means = halves.map(mean);
  const within = mean(halves.map((half, at) => (autocovariance(half, means[at]!, 0) * length) / (length - 1)));
  const grand = mean(means);
  const between = means.reduce((sum, value) => sum + (value - grand) ** 2, 0) / (means.length - 1);
  const pooled = (within * (length - 1)) / length + between;
  if (!(within > 0)) return { rHat: null, effectiveDraws: null };
  return { rHat: Math.sqrt(pooled / within), effectiveDraws: effectiveDraws(halves, means, { within, pooled }) };
}

/** Sums autocorrelations by Geyer's initial monotone sequence: pairs of lags until a pair is negative, none above the one before. */
function effectiveDraws(
  halves: readonly Float64Array[],
  means: readonly number[],
  { within, pooled }: { within: number; pooled: number },
): number {
  const length = halves[0]!.length;
  const correlation = (lag: number) =>
    1 - (within - mean(halves.map((half, at) => autocovariance(half, means[at]!, lag)))) / pooled;
  let time = -1;
  let before = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < Math.min(length, MOST_LAGS); lag += 2) {
    const pair = Math.min(before, (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1));
    if (pair <= 0) break;
    time += 2 * pair;
    before = pair;
  }
  const total = halves.length * length;
  return Math.min(total / Math.max(time, 1e-12), total * Math.log10(total));
}

function autocovariance(values: Float64Array, centre: number, lag: number): number {
  let sum = 0;
  for (let at = lag; at < values.length; at++) sum += (values[at]! - centre) * (values[at - lag]! - centre);
  return sum / values.length;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]!;
  return sum / values.length;
}
