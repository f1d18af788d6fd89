/** Draws from a smooth posterior by Hamiltonian Monte Carlo, in the coordinates of the normal shape around its mode. */

import { cholesky, invertCholesky, solveUpper } from '../numeric/cholesky.ts';
import type { SmoothFunction } from '../numeric/minimise-smooth.ts';
import type { Random } from '../numeric/random.ts';

export interface Draws {
  /** One row a draw, chains one after the other. */
  readonly rows: Float64Array[];
  readonly chains: number;
  /** Share of proposals taken. */
  readonly acceptance: number;
}

interface Settings {
  readonly draws: number;
  readonly warmUp: number;
  readonly chains: number;
  readonly random: Random;
  readonly progress?: ((done: number) => void) | undefined;
  /** Brings points that mean the same to one of them. */
  readonly fold?: (row: Float64Array) => void;
}

const TARGET_ACCEPTANCE = 0.8;
const MOST_STEPS = 40;
/** Length of a path in standard deviations: half a period of a normal. */
const PATH = Math.PI / 2;

/** Lower triangle of the curvature at the mode, made positive by a ridge where it is not. */
export function shapeAround(curvature: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  let ridge = 0;
  for (let attempt = 0; attempt < 30; attempt++) {
    const matrix = curvature.slice();
    for (let i = 0; i < size; i++) matrix[i * size + i]! += ridge;
    if (cholesky(matrix, size, lower) === -1) return lower;
    ridge = ridge === 0 ? 1e-4 : ridge * 3;
  }
  lower.fill(0);
  for (let i = 0; i < size; i++) lower[i * size + i] = 1;
  return lower;
}

/** A point a standard normal step away from the mode: what Laplace's approximation draws. */
export function drawAround(mode: Float64Array, lower: Float64Array, random: Random, scale = 1): Float64Array {
  const step = mode.map(() => scale * random.normal());
  solveUpper(lower, mode.length, step);
  return step.map((value, i) => mode[i]! + value);
}

/**
 * `minus` is the negative log density with its gradient. A pilot around the mode learns how wide the posterior really is; then steps
 * are tuned in the warm-up (Nesterov's dual averaging, Hoffman & Gelman 2014), and path lengths vary so that no draw comes back to
 * where it began.
 */
export function hamiltonianDraws(
  minus: SmoothFunction,
  mode: Float64Array,
  lower: Float64Array,
  settings: Settings,
): Draws {
  const { warmUp, chains, random, progress } = settings;
  const starts = Array.from({ length: chains }, () => drawAround(mode, lower, random, 0.5));
  const pilot = { ...settings, draws: warmUp, progress: (done: number) => progress?.(0.4 * done) };
  const first = walked(minus, { centre: mode, lower }, starts, pilot);
  const learnt = shapeOfDraws(first.rows, lower);
  const ends = starts.map((_, chain) => first.rows[(chain + 1) * warmUp - 1]!);
  const rest = { ...settings, progress: (done: number) => progress?.(0.4 + 0.6 * done) };
  return walked(minus, learnt, ends, rest);
}

interface Around {
  readonly centre: Float64Array;
  readonly lower: Float64Array;
}

function walked(minus: SmoothFunction, around: Around, starts: readonly Float64Array[], settings: Settings): Draws {
  const { draws, warmUp, chains, random, progress, fold } = settings;
  const rows: Float64Array[] = [];
  let taken = 0;
  starts.forEach((start, chain) => {
    const walker = walkerFrom(minus, around, start, random);
    const tuning = tuner();
    for (let at = 0; at < warmUp + draws; at++) {
      if (at % 50 === 0) progress?.((chain + at / (warmUp + draws)) / chains);
      const tuned = at < warmUp;
      const accepted = walker.move(tuned ? tuning.size() : tuning.settled());
      if (tuned) {
        tuning.learn(accepted);
        continue;
      }
      const row = walker.here();
      fold?.(row);
      taken += accepted;
      rows.push(row);
    }
  });
  return { rows, chains, acceptance: taken / (chains * draws) };
}

/** Centre and inverse covariance of draws; where they are too few to tell, the shape they were drawn by. */
function shapeOfDraws(rows: readonly Float64Array[], fallback: Float64Array): Around {
  const n = rows[0]!.length;
  const centre = new Float64Array(n);
  for (const row of rows) for (let i = 0; i < n; i++) centre[i]! += row[i]! / rows.length;
  const covariance = new Float64Array(n * n);
  for (const row of rows)
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++)
        covariance[i * n + j]! += ((row[i]! - centre[i]!) * (row[j]! - centre[j]!)) / (rows.length - 1);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) covariance[j * n + i] = covariance[i * n + j]!;
  const triangle = new Float64Array(n * n);
  if (rows.length < 5 * n || cholesky(covariance, n, triangle) !== -1) return { centre, lower: fallback };
  const lower = new Float64Array(n * n);
  return cholesky(invertCholesky(triangle, n), n, lower) === -1 ? { centre, lower } : { centre, lower: fallback };
}

function tuner() {
  const centre = Math.log(10 * 0.3);
  let count = 0;
  let error = 0;
  let log = Math.log(0.3);
  let mean = log;
  return {
    size: () => Math.exp(log),
    settled: () => Math.exp(mean),
    learn(accepted: number) {
      count++;
      const weight = 1 / (count + 10);
      error = (1 - weight) * error + weight * (TARGET_ACCEPTANCE - accepted);
      log = Math.min(Math.log(1.5), centre - (Math.sqrt(count) / 0.05) * error);
      const forget = count ** -0.75;
      mean = forget * log + (1 - forget) * mean;
    },
  };
}

function walkerFrom(minus: SmoothFunction, { centre: mode, lower }: Around, start: Float64Array, random: Random) {
  const n = mode.length;
  const slope = new Float64Array(n);
  const point = new Float64Array(n);
  // In white coordinates z the point is mode + L'^-1 z, and the gradient L^-1 of the gradient.
  const evaluate = (z: Float64Array, gradient: Float64Array) => {
    point.set(z);
    solveUpper(lower, n, point);
    for (let i = 0; i < n; i++) point[i]! += mode[i]!;
    const value = minus(point, slope);
    for (let row = 0; row < n; row++) {
      let sum = slope[row]!;
      for (let k = 0; k < row; k++) sum -= lower[row * n + k]! * gradient[k]!;
      gradient[row] = sum / lower[row * n + row]!;
    }
    return value;
  };
  let z = whitened(start, mode, lower);
  let gradient = new Float64Array(n);
  let energy = evaluate(z, gradient);
  const move = (size: number): number => {
    const momentum = mode.map(() => random.normal());
    const steps = Math.max(1, Math.min(MOST_STEPS, Math.round((PATH * (0.5 + random.uniform())) / size)));
    const next = z.slice();
    const nextGradient = gradient.slice();
    const before = energy + kinetic(momentum);
    let value = energy;
    for (let step = 0; step < steps; step++) {
      for (let i = 0; i < n; i++) {
        momentum[i]! -= (size / 2) * nextGradient[i]!;
        next[i]! += size * momentum[i]!;
      }
      value = evaluate(next, nextGradient);
      if (!Number.isFinite(value)) return 0;
      for (let i = 0; i < n; i++) momentum[i]! -= (size / 2) * nextGradient[i]!;
    }
    const accept = Math.min(1, Math.exp(before - value - kinetic(momentum)));
    if (random.uniform() < accept) [z, gradient, energy] = [next, nextGradient, value];
    return Number.isFinite(accept) ? accept : 0;
  };
  const here = () => {
    const at = z.slice();
    solveUpper(lower, n, at);
    return at.map((value, i) => value + mode[i]!);
  };
  return { move, here };
}

function whitened(start: Float64Array, centre: Float64Array, lower: Float64Array): Float64Array {
  const n = centre.length;
  const z = new Float64Array(n);
  for (let row = 0; row < n; row++)
    for (let k = row; k < n; k++) z[row]! += lower[k * n + row]! * (start[k]! - centre[k]!);
  return z;
}

function kinetic(momentum: Float64Array): number {
  let sum = 0;
  for (const one of momentum) sum += one * one;
  return sum / 2;
}

/** Gelman and Rubin's ratio over split chains for one quantity: 1 where they agree. */
export function splitRatio(values: Float64Array, chains: number): number {
  const length = Math.floor(values.length / chains / 2);
  if (length < 2) return 1;
  const means: number[] = [];
  let within = 0;
  for (let part = 0; part < 2 * chains; part++) {
    const piece = values.subarray(part * length, (part + 1) * length);
    const mean = piece.reduce((sum, one) => sum + one, 0) / length;
    within += piece.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (length - 1) / (2 * chains);
    means.push(mean);
  }
  const overall = means.reduce((sum, one) => sum + one, 0) / means.length;
  const between = means.reduce((sum, one) => sum + (one - overall) ** 2, 0) / (means.length - 1);
  return within === 0 ? 1 : Math.sqrt((length - 1) / length + between / within);
}
