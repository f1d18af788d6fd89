/** Tables on their way out, as streams of bytes. */
import { writeXlsxStream } from 'hucre/xlsx';

export type OutCell = string | number | boolean | null;
export type OutputFormat = 'csv' | 'json' | 'jsonl' | 'xlsx';

export const OUTPUT_MEDIA: Readonly<Record<OutputFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * A value in a CSV. Spreadsheet programs run a cell that begins like a formula, so such a text gets an apostrophe in front;
 * numbers keep their minus.
 *
 * @example
 * csvCell('=HYPERLINK("http://evil")') // `"'=HYPERLINK(""http://evil"")"`
 */
export function csvCell(value: OutCell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of cells as CSV with a byte-order mark, by which spreadsheet programs know UTF-8. */
export async function* csvText(
  columns: readonly string[],
  rows: AsyncIterable<readonly OutCell[]>,
): AsyncGenerator<string> {
  yield `\uFEFF${columns.map(csvCell).join(',')}\r\n`;
  for await (const row of rows) yield `${row.map(csvCell).join(',')}\r\n`;
}

export async function* jsonText(records: AsyncIterable<object>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const record of records) {
    yield separator + JSON.stringify(record);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

export async function* jsonLines(records: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}

/** Characters XML 1.0 cannot hold would make the workbook unreadable. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const CELL_TEXT_MAX = 32_767;

/** A workbook of one sheet. Texts are texts: nothing in a workbook of ours is a formula. */
export function xlsxBytes(
  columns: readonly string[],
  rows: AsyncIterable<readonly OutCell[]>,
  sheet: string,
): ReadableStream<Uint8Array> {
  const name =
    sheet
      .replace(/[\\/?*[\]:]/g, ' ')
      .slice(0, 31)
      .trim() || 'Sheet';
  const safe = async function* () {
    for await (const row of rows)
      yield row.map((cell) => (typeof cell === 'string' ? cell.replace(NOT_IN_XML, '').slice(0, CELL_TEXT_MAX) : cell));
  };
  return writeXlsxStream(safe(), { name, columns: columns.map((header, at) => ({ key: String(at), header })) });
}

const CHUNK_CHARACTERS = 32_768;

/** Text as bytes in pieces worth sending. */
export function textBytes(text: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const pieces = async function* () {
    let waiting = '';
    for await (const part of text) {
      waiting += part;
      if (waiting.length < CHUNK_CHARACTERS) continue;
      yield encoder.encode(waiting);
      waiting = '';
    }
    if (waiting !== '') yield encoder.encode(waiting);
  };
  return webStream(pieces());
}

/** Chunks as a web stream that asks for the next only when the reader wants it. */
export function webStream(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}
