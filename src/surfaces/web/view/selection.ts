/** The cursor and the selection of a list, by item id, so that both survive sorting and filtering. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { setTargets } from '../frame/frame-state.ts';
import { useSteady } from '../primitive/use-steady.ts';

/** Its functions stay the same whatever moves: they may be given to rows that are drawn anew only for what they show. */
export interface Selection {
  readonly cursor: string | null;
  /** The item under the cursor. */
  readonly current: AnyItem | undefined;
  readonly selected: ReadonlySet<string>;
  /** What is selected of what the list shows. */
  readonly chosen: readonly AnyItem[];
  setCursor(id: string | null): void;
  /** Moves the cursor by so many items; returns the one it stands on then. */
  move(by: number): AnyItem | undefined;
  /** Selects or unselects; with `range`, everything from the last one to here. */
  toggle(id: string, range?: boolean): void;
  all(): void;
  clear(): void;
}

const NONE: ReadonlySet<string> = new Set();
const NOBODY: readonly AnyItem[] = [];

export function useSelection(items: readonly AnyItem[]): Selection {
  const [cursor, setCursor] = useCursor(items);
  const [selected, setSelected] = useState(NONE);
  const anchor = useRef<string | null>(null);
  const current = useMemo(() => items.find((item) => item.id === cursor), [items, cursor]);
  const chosen = useMemo(
    () => (selected.size === 0 ? NOBODY : items.filter((item) => selected.has(item.id))),
    [items, selected],
  );
  useEffect(() => {
    setTargets(chosen.length > 0 ? chosen.map((item) => item.id) : current === undefined ? [] : [current.id]);
  }, [chosen, current]);
  useEffect(() => () => setTargets([]), []);

  const move = useSteady((by: number) => {
    const at = cursor === null ? -1 : items.findIndex((item) => item.id === cursor);
    const next = items[Math.max(0, Math.min(items.length - 1, at === -1 && by < 0 ? 0 : at + by))];
    setCursor(next?.id ?? null);
    return next;
  });
  const toggle = useSteady((id: string, range = false) => {
    const from = anchor.current;
    anchor.current = id;
    setSelected((held) => {
      const next = new Set(held);
      if (range && from !== null) for (const one of between(items, from, id)) next.add(one);
      else if (!next.delete(id)) next.add(id);
      return next;
    });
  });
  const all = useSteady(() => setSelected(new Set(items.map((item) => item.id))));
  const clear = useSteady(() => setSelected(NONE));
  return { cursor, current, selected, chosen, setCursor, move, toggle, all, clear };
}

/** Where the item under the cursor leaves the list (archived, filtered), the one that takes its place is under it. */
function useCursor(items: readonly AnyItem[]) {
  const [cursor, setCursor] = useState<string | null>(null);
  const place = useRef(-1);
  useEffect(() => {
    if (cursor === null) return;
    const at = items.findIndex((item) => item.id === cursor);
    if (at !== -1) place.current = at;
    else setCursor(items[Math.min(place.current, items.length - 1)]?.id ?? null);
  }, [items, cursor]);
  return [cursor, setCursor] as const;
}

function between(items: readonly AnyItem[], a: string, b: string): readonly string[] {
  const [first = 0, last = 0] = [
    items.findIndex((item) => item.id === a),
    items.findIndex((item) => item.id === b),
  ].sort((x, y) => x - y);
  return items.slice(Math.max(0, first), last + 1).map((item) => item.id);
}
