/**
 * Markov chain of the hierarchical logit: every person's part-worths are normal around a common mean.
 *
 * Each sweep moves every person by a gradient step in the metric of that person's own posterior curvature (Metropolis-adjusted
 * Langevin; Roberts & Stramer 2002), then draws mean and covariance of all. Step lengths and metrics adapt during burn-in only.
 */

import { cholesky } from '../numeric/cholesky.ts';
import type { Random } from '../numeric/random.ts';
import { type ChoiceEvents, respondentInformation, respondentLikelihood } from './choice-events.ts';
import { drawPopulation, type Population, type PopulationPrior, startPopulation } from './population-draw.ts';

/** Acceptance at which Langevin steps are most effective in many dimensions (Roberts & Rosenthal 1998). */
const BEST_ACCEPTANCE = 0.574;
/** During burn-in the metrics are renewed at sweeps that double from here. */
const FIRST_RENEWAL = 50;

export interface Chain {
  readonly events: ChoiceEvents;
  readonly people: number;
  readonly size: number;
  /** Part-worths, row-major. */
  readonly b: Float64Array;
  readonly logLikelihood: Float64Array;
  readonly population: Population;
  /** Gradients of the log-likelihood at `b`. */
  readonly slope: Float64Array;
  /** Inverse of the lower Cholesky triangle of each person's curvature. */
  readonly metric: Float64Array;
  readonly stepLength: Float64Array;
  readonly sum: Float64Array;
  sums: number;
  accepted: number;
  proposed: number;
}

/** A chain that stands at `start` for everybody. */
export function startChain(events: ChoiceEvents, start: Float64Array): Chain {
  const size = events.size;
  const people = events.starts.length - 1;
  const chain: Chain = {
    events,
    people,
    size,
    b: new Float64Array(people * size),
    logLikelihood: new Float64Array(people),
    population: startPopulation(size),
    slope: new Float64Array(people * size),
    metric: new Float64Array(people * size * size),
    stepLength: new Float64Array(people).fill(1.2),
    sum: new Float64Array(people * size),
    sums: 0,
    accepted: 0,
    proposed: 0,
  };
  chain.population.mean.set(start);
  for (let person = 0; person < people; person++) {
    chain.b.set(start, person * size);
    chain.logLikelihood[person] = respondentLikelihood(
      events,
      person,
      start,
      chain.slope.subarray(person * size, (person + 1) * size),
    );
  }
  renewMetrics(chain);
  return chain;
}

export interface ChainPlan {
  readonly sweeps: number;
  readonly burnIn: number;
  readonly prior: PopulationPrior;
  /** Called after each sweep past the burn-in. */
  readonly keep: (chain: Chain, sweep: number) => void;
  readonly onSweep: (sweep: number) => void;
}

export function runChain(chain: Chain, plan: ChainPlan, random: Random): void {
  const scratch = scratchOf(chain.size);
  let renewal = FIRST_RENEWAL;
  for (let sweep = 0; sweep < plan.sweeps; sweep++) {
    const adapt = sweep < plan.burnIn ? Math.max(0.02, (sweep + 1) ** -0.6) : 0;
    for (let person = 0; person < chain.people; person++) movePerson(chain, person, { adapt, scratch, random });
    drawPopulation(chain.b, chain.population, plan.prior, random);
    if (sweep === plan.burnIn) {
      chain.accepted = 0;
      chain.proposed = 0;
    }
    if (sweep < plan.burnIn) {
      for (let at = 0; at < chain.b.length; at++) chain.sum[at]! += chain.b[at]!;
      chain.sums++;
      if (sweep + 1 === renewal && renewal < plan.burnIn) {
        renewMetrics(chain);
        renewal *= 2;
      }
    } else plan.keep(chain, sweep);
    plan.onSweep(sweep);
  }
}

interface Scratch {
  readonly next: Float64Array;
  readonly slope: Float64Array;
  readonly normal: Float64Array;
  readonly step: Float64Array;
  readonly here: Float64Array;
  readonly there: Float64Array;
  readonly total: Float64Array;
}

function scratchOf(size: number): Scratch {
  const vector = () => new Float64Array(size);
  return {
    next: vector(),
    slope: vector(),
    normal: vector(),
    step: vector(),
    here: vector(),
    there: vector(),
    total: vector(),
  };
}

/** One Langevin proposal for one person, taken or not. */
function movePerson(
  chain: Chain,
  person: number,
  { adapt, scratch, random }: { adapt: number; scratch: Scratch; random: Random },
): void {
  const { size, b, events, slope, stepLength } = chain;
  const { next, normal, step, here, there } = scratch;
  const from = person * size;
  const length = stepLength[person]!;
  const priorHere = whitenedSlope(chain, person, { b, from, slope, slopeFrom: from, total: scratch.total, out: here });
  for (let k = 0; k < size; k++) {
    normal[k] = random.normal();
    step[k] = length * (normal[k]! + (length / 2) * here[k]!);
  }
  spreadStep(chain, person, step, next);
  for (let k = 0; k < size; k++) next[k]! += b[from + k]!;
  const logLikelihood = respondentLikelihood(events, person, next, scratch.slope);
  const priorThere = whitenedSlope(chain, person, {
    b: next,
    from: 0,
    slope: scratch.slope,
    slopeFrom: 0,
    total: scratch.total,
    out: there,
  });
  let turned = 0;
  for (let k = 0; k < size; k++) turned += normal[k]! ** 2 - (normal[k]! + (length / 2) * (here[k]! + there[k]!)) ** 2;
  const logRatio = logLikelihood - chain.logLikelihood[person]! + priorThere - priorHere + turned / 2;
  const chance = logRatio >= 0 ? 1 : Math.exp(logRatio);
  chain.proposed++;
  if (random.uniform() < chance) {
    chain.accepted++;
    b.set(next, from);
    slope.set(scratch.slope, from);
    chain.logLikelihood[person] = logLikelihood;
  }
  if (adapt > 0) {
    const moved = Number.isFinite(chance) ? chance : 0;
    stepLength[person] = Math.min(3, Math.max(0.01, length * Math.exp(adapt * (moved - BEST_ACCEPTANCE))));
  }
}

interface SlopeAt {
  readonly b: Float64Array;
  readonly from: number;
  readonly slope: Float64Array;
  readonly slopeFrom: number;
  readonly total: Float64Array;
  readonly out: Float64Array;
}

/** Log prior at a person's part-worths; writes the slope of the log posterior, in the person's metric, into `out`. */
function whitenedSlope(chain: Chain, person: number, { b, from, slope, slopeFrom, total, out }: SlopeAt): number {
  const { size, metric, population } = chain;
  const { mean, precision } = population;
  let prior = 0;
  for (let i = 0; i < size; i++) {
    let pull = 0;
    for (let j = 0, cell = i * size; j < size; j++, cell++) pull += precision[cell]! * (b[from + j]! - mean[j]!);
    prior -= pull * (b[from + i]! - mean[i]!);
    total[i] = slope[slopeFrom + i]! - pull;
  }
  const start = person * size * size;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0, cell = start + i * size; j <= i; j++, cell++) sum += metric[cell]! * total[j]!;
    out[i] = sum;
  }
  return prior / 2;
}

/** Turns a step in a person's metric into one in part-worths. */
function spreadStep({ size, metric }: Chain, person: number, step: Float64Array, out: Float64Array): void {
  const start = person * size * size;
  out.fill(0);
  for (let i = 0; i < size; i++) {
    const length = step[i]!;
    for (let j = 0, cell = start + i * size; j <= i; j++, cell++) out[j]! += metric[cell]! * length;
  }
}

/** Takes each person's curvature at the mean of the draws so far, with that of the population, as the new metric. */
function renewMetrics(chain: Chain): void {
  const { size, people, events, metric, population, sum, sums, b } = chain;
  const curvature = new Float64Array(size * size);
  const lower = new Float64Array(size * size);
  for (let person = 0; person < people; person++) {
    const from = person * size;
    const at = sums > 0 ? sum.slice(from, from + size).map((value) => value / sums) : b.slice(from, from + size);
    respondentInformation(events, person, at, curvature);
    for (let cell = 0; cell < curvature.length; cell++) curvature[cell]! += population.precision[cell]!;
    if (cholesky(curvature, size, lower) < 0)
      invertLower(lower, size, metric.subarray(person * size * size, (person + 1) * size * size));
  }
  sum.fill(0);
  chain.sums = 0;
}

function invertLower(lower: Float64Array, size: number, inverse: Float64Array): void {
  for (let column = 0; column < size; column++)
    for (let row = column; row < size; row++) {
      let sum = row === column ? 1 : 0;
      for (let k = column; k < row; k++) sum -= lower[row * size + k]! * inverse[k * size + column]!;
      inverse[row * size + column] = sum / lower[row * size + row]!;
    }
}
