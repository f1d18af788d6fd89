/** Cells as texts and lists of texts, whatever the tool put in them. */
import type { Cell } from '../../platform/file/index.ts';

/** The names under which tools keep what a person would call the thing. */
const NAMES = ['name', 'title', 'label', 'value', 'displayName', 'display_name', 'login', 'email', 'key', 'url', 'id'];

/** Texts that other tools write for "nothing". */
const NOTHING = new Set(['', 'null', '\\n', 'none', 'n/a', 'undefined', 'nan', '#n/a']);

/** One text; empty where the cell says nothing. */
export function cellText(cell: Cell | unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return NOTHING.has(cell.trim().toLowerCase()) ? '' : cell.trim();
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  if (Array.isArray(cell))
    return cell
      .map(cellText)
      .filter((one) => one !== '')
      .join('; ');
  if (typeof cell !== 'object') return '';
  const members: Readonly<Record<string, unknown>> = { ...cell };
  const named = NAMES.find((name) => typeof members[name] === 'string' || typeof members[name] === 'number');
  return named === undefined ? JSON.stringify(cell) : cellText(members[named]);
}

/** `sentences` keeps commas, for texts that hold them; `words` cuts at them too. */
export type Cut = 'words' | 'sentences';

/**
 * The several texts of a cell, cut at the strongest sign in it: line ends, semicolons, pipes, and commas between words.
 *
 * @example
 * cellList('desktop;bookmarks;', 'words') // ['desktop', 'bookmarks']
 */
export function cellList(cell: Cell | unknown, cut: Cut): readonly string[] {
  if (Array.isArray(cell)) return cell.map(cellText).filter((one) => one !== '');
  const text = cellText(cell);
  if (text === '') return [];
  const json = jsonList(text);
  if (json !== undefined) return json;
  const signs = cut === 'words' ? [/\r\n|\n|\r/, ';', '|', ','] : [/\r\n|\n|\r/, ';', '|'];
  const sign = signs.find((one) => (typeof one === 'string' ? text.includes(one) : one.test(text)));
  const parts = sign === undefined ? [text] : text.split(sign);
  return parts
    .map((part) => part.replace(/^\s*(?:[-*•]\s+)?["']?|["']?\s*$/g, '').trim())
    .filter((part) => part !== '');
}

/** `["a","b"]` as text: what spreadsheets make of a list. */
function jsonList(text: string): readonly string[] | undefined {
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.map(cellText).filter((one) => one !== '') : undefined;
  } catch {
    return undefined;
  }
}
