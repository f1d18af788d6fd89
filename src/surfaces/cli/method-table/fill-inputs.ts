/** Rows of a table become the nested inputs of a method, along the routes of their columns. */
import type { Cell, TableRow } from '../../../platform/file/index.ts';
import { badInput } from '../failures.ts';
import type { Route, RouteStep } from './column-route.ts';
import { columnValues } from './column-values.ts';

export interface Lead {
  readonly column: string;
  readonly route: Route;
}

type Tree =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'object'; readonly members: Map<string, Tree> }
  | { readonly kind: 'list'; readonly elements: (Tree | undefined)[]; readonly places: Map<string, number> };

/**
 * Fills the inputs row by row. The first list on a route takes an element a row, unless an element is named by another column; a
 * list below it takes an element a column.
 *
 * @throws `input.unreadable` where one place is given two different values.
 */
export function fillInputs(rows: readonly TableRow[], leads: readonly Lead[]): Record<string, unknown> {
  const root: Tree = { kind: 'object', members: new Map() };
  const columns = leads.map(({ column, route }) => ({
    column,
    route,
    isRow: isOfRecord(route),
    values: columnValues(
      rows.map(({ values }) => values[column]),
      { header: column, leaf: route.leaf },
    ),
  }));
  for (const [at, row] of rows.entries())
    for (const { column, route, isRow, values } of columns) {
      const value = values[at];
      if (value === null && isRow) continue;
      put(root, route.steps, { value, row, at, column });
    }
  return Object.fromEntries([...root.members].map(([name, member]) => [name, plain(member)]));
}

/** Empty cells leave a member of a record out; in a list of plain values they are needed to keep its rows in line. */
function isOfRecord({ steps, leaf }: Route): boolean {
  const first = steps.findIndex(({ kind }) => kind === 'each' || kind === 'each-of');
  const isPlainList = first === steps.length - 1 && steps[first]?.kind === 'each';
  return !isPlainList && !leaf.types.has('null');
}

interface Given {
  readonly value: unknown;
  readonly row: TableRow;
  readonly at: number;
  readonly column: string;
}

function put(into: Tree, steps: readonly RouteStep[], given: Given): void {
  let tree = into;
  let isRowTaken = false;
  for (const [index, step] of steps.entries()) {
    const key = keyOf(step, given, isRowTaken);
    if (key === null) return;
    if (step.kind === 'each') isRowTaken = true;
    const next = steps[index + 1];
    tree = childOf(tree, key, next === undefined ? { kind: 'value', value: given.value } : emptyFor(next));
  }
  if (tree.kind !== 'value' || tree.value === given.value) return;
  throw badInput({
    field: '--map',
    given: `${given.column} in line ${given.row.line}`,
    right: `one value at that place (${String(tree.value)} stands there already); give each row an element of its own`,
  });
}

/** Which member or element a row goes to; null where the cell that would say it is empty. */
function keyOf(step: RouteStep, { row, at, column }: Given, isRowTaken: boolean): string | null {
  if (step.kind === 'member') return step.name;
  if (step.kind === 'each') return isRowTaken ? `column ${column}` : `row ${at}`;
  const cell: Cell | undefined = row.values[step.column];
  return cell === undefined || cell === null || cell === '' ? null : String(cell).trim();
}

const emptyFor = (step: RouteStep): Tree =>
  step.kind === 'member' || step.kind === 'member-of'
    ? { kind: 'object', members: new Map() }
    : { kind: 'list', elements: [], places: new Map() };

function childOf(tree: Tree, key: string, fresh: Tree): Tree {
  if (tree.kind === 'object') {
    const known = tree.members.get(key) ?? fresh;
    tree.members.set(key, known);
    return known;
  }
  if (tree.kind === 'value') return tree;
  const place = tree.places.get(key) ?? tree.elements.length;
  tree.places.set(key, place);
  const known = tree.elements[place] ?? fresh;
  tree.elements[place] = known;
  return known;
}

function plain(tree: Tree | undefined): unknown {
  if (tree === undefined) return null;
  if (tree.kind === 'value') return tree.value;
  if (tree.kind === 'list') return tree.elements.map(plain);
  return Object.fromEntries([...tree.members].map(([name, member]) => [name, plain(member)]));
}
