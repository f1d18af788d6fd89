/** Adstock and saturation as Robyn, LightweightMMM and Jin et al. (2017) define them. */

/** Half to even, as R's `round` does. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  if (Math.abs(value - below - 0.5) > 1e-12) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/** What is left of a unit after 0, 1, 2 … periods, where a constant share is kept from each to the next. */
export function geometricWeights(retention: number, periods: number): Float64Array {
  return Float64Array.from({ length: periods }, (_, lag) => retention ** lag);
}

/**
 * Robyn's Weibull weights. The scale is a share of the window: its quantile of 1 to `window`, rounded. `cdf` keeps
 * `1 - F(lag)` from each period to the next; `pdf` is the density, stretched to run from 0 to 1, so its peak may come late.
 */
export function weibullWeights(type: 'cdf' | 'pdf', shape: number, scale: number, window: number): Float64Array {
  const weights = new Float64Array(window);
  weights[0] = 1;
  const spread = roundHalfToEven(1 + scale * (window - 1));
  if (shape === 0 || scale === 0) return weights;
  if (type === 'cdf') {
    for (let lag = 1; lag < window; lag++) weights[lag] = weights[lag - 1]! * Math.exp(-((lag / spread) ** shape));
    return weights;
  }
  for (let lag = 0; lag < window; lag++) {
    const at = (lag + 1) / spread;
    weights[lag] = (shape / spread) * at ** (shape - 1) * Math.exp(-(at ** shape));
  }
  const lowest = Math.min(...weights);
  const width = Math.max(...weights) - lowest;
  if (width === 0) return weights.fill(0).fill(1, 0, 1);
  return weights.map((weight) => (weight - lowest) / width);
}

/** Weights that peak `delay` periods after the spend and sum to 1 (Jin et al. 2017; LightweightMMM's carryover). */
export function delayedWeights(retention: number, delay: number, lags: number): Float64Array {
  const weights = Float64Array.from({ length: lags }, (_, lag) => retention ** ((lag - delay) ** 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum === 0 ? weights : weights.map((weight) => weight / sum);
}

/** Each period's spend spread over the periods from then on. */
export function carriedOver(spend: ArrayLike<number>, weights: Float64Array): Float64Array {
  const carried = new Float64Array(spend.length);
  for (let at = 0; at < spend.length; at++)
    for (let lag = 0; lag < weights.length && at + lag < carried.length; lag++)
      carried[at + lag]! += spend[at]! * weights[lag]!;
  return carried;
}

/** The same for a constant share kept, without a window: each period adds to what is left. */
export function geometricAdstock(spend: ArrayLike<number>, retention: number): Float64Array {
  const carried = new Float64Array(spend.length);
  let left = 0;
  for (let at = 0; at < spend.length; at++) {
    left = spend[at]! + retention * left;
    carried[at] = left;
  }
  return carried;
}

/** `maximum · x^slope / (x^slope + half^slope)`; slope 1 is Michaelis-Menten. S-shaped where the slope is above 1. */
export interface HillCurve {
  readonly maximum: number;
  readonly half: number;
  readonly slope: number;
}

/** @example hillResponse({ maximum: 2, half: 10, slope: 1 }, 10); // 1 */
export function hillResponse({ maximum, half, slope }: HillCurve, spend: number): number {
  return spend <= 0 ? 0 : maximum / (1 + (half / spend) ** slope);
}

/** What one unit more brings; infinite at nothing where the slope is below 1. */
export function hillMarginal({ maximum, half, slope }: HillCurve, spend: number): number {
  if (spend <= 0) return slope < 1 ? Number.POSITIVE_INFINITY : slope === 1 ? maximum / half : 0;
  const ratio = (half / spend) ** slope;
  const share = 1 / (1 + ratio);
  return (maximum * slope * share * (ratio > 1 ? 1 - share : ratio * share)) / spend;
}

/** Where an S-shaped curve turns from growing faster to growing slower; 0 where it never grows faster. */
export function hillInflexion({ half, slope }: HillCurve): number {
  return slope <= 1 ? 0 : half * ((slope - 1) / (slope + 1)) ** (1 / slope);
}
