/** An item's days as a bar: pulled along or by its ends with a pointer, moved by keys, saved once it is let go. */
import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef, useState } from 'react';
import type { AnyItem, Kind } from '../../../line/index.ts';
import { day, daysBetween } from '../format/format.ts';
import { usePeek } from '../frame/use-peek.ts';
import { classNames } from '../primitive/class-names.ts';
import { useCommits, useMay, useOutOfStepCount } from '../workspace/hooks.ts';
import { daysPatch, type Grip, pulled, type Span } from './span.ts';

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

interface Pull {
  readonly grip: Grip;
  readonly fromX: number;
}

const END_PIXELS = 7;
const POINT_PIXELS = 24;
/** A hand is never quite still. */
const STILL_PIXELS = 3;

export function TimelineBar({ kind, item, span, pixelsPerDay, left, coveredPixels }: TimelineBarProps): ReactElement {
  const commits = useCommits();
  const peek = usePeek();
  const mayEdit = useMay('editor') && item.archivedAt === null;
  const isOut = useOutOfStepCount(item.id) > 0;
  /** The days while they are being pulled, and until the item has them. */
  const [draft, setDraft] = useState<Span | null>(null);
  const pull = useRef<Pull | null>(null);
  const isSaving = useRef(false);
  const shown = draft ?? span;
  const isPoint = shown.start === shown.end;
  const width = isPoint ? POINT_PIXELS : Math.max(POINT_PIXELS, daysBetween(shown.start, shown.end) * pixelsPerDay);
  const when = isPoint ? day(shown.end) : `${day(shown.start)} to ${day(shown.end)}`;

  const save = async (): Promise<void> => {
    // The question before a change takes the focus away, which would ask a second time.
    if (draft === null || isSaving.current) return;
    isSaving.current = true;
    const patch = daysPatch(kind, item, draft);
    if (Object.keys(patch).length > 0) await commits.update(item, patch);
    isSaving.current = false;
    setDraft(null);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (!mayEdit || isSaving.current || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pull.current = { grip: gripAt(event, isPoint), fromX: event.clientX };
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (pull.current === null) return;
    const { grip, fromX } = pull.current;
    const way = event.clientX - fromX;
    if (draft !== null || Math.abs(way) > STILL_PIXELS) setDraft(pulled(span, grip, Math.round(way / pixelsPerDay)));
  };
  const onPointerUp = (): void => {
    if (pull.current === null) return;
    pull.current = null;
    void save();
  };
  const letBe = (): void => {
    pull.current = null;
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      letBe();
    }
    const days = DAYS_BY_KEY[event.key];
    if (!mayEdit || isSaving.current || !event.altKey || days === undefined) return;
    event.preventDefault();
    setDraft(pulled(shown, event.shiftKey ? 'end' : 'bar', days));
  };
  return (
    <>
      <button
        type="button"
        title={`${when}${isOut ? ', out of step' : ''}`}
        aria-label={`${item.key}: ${when}${isOut ? ', out of step' : ''}`}
        aria-keyshortcuts={
          mayEdit ? 'Alt+ArrowLeft Alt+ArrowRight Alt+Shift+ArrowLeft Alt+Shift+ArrowRight' : undefined
        }
        onClick={() => draft === null && peek(item.key)}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={letBe}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => event.key === 'Alt' && pull.current === null && void save()}
        onBlur={() => pull.current === null && void save()}
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

const DAYS_BY_KEY: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

function gripAt(event: PointerEvent<HTMLElement>, isPoint: boolean): Grip {
  const { left, right, width } = event.currentTarget.getBoundingClientRect();
  if (isPoint || width < END_PIXELS * 4) return 'bar';
  if (event.clientX - left <= END_PIXELS) return 'start';
  return right - event.clientX <= END_PIXELS ? 'end' : 'bar';
}

/** Where to take hold of a bar to make it longer. */
function Ends(): ReactElement {
  const look = 'absolute inset-y-0 w-[7px] cursor-ew-resize group-hover/bar:bg-muted';
  return (
    <>
      <span className={`${look} left-0 rounded-l-sm`} />
      <span className={`${look} right-0 rounded-r-sm`} />
    </>
  );
}
