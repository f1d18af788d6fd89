import { defineCheck, isA, ownersOf } from '../../../line/index.ts';
import { addDays, dayInWords, named } from '../../organisation/index.ts';
import { competitor, lastLookedAtOn } from '../../understand/index.ts';
import { battlecard } from './battlecard.ts';

/** After so many days without a look, what we say about a competitor is hearsay. */
const STALE_AFTER_DAYS = 90;

/** A battlecard speaks of the competitor of today. */
export const staleCompetitor = defineCheck({
  id: 'stale-competitor',
  on: battlecard,
  severity: 'warning',
  watches: `An approved battlecard relies on a competitor not looked at for ${STALE_AFTER_DAYS} days.`,
  remedy: 'Look at the competitor, date the source, and bring the battlecard up to date.',
  find(item, near) {
    if (item.state !== 'approved') return [];
    const staleSince = addDays(near.today, -STALE_AFTER_DAYS);
    return near.reliesOn(item).flatMap((rival) => {
      const day = isA(competitor, rival) ? lastLookedAtOn(rival, near) : null;
      if (day === null || day > staleSince) return [];
      const sentence = `${named(item)} is approved, but ${named(rival)} was last looked at on ${dayInWords(day)}.`;
      return [{ sentence, about: [rival], who: ownersOf(item) }];
    });
  },
});
