/** An item's days as a bar: pulled along or by its ends with a pointer, moved by keys, saved once it is let go. */
import type { ReactElement } from 'react';
import type { AnyItem, Kind } from '../../../line/index.ts';
import { day, daysBetween } from '../format/format.ts';
import { usePeek } from '../frame/use-peek.ts';
import { classNames } from '../primitive/class-names.ts';
import { useMay, useOutOfStepCount } from '../workspace/hooks.ts';
import { POINT_PIXELS, type Span } from './span.ts';
import { END_PIXELS, usePulledSpan } from './use-pulled-span.ts';

export interface TimelineBarProps {
  readonly kind: Kind;
  readonly item: AnyItem;
  readonly span: Span;
  readonly pixelsPerDay: number;
  /** Where a day stands, from the left edge of the timeline. */
  readonly left: (on: string) => number;
  /** What stays in view at the left of the timeline. */
  readonly coveredPixels: number;
}

export function TimelineBar({ kind, item, span, pixelsPerDay, left, coveredPixels }: TimelineBarProps): ReactElement {
  const peek = usePeek();
  const mayEdit = useMay('editor') && item.archivedAt === null;
  const isOut = useOutOfStepCount(item.id) > 0;
  const { draft, hasPulled, handlers } = usePulledSpan({ kind, item, span, pixelsPerDay, mayPull: mayEdit });
  const shown = draft ?? span;
  const isPoint = shown.start === shown.end;
  const width = isPoint ? POINT_PIXELS : Math.max(POINT_PIXELS, daysBetween(shown.start, shown.end) * pixelsPerDay);
  const when = isPoint ? day(shown.end) : `${day(shown.start)} to ${day(shown.end)}`;
  return (
    <>
      <button
        type="button"
        data-bar
        title={`${when}${isOut ? ', out of step' : ''}`}
        aria-label={`${item.key}: ${when}${isOut ? ', out of step' : ''}`}
        aria-keyshortcuts={
          mayEdit ? 'Alt+ArrowLeft Alt+ArrowRight Alt+Shift+ArrowLeft Alt+Shift+ArrowRight' : undefined
        }
        onClick={() => !hasPulled() && peek(item.key)}
        {...handlers}
        style={{
          left: coveredPixels + left(shown.start) - (isPoint ? POINT_PIXELS / 2 : 0),
          width,
          scrollMarginLeft: coveredPixels + POINT_PIXELS,
        }}
        className={classNames(
          'group/bar absolute flex h-6 items-center rounded-sm',
          isPoint && 'justify-center',
          mayEdit && 'cursor-grab touch-pan-y active:cursor-grabbing',
        )}
      >
        <span
          style={{ width: isPoint ? undefined : Math.max(1, daysBetween(shown.start, shown.end)) * pixelsPerDay }}
          className={classNames(
            'relative block',
            isPoint ? 'size-3 rotate-45 rounded-sm' : 'h-3 rounded-sm',
            isOut ? 'bg-amber-mark' : 'bg-line-strong',
            draft !== null && 'outline-2 outline-accent',
          )}
        >
          {mayEdit && !isPoint && <Ends />}
        </span>
      </button>
      {draft !== null && (
        <output
          style={{ left: coveredPixels + left(shown.start) + width + END_PIXELS }}
          className="tabular pointer-events-none absolute z-[1] rounded-sm bg-ink px-1.5 text-xs leading-5 whitespace-nowrap text-paper"
        >
          {when}
        </output>
      )}
    </>
  );
}

/** Where to take hold of a bar to make it longer. */
function Ends(): ReactElement {
  const look = 'absolute inset-y-0 cursor-ew-resize group-hover/bar:bg-muted';
  return (
    <>
      <span style={{ width: END_PIXELS }} className={`${look} left-0 rounded-l-sm`} />
      <span style={{ width: END_PIXELS }} className={`${look} right-0 rounded-r-sm`} />
    </>
  );
}
