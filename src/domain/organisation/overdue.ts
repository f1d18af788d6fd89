import {
  type AnyItem,
  type Check,
  defineCheck,
  type Filter,
  type Finding,
  type Kind,
  type Near,
  ownersOf,
  phaseOf,
} from '../../line/index.ts';
import { dayInWords } from './day.ts';
import { named } from './named.ts';

const PAST_ITS_REVIEW: Filter = { field: 'nextReviewOn', op: 'lt', value: 'today' };

/** Past the day on which somebody meant to look at it again, unless it is gone anyway. */
function reviewFindings(kind: Kind, item: AnyItem, near: Near): readonly Finding[] {
  const day = item.nextReviewOn;
  if (!day || day >= near.today || phaseOf(kind, item.state) === 'gone') return [];
  const sentence = `${named(item)} was to be reviewed by ${dayInWords(day)}.`;
  return [{ sentence, about: [], who: ownersOf(item) }];
}

/**
 * The check `overdue` on a kind: the review day that every item has, and what else falls due there.
 *
 * @example
 * overdueCheck(persona)
 */
export function overdueCheck(kind: Kind, alsoDue?: (item: AnyItem, near: Near) => readonly Finding[]): Check {
  return defineCheck({
    id: 'overdue',
    on: kind,
    severity: 'warning',
    watches: 'A must task is past its due day, or an item is past its next review.',
    remedy: 'Do it and say so, or agree on another day with whoever waits for it.',
    ...(alsoDue === undefined && { among: PAST_ITS_REVIEW }),
    find: (item, near) => [...(alsoDue?.(item, near) ?? []), ...reviewFindings(kind, item, near)],
  });
}
