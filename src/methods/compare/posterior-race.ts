/** Which of several independent posteriors is largest, and what is lost by betting on another: exact, by Gauss-Legendre panels. */

import { gaussLegendre } from '../numeric/integrate.ts';

/** A posterior along a coordinate y that all of a race share; `value(y)` is the quantity itself. */
export interface Posterior {
  /** Of y. */
  readonly centre: number;
  readonly spread: number;
  readonly density: (y: number) => number;
  readonly cdf: (y: number) => number;
  /** The quantity at y, rising, and its slope. */
  readonly value: (y: number) => number;
  readonly slope: (y: number) => number;
}

/** Ends of panels, in spreads from the centre: as far as an exponential tail reaches. */
const ENDS = [-40, -20, -12, -8, -6, -4.5, -3, -1.5, 0, 1.5, 3, 4.5, 6, 8, 12, 20, 40];
/** Ends closer than this share of the smallest spread are one. */
const SAME_END = 0.7;
const RULE = gaussLegendre(16);

interface Nodes {
  readonly y: Float64Array;
  readonly weight: Float64Array;
}

function nodesBetween(ends: readonly number[]): Nodes {
  const size = RULE.nodes.length;
  const y = new Float64Array((ends.length - 1) * size);
  const weight = new Float64Array(y.length);
  for (let k = 0; k + 1 < ends.length; k++) {
    const half = (ends[k + 1]! - ends[k]!) / 2;
    for (let i = 0; i < size; i++) {
      y[k * size + i] = ends[k]! + half * (1 + RULE.nodes[i]!);
      weight[k * size + i] = half * RULE.weights[i]!;
    }
  }
  return { y, weight };
}

function endsOf({ centre, spread }: Posterior): number[] {
  return ENDS.map((reach) => centre + reach * spread);
}

function endsTogether(posteriors: readonly Posterior[]): number[] {
  const near = SAME_END * Math.min(...posteriors.map(({ spread }) => spread));
  const ends: number[] = [];
  for (const end of posteriors.flatMap(endsOf).sort((a, b) => a - b))
    if (ends.length === 0 || end - ends[ends.length - 1]! > near) ends.push(end);
  return ends;
}

/** Points of one posterior and the probability each stands for. */
export function massesOf(posterior: Posterior): { y: Float64Array; mass: Float64Array } {
  const { y, weight } = nodesBetween(endsOf(posterior));
  const mass = y.map((at, i) => posterior.density(at) * weight[i]!);
  const whole = mass.reduce((sum, part) => sum + part, 0);
  return { y, mass: mass.map((part) => part / whole) };
}

/** What a race comes to; every list is in the order of the posteriors. */
export interface Race {
  readonly probabilityBest: number[];
  /** How much the best of the others is expected to exceed this one where it does, else 0. */
  readonly expectedLoss: number[];
  /** `[i][j]`: the chance that i exceeds j; 0.5 on the diagonal. */
  readonly beats: number[][];
  /** `[i][j]`: expected excess of j over i, where it does. */
  readonly lossAgainst: number[][];
}

/**
 * @example race([betaPosterior(4, 18), betaPosterior(8, 16)]).beats[1][0]; // 0.8893
 */
export function race(posteriors: readonly Posterior[]): Race {
  const { y, weight } = nodesBetween(endsTogether(posteriors));
  const cdfs = posteriors.map(({ cdf }) => y.map(cdf));
  const masses = posteriors.map(({ density }) => {
    const mass = y.map((at, i) => density(at) * weight[i]!);
    const whole = mass.reduce((sum, part) => sum + part, 0);
    return mass.map((part) => part / whole);
  });
  const steps = y.map((at, i) => posteriors[0]!.slope(at) * weight[i]!);
  const others = posteriors.map((_, i) => productWithout(cdfs, i));
  const best = masses.map((mass, i) => dot(mass, others[i]!));
  const whole = best.reduce((sum, chance) => sum + chance, 0);
  return {
    probabilityBest: best.map((chance) => chance / whole),
    expectedLoss: cdfs.map((cdf, i) => excess(cdf, others[i]!, steps)),
    beats: masses.map((mass, i) => cdfs.map((cdf, j) => (i === j ? 0.5 : beat(i, j, { mass, cdf, masses, cdfs })))),
    lossAgainst: cdfs.map((cdf, i) => cdfs.map((other, j) => (i === j ? 0 : excess(cdf, other, steps)))),
  };
}

/** Taken from both sides, so that i over j and j over i add to 1. */
function beat(
  i: number,
  j: number,
  of: { mass: Float64Array; cdf: Float64Array; masses: Float64Array[]; cdfs: Float64Array[] },
): number {
  const there = dot(of.mass, of.cdf);
  const back = dot(of.masses[j]!, of.cdfs[i]!);
  return there / (there + back);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** E(other - this)⁺ = ∫ P(this < v)·P(other > v) dv. */
function excess(cdf: Float64Array, other: Float64Array, steps: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < cdf.length; i++) sum += cdf[i]! * (1 - other[i]!) * steps[i]!;
  return sum;
}

function productWithout(cdfs: readonly Float64Array[], without: number): Float64Array {
  const product = new Float64Array(cdfs[0]!.length).fill(1);
  for (const [j, cdf] of cdfs.entries())
    if (j !== without) for (let i = 0; i < product.length; i++) product[i] = product[i]! * cdf[i]!;
  return product;
}
