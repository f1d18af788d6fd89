/**
 * Chances of crossing a boundary at each of several looks: the recursive numerical integration of Armitage, McPherson and Rowe (1969).
 *
 * The score S = Z·sqrt(t) is a Brownian motion seen at information times t. What has not stopped is carried from look to look as a
 * sub-density of Z on Gauss-Legendre nodes; the chance to stop follows from its normal tails.
 */

import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { gaussLegendre } from '../numeric/integrate.ts';
import { root } from '../numeric/root.ts';

/** Bounds beyond this are never crossed to any digit of a double. */
export const FURTHEST = 12;
/** Where nothing bounds Z from below, less than this is not met. */
const LOWEST = -12;
/** Nodes for each standard deviation of a step between looks; 4 give twelve digits. */
const NODES_PER_STEP = 4;
const FEWEST_NODES = 64;
const MOST_NODES = 1600;
const NODES_APART = 32;
/** Standard deviations beyond which less than 10^-17 of a normal lies. */
const NOBODY_BEYOND = 8.6;

export interface Boundary {
  /** Fractions of the whole information, rising. */
  readonly information: readonly number[];
  readonly sides: 1 | 2;
}

/** Z among those who have not stopped: probability mass on nodes. */
interface Survivors {
  readonly at: number;
  readonly z: Float64Array;
  readonly mass: Float64Array;
}

/** Before the first look everybody is at 0. */
const START: Survivors = { at: 0, z: new Float64Array(1), mass: Float64Array.of(1) };

/** The chance to be beyond `bound` at information `t`, having come so far; two-sided below -bound as well. */
function exitChance(
  from: Survivors,
  t: number,
  bound: number,
  { sides, drift = 0 }: { sides: 1 | 2; drift?: number },
): number {
  const step = t - from.at;
  const spread = Math.sqrt(step);
  const limit = bound * Math.sqrt(t);
  const came = Math.sqrt(from.at);
  let sum = 0;
  for (let i = 0; i < from.z.length; i++) {
    const middle = from.z[i]! * came + drift * step;
    let out = normalCdf((middle - limit) / spread, 0, 1);
    if (sides === 2) out += normalCdf((-limit - middle) / spread, 0, 1);
    sum += from.mass[i]! * out;
  }
  return sum;
}

/** Rules already worked out, by their number of nodes: at most one for each step up to the most. */
const RULES = new Map<number, ReturnType<typeof gaussLegendre>>();

function ruleFor(nodes: number) {
  const count = Math.ceil(Math.min(MOST_NODES, Math.max(FEWEST_NODES, nodes)) / NODES_APART) * NODES_APART;
  const rule = RULES.get(count) ?? gaussLegendre(count);
  RULES.set(count, rule);
  return rule;
}

/** Those inside the boundary at look t; `next` is the look after it, whose distance decides how fine the nodes must be. */
function survivorsAt(
  from: Survivors,
  t: number,
  [lower, upper]: readonly [number, number],
  { next, drift = 0 }: { next: number; drift?: number },
): Survivors {
  const middle = drift * Math.sqrt(t);
  const low = Math.min(upper, Math.max(lower, middle - NOBODY_BEYOND));
  const high = Math.max(low, Math.min(upper, middle + NOBODY_BEYOND));
  const { nodes, weights } = ruleFor((NODES_PER_STEP * (high - low)) / Math.sqrt((next - t) / t));
  const z = nodes.map((node) => (low + high) / 2 + ((high - low) / 2) * node);
  const step = t - from.at;
  const spread = Math.sqrt(step);
  const scale = (((high - low) / 2) * Math.sqrt(t)) / (spread * Math.sqrt(2 * Math.PI));
  const came = Math.sqrt(from.at);
  let first = 0;
  const mass = z.map((at, j) => {
    const score = at * Math.sqrt(t) - drift * step;
    while (first < from.z.length - 1 && score - from.z[first]! * came > NOBODY_BEYOND * spread) first++;
    let sum = 0;
    for (let i = first; i < from.z.length; i++) {
      const gap = (score - from.z[i]! * came) / spread;
      if (gap < -NOBODY_BEYOND) break;
      sum += from.mass[i]! * Math.exp((-gap * gap) / 2);
    }
    return sum * weights[j]! * scale;
  });
  return { at: t, z, mass };
}

function inside(bound: number, sides: 1 | 2): readonly [number, number] {
  return [sides === 2 ? -bound : Math.min(LOWEST, -bound), bound];
}

/**
 * The chance to stop at each look under given bounds.
 *
 * @param drift Expected Z at full information; 0 where nothing is to be found.
 * @example stoppingChances({ information: [0.5, 1], sides: 2 }, [2.178, 2.178]); // adds to 0.05
 */
export function stoppingChances({ information, sides }: Boundary, bounds: readonly number[], drift = 0): number[] {
  let survivors = START;
  return information.map((t, k) => {
    const chance = exitChance(survivors, t, bounds[k]!, { sides, drift });
    const next = information[k + 1];
    if (next !== undefined) survivors = survivorsAt(survivors, t, inside(bounds[k]!, sides), { next, drift });
    return chance;
  });
}

/** Bounds under which exactly `spend[k]` is newly spent at look k. */
export function boundsSpending({ information, sides }: Boundary, spend: readonly number[]): number[] {
  let survivors = START;
  return information.map((t, k) => {
    const bound =
      root((c) => Math.log(exitChance(survivors, t, c, { sides }) / spend[k]!), 0, FURTHEST, 1e-11) ?? FURTHEST;
    const next = information[k + 1];
    if (next !== undefined) survivors = survivorsAt(survivors, t, inside(bound, sides), { next });
    return bound;
  });
}

/** The constant for which bounds `constant · shape[k]` spend `alpha` in all. */
export function constantSpending(boundary: Boundary, shape: readonly number[], alpha: number): number | null {
  const excess = (constant: number) => {
    const bounds = shape.map((factor) => Math.min(FURTHEST, constant * factor));
    return stoppingChances(boundary, bounds).reduce((sum, chance) => sum + chance, 0) - alpha;
  };
  return root(excess, 0.05, 8, 1e-10);
}

/** The drift at which the bounds are crossed with the given power, on the upper side where there are two. */
export function driftForPower(boundary: Boundary, bounds: readonly number[], power: number): number | null {
  const lacking = (drift: number) =>
    stoppingChances(boundary, bounds, drift).reduce((sum, one) => sum + one, 0) - power;
  return root(lacking, 0, 20, 1e-9);
}
