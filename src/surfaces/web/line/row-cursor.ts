/** J and K over rows: one row at a time holds the focus, and keeps its place when rows leave. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export interface RowCursor {
  readonly at: number;
  /** Moves by rows and takes the focus along. */
  readonly move: (by: number) => void;
  readonly set: (at: number) => void;
  /** Goes on the element around the rows, which carry `data-row`. */
  readonly list: RefObject<HTMLDivElement | null>;
}

export function useRowCursor(count: number): RowCursor {
  const [held, set] = useState(0);
  const list = useRef<HTMLDivElement | null>(null);
  const hadFocus = useRef(false);
  const at = Math.min(held, Math.max(count - 1, 0));
  const focusRow = useCallback((index: number) => {
    const row = list.current?.querySelectorAll<HTMLElement>('[data-row]')[index];
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }, []);
  const move = useCallback(
    (by: number) => {
      const next = Math.max(0, Math.min(count - 1, at + by));
      set(next);
      focusRow(next);
    },
    [count, at, focusRow],
  );
  // A row that was answered leaves, and with it the focus: the row now in its place takes it.
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body && count > 0) focusRow(at);
  }, [count, at, focusRow]);
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const note = ({ target }: Event): void => {
      hadFocus.current = target instanceof Node && element.contains(target);
    };
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', note);
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', note);
    };
  }, []);
  return { at, move, set, list };
}
