/** On a telephone a board shows one column at a time: a strip above says which, and leads to the others. */
import { type ReactElement, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Kind } from '../../../line/index.ts';
import { count } from '../format/format.ts';
import { classNames } from '../primitive/class-names.ts';
import { GroupLabel } from './group-head.tsx';
import type { ItemGroup } from './groups.ts';

export interface BoardStripProps {
  readonly kind: Kind;
  readonly groups: readonly ItemGroup[];
  /** What scrolls; its columns are known by `data-column`. */
  readonly scroller: RefObject<HTMLElement | null>;
  /** A column that is folded is opened before one is led there. */
  readonly open: (group: ItemGroup) => void;
}

export function BoardStrip({ kind, groups, scroller, open }: BoardStripProps): ReactElement {
  const strip = useRef<HTMLElement>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const shown = useColumnInSight(scroller);
  // A column that has just been opened is there only after it was drawn.
  useEffect(() => {
    if (asked === null) return;
    columnsOf(scroller.current)
      .find((column) => column.dataset.column === asked)
      ?.scrollIntoView({ block: 'nearest', inline: 'start' });
    setAsked(null);
  }, [asked, scroller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another column is another entry to bring into sight.
  useEffect(() => {
    strip.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  return (
    <nav ref={strip} aria-label="Columns" className="flex shrink-0 gap-1 overflow-x-auto px-2 pt-2">
      {groups.map((group) => (
        <button
          key={group.path}
          type="button"
          aria-current={group.path === shown || undefined}
          onClick={() => {
            open(group);
            setAsked(group.path);
          }}
          className={classNames(
            'flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2.5',
            group.path === shown ? 'bg-accent-soft font-medium' : 'text-muted hover:bg-sunk',
          )}
        >
          <GroupLabel kind={kind} group={group} />
          <span className="tabular text-sm font-normal text-muted">{count(group.items.length)}</span>
        </button>
      ))}
    </nav>
  );
}

const columnsOf = (scroller: HTMLElement | null): readonly HTMLElement[] => [
  ...(scroller?.querySelectorAll<HTMLElement>('[data-column]') ?? []),
];

/** The column that stands nearest to the left edge. */
function useColumnInSight(scroller: RefObject<HTMLElement | null>): string | null {
  const [shown, setShown] = useState<string | null>(null);
  const look = useCallback(() => {
    const left = scroller.current?.getBoundingClientRect().left ?? 0;
    const away = (column: HTMLElement): number => Math.abs(column.getBoundingClientRect().left - left);
    const open = columnsOf(scroller.current).filter((column) => column.offsetWidth > 0);
    const nearest = open.reduce<HTMLElement | null>(
      (best, one) => (best === null || away(one) < away(best) ? one : best),
      null,
    );
    setShown(nearest?.dataset.column ?? null);
  }, [scroller]);
  // Columns come, open and fold: after every drawing another may stand there.
  useEffect(look);
  useEffect(() => {
    const element = scroller.current;
    element?.addEventListener('scroll', look, { passive: true });
    return () => element?.removeEventListener('scroll', look);
  }, [scroller, look]);
  return shown;
}
