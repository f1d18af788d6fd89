/**
 * Choices as differences from what was chosen: the chance of a choice is 1 / (1 + sum exp(d b)), d being another alternative
 * less the chosen one. A quarter fewer exponentials than with utilities, and one logarithm a respondent.
 */

import { quickExponential } from '../numeric/quick-exponential.ts';
import type { ChoiceRows } from './conditional-logit.ts';

export interface ChoiceEvents {
  /** Row-major; one row for each alternative not chosen. */
  readonly differences: Float64Array;
  readonly size: number;
  /** First row of each choice, closed by the number of rows. */
  readonly rowStarts: Int32Array;
  /** First choice of each respondent, closed by the number of choices. */
  readonly starts: Int32Array;
  /** Scratch: one number for each row of the respondent at work. */
  readonly shares: Float64Array;
}

/** Most alternatives a situation may hold. */
export const MOST_ALTERNATIVES = 1000;

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
    shares: new Float64Array(Math.max(...starts.slice(1).map((end, at) => rowStarts[end]! - rowStarts[starts[at]!]!))),
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
  const { rowStarts, starts, shares } = events;
  const first = rowStarts[starts[respondent]!]!;
  weigh(events, first, rowStarts[starts[respondent + 1]!]!, b);
  let product = 1;
  let logLikelihood = 0;
  for (let event = starts[respondent]!, row = 0; event < starts[respondent + 1]!; event++) {
    const end = rowStarts[event + 1]! - first;
    let sum = 1;
    for (let at = row; at < end; at++) sum += shares[at]!;
    const scale = 1 / sum;
    for (; row < end; row++) shares[row]! *= scale;
    product *= sum;
    if (product > FOLD_ABOVE) {
      logLikelihood -= Math.log(product);
      product = 1;
    }
  }
  slopeOf(events, first, rowStarts[starts[respondent + 1]!]!, gradient);
  return logLikelihood - Math.log(product);
}

/** Exponentials of the utilities of rows `from` up to `to` into `shares`. Most of a chain's time is spent here: four at a time. */
function weigh({ differences, size, shares }: ChoiceEvents, from: number, to: number, b: Float64Array): void {
  for (let row = from, at = from * size; row < to; row++) {
    let one = 0;
    let two = 0;
    let k = 0;
    for (; k + 3 < size; k += 4, at += 4) {
      one += differences[at]! * b[k]! + differences[at + 1]! * b[k + 1]!;
      two += differences[at + 2]! * b[k + 2]! + differences[at + 3]! * b[k + 3]!;
    }
    for (; k < size; k++, at++) one += differences[at]! * b[k]!;
    shares[row - from] = quickExponential(one + two);
  }
}

/** Gradient from the shares of rows `from` up to `to`: four columns at a time, so that their sums need no memory. */
function slopeOf({ differences, size, shares }: ChoiceEvents, from: number, to: number, gradient: Float64Array): void {
  let k = 0;
  for (; k + 3 < size; k += 4) {
    let [one, two, three, four] = [0, 0, 0, 0];
    for (let row = from, at = from * size + k; row < to; row++, at += size) {
      const share = shares[row - from]!;
      one -= share * differences[at]!;
      two -= share * differences[at + 1]!;
      three -= share * differences[at + 2]!;
      four -= share * differences[at + 3]!;
    }
    gradient[k] = one;
    gradient[k + 1] = two;
    gradient[k + 2] = three;
    gradient[k + 3] = four;
  }
  for (; k < size; k++) {
    let sum = 0;
    for (let row = from, at = from * size + k; row < to; row++, at += size)
      sum -= shares[row - from]! * differences[at]!;
    gradient[k] = sum;
  }
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
