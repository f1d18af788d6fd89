/**
 * Formulas typed by people: arithmetic, comparison and a dozen functions over named numbers, and nothing else. They are parsed,
 * never run as code: no property, no assignment, no text, bounded in length and depth.
 */

import jsep from 'jsep';
import { MethodProblem } from '../method.ts';
import { OPERATIONS, type Operation } from './expression-operations.ts';

const LONGEST = 1000;
const DEEPEST = 250;

export type Term =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string; readonly index: number }
  | { readonly kind: 'operation'; readonly name: string; readonly of: readonly Term[] };

export interface Expression {
  /** Names used, in the order they first appear: `evaluate` takes their values in this order. */
  readonly variables: readonly string[];
  readonly term: Term;
  readonly evaluate: (values: ArrayLike<number>) => number;
}

/**
 * @param field where the formula stands in the inputs, for the problem's sake.
 * @throws MethodProblem `formula-invalid`.
 * @example parseExpression('reach * impact / max(effort, 0.5)', 'formula').evaluate([100, 2, 4]); // 50
 */
export function parseExpression(text: string, field: string): Expression {
  const refuse = (remedy: string): never => {
    throw new MethodProblem('formula-invalid', field, remedy);
  };
  if (text.length > LONGEST) return refuse(`Keep the formula within ${LONGEST} characters.`);
  const variables: string[] = [];
  const term = termOf(parsed(text, refuse), 0);
  return { variables, term, evaluate: compiled(term) };

  function termOf(node: jsep.Expression, depth: number): Term {
    if (depth > DEEPEST) return refuse(`Nest the formula at most ${DEEPEST} deep.`);
    const at = (value: unknown) =>
      isNode(value)
        ? termOf(value, depth + 1)
        : refuse('Something is missing in the formula: close every bracket and give each sign two sides.');
    switch (node.type) {
      case 'Literal':
        return literal(node, refuse);
      case 'Identifier':
        return variable(String(node.name));
      case 'UnaryExpression':
        return operation(node.operator === '-' ? 'negate' : `${node.operator} before a value`, [at(node.argument)]);
      case 'BinaryExpression':
        return operation(String(node.operator), [at(node.left), at(node.right)]);
      case 'ConditionalExpression':
        return operation('if', [at(node.test), at(node.consequent), at(node.alternate)]);
      case 'CallExpression':
        return operation(calleeOf(node.callee), Array.isArray(node.arguments) ? node.arguments.map(at) : []);
      default:
        return refuse(
          'Use numbers, names, + - * / % ^, comparisons, ( ) and functions only; put a sign between two values.',
        );
    }
  }

  function variable(name: string): Term {
    if (!variables.includes(name)) variables.push(name);
    return { kind: 'variable', name, index: variables.indexOf(name) };
  }

  function operation(name: string, of: readonly Term[]): Term {
    const known = OPERATIONS.get(name);
    if (known === undefined)
      return refuse(`"${name}" is not known: use ${functionNames()}, or + - * / % ^ < <= > >= == != && ||.`);
    if (of.length < known.atLeast || of.length > known.atMost)
      return refuse(
        `"${name}" takes ${known.atLeast === known.atMost ? known.atLeast : `${known.atLeast} or more`} values.`,
      );
    return { kind: 'operation', name, of };
  }

  function calleeOf(callee: unknown): string {
    if (!isNode(callee) || callee.type !== 'Identifier') return refuse('Only functions may be called.');
    const name = String(callee.name).toLowerCase();
    return name === 'log' ? refuse('Write ln (natural) or log10 instead of log.') : name;
  }
}

function parsed(text: string, refuse: (remedy: string) => never): jsep.Expression {
  try {
    // A spreadsheet's power sign; no other use of it is allowed, so it may be rewritten.
    return jsep(text.replaceAll('^', '**'));
  } catch (problem) {
    return refuse(
      `The formula cannot be read: ${problem instanceof Error ? problem.message : 'check brackets and signs'}.`,
    );
  }
}

function literal(node: jsep.Expression, refuse: (remedy: string) => never): Term {
  const value = typeof node.value === 'boolean' ? Number(node.value) : node.value;
  if (typeof value !== 'number' || !Number.isFinite(value))
    return refuse('Only numbers of ordinary size, true and false may stand in a formula.');
  return { kind: 'number', value };
}

function isNode(value: unknown): value is jsep.Expression {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function functionNames(): string {
  return [...OPERATIONS.keys()].filter((name) => /^[a-z]/.test(name) && name !== 'negate').join(', ');
}

type Compiled = Expression['evaluate'];

function compiled(term: Term): Compiled {
  if (term.kind === 'number') {
    const { value } = term;
    return () => value;
  }
  if (term.kind === 'variable') {
    const { index } = term;
    return (values) => values[index]!;
  }
  const parts = term.of.map(compiled);
  const known = OPERATIONS.get(term.name);
  if (known === undefined) return () => Number.NaN;
  return known.atMost === Number.POSITIVE_INFINITY ? folded(parts, known) : applied(parts, known);
}

function applied(parts: readonly Compiled[], { apply }: Operation): Compiled {
  const [a, b, c] = parts;
  if (a !== undefined && b !== undefined && c !== undefined) return (values) => apply(a(values), b(values), c(values));
  if (a !== undefined && b !== undefined) return (values) => apply(a(values), b(values), 0);
  return (values) => apply(a?.(values) ?? Number.NaN, 0, 0);
}

function folded(parts: readonly Compiled[], { apply }: Operation): Compiled {
  return (values) => {
    let sum = parts[0]!(values);
    for (let i = 1; i < parts.length; i++) sum = apply(sum, parts[i]!(values), 0);
    return sum;
  };
}
