/** JSON and JSON lines as records, read as a stream; nested objects become columns with dotted names. */
import { JSONParser } from '@streamparser/json';
import type { ByteSource } from './byte-source.ts';
import { decodeText, type Encoding } from './encoding.ts';
import { createPlaceFinder, type Place } from './json-place.ts';
import type { Cell, Report, TableRow } from './row.ts';

const FLATTEN_DEPTH = 3;
const LINE_CHARACTERS_MOST = 16_000_000;

export interface JsonOptions {
  readonly encoding: Encoding;
  readonly report: Report;
}

/** Finds the list of objects to read; `path: null` reads the whole file as one record. */
export async function findPlace(
  source: ByteSource,
  encoding: Encoding,
): Promise<Place | { readonly path: null; readonly rows: 1 }> {
  const finder = createPlaceFinder();
  for await (const text of decodeText(source, encoding)) finder.write(text);
  if (finder.root() === 'list')
    return finder.places().find((place) => place.path.length === 0) ?? { path: [], rows: 0 };
  return finder.places()[0] ?? { path: null, rows: 1 };
}

/** The objects of the list at `path`, in order. A file broken in its middle is read up to there, and the break reported. */
export async function* jsonRows(
  source: ByteSource,
  { encoding, report, path }: JsonOptions & { readonly path: readonly string[] | null },
): AsyncGenerator<TableRow> {
  const selector = path === null ? '$' : `$${path.map((name) => `.${name}`).join('')}.*`;
  const parser = new JSONParser({ paths: [selector], keepStack: false });
  let waiting: unknown[] = [];
  let broken: string | undefined;
  parser.onValue = ({ value }) => {
    waiting.push(value);
  };
  parser.onError = (error) => {
    broken ??= error.message;
  };
  let line = 0;
  for await (const text of decodeText(source, encoding)) {
    if (!parser.isEnded && broken === undefined) parser.write(text);
    const ready = waiting;
    waiting = [];
    for (const value of ready) {
      line += 1;
      const row = toRow(value, line, report);
      if (row !== undefined) yield row;
    }
    if (broken !== undefined) break;
  }
  if (broken !== undefined || !parser.isEnded) {
    report({
      line: line + 1,
      problem: `The JSON breaks off after record ${line}${broken === undefined ? ': the file ends too early' : `: ${broken}`}.`,
      done: 'The records before it were read, the rest was not.',
    });
  }
}

/** One JSON object a line; a line that is none is reported and skipped. */
export async function* ndjsonRows(source: ByteSource, { encoding, report }: JsonOptions): AsyncGenerator<TableRow> {
  let rest = '';
  let line = 0;
  const read = (text: string): TableRow | undefined => {
    line += 1;
    if (text.trim() === '') return undefined;
    const value = parseLine(text);
    if (value !== undefined) return toRow(value, line, report);
    report({ line, problem: 'This line is not valid JSON.', done: 'The line was skipped.' });
    return undefined;
  };
  for await (const part of decodeText(source, encoding)) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      const row = read(text);
      if (row !== undefined) yield row;
    }
    if (rest.length > LINE_CHARACTERS_MOST) {
      report({
        line: line + 1,
        problem: 'This line is longer than 16 million characters.',
        done: 'The line was skipped.',
      });
      rest = '';
    }
  }
  const last = rest === '' ? undefined : read(rest);
  if (last !== undefined) yield last;
}

/** Whole numbers too large for a double (ids of other tools) stay text, digit for digit. */
function parseLine(text: string): unknown {
  try {
    return JSON.parse(
      text,
      function keepDigits(this: unknown, _key: string, value: unknown, context?: { source?: string }) {
        const isLossy = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
        return isLossy && context?.source !== undefined ? context.source : value;
      },
    );
  } catch {
    return undefined;
  }
}

function toRow(value: unknown, line: number, report: Report): TableRow | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report({ line, problem: 'This record is not an object with named values.', done: 'The record was skipped.' });
    return undefined;
  }
  return { line, values: Object.fromEntries(flatten(value, '', 1)) };
}

function flatten(value: object, prefix: string, depth: number): [string, Cell][] {
  return Object.entries(value).flatMap(([name, member]): [string, Cell][] => {
    const path = prefix + name;
    if (typeof member !== 'object' || member === null) return [[path, toCell(member)]];
    if (Array.isArray(member) || depth >= FLATTEN_DEPTH) return [[path, member]];
    return flatten(member, `${path}.`, depth + 1);
  });
}

function toCell(value: unknown): Cell {
  if (typeof value === 'string') return value.replaceAll('\u0000', '');
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
