/** Minimum of a function without derivatives: rough, few variables. */

import type { Minimum } from './minimise-smooth.ts';

interface SimplexSettings {
  /** How far apart the first corners stand, a number for all variables or one for each; a tenth of the start, at least 0.1, by default. */
  spread?: number | ArrayLike<number>;
  /** Corners closer than this, relative to the point and to the value, count as one. */
  tolerance?: number;
  /** Cap of the evaluations. */
  evaluations?: number;
}

interface Corner {
  at: Float64Array;
  value: number;
}

/** A simplex may fold up off the minimum: it is set up anew where it ended, until that gains nothing. */
const RESTARTS = 4;

/**
 * Nelder-Mead with coefficients that follow the number of variables (Gao & Han, 2012) and restarts.
 * A value that is not finite counts as infinitely high, so bounds can be kept by returning Infinity.
 *
 * @example minimiseSimplex(([x = 0, y = 0]) => (x - 1) ** 2 + Math.abs(y), [0, 1]).at; // near [1, 0]
 */
export function minimiseSimplex(
  f: (at: Float64Array) => number,
  start: ArrayLike<number>,
  settings: SimplexSettings = {},
): Minimum {
  const { tolerance = 1e-10, evaluations: most = 400 * (start.length + 1), spread } = settings;
  let evaluations = 0;
  const counted = (at: Float64Array) => {
    evaluations++;
    const value = f(at);
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
  };
  let best: Corner = { at: Float64Array.from(start), value: Number.POSITIVE_INFINITY };
  let converged = false;
  for (let round = 0; round <= RESTARTS && evaluations < most; round++) {
    const corners = firstCorners(counted, best.at, spread);
    const settled = fold(counted, corners, { tolerance, spent: () => evaluations >= most });
    const gain = best.value - corners[0]!.value;
    if (gain > 0 || round === 0) best = corners[0]!;
    converged = settled && Number.isFinite(best.value);
    if (round > 0 && !(gain > Math.max(tolerance * Math.abs(best.value), Number.MIN_VALUE))) break;
  }
  return { at: best.at, value: best.value, converged, evaluations };
}

function firstCorners(
  f: (at: Float64Array) => number,
  start: Float64Array,
  spread: SimplexSettings['spread'],
): Corner[] {
  const corners: Corner[] = [{ at: Float64Array.from(start), value: f(start) }];
  for (let i = 0; i < start.length; i++) {
    const at = Float64Array.from(start);
    const given = typeof spread === 'number' ? spread : spread?.[i];
    at[i] = at[i]! + (given ?? Math.max(0.1, Math.abs(at[i]!) * 0.1));
    corners.push({ at, value: f(at) });
  }
  return corners;
}

/** Moves the corners until they are one; returns whether they became so. */
function fold(
  f: (at: Float64Array) => number,
  corners: Corner[],
  { tolerance, spent }: { tolerance: number; spent: () => boolean },
): boolean {
  const n = corners.length - 1;
  const centre = new Float64Array(n);
  const [expand, contract, shrink] = n < 3 ? [2, 0.5, 0.5] : [1 + 2 / n, 0.75 - 1 / (2 * n), 1 - 1 / n];
  while (!spent()) {
    corners.sort((a, b) => a.value - b.value);
    if (areOne(corners, tolerance)) return true;
    const best = corners[0]!;
    const worst = corners[n]!;
    centreOf(corners, centre);
    const reflected = along(f, { centre, worst, factor: 1 });
    if (reflected.value < best.value) {
      const expanded = along(f, { centre, worst, factor: expand });
      corners[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < corners[n - 1]!.value) corners[n] = reflected;
    else {
      const outside = reflected.value < worst.value;
      const contracted = along(f, { centre, worst, factor: outside ? contract : -contract });
      if (contracted.value < Math.min(reflected.value, worst.value)) corners[n] = contracted;
      else for (let i = 1; i <= n; i++) corners[i] = along(f, { centre: best.at, worst: corners[i]!, factor: -shrink });
    }
  }
  corners.sort((a, b) => a.value - b.value);
  return false;
}

function along(
  f: (at: Float64Array) => number,
  { centre, worst, factor }: { centre: Float64Array; worst: Corner; factor: number },
): Corner {
  const at = centre.map((middle, i) => middle + factor * (middle - worst.at[i]!));
  return { at, value: f(at) };
}

function centreOf(corners: readonly Corner[], centre: Float64Array): void {
  const n = centre.length;
  centre.fill(0);
  for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) centre[i] = centre[i]! + corners[k]!.at[i]! / n;
}

function areOne(corners: readonly Corner[], tolerance: number): boolean {
  const best = corners[0]!;
  const worst = corners[corners.length - 1]!;
  if (!Number.isFinite(worst.value)) return false;
  if (worst.value - best.value > tolerance * Math.max(Math.abs(best.value), tolerance)) return false;
  return corners.every(({ at }) =>
    at.every((x, i) => Math.abs(x - best.at[i]!) <= Math.sqrt(tolerance) * Math.max(1, Math.abs(best.at[i]!))),
  );
}
