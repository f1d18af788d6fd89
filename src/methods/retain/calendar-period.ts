/** Calendar periods as running numbers, so that their distance is a subtraction. */

export const PERIOD_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

const DAY = 86_400_000;
/** 1 January 1970 was a Thursday; weeks begin on Monday. */
const DAYS_TO_MONDAY = 3;

/** Whether text begins with a day that exists: 2026-02-30 does not. */
export function isCalendarDay(text: string): boolean {
  const day = text.slice(0, 10);
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** @param date YYYY-MM-DD. */
export function periodOf(date: string, unit: PeriodUnit): number {
  const at = new Date(`${date}T00:00:00Z`);
  const days = at.getTime() / DAY;
  if (unit === 'day') return days;
  if (unit === 'week') return Math.floor((days + DAYS_TO_MONDAY) / 7);
  const months = at.getUTCFullYear() * 12 + at.getUTCMonth();
  if (unit === 'month') return months;
  return Math.floor(months / (unit === 'quarter' ? 3 : 12));
}

/** 2026-03-09, the Monday of a week, 2026-03, 2026-Q1, 2026. */
export function periodName(period: number, unit: PeriodUnit): string {
  const dayName = (days: number) => new Date(days * DAY).toISOString().slice(0, 10);
  if (unit === 'day') return dayName(period);
  if (unit === 'week') return dayName(period * 7 - DAYS_TO_MONDAY);
  if (unit === 'month') return `${Math.floor(period / 12)}-${String((period % 12) + 1).padStart(2, '0')}`;
  return unit === 'quarter' ? `${Math.floor(period / 4)}-Q${(period % 4) + 1}` : String(period);
}

/** The day after the last of a period, YYYY-MM-DD. */
export function dayAfter(period: number, unit: PeriodUnit): string {
  const name = periodName(period + 1, unit);
  if (unit === 'quarter') return `${name.slice(0, 4)}-${String(((period + 1) % 4) * 3 + 1).padStart(2, '0')}-01`;
  return `${name}-01-01`.slice(0, 10);
}
