/** A table as a method's inputs: columns find the inputs they are named like, as the importer's columns find fields. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { AnyMethod } from '../../methods/index.ts';
import { type Cell, readTable, type TableRow } from '../../platform/file/index.ts';
import { badInput } from './failures.ts';

export interface TableRequest {
  readonly file: string;
  readonly sheet?: string | undefined;
  /** Column to input, where the names differ. */
  readonly columnsTo: ReadonlyMap<string, string>;
}

const listShape = z.looseObject({
  type: z.literal('array'),
  items: z.looseObject({ type: z.string().optional() }).optional(),
});
const objectShape = z.looseObject({ properties: z.record(z.string(), z.unknown()) });

/**
 * Inputs that are lists of values take a column each; where the method takes one list of objects, each row is one.
 *
 * @throws `input.unreadable` where no column leads anywhere.
 */
export async function inputsFromTable(
  method: AnyMethod,
  { file, sheet, columnsTo }: TableRequest,
): Promise<Record<string, unknown>> {
  const table = await readTable(
    { name: path.basename(file), bytes: () => createReadStream(file) },
    sheet === undefined ? {} : { sheet },
  );
  const rows: TableRow[] = [];
  for await (const row of table.rows(() => undefined)) rows.push(row);
  const inputs = propertiesOf(z.toJSONSchema(method.inputs, { io: 'input', unrepresentable: 'any' }));
  const records = Object.entries(inputs).find(([, schema]) => memberNames(schema).length > 0);
  const wanted = records === undefined ? Object.keys(inputs) : memberNames(records[1]);
  const leads = table.columns.flatMap(({ name }) => {
    const to = columnsTo.get(name) ?? wanted.find((one) => folded(one) === folded(name));
    return to === undefined || to === '' ? [] : [{ column: name, to }];
  });
  if (leads.length === 0) {
    throw badInput({
      field: '--map',
      given: table.columns.map(({ name }) => name).join(', '),
      right: `a column for each of ${wanted.join(', ')}`,
    });
  }
  if (records !== undefined) return { [records[0]]: rows.map((row) => recordOf(row, leads)) };
  return Object.fromEntries(leads.map(({ column, to }) => [to, rows.map(({ values }) => cellValue(values[column]))]));
}

interface Lead {
  readonly column: string;
  readonly to: string;
}

function recordOf({ values }: TableRow, leads: readonly Lead[]): Record<string, unknown> {
  const filled = leads.flatMap(({ column, to }) => {
    const value = cellValue(values[column]);
    return value === null ? [] : [[to, value] as const];
  });
  return Object.fromEntries(filled);
}

const propertiesOf = (schema: unknown): Record<string, unknown> => objectShape.safeParse(schema).data?.properties ?? {};

/** The members of the objects in a list; none where it is a list of plain values or no list. */
function memberNames(schema: unknown): readonly string[] {
  const list = listShape.safeParse(schema);
  return list.success ? Object.keys(propertiesOf(list.data.items)) : [];
}

/** Too cheap, too_cheap and tooCheap are one name. */
const folded = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Numbers as numbers; an empty cell is nothing. */
function cellValue(cell: Cell | undefined): unknown {
  if (cell === undefined || cell === null) return null;
  if (typeof cell !== 'string') return cell;
  const text = cell.trim();
  if (text === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
