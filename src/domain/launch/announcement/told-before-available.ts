import {
  type AnyItem,
  type Check,
  defineCheck,
  isA,
  type Kind,
  type Near,
  ownersOf,
  phaseOf,
} from '../../../line/index.ts';
import { type Availability, availabilityOf } from '../../build/index.ts';
import { dayInWords, named } from '../../organisation/index.ts';
import { launch } from '../launch/launch.ts';

/** A launch is there from its soft date, or from its day where it has none. */
function thereFrom(item: AnyItem, near: Near): Availability {
  if (!isA(launch, item)) return availabilityOf(item, near);
  if (item.type === 'retirement' || phaseOf(launch, item.state) === 'done') return { is: 'available' };
  const on = item.softOn ?? item.launchOn;
  return on ? { is: 'dated', on } : { is: 'undated' };
}

interface Telling {
  readonly on: Kind;
  /** The link to what it tells of: `announces`, `promotes`. */
  readonly link: string;
  readonly startOf: (item: AnyItem) => string | null;
  /** Where telling beforehand is the point, as with a removal. */
  readonly isMeant?: (item: AnyItem) => boolean;
}

/**
 * The check `told-before-available` on a kind: nobody is sent to something that is not there yet.
 *
 * @example
 * toldBeforeAvailable({ on: campaign, link: 'promotes', startOf: (item) => item.startOn })
 */
export function toldBeforeAvailable({ on, link, startOf, isMeant }: Telling): Check {
  return defineCheck({
    id: 'told-before-available',
    on,
    severity: 'blocking',
    watches: 'An announcement or campaign starts before what it tells of is available.',
    remedy: 'Start later, or bring forward what it tells of.',
    find(item, near) {
      const phase = phaseOf(on, item.state);
      const start = startOf(item);
      if (!start || phase === 'done' || phase === 'gone' || isMeant?.(item)) return [];
      return near.reliesOn(item, link).flatMap((thing) => {
        const available = thereFrom(thing, near);
        if (available.is !== 'dated' || start >= available.on) return [];
        const from = dayInWords(available.on, start);
        const sentence = `${named(item)} starts on ${dayInWords(start)}, but ${named(thing)} is not available before ${from}.`;
        return [{ sentence, about: [thing], who: ownersOf(item) }];
      });
    },
  });
}
