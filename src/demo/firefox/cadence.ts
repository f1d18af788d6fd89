/** Firefox comes out on Tuesdays, as a rule four weeks after the release before. */
import { addDays } from '../../line/index.ts';

const TUESDAY = 2;
const DAYS_OF_WEEK = 7;
export const CYCLE_DAYS = 28;

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** The first Tuesday on or after the day. @example tuesdayFrom('2021-05-17') // '2021-05-18' */
export function tuesdayFrom(day: string): string {
  return addDays(day, (TUESDAY - weekday(day) + DAYS_OF_WEEK) % DAYS_OF_WEEK);
}

/** When the next release was to be expected. @example expectedAfter('2021-04-19') // '2021-05-18' */
export function expectedAfter(releasedOn: string): string {
  return tuesdayFrom(addDays(releasedOn, CYCLE_DAYS));
}
