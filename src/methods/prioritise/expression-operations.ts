/** What a formula may do, and what each does to units. */

export interface Operation {
  readonly atLeast: number;
  /** Infinity: any number of values, taken two by two from the left. */
  readonly atMost: number;
  readonly apply: (a: number, b: number, c: number) => number;
  /** `same`: values must share a unit and the result has it; `test`: must share one, the result has none; `choice`: the last two must share one. */
  readonly units: 'same' | 'test' | 'multiply' | 'divide' | 'power' | 'root' | 'plain' | 'choice';
}

const number = (holds: boolean) => (holds ? 1 : 0);
const one = (apply: Operation['apply'], units: Operation['units']): Operation => ({
  atLeast: 1,
  atMost: 1,
  apply,
  units,
});
const two = (apply: Operation['apply'], units: Operation['units']): Operation => ({
  atLeast: 2,
  atMost: 2,
  apply,
  units,
});
const three = (apply: Operation['apply'], units: Operation['units']): Operation => ({
  atLeast: 3,
  atMost: 3,
  apply,
  units,
});
const many = (apply: Operation['apply'], units: Operation['units']): Operation => ({
  atLeast: 1,
  atMost: Number.POSITIVE_INFINITY,
  apply,
  units,
});

/** By sign or name. Truth is 1, falsehood 0; anything but 0 is true. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['+', two((a, b) => a + b, 'same')],
  ['-', two((a, b) => a - b, 'same')],
  ['*', two((a, b) => a * b, 'multiply')],
  ['/', two((a, b) => a / b, 'divide')],
  ['%', two((a, b) => a % b, 'same')],
  ['**', two((a, b) => a ** b, 'power')],
  ['<', two((a, b) => number(a < b), 'test')],
  ['<=', two((a, b) => number(a <= b), 'test')],
  ['>', two((a, b) => number(a > b), 'test')],
  ['>=', two((a, b) => number(a >= b), 'test')],
  ['==', two((a, b) => number(a === b), 'test')],
  ['!=', two((a, b) => number(a !== b), 'test')],
  ['&&', two((a, b) => number(a !== 0 && b !== 0), 'plain')],
  ['||', two((a, b) => number(a !== 0 || b !== 0), 'plain')],
  ['negate', one((a) => -a, 'same')],
  ['abs', one((a) => Math.abs(a), 'same')],
  ['round', one((a) => Math.round(a), 'same')],
  ['floor', one((a) => Math.floor(a), 'same')],
  ['ceil', one((a) => Math.ceil(a), 'same')],
  ['sqrt', one((a) => Math.sqrt(a), 'root')],
  ['exp', one((a) => Math.exp(a), 'plain')],
  ['ln', one((a) => Math.log(a), 'plain')],
  ['log10', one((a) => Math.log10(a), 'plain')],
  ['pow', two((a, b) => a ** b, 'power')],
  ['min', many((a, b) => Math.min(a, b), 'same')],
  ['max', many((a, b) => Math.max(a, b), 'same')],
  ['clamp', three((value, low, high) => Math.min(Math.max(value, low), high), 'same')],
  ['if', three((test, yes, no) => (test !== 0 ? yes : no), 'choice')],
]);
