/** The timeline: every item with days of its own, between its start and its end, with today marked. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import type { AnyItem, Kind } from '../../../line/index.ts';
import { day, daysBetween, month, plural, today } from '../format/format.ts';
import { usePeek } from '../frame/use-peek.ts';
import { classNames } from '../primitive/class-names.ts';
import { Select } from '../primitive/select.tsx';
import { useOutOfStepCount, useWorkspace } from '../workspace/hooks.ts';
import type { LayoutProps } from './layout.ts';
import { monthsBetween, type Span, spanOf } from './span.ts';

const ROW_PIXELS = 32;
const LABEL_PIXELS = 260;
const DAYS_AROUND = 31;
const ZOOMS = [
  { value: '1', label: 'Years' },
  { value: '3', label: 'Quarters' },
  { value: '9', label: 'Months' },
] as const;

export default function Timeline({ kind, list }: LayoutProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const { membership } = useWorkspace();
  const now = today(membership.timeZone);
  const [zoom, setZoom] = useState<(typeof ZOOMS)[number]['value']>('3');
  const pixelsPerDay = Number(zoom);
  const rows = useMemo(() => placed(kind, list.items), [kind, list.items]);
  const { first, last } = useMemo(() => edges(rows, now), [rows, now]);
  const width = daysBetween(first, last) * pixelsPerDay;
  const left = (on: string): number => daysBetween(first, on) * pixelsPerDay;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 10,
  });
  const todayLeft = left(now);
  useEffect(() => {
    scroller.current?.scrollTo({ left: Math.max(0, todayLeft - 240) });
  }, [todayLeft]);
  const undated = list.items.length - rows.length;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-3 border-b border-line px-4 text-sm text-muted">
        <Select small label="Zoom" options={ZOOMS} value={zoom} onChange={setZoom} />
        {undated > 0 && <span>{plural(undated, 'item has', 'items have')} no days and cannot be placed.</span>}
      </div>
      <div ref={scroller} className="scrolls min-h-0 flex-1">
        <div className="relative" style={{ width: width + LABEL_PIXELS, height: virtual.getTotalSize() + ROW_PIXELS }}>
          <div className="sticky top-0 z-10 h-8 border-b border-line bg-paper" aria-hidden>
            {monthsBetween(first, last).map((on) => (
              <span
                key={on}
                className="absolute top-0 h-8 truncate border-l border-line pt-2 pl-1.5 text-xs text-muted"
                style={{ left: LABEL_PIXELS + left(on), width: 31 * pixelsPerDay }}
              >
                {pixelsPerDay < 2 && !on.endsWith('-01-01') ? '' : month(on)}
              </span>
            ))}
          </div>
          <div
            aria-hidden
            className="absolute top-8 bottom-0 w-px bg-accent"
            style={{ left: LABEL_PIXELS + todayLeft }}
          />
          <ul aria-label={`${kind.label.many} in time`}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              return row === undefined ? null : (
                <TimelineRow
                  key={row.item.id}
                  row={row}
                  top={start + ROW_PIXELS}
                  left={left(row.span.start)}
                  width={Math.max(1, daysBetween(row.span.start, row.span.end)) * pixelsPerDay}
                />
              );
            })}
          </ul>
        </div>
      </div>
    </div>
  );
}

interface Placed {
  readonly item: AnyItem;
  readonly span: Span;
}

function placed(kind: Kind, items: readonly AnyItem[]): readonly Placed[] {
  const found = items.flatMap((item) => {
    const span = spanOf(kind, item);
    return span === null ? [] : [{ item, span }];
  });
  return found.sort((a, b) => a.span.start.localeCompare(b.span.start));
}

function edges(rows: readonly Placed[], now: string): { readonly first: string; readonly last: string } {
  let [first, last] = [now, now];
  for (const { span } of rows) {
    if (span.start < first) first = span.start;
    if (span.end > last) last = span.end;
  }
  return { first: shifted(first, -DAYS_AROUND), last: shifted(last, 3 * DAYS_AROUND) };
}

function shifted(on: string, days: number): string {
  const date = new Date(`${on}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

interface TimelineRowProps {
  readonly row: Placed;
  readonly top: number;
  readonly left: number;
  readonly width: number;
}

function TimelineRow({ row: { item, span }, top, left, width }: TimelineRowProps): ReactElement {
  const peek = usePeek();
  const isPoint = span.start === span.end;
  const isOut = useOutOfStepCount(item.id) > 0;
  const when = isPoint ? day(span.end) : `${day(span.start)} to ${day(span.end)}`;
  return (
    <li className="absolute inset-x-0 flex items-center border-b border-line" style={{ top, height: ROW_PIXELS }}>
      <button
        type="button"
        onClick={() => peek(item.key)}
        style={{ width: LABEL_PIXELS }}
        className="sticky left-0 z-[1] flex h-full shrink-0 items-center gap-2 border-r border-line bg-paper px-4 text-left"
      >
        <span className="tabular text-sm text-muted">{item.key}</span>
        <span className="min-w-0 truncate">{item.title}</span>
      </button>
      <span
        title={`${when}${isOut ? ', out of step' : ''}`}
        style={{ left: LABEL_PIXELS + left, width: isPoint ? 12 : width }}
        className={classNames(
          'absolute h-3',
          isPoint ? '-ml-1.5 rotate-45 rounded-sm' : 'rounded-sm',
          isOut ? 'bg-amber-mark' : 'bg-line-strong',
        )}
      />
      <span className="sr-only">{when}</span>
    </li>
  );
}
