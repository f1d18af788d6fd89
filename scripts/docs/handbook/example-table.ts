/** The worked example of a method as a table and the command that reads it, where rows and columns can hold it. */
import type { AnyMethod } from '../../../src/methods/index.ts';
import { settingValue } from '../../../src/surfaces/cli/argument.ts';
import {
  type InputPlace,
  isOpen,
  mappedInputs,
  placesOf,
  tableOf,
} from '../../../src/surfaces/cli/method-table/index.ts';

export interface ExampleTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Inputs beside the table, as `--set` takes them. */
  readonly set: readonly (readonly [name: string, json: string])[];
  /** Columns whose names do not say where they lead. */
  readonly map: readonly (readonly [column: string, path: string])[];
}

/** Longer than a command anybody types. */
const SET_MOST_CHARACTERS = 400;

/**
 * The first table that brings back exactly the inputs of the example; null where none does.
 *
 * @example exampleTable(riceScore)?.header // ['name', 'reach', 'impact', 'confidence', 'effort']
 */
export function exampleTable(method: AnyMethod): ExampleTable | null {
  const inputs = recordOf(method.example.inputs);
  const places = placesOf(method);
  const tables = Map.groupBy(places, (place) => tableOf(place));
  const made = [...tables].flatMap(([table, own]) =>
    table === null ? byKey(own, inputs) : tablesOf({ table, places: own }, inputs),
  );
  const sorted = made.toSorted((a, b) => rank(b) - rank(a) || b.rows.length - a.rows.length);
  return sorted.flatMap((table) => readable(method, table) ?? [])[0] ?? null;
}

/** More than one row, with room for columns of any name: what a table is best at. */
const rank = ({ rows, isOpen: takesMany }: Made): number => (rows.length > 1 ? 2 : 0) + (takesMany ? 1 : 0);

interface Made extends Omit<ExampleTable, 'map'> {
  /** Where its elements are, for columns whose names do not say it. */
  readonly paths: readonly string[];
  readonly isOpen: boolean;
}

type Values = Readonly<Record<string, unknown>>;
const recordOf = (value: unknown): Values => ({ ...Object(value) });
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !isList(value);

interface Table {
  readonly table: string;
  readonly places: readonly InputPlace[];
}

function tablesOf({ table, places }: Table, inputs: Values): readonly Made[] {
  const root = table.split(/[.[]/)[0] ?? '';
  const records = table.endsWith('[]') ? elementsOf(table, inputs) : sideBySide(table === '' ? inputs : inputs[root]);
  const flat = (records?.rows ?? []).map((record) => flattened(record, ''));
  if (flat.length === 0 || flat.includes(null)) return [];
  const named = names(inputs).length === flat[0]?.length ? names(inputs) : [];
  const cells = flat.map((row) => new Map((row ?? []).map(([name, value]) => [headed(name, root, named), value])));
  const header = [...new Set(cells.flatMap((row) => [...row.keys()]))];
  const used = new Set(table === '' ? records?.members : [root]);
  const set = Object.entries(inputs).filter(
    ([name]) => !used.has(name) && !(NAMING.has(name) && header.join() === named.join()),
  );
  return [
    {
      header,
      rows: cells.map((row) => header.map((name) => textOf(row.get(name)))),
      set: set.map(([name, value]) => [name, settingText(value)]),
      paths: header.map((name) => [table, name].filter((part) => part !== '').join('.')),
      isOpen: places.some(isOpen),
    },
  ];
}

const NAMING = new Set(['items', 'columns', 'columnLabels']);

/** What the columns of a matrix are called. */
function names(inputs: Values): readonly string[] {
  const list = Object.entries(inputs).find(([name, value]) => NAMING.has(name) && isList(value))?.[1];
  return isList(list) ? list.filter((name) => typeof name === 'string') : [];
}

/** Columns of a matrix are told by their names or numbers, a plain list by its own name. */
function headed(name: string, root: string, named: readonly string[]): string {
  if (name === '') return root;
  return /^\d+$/.test(name) ? (named[Number(name) - 1] ?? `${root} ${name}`) : name;
}

/** Counts by name: a row for each name, a column for each such input. */
function byKey(places: readonly InputPlace[], inputs: Values): readonly Made[] {
  const counted = [
    ...new Set(places.filter(({ path }) => /^\w+\.\*$/.test(path)).map(({ path }) => path.slice(0, -2))),
  ];
  const used = counted.filter((name) => isObject(inputs[name]));
  const keys = [...new Set(used.flatMap((name) => Object.keys(recordOf(inputs[name]))))];
  if (keys.length < 2) return [];
  const rows = keys.map((key) => [key, ...used.map((name) => textOf(recordOf(inputs[name])[key]))]);
  const set = Object.entries(inputs).filter(([name]) => !used.includes(name));
  return [
    {
      header: ['name', ...used],
      rows,
      set: set.map(([name, value]) => [name, settingText(value)]),
      paths: ['', ...used.map((name) => `${name}.{name}`)],
      isOpen: false,
    },
  ];
}

/** Text that would be read as something else is written as JSON. */
const settingText = (value: unknown): string =>
  typeof value === 'string' && settingValue(value) === value ? value : JSON.stringify(value);

interface Records {
  readonly rows: readonly unknown[];
  readonly members: readonly string[];
}

function elementsOf(table: string, inputs: Values): Records | null {
  const value = table
    .slice(0, -2)
    .split('.')
    .reduce<unknown>((within, name) => recordOf(within)[name], inputs);
  return isList(value) ? { rows: value, members: [] } : null;
}

/** Lists of one length side by side, as one record a row; lists of other lengths are left to be given apart. */
function sideBySide(value: unknown): Records | null {
  const columns = Object.entries(recordOf(value)).flatMap(([member, list]) => {
    if (isList(list)) return [{ member, name: member, list }];
    return isObject(list)
      ? Object.entries(recordOf(list)).flatMap(([key, inner]) =>
          isList(inner) ? [{ member, name: `${member}.${key}`, list: inner }] : [],
        )
      : [];
  });
  const length = Math.max(0, ...columns.map(({ list }) => list.length));
  const own = columns.filter(({ list }) => list.length === length && !list.some(isObject) && !list.some(isList));
  const rows = Array.from({ length }, (_, at) => Object.fromEntries(own.map(({ name, list }) => [name, list[at]])));
  return own.length === 0 ? null : { rows, members: own.map(({ member }) => member) };
}

/** The cells of a record by header; null where it holds lists of records. */
function flattened(value: unknown, header: string): readonly (readonly [string, unknown])[] | null {
  if (isList(value)) {
    if (value.some((element) => typeof element === 'object' && element !== null)) return null;
    return value.map((element, at) => [`${header} ${at + 1}`.trim(), element]);
  }
  if (!isObject(value)) return [[header, value]];
  const members = Object.entries(recordOf(value)).map(([name, member]) =>
    flattened(member, header === '' ? name : `${header}.${name}`),
  );
  return members.some((member) => member === null) ? null : members.flatMap((member) => member ?? []);
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** With the columns told where to go where their names do not say it. */
function readable(method: AnyMethod, { paths, isOpen: _, ...table }: Made): ExampleTable | null {
  if (table.set.some(([, json]) => json.length > SET_MOST_CHARACTERS)) return null;
  const open = placesOf(method).filter((place) => tableOf(place) !== null && isOpen(place));
  const told = table.header.map((name, at) => [name, paths[at] ?? ''] as const).filter(([, path]) => path !== '');
  const tries = [[], told, ...open.map((place) => table.header.map((name) => [name, place.path] as const))];
  return tries.map((map) => ({ ...table, map })).find((one) => bringsBack(method, one)) ?? null;
}

function bringsBack(method: AnyMethod, { header, rows, set, map }: ExampleTable): boolean {
  const records = rows.map((cells, at) => ({
    line: at + 2,
    values: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])),
  }));
  const columns = header.map((name) => ({ name, cells: records.map(({ values }) => values[name]) }));
  const given = Object.fromEntries(set.map(([name, text]) => [name, settingValue(text)]));
  try {
    const { inputs } = mappedInputs(method, { columns, rows: records }, { columnsTo: new Map(map), given });
    return ordered(inColumns(inputs)) === ordered(inColumns(method.example.inputs));
  } catch {
    return false;
  }
}

/** Methods that take columns take records as well: of both the columns are compared. */
function inColumns(inputs: unknown): Values {
  return Object.fromEntries(
    Object.entries(recordOf(inputs)).map(([name, value]) => {
      if (!isList(value) || value.length === 0 || !value.every(isObject)) return [name, value];
      const records = value.map(recordOf);
      const keys = [...new Set(records.flatMap((record) => Object.keys(record)))];
      return [name, Object.fromEntries(keys.map((key) => [key, records.map((record) => record[key])]))];
    }),
  );
}

/** As JSON with members in the order of their names; a customer's number may be text. */
function ordered(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === 'number') return String(member);
    if (!isObject(member)) return member;
    const given = Object.entries(recordOf(member)).filter(([, own]) => own !== undefined && own !== null);
    return Object.fromEntries(given.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
