/** What quasi-Newton steps have learnt of a function's curvature. */

interface Visited {
  at: Float64Array;
  gradient: Float64Array;
}

interface CurvatureMemory {
  /** Nothing learnt yet: the direction is plain steepest descent. */
  empty(): boolean;
  forget(): void;
  /** Takes in one step. */
  learn(from: Visited, to: Visited): void;
  /** Writes minus the inverse curvature times the gradient. */
  direct(gradient: Float64Array, direction: Float64Array): void;
}

/** Steps L-BFGS keeps. */
const KEPT_STEPS = 12;

/**
 * The whole inverse curvature matrix (BFGS).
 *
 * @example denseMemory(3).direct(gradient, direction);
 */
export function denseMemory(n: number): CurvatureMemory {
  const inverse = new Float64Array(n * n);
  const moved = new Float64Array(n);
  const bent = new Float64Array(n);
  const product = new Float64Array(n);
  let learnt = 0;
  return {
    empty: () => learnt === 0,
    forget: () => {
      learnt = 0;
    },
    learn(from, to) {
      const { sy, yy } = difference(from, to, { moved, bent });
      if (!(sy > 1e-12 * yy * Number.EPSILON && sy > 0)) return;
      if (learnt++ === 0) {
        inverse.fill(0);
        for (let i = 0; i < n; i++) inverse[i * n + i] = sy / yy;
      }
      multiply(inverse, bent, product);
      const stretch = (1 + dot(bent, product) / sy) / sy;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const cross = product[i]! * moved[j]! + moved[i]! * product[j]!;
          inverse[i * n + j] = inverse[i * n + j]! + stretch * moved[i]! * moved[j]! - cross / sy;
        }
      }
    },
    direct(gradient, direction) {
      if (learnt === 0) direction.set(gradient);
      else multiply(inverse, gradient, direction);
      negate(direction);
    },
  };
}

/**
 * The last few steps only (L-BFGS, two-loop recursion).
 *
 * @example limitedMemory(5000).direct(gradient, direction);
 */
export function limitedMemory(n: number): CurvatureMemory {
  const kept: { moved: Float64Array; bent: Float64Array; sy: number; yy: number }[] = [];
  const weights = new Float64Array(KEPT_STEPS);
  return {
    empty: () => kept.length === 0,
    forget: () => {
      kept.length = 0;
    },
    learn(from, to) {
      const old = kept.length === KEPT_STEPS ? kept.shift() : undefined;
      const pair = { moved: old?.moved ?? new Float64Array(n), bent: old?.bent ?? new Float64Array(n) };
      const measured = difference(from, to, pair);
      if (measured.sy > 0) kept.push({ ...pair, ...measured });
    },
    direct(gradient, direction) {
      direction.set(gradient);
      for (let k = kept.length - 1; k >= 0; k--) {
        const { moved, bent, sy } = kept[k]!;
        weights[k] = dot(moved, direction) / sy;
        addScaled(direction, bent, -weights[k]!);
      }
      const last = kept.at(-1);
      if (last !== undefined) for (let i = 0; i < n; i++) direction[i] = (direction[i]! * last.sy) / last.yy;
      for (let k = 0; k < kept.length; k++) {
        const { moved, bent, sy } = kept[k]!;
        addScaled(direction, moved, weights[k]! - dot(bent, direction) / sy);
      }
      negate(direction);
    },
  };
}

function difference(from: Visited, to: Visited, { moved, bent }: { moved: Float64Array; bent: Float64Array }) {
  for (let i = 0; i < moved.length; i++) {
    moved[i] = to.at[i]! - from.at[i]!;
    bent[i] = to.gradient[i]! - from.gradient[i]!;
  }
  return { sy: dot(moved, bent), yy: dot(bent, bent) };
}

function multiply(matrix: Float64Array, vector: Float64Array, into: Float64Array): void {
  const n = vector.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * vector[j]!;
    into[i] = sum;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i] = to[i]! + factor * from[i]!;
}

function negate(vector: Float64Array): void {
  for (let i = 0; i < vector.length; i++) vector[i] = -vector[i]!;
}
