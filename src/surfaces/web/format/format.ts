/** Dates, numbers and names as the reader writes them: the one place that knows locale and time zone. */
import type { Money } from '../../../line/index.ts';
import { preference } from '../preference/preference.ts';

const SECOND_MILLISECONDS = 1_000;
const AGO_STEPS: readonly (readonly [limitSeconds: number, unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  [60, 'second', 1],
  [3_600, 'minute', 60],
  [86_400, 'hour', 3_600],
  [604_800, 'day', 86_400],
];

const cache = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.ListFormat>();

const locale = (): string | undefined => preference().locale ?? undefined;
const timeZone = (): string | undefined => preference().timeZone ?? undefined;

function cached<F extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.ListFormat>(
  make: new (...given: never[]) => F,
  name: string,
  build: () => F,
): F {
  const key = `${name}|${locale() ?? ''}|${timeZone() ?? ''}`;
  const found = cache.get(key);
  if (found instanceof make) return found;
  const built = build();
  cache.set(key, built);
  return built;
}

const dateFormat = (name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  cached(Intl.DateTimeFormat, name, () => new Intl.DateTimeFormat(locale(), options));
const numberFormat = (name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  cached(Intl.NumberFormat, name, () => new Intl.NumberFormat(locale(), options));

/** A calendar day belongs to no time zone: `2021-06-01` is 1 June everywhere. */
const atNoon = (on: string): Date => new Date(`${on}T12:00:00Z`);

/** @example day('2021-06-01') // 1 Jun 2021 */
export function day(on: string): string {
  const date = atNoon(on);
  if (Number.isNaN(date.getTime())) return on;
  return dateFormat('day', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(date);
}

/** Without the year where it is this year's. @example shortDay('2026-06-01') // 1 Jun */
export function shortDay(on: string, today: string): string {
  if (on.slice(0, 4) !== today.slice(0, 4)) return day(on);
  return dateFormat('shortDay', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(atNoon(on));
}

/** @example shortMonth('2021-06-01') // Jun 2021 */
export function shortMonth(on: string): string {
  return dateFormat('shortMonth', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(atNoon(on));
}

/** A moment in the reader's time zone. @example moment('2021-06-01T13:00:00Z') // 1 Jun 2021, 15:00 */
export function moment(at: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };
  const zone = timeZone();
  return dateFormat('moment', zone === undefined ? options : { ...options, timeZone: zone }).format(new Date(at));
}

/** Near moments as a distance, far ones as a day. @example ago('2026-11-22T07:00:00Z') // 5 minutes ago */
export function ago(at: string, now = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / SECOND_MILLISECONDS;
  const step = AGO_STEPS.find(([limit]) => Math.abs(seconds) < limit);
  if (step === undefined) return shortDay(at.slice(0, 10), now.toISOString());
  const relative = cached(
    Intl.RelativeTimeFormat,
    'ago',
    () => new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }),
  );
  return relative.format(Math.round(seconds / step[2]), step[1]);
}

/** Days from today, in words. @example inDays('2026-11-24', '2026-11-22') // in 2 days */
export function inDays(on: string, today: string): string {
  const relative = cached(
    Intl.RelativeTimeFormat,
    'ago',
    () => new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }),
  );
  return relative.format(daysBetween(today, on), 'day');
}

export function daysBetween(from: string, to: string): number {
  return Math.round((atNoon(to).getTime() - atNoon(from).getTime()) / 86_400_000);
}

/** Today in the given time zone (the workspace's), else the reader's. @example today('Europe/Lisbon') // 2026-11-22 */
export function today(zone?: string): string {
  const name = zone ?? timeZone();
  const build = (): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat('en-CA', name === undefined ? {} : { timeZone: name });
  return cached(Intl.DateTimeFormat, `today-${name ?? ''}`, build).format(new Date());
}

/** @example count(1234) // 1,234 */
export const count = (value: number): string => numberFormat('count', {}).format(value);
/** @example decimal(3.14159) // 3.14 */
export const decimal = (value: number): string => numberFormat('decimal', { maximumFractionDigits: 2 }).format(value);
/** @example share(0.8) // 80 % */
export const share = (value: number): string =>
  numberFormat('share', { style: 'percent', maximumFractionDigits: 1 }).format(value);

/** @example money({ amount: 1200, currency: 'EUR' }) // €1,200 */
export function money({ amount, currency }: Money): string {
  try {
    return numberFormat(`money-${currency}`, {
      style: 'currency',
      currency,
      trailingZeroDisplay: 'stripIfInteger',
    }).format(amount);
  } catch {
    return `${decimal(amount)} ${currency}`;
  }
}

/** @example both(['Ana', 'Deniz']) // Ana and Deniz */
export function both(names: readonly string[]): string {
  return cached(Intl.ListFormat, 'list', () => new Intl.ListFormat(locale(), { type: 'conjunction' })).format(names);
}

/** @example plural(3, 'message', 'messages') // 3 messages */
export const plural = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** A state, option or code name as words. @example words('in use') // In use; words('competitorMove') // Competitor move */
export function words(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
