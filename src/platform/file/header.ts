/** Which line of a table names its columns: exports put titles, filters and blank lines above it, and surveys write it in two lines. */
import type { Cell, Column, RawRow } from './row.ts';

export interface Header {
  /** How many of the looked-at rows belong to the preamble and the header. */
  readonly rowsAbove: number;
  readonly columns: readonly Column[];
  /** The header's own cells, to know it again where it is repeated. */
  readonly signature: string;
  /** What was done, for the person to check. */
  readonly notes: readonly string[];
}

const LOOK_AT_ROWS = 40;
const HEADER_FILLED_SHARE = 0.6;
const NAME_SHARE = 0.7;
const GAPS_CLOSED_SHARE = 0.6;
const TWO_LINES = 'The header stands in two lines; they were joined.';

/** @example findHeader([{ line: 1, cells: ['Report'] }, { line: 2, cells: ['id', 'title'] }, ...]).columns */
export function findHeader(rows: readonly RawRow[]): Header {
  const looked = rows.slice(0, LOOK_AT_ROWS);
  const width = commonWidth(looked);
  const at = Math.max(
    0,
    looked.findIndex((row) => isHeaderLike(row, width)),
  );
  const first = looked[at];
  if (first === undefined) return { rowsAbove: 0, columns: [], signature: '', notes: [] };
  const next = looked.slice(at + 1).find((row) => filled(row) > 0);
  if (isDataLike(first, next)) return headless(width);
  const notes =
    at > 0 ? [`${at === 1 ? '1 line' : `${at} lines`} above the header (line ${first.line}) left out.`] : [];
  const above = looked[at - 1];
  if (above !== undefined && isUpperHeader(above, first)) {
    const columns = nameColumns(joinHeaders(above.cells, first.cells));
    const left = at > 1 ? notes : [];
    return { rowsAbove: at + 1, columns, signature: signatureOf(first.cells), notes: [...left, TWO_LINES] };
  }
  if (next !== undefined && isSecondHeader(first, next)) {
    const columns = nameColumns(joinHeaders(first.cells, next.cells));
    const rowsAbove = looked.indexOf(next) + 1;
    return { rowsAbove, columns, signature: signatureOf(first.cells), notes: [...notes, TWO_LINES] };
  }
  const columns = nameColumns(first.cells);
  return {
    rowsAbove: at + 1,
    columns,
    signature: signatureOf(first.cells),
    notes: [...notes, ...repeatedNames(columns)],
  };
}

export function signatureOf(cells: readonly Cell[]): string {
  const texts = cells.map((cell) => textOf(cell).toLowerCase());
  return JSON.stringify(texts.slice(0, texts.findLastIndex((text) => text !== '') + 1));
}

/** Gives every column a unique name: empty ones `Column 3`, repeated ones `Labels (2)`. */
export function nameColumns(cells: readonly Cell[]): readonly Column[] {
  const last = cells.findLastIndex((cell) => textOf(cell) !== '');
  const used = new Set<string>();
  return cells.slice(0, last + 1).map((cell, at) => {
    const title = textOf(cell) === '' ? `Column ${at + 1}` : textOf(cell);
    let name = title;
    for (let time = 2; used.has(name); time += 1) name = `${title} (${time})`;
    used.add(name);
    return { name, title };
  });
}

function repeatedNames(columns: readonly Column[]): readonly string[] {
  const repeated = [...new Set(columns.filter((column) => column.name !== column.title).map((column) => column.title))];
  return repeated.length === 0 ? [] : [`Several columns are called ${repeated.join(', ')}; they got numbers.`];
}

function headless(width: number): Header {
  const columns = nameColumns(Array.from({ length: width }, () => ''));
  const named =
    columns.length > 0
      ? columns
      : Array.from({ length: width }, (_, at) => ({ name: `Column ${at + 1}`, title: `Column ${at + 1}` }));
  return {
    rowsAbove: 0,
    columns: named,
    signature: '',
    notes: ['No line names the columns; they are called Column 1, Column 2 and so on.'],
  };
}

export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return (typeof cell === 'object' ? JSON.stringify(cell) : String(cell)).replace(/\s+/g, ' ').trim();
}

function filled(row: RawRow): number {
  return row.cells.filter((cell) => textOf(cell) !== '').length;
}

/** The width most rows have, trailing blanks not counted; a preamble is narrower than the table. */
function commonWidth(rows: readonly RawRow[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const width = row.cells.findLastIndex((cell) => textOf(cell) !== '') + 1;
    if (width > 0) counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const widths = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return widths[0]?.[0] ?? 0;
}

function isHeaderLike(row: RawRow, width: number): boolean {
  const texts = row.cells.map(textOf).filter((text) => text !== '');
  if (texts.length === 0) return false;
  if (texts.length < Math.min(2, width) || texts.length < width * HEADER_FILLED_SHARE) return false;
  return texts.filter(isNameLike).length >= texts.length * NAME_SHARE;
}

const YEAR = /^(19|20)\d\d$/;
function isNameLike(text: string): boolean {
  return YEAR.test(text) || (text.length <= 300 && !isNumberLike(text) && !isDateLike(text));
}
function isNumberLike(text: string): boolean {
  return /^[-+(]?[\p{Sc}]?\s?[\d.,' ]*\d\s?[%\p{Sc})]?$/u.test(text);
}
function isDateLike(text: string): boolean {
  return /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]|$)/.test(text);
}

type Shape = 'empty' | 'number' | 'date' | 'text';
function shapeOf(cell: Cell): Shape {
  const text = textOf(cell);
  if (text === '') return 'empty';
  if (isDateLike(text)) return 'date';
  return isNumberLike(text) && !YEAR.test(text) ? 'number' : 'text';
}

/** The first row is data where it holds numbers or dates just where the next one does. */
function isDataLike(first: RawRow, next: RawRow | undefined): boolean {
  const shapes = first.cells.map(shapeOf);
  if (!shapes.some((shape) => shape === 'number' || shape === 'date')) return false;
  if (next === undefined) return false;
  const same = shapes.filter((shape, at) => shape === shapeOf(next.cells[at] ?? '')).length;
  return same >= shapes.length * 0.8;
}

const BLANK_SHARE_OF_TWO_LINE_HEADER = 0.3;

/** Surveys: question texts with gaps above, answer options below; together they fill the width, and the second holds only names. */
function isSecondHeader(first: RawRow, next: RawRow): boolean {
  const width = Math.max(first.cells.length, next.cells.length);
  const texts = Array.from({ length: width }, (_, at) => ({
    above: textOf(first.cells[at]),
    below: textOf(next.cells[at]),
  }));
  const gaps = texts.filter((pair) => pair.above === '');
  if (width < 4 || gaps.length < width * BLANK_SHARE_OF_TWO_LINE_HEADER) return false;
  return gaps.every((pair) => pair.below !== '') && texts.every((pair) => pair.below === '' || isNameLike(pair.below));
}

/** The same with so many gaps above that the second line was taken for the header. */
function isUpperHeader(above: RawRow, header: RawRow): boolean {
  const texts = header.cells.map((cell, at) => ({ above: textOf(above.cells[at]), below: textOf(cell) }));
  const named = texts.filter((pair) => pair.above !== '');
  const gaps = texts.filter((pair) => pair.below === '');
  const closed = gaps.filter((pair) => pair.above !== '');
  if (named.length < Math.max(2, texts.length / 8) || closed.length < gaps.length * GAPS_CLOSED_SHARE) return false;
  return named.every((pair) => isNameLike(pair.above));
}

function joinHeaders(above: readonly Cell[], below: readonly Cell[]): readonly string[] {
  let carried = '';
  return Array.from({ length: Math.max(above.length, below.length) }, (_, at) => {
    carried = textOf(above[at]) === '' ? carried : textOf(above[at]);
    const option = textOf(below[at]);
    return option === '' || option === 'Response' ? carried : `${carried}: ${option}`;
  });
}
