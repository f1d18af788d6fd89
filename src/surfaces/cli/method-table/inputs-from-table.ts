/** A table as a method's inputs: columns lead where they are told to, where their names say, or where there is room for what is left. */
import type { AnyMethod } from '../../../methods/index.ts';
import { type ByteSource, readTable, type TableRow } from '../../../platform/file/index.ts';
import { badInput } from '../failures.ts';
import { columnsRead, routesTo, routeText } from './column-route.ts';
import { fillInputs } from './fill-inputs.ts';
import { type GivenColumn, type Guess, guessRoutes, type Reason } from './guess-routes.ts';
import { type InputPlace, nameOf, placesOf } from './input-places.ts';

export interface TableRequest {
  readonly file: ByteSource;
  readonly sheet?: string | undefined;
  /** Column to path, where it is not found by its name; an empty path leaves the column out. */
  readonly columnsTo: ReadonlyMap<string, string>;
  /** Inputs that are given beside the table. */
  readonly given: Readonly<Record<string, unknown>>;
}

export interface Mapped {
  readonly columns: readonly { readonly column: string; readonly to: string; readonly by: Reason }[];
  readonly leftOut: readonly string[];
  readonly rows: number;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** @throws `input.unreadable` where no column leads anywhere, or one is sent where there is nothing. */
export async function inputsFromTable(method: AnyMethod, request: TableRequest): Promise<Mapped> {
  const { file, sheet, columnsTo, given } = request;
  const table = await readTable(file, sheet === undefined ? {} : { sheet });
  const rows: TableRow[] = [];
  for await (const row of table.rows(() => undefined)) rows.push(row);
  const columns = table.columns.map(({ name }) => ({ name, cells: rows.map(({ values }) => values[name]) }));
  return mappedInputs(method, { columns, rows }, { columnsTo, given });
}

interface Table {
  readonly columns: readonly GivenColumn[];
  readonly rows: readonly TableRow[];
}

export function mappedInputs(
  method: AnyMethod,
  { columns, rows }: Table,
  { columnsTo, given }: Pick<TableRequest, 'columnsTo' | 'given'>,
): Mapped {
  const places = placesOf(method).filter(({ steps: [first] }) => first?.kind !== 'member' || !(first.name in given));
  const said = [...columnsTo]
    .filter(([, to]) => to !== '')
    .map(([column, to]) => saidRoute(column, to, { columns, places, columnsTo }));
  const read = new Set(said.flatMap(({ route }) => columnsRead(route)));
  const free = columns.filter(({ name }) => !columnsTo.has(name) && !read.has(name));
  const guesses = [...said, ...guessRoutes(free, places, said)];
  if (guesses.length === 0) throw nothingFits(columns, places);
  const order = new Map(columns.map(({ name }, at) => [name, at]));
  const leads = guesses.toSorted((a, b) => (order.get(a.column) ?? 0) - (order.get(b.column) ?? 0));
  const used = new Set([...leads.map(({ column }) => column), ...read]);
  return {
    columns: leads.map(({ column, route, reason }) => ({ column, to: routeText(route), by: reason })),
    leftOut: columns.map(({ name }) => name).filter((name) => !used.has(name)),
    rows: rows.length,
    inputs: { ...columnNames(leads, places), ...fillInputs(rows, leads), ...given },
  };
}

interface Known {
  readonly columns: readonly GivenColumn[];
  readonly places: readonly InputPlace[];
  readonly columnsTo: ReadonlyMap<string, string>;
}

function saidRoute(column: string, to: string, { columns, places, columnsTo }: Known): Guess {
  const names = columns.map(({ name }) => name);
  const isOneOfSeveral = [...columnsTo.values()].filter((other) => other === to).length > 1;
  const [route] = routesTo(to, column, { places, isOneOfSeveral });
  if (route === undefined) throw nowhere(to, places);
  for (const one of [column, ...columnsRead(route)]) if (!names.includes(one)) throw noColumn(one, names);
  return { column, route, reason: 'said' };
}

/** Lists that name the columns of a matrix, as the inputs of the methods call them. */
const NAMES_OF_COLUMNS = new Set(['items', 'columns', 'columnLabels']);

/** Where columns side by side make a row of a matrix, their names are told to the method that asks for them. */
function columnNames(leads: readonly Guess[], places: readonly InputPlace[]): Record<string, readonly string[]> {
  const matrix = leads.filter(({ route: { place } }) => /^[^.]+\[\]\[\]$/.test(place.path));
  const wanted = places.find((place) => /^[^.]+\[\]$/.test(place.path) && NAMES_OF_COLUMNS.has(nameOf(place)));
  if (matrix.length === 0 || wanted === undefined || new Set(matrix.map(({ route }) => route.place)).size > 1)
    return {};
  return { [nameOf(wanted)]: matrix.map(({ column }) => column) };
}

const nothingFits = (columns: readonly GivenColumn[], places: readonly InputPlace[]): Error =>
  badInput({
    field: '--map',
    given: columns.map(({ name }) => name).join(', '),
    right: `say which column is which input, as --map "Column=${places[0]?.path ?? 'input'}"; there is ${places.map((place) => place.path).join(', ')}`,
  });

const nowhere = (to: string, places: readonly InputPlace[]): Error =>
  badInput({ field: '--map', given: to, right: `one of ${places.map((place) => place.path).join(', ')}` });

const noColumn = (column: string, names: readonly string[]): Error =>
  badInput({ field: '--map', given: column, right: `a column of the table: ${names.join(', ')}` });
