import { type Check, defineCheck, isA, type Kind, ownersOf } from '../../../line/index.ts';
import { named } from '../../organisation/index.ts';
import { message } from './message.ts';

/**
 * The check `retired-message-in-use` on a kind: what we no longer say is no longer said.
 *
 * @example
 * retiredMessageInUse({ on: asset, whenIn: 'in use' })
 */
export function retiredMessageInUse({ on, whenIn }: { readonly on: Kind; readonly whenIn: string }): Check {
  return defineCheck({
    id: 'retired-message-in-use',
    on,
    severity: 'warning',
    watches: 'An asset in use, a live campaign or a scheduled announcement carries a retired message.',
    remedy: 'Replace the message with the one we say now, or take the piece out of circulation.',
    find(item, near) {
      if (item.state !== whenIn) return [];
      const retired = near.reliesOn(item).filter((other) => isA(message, other) && other.state === 'retired');
      return [...new Set(retired)].map((old) => ({
        sentence: `${named(item)} is ${item.state} and still carries ${named(old)}, which is retired.`,
        about: [old],
        who: ownersOf(item),
      }));
    },
  });
}
