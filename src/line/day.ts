/** Days of the calendar as `2021-06-01`, counted without clocks or time zones. */
const MS_PER_DAY = 86_400_000;
const RELATIVE = /^today(?:([+-])(\d{1,5}))?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @example addDays('2021-05-31', 1) // '2021-06-01' */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * MS_PER_DAY).toISOString().slice(0, DAY_LENGTH);
}
const DAY_LENGTH = '2021-06-01'.length;

/** The day it is somewhere at a moment. @example dayIn('Asia/Tokyo', new Date('2021-05-31T20:00:00Z')) // '2021-06-01' */
export function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** Whole days from one day to another. @example daysBetween('2021-05-31', '2021-06-02') // 2 */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY);
}

/**
 * Reads a day, or one relative to today; null where it is neither.
 *
 * @example
 * dayFrom('today+14', '2021-05-18') // '2021-06-01'
 */
export function dayFrom(text: string, today: string): string | null {
  const relative = RELATIVE.exec(text);
  if (relative !== null) return addDays(today, Number(relative[2] ?? 0) * (relative[1] === '-' ? -1 : 1));
  if (!DAY.test(text) || Number.isNaN(Date.parse(text))) return null;
  return addDays(text, 0) === text ? text : null;
}
