/** Opens any table a person brings: finds out what it is, says what it found, and streams its rows. */
import type { ByteSource } from './byte-source.ts';
import { headOf } from './byte-source.ts';
import { csvRows } from './csv-rows.ts';
import { type Dialect, detectDialect } from './dialect.ts';
import { detectEncoding, type Encoding, textHead } from './encoding.ts';
import { fileEmpty, fileUnreadable } from './failures.ts';
import { findHeader, type Header } from './header.ts';
import { findPlace, jsonRows, ndjsonRows } from './json-rows.ts';
import type { Column, RawRow, Report, TableRow } from './row.ts';
import { shapeRows } from './shape-rows.ts';
import { xlsxRows, xlsxSheets } from './xlsx-rows.ts';

export type TableFormat = 'csv' | 'json' | 'jsonl' | 'xlsx';

export interface Table {
  readonly format: TableFormat;
  readonly columns: readonly Column[];
  /** What was found out about the file and done with it, in sentences. */
  readonly notes: readonly string[];
  /** Of a workbook: which sheet was read. */
  readonly sheet?: number | string;
  rows(report: Report): AsyncGenerator<TableRow>;
}

export interface TableOptions {
  /** For workbooks: the sheet's number from 0, or its name. */
  readonly sheet?: number | string;
}

const HEAD_CHARACTERS = 262_144;
const HEADER_ROWS = 40;
/** JSON has no header: columns are the members of this many first records. */
const COLUMN_SAMPLE = 500;

/**
 * @example
 * const table = await readTable(storedSource(files, key, 'feedback.csv'));
 * for await (const row of table.rows(console.log)) row.values['Title'];
 */
export async function readTable(source: ByteSource, options: TableOptions = {}): Promise<Table> {
  const head = await headOf(source, 4096);
  if (head.length === 0) throw fileEmpty({ field: 'file', name: source.name });
  if (isZip(head)) return sheetTable(source, options.sheet);
  refuseBinary(source, head);
  const encoding = await detectEncoding(source);
  const text = await textHead(source, encoding, HEAD_CHARACTERS);
  if (text.trim() === '') throw fileEmpty({ field: 'file', name: source.name });
  const format = textFormat(source.name, text);
  if (format === 'csv') return delimitedTable(source, encoding, text);
  return recordTable(source, encoding, format);
}

function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
}

const BINARY: readonly { readonly magic: readonly number[]; readonly reason: string }[] = [
  {
    magic: [0xd0, 0xcf, 0x11, 0xe0],
    reason: 'it is an old .xls workbook or a locked one; save it as .xlsx without a password',
  },
  { magic: [0x25, 0x50, 0x44, 0x46], reason: 'it is a PDF' },
  { magic: [0x1f, 0x8b], reason: 'it is packed with gzip; unpack it first' },
  { magic: [0x89, 0x50, 0x4e, 0x47], reason: 'it is a picture' },
];

function refuseBinary(source: ByteSource, head: Uint8Array): void {
  const known = BINARY.find(({ magic }) => magic.every((byte, at) => head[at] === byte));
  if (known !== undefined) throw fileUnreadable({ field: 'file', name: source.name, reason: known.reason });
}

/** The content decides; the name only where the content says nothing. */
function textFormat(name: string, text: string): Exclude<TableFormat, 'xlsx'> {
  const trimmed = text.trimStart();
  if (/\.(csv|tsv|tab|txt)$/i.test(name)) return 'csv';
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) return 'csv';
  if (/\.(jsonl|ndjson)$/i.test(name)) return 'jsonl';
  if (trimmed.startsWith('[')) return 'json';
  return isRecordLine(trimmed) ? 'jsonl' : 'json';
}

/** One whole object on the first line and more text after it: JSON lines under any name. */
function isRecordLine(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0 || text.slice(end).trim() === '') return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false;
  }
}

async function delimitedTable(source: ByteSource, encoding: Encoding, text: string): Promise<Table> {
  const dialect = detectDialect(text);
  const raw = (report: Report) => csvRows(source, { encoding, dialect, report });
  const header = findHeader(
    await firstOf(
      raw(() => undefined),
      HEADER_ROWS,
    ),
  );
  return {
    format: 'csv',
    columns: header.columns,
    notes: [encoding.why, dialect.why, ...lineEndNote(dialect), ...header.notes],
    rows: (report) => shapeRows(raw(report), header, report),
  };
}

function lineEndNote(dialect: Dialect): readonly string[] {
  if (dialect.lineEnd === 'CR') return ['Its lines end with a carriage return, as on old Macs.'];
  if (dialect.lineEnd === 'CRCRLF')
    return ['Its lines end with two carriage returns and a line feed; they count as one line end.'];
  return dialect.lineEnd === 'mixed' ? ['Its lines end in different ways; each counts as a line end.'] : [];
}

async function sheetTable(source: ByteSource, wanted: number | string | undefined): Promise<Table> {
  const { sheet, header } =
    wanted === undefined ? await firstFilled(source) : { sheet: wanted, header: await sheetHeader(source, wanted) };
  if (header.columns.length === 0) throw fileEmpty({ field: 'file', name: source.name });
  const which = typeof sheet === 'number' ? `sheet ${sheet + 1}` : `the sheet "${sheet}"`;
  return {
    format: 'xlsx',
    columns: header.columns,
    notes: [`It is a workbook; ${which} was read.`, ...header.notes],
    sheet,
    rows: (report) => shapeRows(xlsxRows(source, { sheet }), header, report),
  };
}

const sheetHeader = async (source: ByteSource, sheet: number | string): Promise<Header> =>
  findHeader(await firstOf(xlsxRows(source, { sheet }), HEADER_ROWS));

/** Where no sheet is named: the first that has rows, for covers are often empty. */
async function firstFilled(source: ByteSource): Promise<{ readonly sheet: number; readonly header: Header }> {
  const first = await sheetHeader(source, 0);
  if (first.columns.length > 0) return { sheet: 0, header: first };
  const names = await xlsxSheets(source);
  for (let sheet = 1; sheet < names.length; sheet += 1) {
    const header = await sheetHeader(source, sheet);
    if (header.columns.length > 0) return { sheet, header };
  }
  return { sheet: 0, header: first };
}

async function recordTable(source: ByteSource, encoding: Encoding, format: 'json' | 'jsonl'): Promise<Table> {
  const place = format === 'json' ? await findPlace(source, encoding) : undefined;
  const rows = (report: Report): AsyncGenerator<TableRow> =>
    place === undefined
      ? ndjsonRows(source, { encoding, report })
      : jsonRows(source, { encoding, report, path: place.path });
  const names = new Set<string>();
  for (const row of await firstOf(
    rows(() => undefined),
    COLUMN_SAMPLE,
  )) {
    for (const name of Object.keys(row.values)) names.add(name);
  }
  return {
    format,
    columns: [...names].map((name) => ({ name, title: name })),
    notes: [encoding.why, ...placeNotes(place)],
    rows,
  };
}

function placeNotes(
  place: { readonly path: readonly string[] | null; readonly rows: number } | undefined,
): readonly string[] {
  if (place === undefined) return ['Every line is one record.'];
  if (place.path === null) return ['The whole file is one record.'];
  const where = place.path.length === 0 ? 'The file' : `"${place.path.join('.')}"`;
  return [`${where} is a list of ${place.rows} records.`];
}

async function firstOf<T extends RawRow | TableRow>(rows: AsyncIterable<T>, most: number): Promise<readonly T[]> {
  const first: T[] = [];
  for await (const row of rows) {
    first.push(row);
    if (first.length >= most) break;
  }
  return first;
}
