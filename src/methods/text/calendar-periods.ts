/** Dates counted by day, week, month or quarter, empty periods included. */

export const EVERY = ['day', 'week', 'month', 'quarter'] as const;
export type Every = (typeof EVERY)[number];

const DAY_MS = 86_400_000;
const MONDAY = 1;
const MONTHS_IN_QUARTER = 3;

/** First day of the period a date lies in; weeks begin on Monday. Takes the date as written, whatever its time zone. */
export function periodOf(date: string, every: Every): string {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  if (every === 'week') day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 7 - MONDAY) % 7));
  if (every === 'month') day.setUTCDate(1);
  if (every === 'quarter') day.setUTCMonth(Math.floor(day.getUTCMonth() / MONTHS_IN_QUARTER) * MONTHS_IN_QUARTER, 1);
  return day.toISOString().slice(0, 10);
}

/**
 * Every period from the first to the last date; where they are more than `most`, so many and one.
 *
 * @example periodsBetween(['2026-01-30', '2026-03-02'], 'month', 100); // three
 */
export function periodsBetween([first, last]: readonly [string, string], every: Every, most: number): string[] {
  const periods: string[] = [];
  const end = periodOf(last, every);
  for (let period = periodOf(first, every); period <= end && periods.length <= most; period = after(period, every))
    periods.push(period);
  return periods;
}

function after(period: string, every: Every): string {
  const day = new Date(`${period}T00:00:00Z`);
  if (every === 'month' || every === 'quarter') {
    day.setUTCMonth(day.getUTCMonth() + (every === 'month' ? 1 : MONTHS_IN_QUARTER));
    return day.toISOString().slice(0, 10);
  }
  return new Date(day.getTime() + (every === 'week' ? 7 : 1) * DAY_MS).toISOString().slice(0, 10);
}

export function countByPeriod(dates: readonly string[], periods: readonly string[], every: Every): number[] {
  const place = new Map(periods.map((period, at) => [period, at]));
  const counts = periods.map(() => 0);
  for (const date of dates) {
    const at = place.get(periodOf(date, every));
    if (at !== undefined) counts[at]! += 1;
  }
  return counts;
}
