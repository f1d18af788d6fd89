import { type AnyItem, type Check, defineCheck, isA, type Kind, ownersOf, phaseOf } from '../../../line/index.ts';
import { named } from '../../organisation/index.ts';
import { feature } from './feature.ts';

interface Promised {
  /** The kind that tells people of features. */
  readonly on: Kind;
  /** The state in which people hear it: approved, in use, live, scheduled. */
  readonly whenIn: string;
  /** Where relying on a feature that is gone is meant, as in the announcement of its removal. */
  readonly isMeant?: (item: AnyItem) => boolean;
}

/**
 * The check `promise-of-cut-feature` on a kind: nobody is promised what was cut or retired.
 *
 * @example
 * promiseOfCutFeature({ on: message, whenIn: 'approved' })
 */
export function promiseOfCutFeature({ on, whenIn, isMeant }: Promised): Check {
  return defineCheck({
    id: 'promise-of-cut-feature',
    on,
    severity: 'blocking',
    watches:
      'An approved message or claim, an asset in use, a live campaign or a scheduled announcement relies on a feature cut or retired.',
    remedy: 'Take the promise out of circulation, or rest it on a feature that exists.',
    find(item, near) {
      if (item.state !== whenIn || isMeant?.(item)) return [];
      const gone = near
        .reliesOn(item)
        .filter((other) => isA(feature, other) && phaseOf(feature, other.state) === 'gone');
      return [...new Set(gone)].map((lost) => ({
        sentence: `${named(item)} is ${item.state}, but ${named(lost)} was ${lost.state}.`,
        about: [lost],
        who: ownersOf(item),
      }));
    },
  });
}
