/** Sheets of a workbook as raw rows, streamed; dates arrive as ISO days or instants. */
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { isFailure } from '../failure/index.ts';
import type { ByteSource } from './byte-source.ts';
import { fileUnreadable } from './failures.ts';
import type { Cell, RawRow } from './row.ts';

/** A packed workbook larger than this is refused before it is unpacked. */
const WORKBOOK_BYTES_MOST = 200 * 1_048_576;
/** What a small file may unpack to: rows beyond are not read. */
const CELLS_MOST = 50_000_000;

/**
 * @example
 * for await (const row of xlsxRows(source, { sheet: 0 })) row.cells
 */
export async function* xlsxRows(
  source: ByteSource,
  { sheet }: { readonly sheet: number | string },
): AsyncGenerator<RawRow> {
  const bytes = await whole(source);
  let cells = 0;
  try {
    for await (const row of streamXlsxRows(bytes, { sheet })) {
      cells += row.values.length;
      if (cells > CELLS_MOST)
        throw fileUnreadable({ field: 'file', name: source.name, reason: 'it unpacks to more than 50 million cells' });
      yield { line: row.index + 1, cells: row.values.map(toCell) };
    }
  } catch (error) {
    // Unzipping, inflating and XML each throw errors of their own; all of them mean the file.
    if (isFailure(error)) throw error;
    throw notAWorkbook(source);
  }
}

/** The names of a workbook's sheets in their order, hidden ones too; no cell is read. @throws `file.unreadable` */
export async function xlsxSheets(source: ByteSource): Promise<readonly string[]> {
  const names: string[] = [];
  const bytes = await whole(source);
  try {
    await readXlsx(bytes, {
      sheets: ({ name }) => {
        names.push(name);
        return false;
      },
    });
  } catch {
    throw notAWorkbook(source);
  }
  return names;
}

const notAWorkbook = (source: ByteSource): Error =>
  fileUnreadable({
    field: 'file',
    name: source.name,
    reason: 'it is not a whole XLSX workbook, or is locked by a password',
  });

async function whole(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.bytes()) {
    length += chunk.length;
    if (length > WORKBOOK_BYTES_MOST)
      throw fileUnreadable({ field: 'file', name: source.name, reason: 'the workbook is larger than 200 MB' });
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function toCell(value: unknown): Cell {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : isoOf(value);
  if (typeof value === 'string') return value.replaceAll('\u0000', '');
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** A date without time of day stays a day, so that no time zone moves it. */
function isoOf(value: Date): string {
  const iso = value.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
}
