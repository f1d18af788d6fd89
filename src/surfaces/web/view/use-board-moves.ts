/** Moving cards: by pointer from group to group and place to place, by keys one step at a time; each says why not, before. */
import { useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { count } from '../format/format.ts';
import { say } from '../primitive/toast.tsx';
import { useCommits } from '../workspace/hooks.ts';
import { type DropGround, dropProblem } from './drop-rule.ts';
import { type ItemGroup, placing } from './groups.ts';
import { rankBefore, rankStepped } from './reorder.ts';

export interface Place {
  readonly group: ItemGroup;
  /** The card before which it would stand; null: at the end. */
  readonly before: string | null;
  /** Why it may not be dropped here. */
  readonly problem: string | null;
}

export interface BoardMoves {
  readonly dragged: AnyItem | null;
  readonly place: Place | null;
  /** What just happened, for screen readers. */
  readonly said: string;
  lift(item: AnyItem | null): void;
  /** The pointer is over a group, or a card of it; says whether it may be dropped. */
  hover(group: ItemGroup, before: string | null): boolean;
  drop(): void;
  /** Into another group. */
  moveTo(item: AnyItem, group: ItemGroup): void;
  /** Up or down in its group. */
  step(item: AnyItem, group: ItemGroup, by: -1 | 1): void;
}

export function useBoardMoves(ground: DropGround): BoardMoves {
  const commits = useCommits();
  const [dragged, setDragged] = useState<AnyItem | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const [said, setSaid] = useState('');

  const move = (item: AnyItem, group: ItemGroup, rank: string | null): void => {
    const problem = dropProblem(item, group, ground);
    if (problem !== null) {
      say({ text: `${item.key} stays where it is`, detail: problem });
      return;
    }
    const placed = placing(item, group);
    const isMoved = Object.keys(placed).length > 0;
    const patch = { ...placed, ...(rank !== null && rank !== item.rank && !ground.isOrdered && { rank }) };
    if (Object.keys(patch).length === 0) return;
    const text = isMoved ? `${item.key} moved to ${group.label}` : `${item.key} moved`;
    const isAt = group.items.filter((one) => one.id !== item.id && one.rank < (rank ?? item.rank)).length + 1;
    const all = group.items.length + (group.items.includes(item) ? 0 : 1);
    void commits.update(item, patch, { text }).then((moved) => {
      const where = ground.isOrdered ? '' : `, ${count(isAt)} of ${count(all)}`;
      setSaid(moved === null ? `${item.key} stays where it was` : `${item.key}: ${group.label}${where}`);
    });
  };
  return {
    dragged,
    place,
    said,
    lift: (item) => {
      setDragged(item);
      setPlace(null);
    },
    hover: (group, before) => {
      if (dragged === null) return false;
      const problem = dropProblem(dragged, group, ground);
      if (place?.group.path !== group.path || place.before !== before) setPlace({ group, before, problem });
      return problem === null;
    },
    drop: () => {
      if (dragged !== null && place !== null) {
        const before = place.group.items.find((one) => one.id === place.before) ?? null;
        move(dragged, place.group, rankBefore(place.group.items, dragged, before));
      }
      setDragged(null);
      setPlace(null);
    },
    moveTo: (item, group) => move(item, group, null),
    step: (item, group, by) => {
      const rank = rankStepped(group.items, item, by);
      if (rank === null) setSaid(`${item.key} is at the ${by === -1 ? 'top' : 'end'} of ${group.label}`);
      else move(item, group, rank);
    },
  };
}
