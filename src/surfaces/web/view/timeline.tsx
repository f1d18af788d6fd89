/** The timeline: every item with days of its own, between its start and its end, with today marked. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import type { AnyItem, Kind } from '../../../line/index.ts';
import { daysBetween, month, plural, today } from '../format/format.ts';
import { usePeek } from '../frame/use-peek.ts';
import { Keys } from '../primitive/keys.tsx';
import { Select } from '../primitive/select.tsx';
import { useMay, useWorkspace } from '../workspace/hooks.ts';
import type { LayoutProps } from './layout.ts';
import { monthsBetween, type Span, shifted, spanOf } from './span.ts';
import { TimelineBar, type TimelineBarProps } from './timeline-bar.tsx';
import { useNarrow } from './use-narrow.ts';

const ROW_PIXELS = 32;
/** The names at the left, and how much of the past stands beside them at first. */
const WIDE = { labelPixels: 260, pastPixels: 240 };
const NARROW = { labelPixels: 132, pastPixels: 32 };
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
  const { labelPixels, pastPixels } = useNarrow() ? NARROW : WIDE;
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
    scroller.current?.scrollTo({ left: Math.max(0, todayLeft - pastPixels) });
  }, [todayLeft, pastPixels]);
  const mayEdit = useMay('editor');
  const undated = list.items.length - rows.length;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-3 border-b border-line px-4 text-sm text-muted">
        <Select small label="Zoom" options={ZOOMS} value={zoom} onChange={setZoom} />
        {undated > 0 && <span>{plural(undated, 'item has', 'items have')} no days and cannot be placed.</span>}
        {mayEdit && rows.length > 0 && (
          <span className="ml-auto hidden items-center gap-3 lg:flex">
            <span className="flex items-center gap-1">
              <Keys keys="Alt+← →" /> move a day
            </span>
            <span className="flex items-center gap-1">
              <Keys keys="Alt+Shift+← →" /> longer, shorter
            </span>
          </span>
        )}
      </div>
      <div ref={scroller} className="scrolls min-h-0 flex-1">
        <div className="relative" style={{ width: width + labelPixels, height: virtual.getTotalSize() + ROW_PIXELS }}>
          <div className="sticky top-0 z-10 h-8 border-b border-line bg-paper" aria-hidden>
            {monthsBetween(first, last).map((on) => (
              <span
                key={on}
                className="absolute top-0 h-8 truncate border-l border-line pt-2 pl-1.5 text-xs text-muted"
                style={{ left: labelPixels + left(on), width: 31 * pixelsPerDay }}
              >
                {pixelsPerDay < 2 && !on.endsWith('-01-01') ? '' : month(on)}
              </span>
            ))}
          </div>
          <div
            aria-hidden
            className="absolute top-8 bottom-0 w-px bg-accent"
            style={{ left: labelPixels + todayLeft }}
          />
          <ul aria-label={`${kind.label.many} in time`}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              return row === undefined ? null : (
                <TimelineRow
                  key={row.item.id}
                  row={row}
                  top={start + ROW_PIXELS}
                  kind={kind}
                  labelPixels={labelPixels}
                  left={left}
                  pixelsPerDay={pixelsPerDay}
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

interface TimelineRowProps extends Omit<TimelineBarProps, 'item' | 'span' | 'coveredPixels'> {
  readonly row: Placed;
  readonly top: number;
  readonly labelPixels: number;
}

function TimelineRow({ row: { item, span }, top, labelPixels, ...bar }: TimelineRowProps): ReactElement {
  const peek = usePeek();
  return (
    <li className="absolute inset-x-0 flex items-center border-b border-line" style={{ top, height: ROW_PIXELS }}>
      <button
        type="button"
        onClick={() => peek(item.key)}
        style={{ width: labelPixels }}
        className="sticky left-0 z-[2] flex h-full shrink-0 items-center gap-2 border-r border-line bg-paper px-4 text-left max-md:pr-2"
      >
        <span className="tabular text-sm text-muted max-md:hidden">{item.key}</span>
        <span className="min-w-0 truncate">{item.title}</span>
      </button>
      <TimelineBar item={item} span={span} coveredPixels={labelPixels} {...bar} />
    </li>
  );
}
