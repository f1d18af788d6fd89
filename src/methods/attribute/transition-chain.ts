/** The chain behind Markov attribution: states seen in paths, counts between them, and the chance to end in a conversion. */

import type { TouchPaths } from './touch-paths.ts';

/** Sweeps of Gauss-Seidel; a chain that has not settled by then nearly never ends. */
const MOST_SWEEPS = 20_000;

export interface Chain {
  readonly channels: number;
  readonly order: number;
  /** Channel touched last in each state: removing a channel closes its states. */
  readonly lastTouched: Int32Array;
  /** Transitions by number: from (-1 is the start) to (-1 conversion, -2 none). */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Transitions of each different path, one after the other, and how often it converted or not. */
  readonly pathStarts: Int32Array;
  readonly steps: Int32Array;
  readonly conversions: Float64Array;
  readonly nulls: Float64Array;
  /** Number of the transition to conversion and to none after each path. */
  readonly toConversion: Int32Array;
  readonly toNull: Int32Array;
}

const START = -1;
export const CONVERSION = -1;
const NONE = -2;

/**
 * Reads paths into a chain whose state is the last `order` touches.
 *
 * @example chainOf(readPaths(inputs), 1, true);
 */
export function chainOf(paths: TouchPaths, order: number, oncePerRun: boolean): Chain {
  const states = numbering();
  const edges = numbering();
  const kept: { steps: number[]; conversions: number; nulls: number; toConversion: number; toNull: number }[] = [];
  const known = new Map<string, number>();
  const lastTouched: number[] = [];
  const ends: [number, number][] = [];
  const edge = (from: number, to: number) => {
    const number = edges(`${from}>${to}`);
    ends[number] = [from, to];
    return number;
  };
  for (let p = 0; p < paths.starts.length - 1; p++) {
    const conversions = paths.conversions[p]!;
    const nulls = paths.nulls[p]!;
    if (conversions + nulls === 0) continue;
    const touched = runsOf(paths, p, oncePerRun);
    const key = touched.join();
    const before = known.get(key);
    if (before !== undefined) {
      kept[before]!.conversions += conversions;
      kept[before]!.nulls += nulls;
      continue;
    }
    known.set(key, kept.length);
    let at = START;
    const steps: number[] = [];
    for (let t = 0; t < touched.length; t++) {
      const next = states(touched.slice(Math.max(0, t + 1 - order), t + 1).join());
      lastTouched[next] = touched[t]!;
      steps.push(edge(at, next));
      at = next;
    }
    kept.push({ steps, conversions, nulls, toConversion: edge(at, CONVERSION), toNull: edge(at, NONE) });
  }
  const pathStarts = new Int32Array(kept.length + 1);
  kept.forEach(({ steps }, p) => {
    pathStarts[p + 1] = pathStarts[p]! + steps.length;
  });
  return {
    channels: paths.channels.length,
    order,
    lastTouched: Int32Array.from(lastTouched),
    from: Int32Array.from(ends, ([from]) => from),
    to: Int32Array.from(ends, ([, to]) => to),
    pathStarts,
    steps: Int32Array.from(kept.flatMap(({ steps }) => steps)),
    conversions: Float64Array.from(kept, (one) => one.conversions),
    nulls: Float64Array.from(kept, (one) => one.nulls),
    toConversion: Int32Array.from(kept, (one) => one.toConversion),
    toNull: Int32Array.from(kept, (one) => one.toNull),
  };
}

function runsOf({ starts, touches }: TouchPaths, p: number, oncePerRun: boolean): number[] {
  const touched: number[] = [];
  for (let t = starts[p]!; t < starts[p + 1]!; t++)
    if (!oncePerRun || touches[t] !== touched.at(-1)) touched.push(touches[t]!);
  return touched;
}

function numbering(): (key: string) => number {
  const numbers = new Map<string, number>();
  return (key) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
}

/** How often each transition was taken, where each path was walked `conversions` and `nulls` times. */
export function countsOf(chain: Chain, conversions: Float64Array, nulls: Float64Array): Float64Array {
  const counts = new Float64Array(chain.from.length);
  for (let p = 0; p < conversions.length; p++) {
    const walked = conversions[p]! + nulls[p]!;
    if (walked === 0) continue;
    for (let s = chain.pathStarts[p]!; s < chain.pathStarts[p + 1]!; s++) counts[chain.steps[s]!]! += walked;
    counts[chain.toConversion[p]!]! += conversions[p]!;
    counts[chain.toNull[p]!]! += nulls[p]!;
  }
  return counts;
}

/** Each count as a share of all that leave the same state: the probability of the transition. */
export function probabilitiesOf(chain: Chain, counts: Float64Array): Float64Array {
  const leaving = new Float64Array(chain.lastTouched.length + 1);
  for (let e = 0; e < counts.length; e++) leaving[chain.from[e]! + 1]! += counts[e]!;
  return counts.map((count, e) => (count === 0 ? 0 : count / leaving[chain.from[e]! + 1]!));
}

export interface Conversion {
  /** Chance of a conversion from the start. */
  readonly overall: number;
  /** The same without each channel: whoever would touch it is lost. */
  readonly without: Float64Array;
  readonly settled: boolean;
}

/**
 * Order 1, exactly: with N the inverse of I - Q, the chance ever to reach c is `(sN)_c / N_cc`, and what is lost without c is
 * that chance times the chance to convert from c. One inverse answers for all channels.
 */
export function conversionOfFirstOrder(chain: Chain, probability: Float64Array): Conversion {
  const n = chain.lastTouched.length;
  const inverse = identityLess(chain, probability, n);
  const start = new Float64Array(n);
  const ending = new Float64Array(n);
  for (let e = 0; e < probability.length; e++) {
    if (chain.from[e] === START) start[chain.to[e]!]! += probability[e]!;
    else if (chain.to[e] === CONVERSION) ending[chain.from[e]!]! += probability[e]!;
  }
  invert(inverse, n);
  const converts = new Float64Array(n);
  const visits = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      converts[i]! += inverse[i * n + j]! * ending[j]!;
      visits[j]! += start[i]! * inverse[i * n + j]!;
    }
  let overall = 0;
  for (let i = 0; i < n; i++) overall += start[i]! * converts[i]!;
  const without = new Float64Array(chain.channels).fill(overall);
  for (let i = 0; i < n; i++)
    without[chain.lastTouched[i]!] = Math.max(0, overall - (visits[i]! / inverse[i * n + i]!) * converts[i]!);
  return { overall, without, settled: true };
}

function identityLess(chain: Chain, probability: Float64Array, n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
  for (let e = 0; e < probability.length; e++)
    if (chain.from[e]! >= 0 && chain.to[e]! >= 0) matrix[chain.from[e]! * n + chain.to[e]!]! -= probability[e]!;
  return matrix;
}

/** Gauss-Jordan in place; I - Q of an absorbing chain is an M-matrix, for which the diagonal is a safe pivot. */
function invert(matrix: Float64Array, n: number): void {
  for (let k = 0; k < n; k++) {
    const pivot = 1 / matrix[k * n + k]!;
    matrix[k * n + k] = 1;
    for (let j = 0; j < n; j++) matrix[k * n + j]! *= pivot;
    for (let i = 0; i < n; i++) {
      const factor = matrix[i * n + k]!;
      if (i === k || factor === 0) continue;
      matrix[i * n + k] = 0;
      for (let j = 0; j < n; j++) matrix[i * n + j]! -= factor * matrix[k * n + j]!;
    }
  }
}

/** Edges in the order of the state they leave, last state first: what is known of later states is used at once. */
interface Walk {
  readonly rowStarts: Int32Array;
  readonly edges: Int32Array;
}

export function walkOf(chain: Chain): Walk {
  const states = chain.lastTouched.length;
  const rowStarts = new Int32Array(states + 1);
  for (const from of chain.from) if (from >= 0) rowStarts[from + 1]!++;
  for (let s = 0; s < states; s++) rowStarts[s + 1]! += rowStarts[s]!;
  const next = rowStarts.slice();
  const edges = new Int32Array(rowStarts[states]!);
  chain.from.forEach((from, e) => {
    if (from >= 0) edges[next[from]!++] = e;
  });
  return { rowStarts, edges };
}

/**
 * Any order: solves `x = Qx + r` for each channel removed by Gauss-Seidel to `tolerance`, beginning at `memory` (one row for
 * all channels kept, then one a channel) and leaving the solutions there.
 */
export function conversionOfAnyOrder(
  chain: Chain,
  probability: Float64Array,
  walk: Walk,
  { memory, tolerance }: { memory: readonly Float64Array[]; tolerance: number },
): Conversion {
  let settled = true;
  const solve = (removed: number) => {
    const x = memory[removed + 1]!;
    settled = settle(chain, probability, walk, { x, removed, tolerance }) && settled;
    let sum = 0;
    for (let e = 0; e < probability.length; e++)
      if (chain.from[e] === START && chain.lastTouched[chain.to[e]!] !== removed)
        sum += probability[e]! * x[chain.to[e]!]!;
    return sum;
  };
  const overall = solve(-1);
  const without = Float64Array.from({ length: chain.channels }, (_, c) => solve(c));
  return { overall, without, settled };
}

function settle(
  chain: Chain,
  probability: Float64Array,
  walk: Walk,
  { x, removed, tolerance }: { x: Float64Array; removed: number; tolerance: number },
): boolean {
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = 0;
    for (let s = x.length - 1; s >= 0; s--) {
      const value = chain.lastTouched[s] === removed ? 0 : conversionFrom(chain, probability, walk, { x, s });
      moved = Math.max(moved, Math.abs(value - x[s]!));
      x[s] = value;
    }
    if (moved <= tolerance) return true;
  }
  return false;
}

/** Chance to convert from a state, where that from all others is in `x`. */
function conversionFrom(
  { to }: Chain,
  probability: Float64Array,
  { rowStarts, edges }: Walk,
  { x, s }: { x: Float64Array; s: number },
): number {
  let value = 0;
  for (let k = rowStarts[s]!; k < rowStarts[s + 1]!; k++) {
    const e = edges[k]!;
    if (to[e]! >= 0) value += probability[e]! * x[to[e]!]!;
    else if (to[e] === CONVERSION) value += probability[e]!;
  }
  return value;
}

/** How well the chain predicts the next touch, to compare orders. */
export function fitOf(chain: Chain, counts: Float64Array, probability: Float64Array) {
  let logLikelihood = 0;
  let transitions = 0;
  let observed = 0;
  const leaving = new Set<number>();
  for (let e = 0; e < counts.length; e++) {
    if (counts[e] === 0) continue;
    logLikelihood += counts[e]! * Math.log(probability[e]!);
    transitions++;
    observed += counts[e]!;
    leaving.add(chain.from[e]!);
  }
  const parameters = transitions - leaving.size;
  return {
    logLikelihood,
    parameters,
    states: chain.lastTouched.length,
    aic: 2 * parameters - 2 * logLikelihood,
    bic: parameters * Math.log(observed) - 2 * logLikelihood,
  };
}
