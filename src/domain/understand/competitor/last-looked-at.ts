import { type AnyItem, isA, type Near } from '../../../line/index.ts';
import { competitorMove } from '../competitor-move/competitor-move.ts';
import { competitor } from './competitor.ts';

/**
 * The newest day on which somebody looked at the competitor: a source's day or a move's; where neither is dated, the day
 * its page was last changed.
 *
 * @example
 * lastLookedAtOn(chrome, near) // '2021-05-12'
 */
export function lastLookedAtOn(item: AnyItem, near: Near): string | null {
  const sources = isA(competitor, item) ? (item.sources ?? []).map((source) => source.seenOn) : [];
  const moves = near
    .reliedOnBy(item, 'competitorMove.madeBy')
    .map((move) => (isA(competitorMove, move) ? move.happenedOn : null));
  const days = [...sources, ...moves].filter((day) => typeof day === 'string').sort();
  return days.at(-1) ?? item.changedAt?.slice(0, 'YYYY-MM-DD'.length) ?? null;
}
