/**
 * Conditional (multinomial) logit by Newton's method with the analytic gradient and Hessian. The likelihood is concave, so
 * there is one maximum; where the data are separable there is none, and the columns that run away are named.
 */

import { cholesky, invertCholesky, solveCholesky } from '../numeric/cholesky.ts';

const STEPS = 100;
const HALVINGS = 40;
/** Newton's decrement (twice the expected gain of log-likelihood) at which the search stops. */
const LEVEL_DECREMENT = 1e-11;
/** A step this long, in utility, that gains nothing: the data are separable in its direction. */
const RUNAWAY_UTILITY = 0.05;

/** Choice data, one row an alternative, the alternatives of a situation side by side. */
export interface ChoiceRows {
  /** Row-major: rows times `columns`. */
  readonly x: Float64Array;
  readonly columns: number;
  /** First row of each situation, closed by the number of rows. */
  readonly starts: Int32Array;
  /** How often (or with what weight) each row was chosen. */
  readonly chosen: Float64Array;
}

export interface ConditionalLogit {
  readonly coefficients: Float64Array;
  /** Inverse of the information at the estimate, row-major. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  /** With every alternative of a situation equally likely. */
  readonly logLikelihoodNull: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Columns whose coefficient has no finite estimate. */
  readonly runaway: readonly number[];
}

/** The coefficients cannot be told apart: `column` follows from those before it, or does not vary within any situation. */
export interface NotIdentified {
  readonly column: number;
  readonly constant: boolean;
}

/**
 * @example
 * // Twice the second of two alternatives, once the first: coefficient log 2.
 * fitConditionalLogit({ x: Float64Array.of(0, 1), columns: 1, starts: Int32Array.of(0, 2), chosen: Float64Array.of(1, 2) });
 */
export function fitConditionalLogit(given: ChoiceRows): ConditionalLogit | NotIdentified {
  const size = given.columns;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const coefficients = new Float64Array(size);
  const logLikelihoodNull = evaluateLogit(given, coefficients, gradient, information);
  const scale = new Float64Array(size);
  for (let k = 0; k < size; k++) scale[k] = Math.sqrt(information[k * size + k]!);
  const constant = scale.findIndex((value, k) => !(value > 1e-12 * largest(given, k)));
  if (constant >= 0) return { column: constant, constant: true };
  const rows = { ...given, x: given.x.map((value, at) => value / scale[at % size]!) };
  evaluateLogit(rows, coefficients, gradient, information);
  const lower = new Float64Array(size * size);
  const dependent = cholesky(information, size, lower);
  if (dependent >= 0) return { column: dependent, constant: false };
  const climbed = climb(rows, { coefficients, gradient, information, lower, logLikelihood: logLikelihoodNull });
  const covariance = invertCholesky(lower, size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) covariance[i * size + j]! /= scale[i]! * scale[j]!;
  return {
    ...climbed,
    coefficients: coefficients.map((value, k) => value / scale[k]!),
    covariance,
    logLikelihoodNull,
  };
}

interface Climb {
  readonly coefficients: Float64Array;
  readonly gradient: Float64Array;
  readonly information: Float64Array;
  readonly lower: Float64Array;
  logLikelihood: number;
}

/** Newton steps from where `at` stands; `at.lower` is left with the last triangle that exists. */
function climb(rows: ChoiceRows, at: Climb) {
  const size = rows.columns;
  const step = new Float64Array(size);
  const next = new Float64Array(size);
  const triangle = new Float64Array(size * size);
  let converged = false;
  let iterations = 0;
  for (; iterations < STEPS && !converged; iterations++) {
    if (cholesky(at.information, size, triangle) >= 0) break;
    at.lower.set(triangle);
    step.set(at.gradient);
    solveCholesky(at.lower, size, step);
    const decrement = dot(step, at.gradient);
    let share = 1;
    let reached = at.logLikelihood;
    for (let halving = 0; halving < HALVINGS; halving++, share /= 2) {
      for (let k = 0; k < size; k++) next[k] = at.coefficients[k]! + share * step[k]!;
      reached = evaluateLogit(rows, next, at.gradient, at.information);
      if (reached >= at.logLikelihood - 1e-12 * (1 + Math.abs(at.logLikelihood))) break;
    }
    at.coefficients.set(next);
    at.logLikelihood = reached;
    converged = decrement < LEVEL_DECREMENT;
  }
  if (cholesky(at.information, size, triangle) < 0) at.lower.set(triangle);
  const runaway = utilityLength(rows, step) > RUNAWAY_UTILITY ? longest(step) : [];
  return {
    logLikelihood: at.logLikelihood,
    iterations,
    converged: converged && runaway.length === 0,
    runaway,
  };
}

/**
 * Log-likelihood at `coefficients`; writes its gradient and the information (the negative Hessian, both triangles).
 */
function evaluateLogit(
  rows: ChoiceRows,
  coefficients: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): number {
  const { x, columns: size, starts, chosen } = rows;
  gradient.fill(0);
  information.fill(0);
  const mean = new Float64Array(size);
  const away = new Float64Array(size);
  const share = new Float64Array(longestSituation(starts));
  let logLikelihood = 0;
  for (let situation = 0; situation + 1 < starts.length; situation++) {
    const from = starts[situation]!;
    const to = starts[situation + 1]!;
    const times = sharesInto(rows, situation, coefficients, share);
    mean.fill(0);
    for (let row = from; row < to; row++) {
      const p = share[row - from]!;
      for (let k = 0, at = row * size; k < size; k++, at++) mean[k]! += p * x[at]!;
    }
    for (let row = from; row < to; row++) {
      const y = chosen[row]!;
      const p = share[row - from]!;
      if (y > 0) logLikelihood += y * Math.log(p);
      for (let k = 0, at = row * size; k < size; k++, at++) {
        const centred = x[at]! - mean[k]!;
        away[k] = centred;
        gradient[k]! += y * centred;
        const weighted = times * p * centred;
        for (let j = 0, cell = k * size; j <= k; j++, cell++) information[cell]! += weighted * away[j]!;
      }
    }
  }
  for (let k = 0; k < size; k++) for (let j = 0; j < k; j++) information[j * size + k] = information[k * size + j]!;
  return logLikelihood;
}

/** Writes the choice shares of a situation's alternatives; returns how often something was chosen in it. */
export function sharesInto(
  rows: ChoiceRows,
  situation: number,
  coefficients: Float64Array,
  share: Float64Array,
): number {
  const { x, columns: size, starts, chosen } = rows;
  const from = starts[situation]!;
  const to = starts[situation + 1]!;
  let highest = Number.NEGATIVE_INFINITY;
  for (let row = from; row < to; row++) {
    let utility = 0;
    for (let k = 0, at = row * size; k < size; k++, at++) utility += x[at]! * coefficients[k]!;
    share[row - from] = utility;
    if (utility > highest) highest = utility;
  }
  let sum = 0;
  let times = 0;
  for (let row = from; row < to; row++) {
    const weight = Math.exp(share[row - from]! - highest);
    share[row - from] = weight;
    sum += weight;
    times += chosen[row]!;
  }
  for (let at = 0; at < to - from; at++) share[at]! /= sum;
  return times;
}

/** The longest situation: how many alternatives a scratch array must hold. */
export function longestSituation(starts: Int32Array): number {
  let most = 0;
  for (let situation = 0; situation + 1 < starts.length; situation++)
    most = Math.max(most, starts[situation + 1]! - starts[situation]!);
  return most;
}

/** The furthest that `step` moves two alternatives of one situation apart. */
function utilityLength(rows: ChoiceRows, step: Float64Array): number {
  const { x, columns: size, starts } = rows;
  let most = 0;
  for (let situation = 0; situation + 1 < starts.length; situation++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let row = starts[situation]!; row < starts[situation + 1]!; row++) {
      let utility = 0;
      for (let k = 0; k < size; k++) utility += x[row * size + k]! * step[k]!;
      low = Math.min(low, utility);
      high = Math.max(high, utility);
    }
    most = Math.max(most, high - low);
  }
  return most;
}

function longest(step: Float64Array): number[] {
  const most = step.reduce((sofar, value) => Math.max(sofar, Math.abs(value)), 0);
  return Array.from(step.keys()).filter((k) => Math.abs(step[k]!) > 0.05 * most);
}

function largest(rows: ChoiceRows, column: number): number {
  let most = 0;
  for (let at = column; at < rows.x.length; at += rows.columns) most = Math.max(most, Math.abs(rows.x[at]!));
  return most;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
