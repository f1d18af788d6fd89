/** The days of an item on a timeline: its kind says which of its fields they are. */
import type { AnyItem, Kind } from '../../../line/index.ts';

export interface Span {
  readonly start: string;
  readonly end: string;
}

/** Null where it has no day at all; one day only is a point. @example spanOf(launch, item) */
export function spanOf(kind: Kind, item: AnyItem): Span | null {
  const start = dayIn(item, kind.span?.start) ?? item.startOn;
  const end = dayIn(item, kind.span?.end) ?? item.endOn;
  const first = start ?? end;
  const last = end ?? start;
  if (first === null || last === null) return null;
  return first <= last ? { start: first, end: last } : { start: last, end: first };
}

function dayIn(item: AnyItem, name: string | undefined): string | null {
  const value = name === undefined ? null : item[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The first days of the months between two days. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  const date = new Date(`${first.slice(0, 7)}-01T12:00:00Z`);
  for (
    date.setUTCMonth(date.getUTCMonth() + 1);
    date.toISOString().slice(0, 10) <= last;
    date.setUTCMonth(date.getUTCMonth() + 1)
  ) {
    months.push(date.toISOString().slice(0, 10));
  }
  return months;
}
