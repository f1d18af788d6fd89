import { type AnyItem, type ItemOf, isA, type Near } from '../../../line/index.ts';
import { addDays } from '../../organisation/index.ts';
import { launch } from '../launch/launch.ts';
import type { task } from './task.ts';

/** The day everything counts back from: a launch's launch day, anything else's start. */
const tDay = (item: AnyItem): string | null => (isA(launch, item) ? item.launchOn : item.startOn) ?? null;

/**
 * The day a task is due: its own, or so many days before the first thing it is for.
 *
 * @example
 * dueDayOf({ dueDaysBefore: 7, ... }, near) // '2021-05-25' for a launch on 1 June 2021
 */
export function dueDayOf(item: ItemOf<typeof task> & AnyItem, near: Near): string | null {
  if (item.dueOn) return item.dueOn;
  const before = item.dueDaysBefore;
  if (typeof before !== 'number') return null;
  const first = near
    .reliesOn(item, 'for')
    .map(tDay)
    .filter((day) => day !== null)
    .sort()[0];
  return first === undefined ? null : addDays(first, -before);
}
