/** Calendar days as `2021-06-01`: how checks count and say them. Days compare as text. */

const MILLISECONDS_PER_DAY = 86_400_000;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/**
 * The day so many days later, earlier for a negative number; text that is no day comes back unchanged.
 *
 * @example
 * addDays('2021-06-01', -28) // '2021-05-04'
 */
export function addDays(day: string, days: number): string {
  const instant = instantOf(day) + days * MILLISECONDS_PER_DAY;
  const later = new Date(instant);
  return Number.isNaN(later.getTime()) ? day : later.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/**
 * The day in words; the year is left out beside a day of the same year.
 *
 * @example
 * dayInWords('2021-06-15', '2021-06-01') // '15 June'
 */
export function dayInWords(day: string, beside?: string): string {
  const [year, month, date] = day.split('-');
  const name = MONTHS[Number(month) - 1];
  if (year === undefined || name === undefined || date === undefined) return day;
  const words = `${Number(date)} ${name}`;
  return beside?.startsWith(`${year}-`) ? words : `${words} ${year}`;
}
