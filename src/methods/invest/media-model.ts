/**
 * The media model as one smooth function: outcome = base + trend + season + controls + sum of strength · Hill(adstock(spend)) + noise.
 * Everything is in units of the outcome's standard deviation and of each channel's largest spend.
 */

import type { SmoothFunction } from '../numeric/minimise-smooth.ts';

export interface MediaPriors {
  /** Beta of the share kept from period to period. */
  readonly retention: { readonly a: number; readonly b: number };
  /** Beta of the half-saturation as a share of the largest spend. */
  readonly half: { readonly a: number; readonly b: number };
  readonly slope: { readonly shape: number; readonly rate: number };
  /** Half-normal of the largest effect, in standard deviations of the outcome. */
  readonly strength: number;
}

export interface MediaData {
  /** Standardised. */
  readonly outcome: Float64Array;
  /** Each with mean 0 and standard deviation 1 (the first is all ones). */
  readonly columns: readonly Float64Array[];
  /** Each divided by its largest. */
  readonly spend: readonly Float64Array[];
  readonly priors: readonly MediaPriors[];
  /** Effect per unit of scaled spend measured by an experiment, where there was one. */
  readonly measured: readonly ({ readonly mean: number; readonly error: number } | null)[];
}

export const PER_CHANNEL = 4;
/** Standard deviation of the normal prior of base, trend, season and controls, in standard deviations of the outcome. */
const COLUMN_SCALE = 5;

export interface ChannelShape {
  readonly retention: number;
  readonly half: number;
  readonly slope: number;
  readonly strength: number;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * Unbounded coordinates: logit retention, logit half, log slope, root of the strength for each channel, then columns, then log
 * noise. The root (either sign) lets a sampler pass near no effect at all, where a logarithm would run away.
 */
export function shapeOf(at: ArrayLike<number>, channel: number): ChannelShape {
  const from = channel * PER_CHANNEL;
  return {
    retention: logistic(at[from]!),
    half: logistic(at[from + 1]!),
    slope: Math.exp(at[from + 2]!),
    strength: at[from + 3]! ** 2,
  };
}

/** Share of the largest effect reached in each period; spend at a steady level is felt at that level. */
export function feltOf(spend: Float64Array, { retention, half, slope }: ChannelShape): Float64Array {
  const felt = new Float64Array(spend.length);
  let left = 0;
  for (let t = 0; t < spend.length; t++) {
    left = (1 - retention) * spend[t]! + retention * left;
    felt[t] = left <= 0 ? 0 : 1 / (1 + (half / left) ** slope);
  }
  return felt;
}

/** Where a search begins: the middle of the priors. */
export function startOf({ spend, columns }: MediaData, jitter: () => number): Float64Array {
  const at = new Float64Array(spend.length * PER_CHANNEL + columns.length + 1);
  for (let c = 0; c < spend.length; c++) {
    at[c * PER_CHANNEL] = jitter();
    at[c * PER_CHANNEL + 1] = jitter();
    at[c * PER_CHANNEL + 2] = 0.4 + 0.3 * jitter();
    at[c * PER_CHANNEL + 3] = 0.6 * Math.exp(0.3 * jitter());
  }
  at[at.length - 1] = -0.7;
  return at;
}

/** Minus the log posterior with its gradient, in the coordinates above. */
export function minusLogPosterior(data: MediaData): SmoothFunction {
  const { outcome, columns, spend } = data;
  const n = outcome.length;
  const channels = spend.length;
  const residual = new Float64Array(n);
  const felt = spend.map(() => new Float64Array(n));
  const carried = spend.map(() => new Float64Array(n));
  const byRetention = spend.map(() => new Float64Array(n));
  return (at, gradient) => {
    gradient.fill(0);
    const noiseAt = at.length - 1;
    const precision = Math.exp(-2 * at[noiseAt]!);
    residual.set(outcome);
    for (let c = 0; c < channels; c++) {
      const shape = shapeOf(at, c);
      fill(spend[c]!, shape, { felt: felt[c]!, carried: carried[c]!, byRetention: byRetention[c]! });
      for (let t = 0; t < n; t++) residual[t]! -= shape.strength * felt[c]![t]!;
    }
    const firstColumn = channels * PER_CHANNEL;
    for (let k = 0; k < columns.length; k++) {
      const weight = at[firstColumn + k]!;
      for (let t = 0; t < n; t++) residual[t]! -= weight * columns[k]![t]!;
    }
    let squares = 0;
    for (let t = 0; t < n; t++) squares += residual[t]! ** 2;
    let value = n * at[noiseAt]! + (precision * squares) / 2;
    gradient[noiseAt] = n - precision * squares;
    // Half-normal of the noise, in standard deviations of the outcome, with the log's Jacobian.
    const noise = Math.exp(2 * at[noiseAt]!);
    value += noise / 2 - at[noiseAt]!;
    gradient[noiseAt]! += noise - 1;
    for (let k = 0; k < columns.length; k++) {
      const weight = at[firstColumn + k]!;
      let pull = 0;
      for (let t = 0; t < n; t++) pull += residual[t]! * columns[k]![t]!;
      gradient[firstColumn + k] = -precision * pull + weight / COLUMN_SCALE ** 2;
      value += weight ** 2 / (2 * COLUMN_SCALE ** 2);
    }
    for (let c = 0; c < channels; c++) {
      const own = { felt: felt[c]!, carried: carried[c]!, byRetention: byRetention[c]! };
      value += channelPart(data, { at, gradient, c, precision, residual }, own);
    }
    return value;
  };
}

interface Series {
  readonly felt: Float64Array;
  readonly carried: Float64Array;
  readonly byRetention: Float64Array;
}

function fill(
  spend: Float64Array,
  { retention, half, slope }: ChannelShape,
  { felt, carried, byRetention }: Series,
): void {
  let left = 0;
  let change = 0;
  for (let t = 0; t < spend.length; t++) {
    change = left - spend[t]! + retention * change;
    left = (1 - retention) * spend[t]! + retention * left;
    carried[t] = left;
    byRetention[t] = change;
    felt[t] = left <= 0 ? 0 : 1 / (1 + Math.exp(slope * Math.log(half / left)));
  }
}

interface Here {
  readonly at: Float64Array;
  readonly gradient: Float64Array;
  readonly c: number;
  readonly precision: number;
  readonly residual: Float64Array;
}

/** Prior, experiment and slope of one channel. */
function channelPart(
  { spend, priors, measured }: MediaData,
  here: Here,
  { felt, carried, byRetention }: Series,
): number {
  const { at, gradient, c, precision, residual } = here;
  const shape = shapeOf(at, c);
  const from = c * PER_CHANNEL;
  const known = measured[c] ?? null;
  let spent = 0;
  let effect = 0;
  for (let t = 0; t < felt.length; t++) {
    spent += spend[c]![t]!;
    effect += felt[t]!;
  }
  const off = known === null ? 0 : ((shape.strength * effect) / spent - known.mean) / known.error;
  const constant = known === null ? 0 : -off / known.error / spent;
  const sums = { retention: 0, half: 0, slope: 0, strength: 0 };
  for (let t = 0; t < felt.length; t++) {
    const share = felt[t]!;
    if (share === 0) continue;
    const pull = precision * residual[t]! + constant;
    const bend = pull * shape.strength * share * (1 - share);
    sums.strength += pull * share;
    sums.half -= bend * shape.slope;
    sums.slope += bend * Math.log(carried[t]! / shape.half);
    sums.retention += (bend * shape.slope * byRetention[t]!) / carried[t]!;
  }
  const { retention, half, slope, strength } = priors[c]!;
  const kept = shape.retention;
  gradient[from] = -sums.retention * kept * (1 - kept) - (retention.a - (retention.a + retention.b) * kept);
  gradient[from + 1] = -sums.half * (1 - shape.half) - (half.a - (half.a + half.b) * shape.half);
  gradient[from + 2] = -sums.slope * shape.slope - (slope.shape - slope.rate * shape.slope);
  const rooted = at[from + 3]!;
  gradient[from + 3] = 2 * rooted * (shape.strength / strength ** 2 - sums.strength) - 1 / rooted;
  return (
    off ** 2 / 2 -
    retention.a * Math.log(kept) -
    retention.b * Math.log1p(-kept) -
    half.a * Math.log(shape.half) -
    half.b * Math.log1p(-shape.half) -
    slope.shape * at[from + 2]! +
    slope.rate * shape.slope -
    Math.log(Math.abs(rooted)) +
    (shape.strength / strength) ** 2 / 2
  );
}
