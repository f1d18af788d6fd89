/** Latent classes by expectation and maximisation over the different answer patterns. */

import type { Random } from '../numeric/random.ts';

const LEVEL_GAIN = 1e-10;
/** Steps given to every start before only the most promising go on. */
const TRIAL_STEPS = 30;
/** Rounds after that: how many of the starts go on for so many steps more, and at least five. */
const ROUNDS = [
  { part: 1 / 2, steps: 100 },
  { part: 1 / 4, steps: 300 },
  { part: 1 / 8, steps: 2000 },
] as const;
const AT_LEAST = 5;

/** Answers, one row a pattern: category of each item from 0, -1 where missing. */
export interface Patterns {
  readonly answers: Int32Array;
  readonly counts: Float64Array;
  readonly items: number;
  /** Categories of each item, and where an item's probabilities begin within a class. */
  readonly categories: readonly number[];
  readonly offsets: readonly number[];
  readonly cells: number;
}

export interface LatentClasses {
  readonly shares: Float64Array;
  /** Per class, `cells` probabilities: those of the first item's categories, then of the second's … */
  readonly probabilities: Float64Array;
  /** Per pattern, the probability of each class. */
  readonly posterior: Float64Array;
  readonly logLikelihood: number;
  readonly converged: boolean;
  /** Share of the starts that ended at this likelihood. */
  readonly agreement: number;
}

interface State {
  readonly shares: Float64Array;
  readonly probabilities: Float64Array;
  readonly posterior: Float64Array;
  logLikelihood: number;
  converged: boolean;
}

/** The highest likelihood found from `starts` random starts; classes come largest first. */
export function searchClasses(
  patterns: Patterns,
  classes: number,
  { starts, random, onStart }: { starts: number; random: Random; onStart: (start: number) => void },
): LatentClasses {
  const states = Array.from({ length: classes === 1 ? 1 : starts }, (_, start) => {
    const state = randomState(patterns, classes, random);
    climb(patterns, state, TRIAL_STEPS);
    onStart(start);
    return state;
  });
  const byLikelihood = (a: State, b: State) => b.logLikelihood - a.logLikelihood;
  for (const { part, steps } of ROUNDS) {
    states.sort(byLikelihood);
    for (const state of states.slice(0, Math.max(AT_LEAST, Math.ceil(states.length * part))))
      if (!state.converged) climb(patterns, state, steps);
  }
  states.sort(byLikelihood);
  const best = states[0]!;
  const same = states.filter(({ logLikelihood }) => best.logLikelihood - logLikelihood < 1e-3).length;
  return { ...largestFirst(patterns, best), agreement: same / states.length };
}

function randomState({ counts, offsets, categories, cells }: Patterns, classes: number, random: Random): State {
  const probabilities = new Float64Array(classes * cells);
  for (let at = 0; at < classes; at++)
    offsets.forEach((offset, item) => {
      const own = probabilities.subarray(at * cells + offset, at * cells + offset + categories[item]!);
      for (let category = 0; category < own.length; category++) own[category] = 0.05 + random.uniform();
      normalise(own);
    });
  return {
    shares: new Float64Array(classes).fill(1 / classes),
    probabilities,
    posterior: new Float64Array(counts.length * classes),
    logLikelihood: Number.NEGATIVE_INFINITY,
    converged: false,
  };
}

/**
 * EM in pairs of steps with an extrapolated third (SQUAREM; Varadhan & Roland 2008): plain EM creeps towards probabilities of 0,
 * and stops where its steps are small rather than where the summit is.
 */
function climb(patterns: Patterns, state: State, steps: number): void {
  const { shares, probabilities } = state;
  const place = () => Float64Array.of(...shares, ...probabilities);
  const put = (values: Float64Array) => {
    shares.set(values.subarray(0, shares.length));
    probabilities.set(values.subarray(shares.length));
    normaliseAll(patterns, state);
  };
  state.converged = false;
  state.logLikelihood = expect(patterns, state);
  for (let step = 0; step < steps && !state.converged; step++) {
    const before = state.logLikelihood;
    const start = place();
    maximise(patterns, state);
    const first = place();
    expect(patterns, state);
    maximise(patterns, state);
    const second = place();
    const plain = expect(patterns, state);
    put(extrapolated(start, first, second));
    state.logLikelihood = expect(patterns, state);
    if (!(state.logLikelihood >= plain)) {
      put(second);
      state.logLikelihood = expect(patterns, state);
    }
    state.converged = state.logLikelihood - before < LEVEL_GAIN;
  }
}

/** Where two steps point if their shrinking goes on; never past a thousandth of where the second stands. */
function extrapolated(start: Float64Array, first: Float64Array, second: Float64Array): Float64Array {
  let [step, bend] = [0, 0];
  for (let at = 0; at < start.length; at++) {
    step += (first[at]! - start[at]!) ** 2;
    bend += (second[at]! - 2 * first[at]! + start[at]!) ** 2;
  }
  const length = bend > 0 ? Math.max(1, Math.sqrt(step / bend)) : 1;
  return start.map((value, at) => {
    const r = first[at]! - value;
    const v = second[at]! - first[at]! - r;
    return Math.max(value + 2 * length * r + length ** 2 * v, second[at]! * 1e-3);
  });
}

/** Probability of each class for each pattern; returns the log-likelihood. */
function expect(
  { answers, counts, items, offsets, cells }: Patterns,
  { shares, probabilities, posterior }: State,
): number {
  const classes = shares.length;
  let logLikelihood = 0;
  for (let pattern = 0; pattern < counts.length; pattern++) {
    let total = 0;
    for (let at = 0; at < classes; at++) {
      let joint = shares[at]!;
      for (let item = 0; item < items; item++) {
        const answer = answers[pattern * items + item]!;
        if (answer >= 0) joint *= probabilities[at * cells + offsets[item]! + answer]!;
      }
      posterior[pattern * classes + at] = joint;
      total += joint;
    }
    // Never zero at a maximum; a start that rules a pattern out is left at the floor and loses.
    const floor = Math.max(total, Number.MIN_VALUE);
    for (let at = 0; at < classes; at++) posterior[pattern * classes + at]! /= floor;
    logLikelihood += counts[pattern]! * Math.log(floor);
  }
  return logLikelihood;
}

function maximise(patterns: Patterns, state: State): void {
  const { answers, counts, items, offsets, cells } = patterns;
  const { shares, probabilities, posterior } = state;
  const classes = shares.length;
  probabilities.fill(0);
  shares.fill(0);
  for (let pattern = 0; pattern < counts.length; pattern++)
    for (let at = 0; at < classes; at++) {
      const weight = counts[pattern]! * posterior[pattern * classes + at]!;
      shares[at]! += weight;
      for (let item = 0; item < items; item++) {
        const answer = answers[pattern * items + item]!;
        if (answer >= 0) probabilities[at * cells + offsets[item]! + answer]! += weight;
      }
    }
  normaliseAll(patterns, state);
}

function normaliseAll({ offsets, categories, cells }: Patterns, { shares, probabilities }: State): void {
  normalise(shares);
  for (let at = 0; at < shares.length; at++)
    offsets.forEach((offset, item) => {
      normalise(probabilities.subarray(at * cells + offset, at * cells + offset + categories[item]!));
    });
}

/** To a sum of one; evenly where the sum is zero. */
function normalise(values: Float64Array): void {
  let total = 0;
  for (const value of values) total += value;
  for (let at = 0; at < values.length; at++) values[at] = total > 0 ? values[at]! / total : 1 / values.length;
}

function largestFirst({ counts, cells }: Patterns, state: State): State {
  const classes = state.shares.length;
  const order = Array.from({ length: classes }, (_, at) => at).sort((a, b) => state.shares[b]! - state.shares[a]!);
  return {
    ...state,
    shares: Float64Array.from(order, (at) => state.shares[at]!),
    probabilities: Float64Array.from(
      { length: classes * cells },
      (_, at) => state.probabilities[order[Math.floor(at / cells)]! * cells + (at % cells)]!,
    ),
    posterior: Float64Array.from(
      { length: counts.length * classes },
      (_, at) => state.posterior[Math.floor(at / classes) * classes + order[at % classes]!]!,
    ),
  };
}
