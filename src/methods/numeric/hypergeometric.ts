/** Gauss's hypergeometric function of a real argument. */

import gammaln from '@stdlib/math-base-special-gammaln';

/** Up to here the series itself is quick; beyond, the argument is turned round to 1 - z. */
const SERIES_UP_TO = 0.9;
/** The turned series alternate: where their second term could exceed this they would cancel, and the series itself is taken. */
const MOST_GROWTH = 4;
const MOST_TERMS = 200_000;
/** Closer than this to a whole number, c - a - b makes the turned formula a difference of two infinities. */
const NEARLY_WHOLE = 1e-3;
/** Where that happens the function is interpolated over c from points off the whole number, this far apart. */
const APART = 1e-3;

/**
 * 2F1(a, b; c; z) for z up to 1, relative error about 1e-12 (1e-9 where z is above 0.9 and c - a - b within 0.001 of a
 * whole number). Series (Abramowitz & Stegun 15.1.1), turned by 15.3.4 for z < 0 and by 15.3.6 for z near 1. NaN where c is
 * 0, -1, -2 …, where z is above 1 (unless a or b make it a polynomial), and at z = 1 where c - a - b is not above 0.
 *
 * @example hypergeometric2F1(1, 1, 2, 0.5); // 2 ln 2
 */
export function hypergeometric2F1(a: number, b: number, c: number, z: number): number {
  if (Number.isNaN(a + b + c + z) || isPole(c)) return Number.NaN;
  if (z === 0 || a === 0 || b === 0) return 1;
  if (isPole(a) || isPole(b)) return series(a, b, c, z);
  if (z > 1) return Number.NaN;
  if (z < 0) {
    const ordered = Math.abs(a) < Math.abs(b);
    const [out, other] = ordered === c > Math.max(a, b) ? [a, b] : [b, a];
    return (1 - z) ** -out * hypergeometric2F1(out, c - other, c, z / (z - 1));
  }
  const excess = c - a - b;
  if (z === 1) return excess > 0 ? gammaRatio([c, excess], [c - a, c - b]) : Number.NaN;
  const growth = Math.max(Math.abs(a * b), Math.abs((c - a) * (c - b))) * (1 - z);
  if (z > SERIES_UP_TO && growth < MOST_GROWTH) return nearOne(a, b, c, z);
  return excess < 0 && c > a && c > b ? (1 - z) ** excess * series(c - a, c - b, c, z) : series(a, b, c, z);
}

function series(a: number, b: number, c: number, z: number): number {
  const settled = Math.max(0, -a, -b, -c);
  let term = 1;
  let sum = 1;
  for (let k = 0; k < MOST_TERMS; k++) {
    const ratio = (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z;
    term *= ratio;
    sum += term;
    if (term === 0 || !Number.isFinite(sum)) break;
    if (k > settled && Math.abs(term) <= Math.abs(sum) * 1e-17 * (1 - Math.abs(ratio))) break;
  }
  return sum;
}

function nearOne(a: number, b: number, c: number, z: number): number {
  const excess = c - a - b;
  const whole = Math.round(excess);
  if (Math.abs(excess - whole) >= NEARLY_WHOLE) return turned(a, b, c, z);
  // Lagrange's formula over six points beside the whole number.
  const offsets = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5].map((k) => whole - excess + k * 2 * APART);
  let sum = 0;
  for (const [i, here] of offsets.entries()) {
    let weight = 1;
    for (const [j, there] of offsets.entries()) if (i !== j) weight *= there / (there - here);
    sum += weight * turned(a, b, c + here, z);
  }
  return sum;
}

/** Abramowitz & Stegun 15.3.6. */
function turned(a: number, b: number, c: number, z: number): number {
  const excess = c - a - b;
  const left = gammaRatio([c, excess], [c - a, c - b]);
  const right = gammaRatio([c, -excess], [a, b]);
  return (
    (left === 0 ? 0 : left * series(a, b, 1 - excess, 1 - z)) +
    (right === 0 ? 0 : right * (1 - z) ** excess * series(c - a, c - b, 1 + excess, 1 - z))
  );
}

/** Product of the gammas above over the product of those below, through logarithms. */
function gammaRatio(above: readonly number[], below: readonly number[]): number {
  if (below.some(isPole)) return 0;
  let log = 0;
  let sign = 1;
  for (const x of above) {
    log += gammaln(x);
    sign *= gammaSign(x);
  }
  for (const x of below) {
    log -= gammaln(x);
    sign *= gammaSign(x);
  }
  return sign * Math.exp(log);
}

function gammaSign(x: number): number {
  return x > 0 || Math.floor(x) % 2 === 0 ? 1 : -1;
}

function isPole(x: number): boolean {
  return x <= 0 && Number.isInteger(x);
}
