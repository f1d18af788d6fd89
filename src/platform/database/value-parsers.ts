/** How values of the database arrive in transactions: days and instants as text, counts as numbers. */
import { types } from 'pg';

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const UTC_TEXT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

const asIs = (text: string): string => text;

/** `2026-11-22 07:03:04.5+00` -> `2026-11-22T07:03:04.500Z`. */
export function instantOf(text: string): string {
  const utc = UTC_TEXT.exec(text);
  if (utc !== null) return `${utc[1]}T${utc[2]}.${(utc[3] ?? '').slice(0, 3).padEnd(3, '0')}Z`;
  const parsed: unknown = types.getTypeParser(TIMESTAMPTZ)(text);
  return parsed instanceof Date ? parsed.toISOString() : text;
}

/** Counts and sequence numbers stay far below 2^53. */
const parsers = new Map<number, (text: string) => unknown>([
  [INT8, Number],
  [DATE, asIs],
  [TIMESTAMPTZ, instantOf],
]);

/** Given with each query of a transaction, so that libraries on the same pool keep the driver's own parsers. */
export const valueParsers = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(id)) ?? types.getTypeParser(id, format),
};
