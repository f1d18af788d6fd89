/** The parsed sources, walked once for the gates that count: functions with their size, parameters and nesting. */
import { parseSync } from 'oxc-parser';
import type { SourceFile } from './source-files.ts';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

export interface FunctionFacts {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
  readonly parameters: number;
  /** How deep conditions, loops and tries stand inside each other. */
  readonly nesting: number;
  readonly isComponent: boolean;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const NESTING = new Set([
  'IfStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchStatement',
  'TryStatement',
]);

export function parse(file: SourceFile): Node {
  const result = parseSync(file.path, file.text);
  const fault = result.errors[0];
  if (fault !== undefined) throw new Error(`${file.path}: ${fault.message}`);
  const program: unknown = result.program;
  if (!isNode(program)) throw new Error(`${file.path} was not parsed.`);
  return program;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/** Every node below, outermost first. */
export function* walk(
  node: Node,
  parent?: Node,
): Generator<{ readonly node: Node; readonly parent: Node | undefined }> {
  yield { node, parent };
  for (const child of childrenOf(node)) yield* walk(child, node);
}

/** Line numbers from offsets. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

export function functionsOf(file: SourceFile): readonly FunctionFacts[] {
  const found: FunctionFacts[] = [];
  for (const { node, parent } of walk(parse(file))) {
    if (!FUNCTIONS.has(node.type) || !isNode(node.body)) continue;
    const name = nameOf(node, parent);
    found.push({
      name,
      line: lineOf(file.text, node.start),
      lines: lineOf(file.text, node.end) - lineOf(file.text, node.start) + 1,
      parameters: parametersOf(node),
      nesting: deepest(node.body, 0),
      isComponent: file.path.endsWith('.tsx') && /^[A-Z]/.test(name),
    });
  }
  return found;
}

function nameOf(node: Node, parent: Node | undefined): string {
  const named = [node.id, parent?.id, parent?.key].find((id) => isNode(id) && typeof id.name === 'string');
  return isNode(named) ? String(named.name) : '(unnamed)';
}

function parametersOf(node: Node): number {
  const list = node.params;
  return Array.isArray(list) ? list.length : 0;
}

/** A function inside starts again at nothing; `else if` stands beside its `if`, not inside it. */
function deepest(node: Node, depth: number, isElseIf = false): number {
  if (FUNCTIONS.has(node.type)) return depth;
  const here = NESTING.has(node.type) && !isElseIf ? depth + 1 : depth;
  return Math.max(
    here,
    ...childrenOf(node).map((child) => deepest(child, here, node.alternate === child && child.type === 'IfStatement')),
  );
}
