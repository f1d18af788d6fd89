/** The keys of the board: J and K through all cards, arrows from card to card, with Alt they move the card. */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { useKeys } from '../frame/keys.ts';
import { cardId } from './board-card.tsx';
import type { ItemGroup } from './groups.ts';
import type { Selection } from './selection.ts';
import type { BoardMoves } from './use-board-moves.ts';
import { useListKeys } from './use-list-keys.ts';

export interface BoardKeys {
  /** The open columns of each lane. */
  readonly rows: readonly (readonly ItemGroup[])[];
  /** Those that are folded too: a card may be moved there. */
  readonly all: readonly (readonly ItemGroup[])[];
  readonly moves: BoardMoves;
  readonly selection: Selection;
  /** Draws a card and gives it the focus. */
  readonly reveal: (id: string) => void;
}

type Way = 'left' | 'right' | 'up' | 'down';
const WAYS: Readonly<Record<string, Way>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Returns what a card does with a key. */
export function useBoardKeys(board: BoardKeys): (event: KeyboardEvent, item: AnyItem, group: ItemGroup) => void {
  const { rows, all, moves, selection, reveal } = board;
  const go = (item: AnyItem, way: Way): boolean => {
    const to = beside(rows, item, way);
    if (to !== undefined) reveal(to.id);
    return to !== undefined;
  };
  const carry = (item: AnyItem, group: ItemGroup, way: Way): void => {
    if (way === 'up' || way === 'down') moves.step(item, group, way === 'up' ? -1 : 1);
    else carryAcross(item, group, way === 'left' ? -1 : 1);
  };
  const carryAcross = (item: AnyItem, group: ItemGroup, by: -1 | 1): void => {
    const lane = all.find((one) => one.some(({ path }) => path === group.path)) ?? [];
    const to = lane[lane.findIndex(({ path }) => path === group.path) + by];
    if (to !== undefined) moves.moveTo(item, to);
  };
  useListKeys({
    selection,
    show: reveal,
    hasFocus: () => document.activeElement?.id.startsWith(cardId('')) === true,
  });
  const onCurrent = (way: Way) => () => selection.current !== undefined && go(selection.current, way);
  useKeys({ left: onCurrent('left'), right: onCurrent('right') });
  useFocusKept(selection);
  return (event, item, group) => {
    const way = WAYS[event.key];
    if (way === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (event.altKey) carry(item, group, way);
    else go(item, way);
  };
}

/** The card one step away; in the next column the one at the same height, or its last. */
function beside(rows: BoardKeys['rows'], item: AnyItem, way: Way): AnyItem | undefined {
  const lane = rows.findIndex((groups) => groups.some((group) => group.items.includes(item)));
  const groups = rows[lane] ?? [];
  const at = groups.findIndex((group) => group.items.includes(item));
  const items = groups[at]?.items ?? [];
  const place = items.indexOf(item);
  if (way === 'up' || way === 'down') {
    const next = items[place + (way === 'up' ? -1 : 1)];
    if (next !== undefined) return next;
    const lanes = way === 'up' ? rows.slice(0, lane).toReversed() : rows.slice(lane + 1);
    const path = groups[at]?.id;
    const found = lanes.flatMap((one) => one.filter(({ id, items: its }) => id === path && its.length > 0))[0];
    return way === 'up' ? found?.items.at(-1) : found?.items[0];
  }
  const others = way === 'left' ? groups.slice(0, at).toReversed() : groups.slice(at + 1);
  const next = others.find((group) => group.items.length > 0);
  return next?.items[Math.min(place, next.items.length - 1)];
}

/** A card that is moved or archived is drawn anew elsewhere, or no more: the focus goes to the card under the cursor. */
function useFocusKept({ cursor }: Selection): void {
  const hadFocus = useRef(false);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      hadFocus.current = target instanceof Element && target.id.startsWith(cardId(''));
    };
    const forget = (): void => {
      hadFocus.current = false;
    };
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', forget);
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', forget);
    };
  }, []);
  useEffect(() => {
    if (hadFocus.current && cursor !== null && document.activeElement === document.body)
      document.getElementById(cardId(cursor))?.focus();
  });
}
