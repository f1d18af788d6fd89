/** How a delimited file is written: its separator and line ends, found by how evenly each candidate cuts the first lines. */

export type Delimiter = ',' | ';' | '\t' | '|';
export type LineEnd = 'LF' | 'CRLF' | 'CR' | 'CRCRLF' | 'mixed';

export interface Dialect {
  readonly delimiter: Delimiter;
  readonly lineEnd: LineEnd;
  /** Cells of the most common row width. */
  readonly width: number;
  readonly why: string;
  /** True for a first line `sep=;`, a note to spreadsheet programs and no row. */
  readonly separatorLine: boolean;
}

const CANDIDATES: readonly Delimiter[] = [',', ';', '\t', '|'];
const NAMES: Readonly<Record<Delimiter, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' };
const ROWS_MOST = 200;

/**
 * @example
 * detectDialect('name;price\nLamp;1,50\n').delimiter // ';'
 */
export function detectDialect(head: string): Dialect {
  const lineEnd = lineEndOf(head);
  const declared = /^sep=(.)(?:\r|\n)/.exec(head)?.[1];
  const known = CANDIDATES.find((one) => one === declared);
  if (known !== undefined) {
    const width = modeOf(splitRows(head.slice(head.search(/[\r\n]/)).trimStart(), known).map((row) => row.length));
    return { delimiter: known, lineEnd, width, why: 'Its first line names the separator.', separatorLine: true };
  }
  const scored = CANDIDATES.map((delimiter) => score(head, delimiter)).sort((a, b) => b.score - a.score);
  const best = scored[0];
  if (best === undefined || best.width < 2) {
    return { delimiter: ',', lineEnd, width: 1, why: 'Every line holds one value.', separatorLine: false };
  }
  const why = `${best.even} of ${best.rows} lines have ${best.width} values when cut at each ${NAMES[best.delimiter]}.`;
  return { delimiter: best.delimiter, lineEnd, width: best.width, why, separatorLine: false };
}

function score(head: string, delimiter: Delimiter) {
  const rows = splitRows(head, delimiter).filter((row) => row.some((cell) => cell.trim() !== ''));
  // The last row of the head may be cut in the middle.
  const whole = rows.length > 2 ? rows.slice(0, -1) : rows;
  const widths = whole.map((row) => row.length);
  const width = modeOf(widths);
  const even = widths.filter((one) => one === width).length;
  const evenness = whole.length === 0 ? 0 : even / whole.length;
  return { delimiter, width, even, rows: whole.length, score: width < 2 ? 0 : evenness + Math.min(width, 20) / 50 };
}

function modeOf(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const wide = [...counts].filter(([width]) => width > 1);
  const pool = wide.some(([, count]) => count * 3 >= widths.length) ? wide : [...counts];
  return pool.sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** Cuts text into rows and cells, minding quotes; only for looking ahead, real reading is the parser's. */
export function splitRows(text: string, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = (): void => {
    row.push(cell);
    rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < text.length && rows.length < ROWS_MOST; at += 1) {
    const char = text.charAt(at);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === delimiter) {
      row.push(cell);
      cell = '';
    } else if (char === '\n' || char === '\r') {
      if (cell !== '' || row.length > 0) endRow();
    } else cell += char;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

function lineEndOf(head: string): LineEnd {
  const crCrLf = head.match(/\r\r\n/g)?.length ?? 0;
  const crLf = (head.match(/\r\n/g)?.length ?? 0) - crCrLf;
  const lf = head.match(/(?<!\r)\n/g)?.length ?? 0;
  const cr = head.match(/\r(?![\r\n])/g)?.length ?? 0;
  if (crCrLf > 0 && crCrLf >= crLf) return 'CRCRLF';
  if (cr > 0 && crLf === 0 && lf === 0) return 'CR';
  // Files of one CR style often hold a few line feeds inside quoted texts.
  if (cr > lf * 3 && cr > crLf * 3) return 'CR';
  if (crLf > 0 && lf > 0) return 'mixed';
  return crLf > 0 ? 'CRLF' : 'LF';
}

/** What ends a row, longest first. */
export function recordDelimiters(lineEnd: LineEnd): string[] {
  return lineEnd === 'CR' ? ['\r\n', '\r'] : ['\r\r\n', '\r\n', '\n'];
}
