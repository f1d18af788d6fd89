/** The cursor and the selection of a list, by item id, so that both survive sorting and filtering. */
import { useCallback, useEffect, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { setTargets } from '../frame/frame-state.ts';

export interface Selection {
  readonly cursor: string | null;
  readonly selected: ReadonlySet<string>;
  setCursor(id: string | null): void;
  /** Moves the cursor by so many rows; returns where it stands then. */
  move(by: number): number;
  /** Selects or unselects; with `range`, everything from the last one to here. */
  toggle(id: string, range?: boolean): void;
  all(): void;
  clear(): void;
}

const NONE: ReadonlySet<string> = new Set();

export function useSelection(items: readonly AnyItem[]): Selection {
  const [cursor, setCursor] = useState<string | null>(null);
  const [selected, setSelected] = useState(NONE);
  const [anchor, setAnchor] = useState<string | null>(null);

  useEffect(() => {
    setTargets(selected.size > 0 ? [...selected] : cursor === null ? [] : [cursor]);
  }, [selected, cursor]);

  const move = useCallback(
    (by: number) => {
      const at = cursor === null ? -1 : items.findIndex((item) => item.id === cursor);
      const next = Math.max(0, Math.min(items.length - 1, at === -1 && by < 0 ? 0 : at + by));
      setCursor(items[next]?.id ?? null);
      return next;
    },
    [cursor, items],
  );
  const toggle = useCallback(
    (id: string, range = false) => {
      setAnchor(id);
      setSelected((held) => {
        const next = new Set(held);
        if (range && anchor !== null) for (const one of between(items, anchor, id)) next.add(one);
        else if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    [items, anchor],
  );
  const all = useCallback(() => setSelected(new Set(items.map((item) => item.id))), [items]);
  const clear = useCallback(() => setSelected(NONE), []);
  return { cursor, selected, setCursor, move, toggle, all, clear };
}

function between(items: readonly AnyItem[], a: string, b: string): readonly string[] {
  const [first = 0, last = 0] = [
    items.findIndex((item) => item.id === a),
    items.findIndex((item) => item.id === b),
  ].sort((x, y) => x - y);
  return items.slice(Math.max(0, first), last + 1).map((item) => item.id);
}
