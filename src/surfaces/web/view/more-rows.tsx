/** Lists that come in pages from the server: the next page while one reads on, or by a button. */
import { type ReactElement, useEffect } from 'react';
import { count } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import type { ListState } from './use-list.ts';

const ROWS_AHEAD = 30;

/** Asks for the next page before its first row is due; `null` never asks by itself. */
export function useMoreAhead({ items, more }: ListState, lastShown: number | null): void {
  const isDue = lastShown !== null && lastShown > items.length - ROWS_AHEAD;
  useEffect(() => {
    if (isDue) more?.();
  }, [isDue, more]);
}

export interface MoreRowsProps {
  readonly list: ListState;
  /** Groups and their figures tell only of what is here. */
  readonly isPartial: boolean;
}

export function MoreRows({ list, isPartial }: MoreRowsProps): ReactElement | null {
  const { items, total, more } = list;
  if (more === null) return null;
  return (
    <div className="flex h-11 shrink-0 items-center gap-3 border-t border-line px-4 text-sm text-muted">
      <output className="tabular">
        {count(items.length)} of {count(total)} are here
        {isPartial && <span className="max-sm:hidden">; groups count only these</span>}
      </output>
      <Button small look="plain" className="text-accent" onClick={more}>
        Show more
      </Button>
    </div>
  );
}
