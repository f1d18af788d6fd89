/** More than bisection of any two doubles would need, given Brent's guard. */
const STEPS_AT_MOST = 200;

/**
 * Where a continuous function crosses zero between two points: Brent's method (inverse quadratic interpolation, guarded by bisection).
 *
 * @param tolerance Absolute width of the last bracket; the precision of doubles around the root is added to it.
 * @returns null where the function has the same sign at both ends, or is not a number on the way.
 * @example root((x) => x * x - 2, 0, 2); // 1.4142135623730951
 * @see Brent, R. P. (1973), Algorithms for Minimization without Derivatives, chapter 4.
 */
export function root(f: (x: number) => number, low: number, high: number, tolerance = 1e-13): number | null {
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (Number.isNaN(fa) || Number.isNaN(fb) || fa > 0 === fb > 0) return null;
  let c = a;
  let fc = fa;
  let step = b - a;
  let stepBefore = step;
  for (let steps = 0; steps < STEPS_AT_MOST; steps++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const near = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= near || fb === 0) return b;
    const leap =
      Math.abs(stepBefore) >= near && Math.abs(fa) > Math.abs(fb) ? interpolated(a, b, c, [fa, fb, fc]) : null;
    if (
      leap !== null &&
      2 * Math.abs(leap) < Math.min(3 * Math.abs(half) - near, Math.abs(stepBefore)) &&
      leap * half > 0
    ) {
      stepBefore = step;
      step = leap;
    } else {
      step = half;
      stepBefore = half;
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > near ? step : Math.sign(half) * near;
    fb = f(b);
    if (Number.isNaN(fb)) return null;
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      stepBefore = step;
    }
  }
  return b;
}

/** The step from b to where a line (two different points) or a sideways parabola (three) through the points is zero. */
function interpolated(a: number, b: number, c: number, [fa, fb, fc]: readonly [number, number, number]): number {
  const s = fb / fa;
  if (a === c) return ((c - b) * s) / (s - 1) || 0;
  const q = fa / fc;
  const r = fb / fc;
  const p = s * ((c - b) * q * (q - r) - (b - a) * (r - 1));
  return -p / ((q - 1) * (r - 1) * (s - 1)) || 0;
}
