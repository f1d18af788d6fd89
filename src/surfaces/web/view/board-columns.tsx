/** The columns of a board without lanes, side by side; on a telephone one at a time, with a strip above that leads to each. */
import { type ReactElement, useRef } from 'react';
import type { Kind } from '../../../line/index.ts';
import { BoardStrip } from './board-strip.tsx';
import type { ItemGroup } from './groups.ts';
import { useNarrow } from './use-narrow.ts';

export interface BoardColumnsProps {
  readonly kind: Kind;
  readonly groups: readonly ItemGroup[];
  /** Opens a column that is folded. */
  readonly open: (group: ItemGroup) => void;
  readonly column: (group: ItemGroup) => ReactElement;
}

export function BoardColumns({ kind, groups, open, column }: BoardColumnsProps): ReactElement {
  const isNarrow = useNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <>
      {isNarrow && <BoardStrip kind={kind} groups={groups} scroller={scroller} open={open} />}
      <div
        ref={scroller}
        className="scrolls flex min-h-0 flex-1 gap-3 p-4 max-md:snap-x max-md:snap-mandatory max-md:scroll-px-2 max-md:p-2"
      >
        {groups.map(column)}
      </div>
    </>
  );
}
