import { type AnyItem, isA, type Near, phaseOf } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';
import { release } from './release.ts';

/** Can customers have it? `dated`: not before `on`; `undated`: nobody has said when. */
export type Availability =
  | { readonly is: 'available' | 'gone' | 'undated' }
  | { readonly is: 'dated'; readonly on: string };

const dated = (on: string | null | undefined): Availability => (on ? { is: 'dated', on } : { is: 'undated' });

/** The first day on which a release that still stands brings it. */
function releasedOn(item: AnyItem, near: Near): string | null {
  const days = near
    .reliedOnBy(item, 'release.contains')
    .map((other) => (isA(release, other) && other.state !== 'pulled' ? other.availableOn : null));
  return days.filter((day) => typeof day === 'string').sort()[0] ?? null;
}

/**
 * When customers can have a feature or release: a feature's own target date goes before that of the releases it is in.
 *
 * @example
 * availabilityOf(tabs, near) // { is: 'dated', on: '2021-06-15' }
 */
export function availabilityOf(item: AnyItem, near: Near): Availability {
  if (isA(feature, item)) {
    if (phaseOf(feature, item.state) === 'gone') return { is: 'gone' };
    return item.state === 'shipped' ? { is: 'available' } : dated(item.targetOn ?? releasedOn(item, near));
  }
  if (!isA(release, item)) return { is: 'undated' };
  if (item.state === 'pulled') return { is: 'gone' };
  return item.state === 'shipped' ? { is: 'available' } : dated(item.availableOn);
}
