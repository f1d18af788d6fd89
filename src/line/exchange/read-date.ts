/** Days and moments as people and tools write them. Which of day and month comes first is settled by the whole column. */

export type DateOrder = 'day-first' | 'month-first';

const MONTHS = [
  ['jan', 'january', 'januar', 'jänner', 'janvier', 'janv', 'enero', 'ene', 'gennaio', 'gen', 'janeiro'],
  ['feb', 'february', 'februar', 'février', 'févr', 'fév', 'fevrier', 'febrero', 'febbraio', 'fevereiro', 'fev'],
  ['mar', 'march', 'märz', 'mär', 'mrz', 'mars', 'marzo', 'março'],
  ['apr', 'april', 'avril', 'avr', 'abril', 'abr', 'aprile'],
  ['may', 'mai', 'mayo', 'maggio', 'mag', 'maio'],
  ['jun', 'june', 'juni', 'juin', 'junio', 'giugno', 'giu', 'junho'],
  ['jul', 'july', 'juli', 'juillet', 'juil', 'julio', 'luglio', 'lug', 'julho'],
  ['aug', 'august', 'août', 'aout', 'agosto', 'ago'],
  ['sep', 'sept', 'september', 'septembre', 'septiembre', 'settembre', 'set', 'setembro'],
  ['oct', 'october', 'oktober', 'okt', 'octobre', 'octubre', 'ottobre', 'ott', 'outubro', 'out'],
  ['nov', 'november', 'novembre', 'noviembre', 'novembro'],
  ['dec', 'december', 'dezember', 'dez', 'décembre', 'déc', 'diciembre', 'dic', 'dicembre', 'dezembro'],
];
const MONTH_OF = new Map(MONTHS.flatMap((names, at) => names.map((name) => [name, at + 1] as const)));

/**
 * @example
 * dateOrderOf(['03/04/2021', '25/04/2021']) // 'day-first'
 */
export function dateOrderOf(samples: readonly string[]): { readonly order: DateOrder; readonly certain: boolean } {
  let dayFirst = 0;
  let monthFirst = 0;
  let dotted = 0;
  for (const sample of samples) {
    const match = /^\s*(\d{1,2})([-/.])(\d{1,2})\2\d{2,4}/.exec(sample);
    if (match === null) continue;
    if (match[2] === '.') dotted += 1;
    if (Number(match[1]) > 12) dayFirst += 1;
    if (Number(match[3]) > 12) monthFirst += 1;
  }
  if (dayFirst !== monthFirst)
    return { order: dayFirst > monthFirst ? 'day-first' : 'month-first', certain: dayFirst === 0 || monthFirst === 0 };
  // Dots between numbers are written day first everywhere.
  return { order: 'day-first', certain: dotted > 0 };
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly clock: string;
}

const CLOCK = /^(?:[T ,]|at |um )*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?\.?m?\.?\s*(.*)$/i;

/** A calendar day as it is written, whatever the zone beside it. @example readDay('3 Jun 2021', 'day-first') // '2021-06-03' */
export function readDay(text: string, order: DateOrder): string | undefined {
  const parts = readParts(text.trim(), order);
  if (parts === undefined) return undefined;
  const clock = parts.clock.trim();
  if (clock !== '' && CLOCK.exec(clock) === null) return undefined;
  return dayOf(parts);
}

/**
 * A moment; without an offset it is read in the zone given.
 *
 * @example
 * readInstant('2021-06-03 23:51:46 -0700', { order: 'day-first', timeZone: 'UTC' }) // '2021-06-04T06:51:46.000Z'
 */
export function readInstant(
  text: string,
  { order, timeZone }: { readonly order: DateOrder; readonly timeZone: string },
): string | undefined {
  const parts = readParts(text.trim(), order);
  const day = parts === undefined ? undefined : dayOf(parts);
  if (parts === undefined || day === undefined) return undefined;
  if (parts.clock.trim() === '') return zoned(Date.parse(`${day}T00:00:00Z`), timeZone);
  const match = CLOCK.exec(parts.clock);
  if (match === null) return undefined;
  const [, hour = '0', minute = '0', second = '0', fraction = '0', half, zone = ''] = match;
  const hours = (Number(hour) % (half === undefined ? 24 : 12)) + (half?.toLowerCase() === 'p' ? 12 : 0);
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const clockMs =
    ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
  const local = Date.parse(`${day}T00:00:00Z`) + clockMs;
  const offset = offsetMinutes(zone);
  return offset === undefined ? zoned(local, timeZone) : new Date(local - offset * 60_000).toISOString();
}

/** Minutes east of UTC; undefined where the text names no offset. */
function offsetMinutes(zone: string): number | undefined {
  const text = zone.trim().replace(/\s*[([].*$/, '');
  if (/^(z|utc|gmt)$/i.test(text)) return 0;
  const match = /^(?:utc|gmt)?([-+−])(\d{1,2}):?(\d{2})?$/i.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '+' ? minutes : -minutes;
}

/** Clock time of a zone as a moment; where the clock jumps, the later offset counts. */
function zoned(localMs: number, timeZone: string): string {
  const guess = localMs - zoneOffsetMs(localMs, timeZone);
  return new Date(localMs - zoneOffsetMs(guess, timeZone)).toISOString();
}

function zoneOffsetMs(atMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(atMs);
  return Date.parse(`${clock.replace(' ', 'T')}Z`) - Math.floor(atMs / 1000) * 1000;
}

function dayOf({ year, month, day }: Parts): string | undefined {
  const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}

function readParts(text: string, order: DateOrder): Parts | undefined {
  return isoParts(text) ?? countedParts(text) ?? numberParts(text, order) ?? namedParts(text);
}

function isoParts(text: string): Parts | undefined {
  const match =
    /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d])(.*)$/s.exec(text) ??
    /^((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)(.*)$/s.exec(text);
  if (match === null) return undefined;
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3] ?? 1), clock: match[4] ?? '' };
}

/** Days since 30 December 1899 as spreadsheets count, seconds or milliseconds since 1970 as programs do. */
function countedParts(text: string): Parts | undefined {
  if (!/^\d{5}(\.\d+)?$|^\d{10}(\.\d+)?$|^\d{13}$/.test(text)) return undefined;
  const value = Number(text);
  const whole = text.split('.')[0] ?? '';
  const ms =
    whole.length === 5 ? Math.round((value - 25_569) * 86_400_000) : whole.length === 10 ? value * 1000 : value;
  const iso = new Date(ms).toISOString();
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  const clock = iso.slice(11, 19) === '00:00:00' ? '' : `${iso.slice(11, 19)}${whole.length === 5 ? '' : ' Z'}`;
  return { year: year ?? 0, month: month ?? 0, day: day ?? 0, clock };
}

function numberParts(text: string, order: DateOrder): Parts | undefined {
  const match = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/s.exec(text);
  if (match === null) return undefined;
  const [first, second] = [Number(match[1]), Number(match[3])];
  // A value that fits only the other order is read so: no month has the number 25.
  const dayFirst = second > 12 ? false : first > 12 ? true : order === 'day-first' || match[2] === '.';
  const clock = match[5] ?? '';
  return { year: fullYear(match[4] ?? ''), month: dayFirst ? second : first, day: dayFirst ? first : second, clock };
}

/** `25/Feb/26 10:17 PM`, `1. Juni 2021`, `June 1st, 2021`, `Wed May 13 2026 11:21:41 GMT+0000 (GMT+00:00)`. */
function namedParts(text: string): Parts | undefined {
  const weekday = /^(\p{L}{2,10})\.?,?\s+/u.exec(text);
  const bare =
    weekday === null || MONTH_OF.has((weekday[1] ?? '').toLowerCase()) ? text : text.slice(weekday[0].length);
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s/-]+(?:de\s+)?(\p{L}+)\.?,?[\s/-]+(?:de\s+)?(\d{4}|\d{2})(?!\d)(.*)$/su.exec(
      bare,
    );
  const monthFirst = /^(\p{L}+)\.?[\s/-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s/-]+(\d{4})(?!\d)(.*)$/su.exec(bare);
  const month = MONTH_OF.get((dayFirst?.[2] ?? monthFirst?.[1] ?? '').toLowerCase());
  const match = dayFirst ?? monthFirst;
  if (match === null || month === undefined) return undefined;
  const day = Number(dayFirst === null ? match[2] : match[1]);
  return { year: fullYear(match[3] ?? ''), month, day, clock: match[4] ?? '' };
}

/** Two digits: up to 69 this century, as POSIX and spreadsheets read them. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}
