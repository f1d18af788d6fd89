/**
 * The three S-curves. Each has a height that multiplies a shape of two parameters, so the best height for a shape is a
 * division. `shape` returns the height-free value at t and writes its slopes by the two shape parameters into `slopes`.
 */

export interface GrowthCurve {
  readonly name: 'bass' | 'logistic' | 'gompertz';
  /** Height first. */
  readonly parameters: readonly [string, string, string];
  /** Where a parameter lives: above 0, anywhere, or between 0 and 1. */
  readonly ranges: readonly ['positive', Range, Range];
  readonly shape: (first: number, second: number, t: number, slopes: Float64Array) => number;
  /** Shapes worth starting from, for times between these. */
  readonly starts: (from: number, to: number) => [number, number][];
}
type Range = 'positive' | 'free' | 'share';

/** Bass (1969): innovators at p, imitators at q; time 0 is the launch. F = (1 - e) / (1 + q/p e), e = exp(-(p+q)t). */
export const bassCurve: GrowthCurve = {
  name: 'bass',
  parameters: ['m', 'p', 'q'],
  ranges: ['positive', 'positive', 'positive'],
  shape(p, q, t, slopes) {
    const decay = Math.exp(-(p + q) * t);
    const ratio = q / p;
    const below = 1 + ratio * decay;
    const share = -Math.expm1(-(p + q) * t) / below;
    slopes[0] = (t * decay - share * (-(ratio / p) * decay - ratio * t * decay)) / below;
    slopes[1] = (t * decay - share * (decay / p - ratio * t * decay)) / below;
    return share;
  },
  starts: (_, to) =>
    crossed([0.3, 1, 3, 7, 12, 20], [0.003, 0.03, 0.1, 0.5]).map(([total, part]) => [
      (total / to) * part,
      (total / to) * (1 - part),
    ]),
};

/** Adoptions per unit of time, as a share: the slope of the Bass curve. */
export const bassDensity: GrowthCurve = {
  ...bassCurve,
  shape(p, q, t, slopes) {
    const sum = p + q;
    const decay = Math.exp(-sum * t);
    const ratio = q / p;
    const below = 1 + ratio * decay;
    const rate = ((sum * sum) / p) * (decay / (below * below));
    slopes[0] = rate * (2 / sum - 1 / p - t + (2 * (ratio / p + ratio * t) * decay) / below);
    slopes[1] = rate * (2 / sum - t - (2 * (1 / p - ratio * t) * decay) / below);
    return rate;
  },
};

/** 1 / (1 + exp((midpoint - t) / scale)). */
export const logisticCurve: GrowthCurve = {
  name: 'logistic',
  parameters: ['asymptote', 'midpoint', 'scale'],
  ranges: ['positive', 'free', 'positive'],
  shape(midpoint, scale, t, slopes) {
    const z = (t - midpoint) / scale;
    const share = 1 / (1 + Math.exp(-z));
    const bend = share * (1 - share);
    slopes[0] = -bend / scale;
    slopes[1] = (-bend * z) / scale;
    return share;
  },
  starts: (from, to) =>
    crossed([0, 0.25, 0.5, 0.75, 1, 1.5, 2.5], [0.03, 0.1, 0.25, 0.6]).map(([middle, width]) => [
      from + middle * (to - from),
      width * (to - from),
    ]),
};

/** exp(-displacement · base^t), base between 0 and 1. */
export const gompertzCurve: GrowthCurve = {
  name: 'gompertz',
  parameters: ['asymptote', 'displacement', 'base'],
  ranges: ['positive', 'positive', 'share'],
  shape(displacement, base, t, slopes) {
    const power = base ** t;
    const share = Math.exp(-displacement * power);
    slopes[0] = -share * power;
    slopes[1] = (-share * displacement * t * power) / base;
    return share;
  },
  starts: (from, to) =>
    crossed([0, 0.25, 0.5, 0.75, 1, 1.5], [0.5, 2, 5, 15]).map(([middle, speed]) => {
      const rate = speed / (to - from);
      return [Math.exp(rate * (from + middle * (to - from))), Math.exp(-rate)];
    }),
};

export const GROWTH_CURVES = { bass: bassCurve, logistic: logisticCurve, gompertz: gompertzCurve } as const;

/** When the Bass curve is steepest, how steep, and what share has adopted by then; null where it falls from the start (q up to p). */
export function bassPeak({ m, p, q }: { m: number; p: number; q: number }) {
  if (q <= p) return null;
  return { time: Math.log(q / p) / (p + q), rate: (m * (p + q) ** 2) / (4 * q), share: 0.5 - p / (2 * q) };
}

function crossed(firsts: readonly number[], seconds: readonly number[]): [number, number][] {
  return firsts.flatMap((first) => seconds.map((second): [number, number] => [first, second]));
}
