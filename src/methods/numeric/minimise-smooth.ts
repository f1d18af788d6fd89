/** Minimum of a smooth function of many variables by quasi-Newton steps. */

import { denseMemory, limitedMemory } from './curvature-memory.ts';
import { type SmoothFunction, wolfeStep } from './wolfe-step.ts';

export type { SmoothFunction };

/** Where a search ended. */
export interface Minimum {
  at: Float64Array;
  value: number;
  /** False where the cap of steps was met or no step downhill could be found far from level ground. */
  converged: boolean;
  /** How often the function was asked for. */
  evaluations: number;
}

interface SmoothSettings {
  /** Largest slope counted as level, relative to the size of the function and of the point. */
  gradientTolerance?: number;
  /** Cap of the quasi-Newton steps. */
  steps?: number;
  /** Called after each step; throwing from it ends the search. */
  onStep?: (step: number) => void;
}

/** Up to here a full curvature matrix is kept; above, the last few steps only. */
const DENSE_UP_TO = 80;
/** Where rounding stops the line search, a slope this much above the tolerance still counts as level. */
const ROUNDING_SLACK = 1e4;

/**
 * BFGS (L-BFGS above 80 variables) with a strong Wolfe line search (Nocedal & Wright, 2006, chapters 3, 6 and 7).
 * Without an analytic gradient wrap the function by `withNumericGradient`.
 *
 * @example
 * minimiseSmooth((at, slope) => { slope[0] = 2 * (at[0]! - 3); return (at[0]! - 3) ** 2; }, [0]).at[0]; // 3
 */
export function minimiseSmooth(f: SmoothFunction, start: ArrayLike<number>, settings: SmoothSettings = {}): Minimum {
  const { gradientTolerance = 1e-8, steps = 500, onStep } = settings;
  const n = start.length;
  const memory = n > DENSE_UP_TO ? limitedMemory(n) : denseMemory(n);
  const direction = new Float64Array(n);
  let here = { at: Float64Array.from(start), gradient: new Float64Array(n), value: 0 };
  let next = { at: new Float64Array(n), gradient: new Float64Array(n), value: 0 };
  here.value = f(here.at, here.gradient);
  let evaluations = 1;
  for (let step = 1; step <= steps; step++) {
    const steepness = relativeSlope(here);
    if (steepness <= gradientTolerance) return { at: here.at, value: here.value, converged: true, evaluations };
    if (!Number.isFinite(here.value) || !Number.isFinite(steepness)) break;
    memory.direct(here.gradient, direction);
    const found = wolfeStep(f, { here, next, direction, first: memory.empty() ? firstStep(here.gradient) : 1 });
    evaluations += found.evaluations;
    if (!found.lower && !memory.empty()) {
      memory.forget();
      continue;
    }
    const level = relativeSlope(found.lower ? next : here) <= gradientTolerance * ROUNDING_SLACK;
    if (!found.lower) return { at: here.at, value: here.value, converged: level, evaluations };
    memory.learn(here, next);
    const still = here.value - next.value <= Number.EPSILON * Math.abs(next.value) * 4;
    [here, next] = [next, here];
    if (still && level) return { at: here.at, value: here.value, converged: true, evaluations };
    onStep?.(step);
  }
  return { at: here.at, value: here.value, converged: false, evaluations };
}

/**
 * Adds a central-difference gradient to a function that has none: 2n + 1 evaluations a call, about ten digits.
 *
 * @example minimiseSmooth(withNumericGradient(([x = 0]) => (x - 3) ** 2), [0]);
 */
export function withNumericGradient(f: (at: Float64Array) => number): SmoothFunction {
  return (at, gradient) => {
    for (let i = 0; i < at.length; i++) {
      const kept = at[i]!;
      const width = Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(kept));
      at[i] = kept + width;
      const above = f(at);
      at[i] = kept - width;
      gradient[i] = (above - f(at)) / (2 * width);
      at[i] = kept;
    }
    return f(at);
  };
}

function relativeSlope({ at, gradient, value }: { at: Float64Array; gradient: Float64Array; value: number }): number {
  let largest = 0;
  for (let i = 0; i < at.length; i++) {
    const slope = Math.abs(gradient[i]!) * Math.max(1, Math.abs(at[i]!));
    if (!(slope <= largest)) largest = slope;
  }
  return largest / Math.max(1, Math.abs(value));
}

/** Before curvature is known, move the steepest variable by at most one. */
function firstStep(gradient: Float64Array): number {
  let largest = 0;
  for (const slope of gradient) largest = Math.max(largest, Math.abs(slope));
  return Math.min(1, 1 / largest);
}
