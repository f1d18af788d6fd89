import { type AnyItem, type Finding, isA, type Near, ownersOf } from '../../../line/index.ts';
import { dayInWords, named, overdueCheck } from '../../organisation/index.ts';
import { dueDayOf } from './due-day.ts';
import { task } from './task.ts';

function lateFindings(item: AnyItem, near: Near): readonly Finding[] {
  if (!isA(task, item) || item.priority !== 'must') return [];
  if (item.state === 'done' || item.state === 'dropped') return [];
  const day = dueDayOf(item, near);
  if (!day || day >= near.today) return [];
  const sentence = `${named(item)} is a must, was due on ${dayInWords(day)} and is not done.`;
  return [{ sentence, about: near.reliesOn(item, 'for'), who: ownersOf(item) }];
}

/** A must that is late holds up everything that counts on it. */
export const taskOverdue = overdueCheck(task, lateFindings);
