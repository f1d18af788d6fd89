/** The cells of a column as values of the kind its place takes, read as the importer reads them. */
import { dateOrderOf, decimalSignOf, readDay, readMoney, readNumber } from '../../../line/server.ts';
import type { Cell } from '../../../platform/file/index.ts';
import { folded, type Leaf } from './input-places.ts';

/** How people write that there is nothing. */
const NOTHING = /^(|[-–—]+|n\/?a|none given|null|nan|\.)$/i;
const YES = new Set(['yes', 'y', 'true', 'x', '✓', 'ja', 'oui', 'wahr', 'vrai', 'selected', 'checked', '1']);
const NO = new Set(['no', 'n', 'false', 'nein', 'non', 'falsch', 'faux', 'unselected', 'unchecked', '0']);

const isEmpty = (cell: Cell | undefined): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && NOTHING.test(cell.trim()));

/** Does every cell that holds something hold a number? */
export function areNumbers(cells: readonly (Cell | undefined)[]): boolean {
  const held = cells.filter((cell) => !isEmpty(cell));
  const read = numberReader(held);
  return held.length > 0 && held.every((cell) => typeof read(cell) === 'number');
}

function numberReader(cells: readonly (Cell | undefined)[]): (cell: Cell | undefined) => unknown {
  const sign = decimalSignOf(cells.filter((cell) => typeof cell === 'string'));
  return (cell) => {
    if (typeof cell !== 'string') return cell;
    const money = readMoney(cell, { sign, currency: 'EUR' });
    return readNumber(cell.trim(), sign) ?? (typeof money === 'object' ? money.amount : cell.trim());
  };
}

/**
 * A value for each row, null where the cell is empty. What cannot be read stays as it is, so that the method names it.
 *
 * @example columnValues(['1.234,50', ''], { header: 'Price', leaf }) // [1234.5, null]
 */
export function columnValues(
  cells: readonly (Cell | undefined)[],
  { header, leaf }: { readonly header: string; readonly leaf: Leaf },
): readonly unknown[] {
  const read = readerFor(cells, header, leaf);
  return cells.map((cell) => (isEmpty(cell) ? read.empty : read.of(cell)));
}

interface Reader {
  of(cell: Cell | undefined): unknown;
  readonly empty: unknown;
}

function readerFor(cells: readonly (Cell | undefined)[], header: string, { types, options }: Leaf): Reader {
  const takesNumber = types.has('number') || types.has('integer');
  const takesYes = types.has('boolean') || (takesNumber && options.length === 0);
  if ((takesYes && isYesNo(cells, header)) || (types.has('boolean') && types.size === 1))
    return choiceReader(cells, header, types.has('boolean'));
  if (takesNumber && (!types.has('string') || areNumbers(cells))) return { of: numberReader(cells), empty: null };
  if (options.length > 0) return { of: (cell) => optionNamed(textOf(cell), options), empty: null };
  if (!types.has('string')) return { of: (cell) => cell, empty: null };
  const days = isDayName(header) ? dayReader(cells) : undefined;
  return { of: days ?? textOf, empty: null };
}

const textOf = (cell: Cell | undefined): string =>
  typeof cell === 'object' ? JSON.stringify(cell) : String(cell).trim();

const optionNamed = (text: string, options: readonly string[]): string =>
  options.find((option) => folded(option) === folded(text)) ?? text;

/** Yes and no, or a mark where somebody chose: the column's own words and nothing else. */
export function isYesNo(cells: readonly (Cell | undefined)[], header: string): boolean {
  const words = new Set(cells.filter((cell) => !isEmpty(cell)).map((cell) => textOf(cell).toLowerCase()));
  if (words.size === 0 || [...words].every((word) => /^[\d.,]+$/.test(word))) return false;
  return [...words].every((word) => YES.has(word) || NO.has(word) || word === header.trim().toLowerCase());
}

function choiceReader(cells: readonly (Cell | undefined)[], header: string, isBoolean: boolean): Reader {
  const hasNo = cells.some((cell) => !isEmpty(cell) && NO.has(textOf(cell).toLowerCase()));
  const value = (chosen: boolean): unknown => (isBoolean ? chosen : Number(chosen));
  return {
    of: (cell) => {
      const word = textOf(cell).toLowerCase();
      if (YES.has(word) || word === header.trim().toLowerCase()) return value(true);
      return NO.has(word) ? value(false) : cell;
    },
    empty: hasNo || !isYesNo(cells, header) ? null : value(false),
  };
}

const isDayName = (header: string): boolean => /date|day|until|on$|datum|jour/i.test(header);

function dayReader(cells: readonly (Cell | undefined)[]): ((cell: Cell | undefined) => string) | undefined {
  const texts = cells.filter((cell) => !isEmpty(cell)).map(textOf);
  const { order } = dateOrderOf(texts);
  const isIso = texts.every((text) => /^\d{4}-\d{2}-\d{2}/.test(text));
  if (isIso || !texts.every((text) => readDay(text, order) !== undefined)) return undefined;
  return (cell) => readDay(textOf(cell), order) ?? textOf(cell);
}
