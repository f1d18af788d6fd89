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

/** The least of a bar that can be pressed, and the width of a point. */
export const POINT_PIXELS = 24;

/**
 * Where the view may begin so that no bar at its left edge shows less than can be pressed. In pixels, with the right ends of the bars.
 *
 * @example
 * uncut(100, [110, 300]) // 86
 */
export function uncut(wanted: number, ends: readonly number[]): number {
  const last = ends.toSorted((a, b) => b - a);
  return Math.max(
    0,
    last.reduce((at, end) => (end > at && end - at < POINT_PIXELS ? end - POINT_PIXELS : at), wanted),
  );
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

/** What a pull takes hold of: the whole bar, or one of its ends. */
export type Grip = 'bar' | 'start' | 'end';

/**
 * The days after a pull; an end never passes the other.
 *
 * @example
 * pulled({ start: '2027-03-01', end: '2027-03-10' }, 'end', 5) // { start: '2027-03-01', end: '2027-03-15' }
 */
export function pulled({ start, end }: Span, grip: Grip, days: number): Span {
  const [first, last] = [shifted(start, days), shifted(end, days)];
  if (grip === 'bar') return { start: first, end: last };
  if (grip === 'start') return { start: first < end ? first : end, end };
  return { start, end: last > start ? last : start };
}

/** The fields that become other days; an end that was not said stays unsaid unless it was pulled away from the other. */
export function daysPatch(kind: Kind, item: AnyItem, next: Span): Readonly<Record<string, string>> {
  const now = spanOf(kind, item);
  if (now === null) return {};
  const [start, end] = [kind.span?.start ?? 'startOn', kind.span?.end ?? 'endOn'];
  const isPoint = next.start === next.end;
  const hasStart = (dayIn(item, start) ?? item.startOn) !== null || (!isPoint && next.start !== now.start);
  const hasEnd = (dayIn(item, end) ?? item.endOn) !== null || (!isPoint && next.end !== now.end);
  return {
    ...(hasStart && next.start !== now.start && { [start]: next.start }),
    ...(hasEnd && next.end !== now.end && { [end]: next.end }),
  };
}

/** @example shifted('2027-02-27', 3) // '2027-03-02' */
export function shifted(on: string, days: number): string {
  const date = new Date(`${on}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
