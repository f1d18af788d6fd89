/**
 * Formulas of custom fields: arithmetic over an item's own numbers. Read by a parser of our own rather than compiled to
 * JavaScript, so that they work under a content-security policy without `eval` and can reach nothing but what they name.
 */
import { invalidInput } from './failures.ts';

export interface FormulaResult {
  readonly value: number | null;
  /** Why there is no value: `"reach" is empty`. */
  readonly reason: string | null;
}

/** The number behind a name, `null` where it is empty, `undefined` where there is no such number. */
export type ReadNumber = (name: string) => number | null | undefined;

export interface Formula {
  /** The names it reads: `reach`, `custom.effort`. */
  readonly names: readonly string[];
  evaluate(read: ReadNumber): FormulaResult;
}

type Node = (read: ReadNumber) => number;

/** Ends an evaluation that has no number as its result. */
class NoValue extends Error {}

const LENGTH_MAX = 1_000;
const DEPTH_MOST = 40;
const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)|([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)|(<=|>=|==|!=|[-+*/^%()<>,]))/iy;

const truth = (holds: boolean): number => (holds ? 1 : 0);

/** Binary operators: how tightly they bind and what they do; `^` binds to the right. */
const OPERATORS: ReadonlyMap<string, { readonly power: number; readonly apply: (a: number, b: number) => number }> =
  new Map([
    ['or', { power: 1, apply: (a, b) => truth(a !== 0 || b !== 0) }],
    ['and', { power: 2, apply: (a, b) => truth(a !== 0 && b !== 0) }],
    ['==', { power: 3, apply: (a, b) => truth(a === b) }],
    ['!=', { power: 3, apply: (a, b) => truth(a !== b) }],
    ['<', { power: 3, apply: (a, b) => truth(a < b) }],
    ['<=', { power: 3, apply: (a, b) => truth(a <= b) }],
    ['>', { power: 3, apply: (a, b) => truth(a > b) }],
    ['>=', { power: 3, apply: (a, b) => truth(a >= b) }],
    ['+', { power: 4, apply: (a, b) => a + b }],
    ['-', { power: 4, apply: (a, b) => a - b }],
    ['*', { power: 5, apply: (a, b) => a * b }],
    ['/', { power: 5, apply: divide }],
    ['%', { power: 5, apply: (a, b) => (b === 0 ? divide(a, b) : a % b) }],
    ['^', { power: 7, apply: (a, b) => a ** b }],
  ]);
const UNARY_POWER = 6;
const RIGHT_BINDING = '^';

const FUNCTIONS: Readonly<
  Record<
    string,
    { readonly least: number; readonly most: number; readonly apply: (values: readonly number[]) => number }
  >
> = {
  min: { least: 1, most: 50, apply: (values) => Math.min(...values) },
  max: { least: 1, most: 50, apply: (values) => Math.max(...values) },
  sum: { least: 1, most: 50, apply: (values) => values.reduce((sum, value) => sum + value, 0) },
  round: { least: 1, most: 2, apply: ([value = 0, digits = 0]) => Math.round(value * 10 ** digits) / 10 ** digits },
  abs: { least: 1, most: 1, apply: ([value = 0]) => Math.abs(value) },
  floor: { least: 1, most: 1, apply: ([value = 0]) => Math.floor(value) },
  ceil: { least: 1, most: 1, apply: ([value = 0]) => Math.ceil(value) },
  sqrt: { least: 1, most: 1, apply: ([value = 0]) => Math.sqrt(value) },
  log: { least: 1, most: 1, apply: ([value = 0]) => Math.log(value) },
  not: { least: 1, most: 1, apply: ([value = 0]) => truth(value === 0) },
};

function divide(a: number, b: number): number {
  if (b === 0) throw new NoValue('it divides by zero');
  return a / b;
}

function unreadable(why: string): never {
  throw invalidInput({ field: 'formula', expected: `cannot be read: ${why}` });
}

class Parser {
  readonly #tokens: readonly string[];
  readonly names = new Set<string>();
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  whole(): Node {
    const node = this.#expression(0);
    if (this.#at < this.#tokens.length) unreadable(`"${this.#tokens[this.#at]}" is not expected there`);
    return node;
  }

  #expression(power: number): Node {
    this.#depth += 1;
    if (this.#depth > DEPTH_MOST) unreadable('it is nested too deeply');
    let left = this.#operand();
    for (;;) {
      const word = this.#tokens[this.#at] ?? '';
      const operator = OPERATORS.get(word);
      if (operator === undefined || operator.power <= power) break;
      this.#at += 1;
      const right = this.#expression(word === RIGHT_BINDING ? operator.power - 1 : operator.power);
      const before = left;
      left = (read) => operator.apply(before(read), right(read));
    }
    this.#depth -= 1;
    return left;
  }

  #operand(): Node {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === undefined) return unreadable('it ends too early');
    if (/^[\d.]/.test(token)) return () => Number(token);
    if (token === '-') {
      const value = this.#expression(UNARY_POWER);
      return (read) => -value(read);
    }
    if (token === '(') {
      const value = this.#expression(0);
      this.#expect(')');
      return value;
    }
    if (!/^[A-Za-z_]/.test(token) || OPERATORS.has(token)) return unreadable(`"${token}" is not expected there`);
    return this.#tokens[this.#at] === '(' ? this.#call(token) : this.#name(token);
  }

  #name(name: string): Node {
    this.names.add(name);
    return (read) => {
      const value = read(name);
      if (value === undefined) throw new NoValue(`there is no number "${name}"`);
      if (value === null) throw new NoValue(`"${name}" is empty`);
      return value;
    };
  }

  #call(name: string): Node {
    const values = this.#arguments();
    const [first, second, third] = values;
    if (name === 'if' && first !== undefined && second !== undefined && third !== undefined && values.length === 3) {
      return (read) => (first(read) === 0 ? third(read) : second(read));
    }
    if (name === 'orElse' && first !== undefined && second !== undefined && values.length === 2)
      return (read) => orElse(first, second, read);
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (known === undefined && name !== 'if' && name !== 'orElse') {
      return unreadable(`there is no function "${name}"; there are if, orElse, ${Object.keys(FUNCTIONS).join(', ')}`);
    }
    if (known === undefined || values.length < known.least || values.length > known.most)
      return unreadable(`"${name}" takes another number of values`);
    return (read) => known.apply(values.map((value) => value(read)));
  }

  #arguments(): readonly Node[] {
    this.#expect('(');
    const values = [this.#expression(0)];
    while (this.#tokens[this.#at] === ',') {
      this.#at += 1;
      values.push(this.#expression(0));
    }
    this.#expect(')');
    return values;
  }

  #expect(token: string): void {
    if (this.#tokens[this.#at] !== token) unreadable(`"${token}" is missing`);
    this.#at += 1;
  }
}

function orElse(first: Node, second: Node, read: ReadNumber): number {
  try {
    return first(read);
  } catch (error) {
    if (error instanceof NoValue) return second(read);
    throw error;
  }
}

function tokensOf(text: string): readonly string[] {
  if (text.trim() === '') unreadable('it is empty');
  if (text.length > LENGTH_MAX) unreadable(`it is longer than ${LENGTH_MAX} characters`);
  const tokens: string[] = [];
  const source = text.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (match === null) unreadable(`"${source.slice(from).trim().slice(0, 10)}" is not understood`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

/**
 * Reads a formula: numbers, names of number fields (`reach`, `custom.effort`), `+ - * / % ^`, comparisons, `and`, `or`,
 * `if(test, then, else)`, `orElse(value, instead)` and min, max, sum, round, abs, floor, ceil, sqrt, log, not.
 *
 * @throws `input.invalid` on `formula`, with what cannot be read.
 * @example
 * parseFormula('reach * custom.impact / max(custom.effort, 1)').evaluate((name) => numbers[name]) // { value: 120, reason: null }
 */
export function parseFormula(text: string): Formula {
  const parser = new Parser(tokensOf(text));
  const node = parser.whole();
  return { names: [...parser.names], evaluate: (read) => resultOf(node, read) };
}

function resultOf(node: Node, read: ReadNumber): FormulaResult {
  try {
    const value = node(read);
    return Number.isFinite(value) ? { value, reason: null } : { value: null, reason: 'the result is not a number' };
  } catch (error) {
    if (error instanceof NoValue) return { value: null, reason: error.message };
    throw error;
  }
}
