/** A row of the timeline: the item's name, which stays in view, and its bar; or the head of a group. */
import { memo, type ReactElement, useEffect, useRef } from 'react';
import { day } from '../format/format.ts';
import { usePeek } from '../frame/use-peek.ts';
import { classNames } from '../primitive/class-names.ts';
import { GroupHead, type GroupHeadProps } from './group-head.tsx';
import type { Selection } from './selection.ts';
import type { Side } from './sight.ts';
import { TimelineBar, type TimelineBarProps } from './timeline-bar.tsx';

export interface TimelineRowProps extends Omit<TimelineBarProps, 'coveredPixels'> {
  readonly top: number;
  readonly labelPixels: number;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly setCursor: Selection['setCursor'];
  /** Where the bar is to be found while it is out of sight. */
  readonly side: Side | null;
  /** Brings a day into sight. */
  readonly show: (on: string) => void;
}

/** Drawn anew for what it shows: everything else it is given stays the same. */
export const TimelineRow = memo(DrawnRow);

function DrawnRow(props: TimelineRowProps): ReactElement {
  const { top, labelPixels, isCurrent, isSelected, setCursor, side, show, ...bar } = props;
  const peek = usePeek();
  const { item, span } = bar;
  const { row, goTo } = useWayToBar(side, show);
  return (
    <li
      ref={row}
      className={classNames(
        'absolute inset-x-0 top-0 flex h-8 items-center border-b border-line',
        isSelected ? 'bg-accent-soft' : isCurrent && 'bg-sunk',
      )}
      style={{ transform: `translateY(${String(top)}px)` }}
    >
      <button
        type="button"
        data-current={isCurrent || undefined}
        onClick={() => peek(item.key)}
        onFocus={() => setCursor(item.id)}
        style={{ width: labelPixels }}
        className={classNames(
          'sticky left-0 z-[2] flex h-full shrink-0 items-center gap-2 border-r border-line px-4 text-left outline-offset-[-2px] max-md:px-2',
          isSelected ? 'bg-accent-soft' : isCurrent ? 'bg-sunk' : 'bg-paper hover:bg-sunk',
          isCurrent && 'shadow-[inset_2px_0_0_var(--accent)]',
        )}
      >
        <span className="tabular w-16 shrink-0 text-sm text-muted max-md:hidden">{item.key}</span>
        <span dir="auto" className="min-w-0 truncate">
          {item.title}
        </span>
        {isSelected && <span className="sr-only">, selected</span>}
      </button>
      {side === null ? (
        <TimelineBar coveredPixels={labelPixels} {...bar} />
      ) : (
        <button
          type="button"
          aria-label={`Show ${item.key}: ${day(span.start)}`}
          onClick={() => goTo(span.start)}
          style={side === 'before' ? { left: labelPixels } : { right: 0 }}
          className={classNames(
            'tabular sticky z-[1] h-6 rounded-sm bg-paper px-2 text-xs text-muted hover:text-ink',
            side === 'after' && 'ml-auto',
          )}
        >
          {side === 'before' ? `← ${day(span.end)}` : `${day(span.start)} →`}
        </button>
      )}
    </li>
  );
}

/** The bar takes the focus once it is in sight: the button that led to it is gone then. */
function useWayToBar(side: Side | null, show: TimelineRowProps['show']) {
  const row = useRef<HTMLLIElement>(null);
  const isOnTheWay = useRef(false);
  useEffect(() => {
    if (side !== null || !isOnTheWay.current) return;
    isOnTheWay.current = false;
    row.current?.querySelector<HTMLElement>('[data-bar]')?.focus({ preventScroll: true });
  }, [side]);
  const goTo = (on: string): void => {
    isOnTheWay.current = true;
    show(on);
  };
  return { row, goTo };
}

interface TimelineGroupProps extends GroupHeadProps {
  readonly top: number;
}

export function TimelineGroup({ top, ...head }: TimelineGroupProps): ReactElement {
  return (
    <li
      className="group absolute inset-x-0 top-0 h-8 border-b border-line bg-sunk"
      style={{ transform: `translateY(${String(top)}px)` }}
    >
      <div className="sticky left-0 z-[2] flex h-full w-fit items-center">
        <GroupHead {...head} />
      </div>
    </li>
  );
}
