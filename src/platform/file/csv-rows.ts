/** Delimited text as raw rows. A quote that is never closed would swallow the rest of the file: from there on quotes count as text. */
import { CsvError, parse } from 'csv-parse';
import type { ByteSource } from './byte-source.ts';
import { type Dialect, recordDelimiters } from './dialect.ts';
import { decodeText, type Encoding } from './encoding.ts';
import type { RawRow, Report } from './row.ts';

/** One row longer than this is a runaway quote, not a row. */
const ROW_CHARACTERS_MOST = 4_000_000;

export interface CsvOptions {
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  readonly report: Report;
}

/**
 * @example
 * for await (const row of csvRows(source, { encoding, dialect, report })) row.cells
 */
export async function* csvRows(source: ByteSource, options: CsvOptions): AsyncGenerator<RawRow> {
  let lastLine = options.dialect.separatorLine ? 1 : 0;
  try {
    for await (const row of parsed(source, options, { from: lastLine, quotes: true })) {
      yield row;
      lastLine = row.endLine;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    options.report({
      line: lastLine + 1,
      problem: 'A quotation mark opens a value here and is never closed.',
      done: 'From this line on, quotation marks were read as ordinary characters.',
    });
    yield* parsed(source, options, { from: lastLine, quotes: false });
  }
}

type ParsedRow = RawRow & { readonly endLine: number };

/** Rows are taken as they are parsed, not from the parser's own queue, which an error would empty. */
async function* parsed(
  source: ByteSource,
  { encoding, dialect }: CsvOptions,
  { from, quotes }: { from: number; quotes: boolean },
): AsyncGenerator<ParsedRow> {
  let ready: ParsedRow[] = [];
  let line = from + 1;
  const parser = parse({
    delimiter: dialect.delimiter,
    record_delimiter: recordDelimiters(dialect.lineEnd),
    quote: quotes ? '"' : false,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: ROW_CHARACTERS_MOST,
    on_record: (cells: string[], { lines }) => {
      const endLine = from + lines;
      ready.push({ line, endLine, cells });
      line = endLine + 1;
      return null;
    },
  });
  const failed = new Promise<Error>((resolve) => parser.once('error', resolve));
  const step = (give: (done: () => void) => void) =>
    Promise.race([failed, new Promise<undefined>((resolve) => give(() => resolve(undefined)))]);
  for await (const text of skipLines(decodeText(source, encoding), from, dialect)) {
    const error = await step((done) => parser.write(text, done));
    yield* ready;
    ready = [];
    if (error !== undefined) throw error;
  }
  parser.resume();
  const error = await step((done) => parser.end(done));
  yield* ready;
  if (error !== undefined) throw error;
}

async function* skipLines(text: AsyncIterable<string>, lines: number, dialect: Dialect): AsyncGenerator<string> {
  const end = dialect.lineEnd === 'CR' ? '\r' : '\n';
  let left = lines;
  for await (const part of text) {
    let start = 0;
    while (left > 0) {
      const at = part.indexOf(end, start);
      if (at < 0) break;
      start = at + 1;
      left -= 1;
    }
    if (left === 0) yield part.slice(start);
  }
}
