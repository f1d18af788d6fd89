/** Local regression on evenly spaced points, as STL uses it (Cleveland et al. 1990). */

export interface LoessSettings {
  /** Points each fit looks at. */
  readonly window: number;
  /** 0 for a local mean, 1 for a local line. */
  readonly degree: number;
  /** Every how many points to fit; between them lines are drawn. */
  readonly jump: number;
}

/**
 * The local fit at one place from the points `left` to `right` (indexes, both inclusive): tricube weights by distance, times
 * `trust`. NaN where every weight is zero.
 *
 * @example loessAt(values, 3, { left: 0, right: 6, window: 7, degree: 1 }, null);
 */
export function loessAt(
  values: Float64Array,
  place: number,
  { left, right, window, degree }: { left: number; right: number; window: number; degree: number },
  trust: Float64Array | null,
): number {
  const n = values.length;
  let reach = Math.max(place - left, right - place);
  if (window > n) reach += Math.floor((window - n) / 2);
  const far = 0.999 * reach;
  const near = 0.001 * reach;
  let total = 0;
  let first = 0;
  let sum = 0;
  for (let j = left; j <= right; j++) {
    const weight = tricube(Math.abs(j - place), { reach, near, far }) * (trust === null ? 1 : trust[j]!);
    total += weight;
    first += weight * j;
    sum += weight * values[j]!;
  }
  if (total <= 0) return Number.NaN;
  const mean = sum / total;
  if (degree === 0 || reach <= 0) return mean;
  const centre = first / total;
  let second = 0;
  let cross = 0;
  for (let j = left; j <= right; j++) {
    const weight = tricube(Math.abs(j - place), { reach, near, far }) * (trust === null ? 1 : trust[j]!);
    second += weight * (j - centre) ** 2;
    cross += weight * (j - centre) * values[j]!;
  }
  second /= total;
  if (Math.sqrt(second) <= 0.001 * (n - 1)) return mean;
  return mean + ((place - centre) * cross) / total / second;
}

function tricube(distance: number, { reach, near, far }: { reach: number; near: number; far: number }): number {
  if (distance > far) return 0;
  return distance <= near ? 1 : (1 - (distance / reach) ** 3) ** 3;
}

/**
 * The local fit at every point (every `jump`-th and the last, with lines between).
 *
 * @example loess(values, { window: 13, degree: 1, jump: 2 }, null);
 */
export function loess(values: Float64Array, settings: LoessSettings, trust: Float64Array | null): Float64Array {
  const n = values.length;
  const smooth = new Float64Array(n);
  if (n < 2) return values.slice();
  const { window, degree } = settings;
  const jump = Math.min(settings.jump, n - 1);
  const fitAt = (i: number) => {
    const span = Math.min(window, n);
    const half = Math.floor((window + 1) / 2);
    const left = window >= n ? 0 : Math.min(Math.max(0, i + 1 - half), n - span);
    const fit = loessAt(values, i, { left, right: left + span - 1, window, degree }, trust);
    smooth[i] = Number.isNaN(fit) ? values[i]! : fit;
  };
  let last = 0;
  fitAt(0);
  for (let i = jump; i < n; i += jump) {
    fitAt(i);
    between(smooth, last, i);
    last = i;
  }
  if (last !== n - 1) {
    fitAt(n - 1);
    between(smooth, last, n - 1);
  }
  return smooth;
}

function between(smooth: Float64Array, from: number, to: number): void {
  const slope = (smooth[to]! - smooth[from]!) / (to - from);
  for (let i = from + 1; i < to; i++) smooth[i] = smooth[from]! + slope * (i - from);
}
