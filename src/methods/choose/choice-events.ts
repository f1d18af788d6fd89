/**
 * Choices as differences from what was chosen: the chance of a choice is 1 / (1 + sum exp(d b)), d being another alternative
 * less the chosen one. A quarter fewer exponentials than with utilities, and one logarithm a respondent.
 */

import type { ChoiceRows } from './conditional-logit.ts';

export interface ChoiceEvents {
  /** Row-major; one row for each alternative not chosen. */
  readonly differences: Float64Array;
  readonly size: number;
  /** First row of each choice, closed by the number of rows. */
  readonly rowStarts: Int32Array;
  /** First choice of each respondent, closed by the number of choices. */
  readonly starts: Int32Array;
}

/** Most alternatives a situation may hold. */
export const MOST_ALTERNATIVES = 1000;
/** Scratch for one choice at a time. */
const WEIGHTS = new Float64Array(MOST_ALTERNATIVES);

/** A product of chances this small is folded into the logarithm before it leaves the range of numbers. */
const FOLD_ABOVE = 1e120;

/** `respondentOf` must ascend; an alternative chosen `n` times counts as `n` choices. */
export function choiceEvents(rows: ChoiceRows, respondentOf: Int32Array): ChoiceEvents {
  const { columns: size, starts: situations, chosen } = rows;
  const differences: number[] = [];
  const rowStarts = [0];
  const starts = [0];
  for (let situation = 0; situation + 1 < situations.length; situation++) {
    while (starts.length <= respondentOf[situation]!) starts.push(rowStarts.length - 1);
    const [from, to] = [situations[situation]!, situations[situation + 1]!];
    for (let row = from; row < to; row++) {
      const against = Array.from({ length: to - from }, (_, at) => from + at).filter((other) => other !== row);
      for (let times = 0; times < chosen[row]!; times++) {
        for (const other of against) addDifference(differences, rows, [other, row]);
        rowStarts.push(differences.length / size);
      }
    }
  }
  starts.push(rowStarts.length - 1);
  return {
    differences: Float64Array.from(differences),
    size,
    rowStarts: Int32Array.from(rowStarts),
    starts: Int32Array.from(starts),
  };
}

function addDifference(into: number[], { x, columns }: ChoiceRows, [other, row]: readonly [number, number]): void {
  for (let k = 0; k < columns; k++) into.push(x[other * columns + k]! - x[row * columns + k]!);
}

/** Log-likelihood of a respondent's choices at `b`; writes its gradient. */
export function respondentLikelihood(
  events: ChoiceEvents,
  respondent: number,
  b: Float64Array,
  gradient: Float64Array,
): number {
  const { differences, size, rowStarts, starts } = events;
  gradient.fill(0);
  let product = 1;
  let logLikelihood = 0;
  for (let event = starts[respondent]!; event < starts[respondent + 1]!; event++) {
    const from = rowStarts[event]!;
    const to = rowStarts[event + 1]!;
    let sum = 1;
    for (let row = from, at = from * size; row < to; row++) {
      const weight = Math.exp(dot(differences, at, b));
      WEIGHTS[row - from] = weight;
      sum += weight;
      at += size;
    }
    for (let row = from, at = from * size; row < to; row++) {
      subtract(gradient, WEIGHTS[row - from]! / sum, differences, at);
      at += size;
    }
    product *= sum;
    if (product > FOLD_ABOVE) {
      logLikelihood -= Math.log(product);
      product = 1;
    }
  }
  return logLikelihood - Math.log(product);
}

/** Four at a time: most of the chain's time is spent here. */
function dot(row: Float64Array, from: number, b: Float64Array): number {
  const size = b.length;
  let one = 0;
  let two = 0;
  let k = 0;
  let at = from;
  for (; k + 3 < size; k += 4, at += 4) {
    one += row[at]! * b[k]! + row[at + 1]! * b[k + 1]!;
    two += row[at + 2]! * b[k + 2]! + row[at + 3]! * b[k + 3]!;
  }
  for (; k < size; k++, at++) one += row[at]! * b[k]!;
  return one + two;
}

function subtract(gradient: Float64Array, share: number, row: Float64Array, from: number): void {
  const size = gradient.length;
  let k = 0;
  let at = from;
  for (; k + 3 < size; k += 4, at += 4) {
    gradient[k]! -= share * row[at]!;
    gradient[k + 1]! -= share * row[at + 1]!;
    gradient[k + 2]! -= share * row[at + 2]!;
    gradient[k + 3]! -= share * row[at + 3]!;
  }
  for (; k < size; k++, at++) gradient[k]! -= share * row[at]!;
}

/** Negative Hessian of a respondent's log-likelihood at `b`, both triangles, into `information`. */
export function respondentInformation(
  events: ChoiceEvents,
  respondent: number,
  b: Float64Array,
  information: Float64Array,
): void {
  const { differences, size, rowStarts, starts } = events;
  information.fill(0);
  const mean = new Float64Array(size);
  for (let event = starts[respondent]!; event < starts[respondent + 1]!; event++) {
    const from = rowStarts[event]!;
    const to = rowStarts[event + 1]!;
    const weights = Float64Array.from({ length: to - from }, (_, row) => {
      let utility = 0;
      for (let k = 0; k < size; k++) utility += differences[(from + row) * size + k]! * b[k]!;
      return Math.exp(Math.min(utility, 300));
    });
    const sum = weights.reduce((total, weight) => total + weight, 1);
    mean.fill(0);
    for (let row = from; row < to; row++)
      for (let k = 0; k < size; k++) mean[k]! += (weights[row - from]! / sum) * differences[row * size + k]!;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        let cell = -mean[i]! * mean[j]!;
        for (let row = from; row < to; row++)
          cell += (weights[row - from]! / sum) * differences[row * size + i]! * differences[row * size + j]!;
        information[i * size + j]! += cell;
      }
  }
}
