/** Iterative proportional fitting: weights are scaled to one target after another until all hold (Deming and Stephan 1940). */

export interface Rim {
  /** Category of each respondent, by index. */
  readonly codes: Int32Array;
  /** Share each category is to have; they add up to 1. */
  readonly targets: Float64Array;
}

export interface Raked {
  /** Average 1. */
  readonly weights: Float64Array;
  readonly rounds: number;
  readonly converged: boolean;
  /** Largest distance left between a weighted share and its target. */
  readonly largestGap: number;
}

/** A round that gains less than this share of the tolerance is the last: it cannot get there. */
const STALLED = 1e-3;
/** Halvings of the range in which the common factor is sought: to the last digits of a double. */
const HALVINGS = 60;

interface Limits {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * @param start weights to begin from (counts of a table's cells, or design weights), not all zero.
 * @param limits bounds of the factor on `start`, relative to its mean; weights are cut to them after each round.
 * @example rakedWeights(Float64Array.of(1, 1), [{ codes: Int32Array.of(0, 1), targets: Float64Array.of(0.25, 0.75) }], { rounds: 50, tolerance: 1e-9 }).weights; // 0.5, 1.5
 */
export function rakedWeights(
  start: Float64Array,
  rims: readonly Rim[],
  settings: { rounds: number; tolerance: number; limits?: Limits },
): Raked {
  const weights = Float64Array.from(start);
  const total = start.reduce((sum, weight) => sum + weight, 0);
  let rounds = 0;
  let largestGap = gapOf(weights, rims, total);
  let gained = Number.POSITIVE_INFINITY;
  while (largestGap > settings.tolerance && rounds < settings.rounds && gained > STALLED * settings.tolerance) {
    for (const rim of rims) fitTo(weights, rim, total);
    if (settings.limits !== undefined) cutTo(weights, start, settings.limits, total);
    rounds++;
    const gap = gapOf(weights, rims, total);
    gained = Math.abs(largestGap - gap);
    largestGap = gap;
  }
  return { weights, rounds, converged: largestGap <= settings.tolerance, largestGap };
}

function sums(weights: Float64Array, { codes, targets }: Rim): Float64Array {
  const found = new Float64Array(targets.length);
  for (let i = 0; i < weights.length; i++) found[codes[i]!]! += weights[i]!;
  return found;
}

function fitTo(weights: Float64Array, rim: Rim, total: number): void {
  const factors = sums(weights, rim).map((found, at) => (found > 0 ? (rim.targets[at]! * total) / found : 0));
  for (let i = 0; i < weights.length; i++) weights[i]! *= factors[rim.codes[i]!]!;
}

function gapOf(weights: Float64Array, rims: readonly Rim[], total: number): number {
  let largest = 0;
  for (const rim of rims)
    sums(weights, rim).forEach((found, at) => {
      largest = Math.max(largest, Math.abs(found / total - rim.targets[at]!));
    });
  return largest;
}

/** Cuts each factor on the start to the limits after scaling all alike, so that the total (and the mean of 1) is kept. */
function cutTo(weights: Float64Array, start: Float64Array, { lowest, highest }: Limits, total: number): void {
  const cut = (at: number, scale: number) =>
    Math.min(highest * start[at]!, Math.max(lowest * start[at]!, scale * weights[at]!));
  if (weights.every((weight, at) => cut(at, 1) === weight)) return;
  const sumAt = (scale: number) => {
    let sum = 0;
    for (let at = 0; at < weights.length; at++) sum += cut(at, scale);
    return sum;
  };
  let [low, high] = [-100, 100];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (sumAt(2 ** middle) < total) low = middle;
    else high = middle;
  }
  const scale = 2 ** high;
  for (let at = 0; at < weights.length; at++) weights[at] = cut(at, scale);
}
