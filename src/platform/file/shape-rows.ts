/** Raw rows under their column names; what is not a row of the table is left out and said. */
import { type Header, signatureOf, textOf } from './header.ts';
import type { Cell, Column, RawRow, Report, TableRow } from './row.ts';

/** What stands in the first cell of a totals line, in the languages spreadsheets come in; the whole cell, so that "Total mess" stays a row. */
const TOTALS =
  /^(grand |sub-?)?totals?:?$|^(gesamt|zwischen)?summe:?$|^gesamt:?$|^insgesamt:?$|^total g[eé]n[eé]ral:?$|^somme:?$|^totale:?$|^suma:?$/i;
const NUMBER = /^[-+(]?\p{Sc}?\s?[\d.,' %()]*\d[\d.,' %()\p{Sc}]*$/u;

export async function* shapeRows(
  rows: AsyncIterable<RawRow>,
  header: Header,
  report: Report,
): AsyncGenerator<TableRow> {
  const { columns } = header;
  let above = header.rowsAbove;
  for await (const row of rows) {
    if (above > 0) {
      above -= 1;
      continue;
    }
    if (row.cells.every((cell) => textOf(cell) === '')) continue;
    if (header.signature !== '' && signatureOf(row.cells) === header.signature) {
      report({ line: row.line, problem: 'The header is repeated here.', done: 'The line was skipped.' });
    } else if (isTotals(row.cells)) {
      report({ line: row.line, problem: 'This line holds totals.', done: 'The line was skipped.' });
    } else {
      reportWidth(row, columns, report);
      yield {
        line: row.line,
        values: Object.fromEntries(columns.map((column, at) => [column.name, row.cells[at] ?? null])),
      };
    }
  }
}

function isTotals(cells: readonly Cell[]): boolean {
  const texts = cells.map(textOf).filter((text) => text !== '');
  const [first, ...rest] = texts;
  return first !== undefined && TOTALS.test(first) && rest.length > 0 && rest.every((text) => NUMBER.test(text));
}

/** Spreadsheet programs leave trailing cells out or add empty ones: only values without a column are worth a word. */
function reportWidth(row: RawRow, columns: readonly Column[], report: Report): void {
  const extra = row.cells
    .slice(columns.length)
    .map(textOf)
    .filter((text) => text !== '');
  if (extra.length > 0) {
    const shown = extra.join(', ').slice(0, 80);
    report({
      line: row.line,
      problem: `The line has ${extra.length} more values than there are columns: ${shown}.`,
      done: 'They were left out.',
    });
  } else if (row.cells.length < columns.length - 1 && row.cells.length * 2 < columns.length) {
    report({
      line: row.line,
      problem: `The line has ${row.cells.length} values, the header ${columns.length}.`,
      done: 'The missing ones count as empty.',
    });
  }
}
