/** The timeline: every item with days of its own, between its start and its end, with today marked. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { AnyItem, Filter, Kind } from '../../../line/index.ts';
import { daysBetween, plural, today } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { Keys } from '../primitive/keys.tsx';
import { Select } from '../primitive/select.tsx';
import type { Zoom } from '../route/search.ts';
import { useMay, useMayAdd, useWorkspace } from '../workspace/hooks.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { ListRow } from './groups.ts';
import type { LayoutProps } from './layout.ts';
import { MoreRows } from './more-rows.tsx';
import { addIn } from './new-item.ts';
import { useSelection } from './selection.ts';
import { sideOf, useSight } from './sight.ts';
import { POINT_PIXELS, type Span, shifted, spanOf, uncut } from './span.ts';
import { TimelineGroup, TimelineRow } from './timeline-row.tsx';
import { TimelineScale } from './timeline-scale.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useNarrow } from './use-narrow.ts';
import { useRows } from './use-rows.ts';

const ROW_PIXELS = 32;
const HEAD_PIXELS = 40;
/** The names at the left, and how much of the past stands beside them at first. */
const WIDE = { labelPixels: 320, pastPixels: 240 };
const NARROW = { labelPixels: 136, pastPixels: 32 };
const DAYS_AROUND = 31;
const ROWS_BEFORE = 2;
const PIXELS_PER_DAY: Readonly<Record<Zoom, number>> = { years: 1, quarters: 3, months: 9 };
const ZOOMS = [
  { value: 'years', label: 'Years' },
  { value: 'quarters', label: 'Quarters' },
  { value: 'months', label: 'Months' },
] as const;

export default function Timeline(props: LayoutProps): ReactElement {
  const { kind, view, list, zoom, setZoom } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { membership } = useWorkspace();
  const now = today(membership.timeZone);
  const { labelPixels, pastPixels } = useNarrow() ? NARROW : WIDE;
  const pixelsPerDay = PIXELS_PER_DAY[zoom];
  const isOrdered = view.sort.length > 0;
  const { spans, items } = useMemo(() => placed(kind, list.items, isOrdered), [kind, list.items, isOrdered]);
  const { rows, visible, toggleGroup } = useRows({ ...props, list: { ...list, items } });
  const selection = useSelection(visible);
  const mayAdd = useMayAdd(kind);
  const { first, last } = useMemo(() => edges(spans, now), [spans, now]);
  const left = useCallback((on: string) => daysBetween(first, on) * pixelsPerDay, [first, pixelsPerDay]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    scrollMargin: HEAD_PIXELS,
    scrollPaddingStart: HEAD_PIXELS,
    overscan: 10,
  });
  const todayLeft = left(now);
  const sight = useSight(scroller, labelPixels);
  const begin = useEffectEvent((wanted: number) => {
    const { current: frame } = scroller;
    if (frame === null) return;
    const ends = [...spans.values()].map(({ start, end }) =>
      start === end ? left(start) + POINT_PIXELS / 2 : Math.max(left(start) + POINT_PIXELS, left(end)),
    );
    frame.scrollTo({ left: uncut(Math.min(wanted, frame.scrollWidth - frame.clientWidth), ends) });
  });
  useEffect(() => begin(todayLeft - pastPixels), [todayLeft, pastPixels]);
  const show = useCallback(
    (on: string) => scroller.current?.scrollTo({ left: left(on) - pastPixels }),
    [left, pastPixels],
  );
  useFirstAhead({ rows, spans, now, scroller });
  useListKeys({
    selection,
    show: (id) => virtual.scrollToIndex(rows.findIndex((row) => 'item' in row && row.item.id === id)),
    hasFocus: () => scroller.current?.contains(document.activeElement) === true,
  });
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-3 border-b border-line px-4 text-sm text-muted max-md:px-2">
        <Select small label="Zoom" options={ZOOMS} value={zoom} onChange={setZoom} />
        <Undated {...props} count={list.items.length - items.length} />
        <KeysHint />
      </div>
      <div ref={scroller} className="scrolls min-h-0 flex-1">
        <div
          className="relative min-w-full"
          style={{ width: left(last) + labelPixels, height: virtual.getTotalSize() + HEAD_PIXELS }}
        >
          <TimelineScale
            first={first}
            last={last}
            now={now}
            left={left}
            zoom={zoom}
            labelPixels={labelPixels}
            label={kind.label.many}
          />
          <ul aria-label={`${kind.label.many} in time`}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              if (row === undefined) return null;
              if ('group' in row) {
                return (
                  <TimelineGroup
                    key={`group-${row.group.path}`}
                    kind={kind}
                    group={row.group}
                    top={start}
                    isOpen={!view.closed.includes(row.group.path)}
                    onToggle={() => toggleGroup(row.group.path)}
                    onAdd={mayAdd ? () => addIn(kind, row.group) : null}
                  />
                );
              }
              const span = spans.get(row.item.id);
              return span === undefined ? null : (
                <TimelineRow
                  key={row.item.id}
                  item={row.item}
                  span={span}
                  top={start}
                  kind={kind}
                  labelPixels={labelPixels}
                  left={left}
                  pixelsPerDay={pixelsPerDay}
                  isCurrent={selection.cursor === row.item.id}
                  isSelected={selection.selected.has(row.item.id)}
                  setCursor={selection.setCursor}
                  side={sideOf(sight, left(span.start), left(span.end))}
                  show={show}
                />
              );
            })}
          </ul>
        </div>
      </div>
      <MoreRows list={list} isPartial />
      {selection.chosen.length > 0 && <BulkBar kind={kind} items={selection.chosen} onClear={selection.clear} />}
    </div>
  );
}

type Spans = ReadonlyMap<string, Span>;

/** The items that have days, those that begin first above, unless the view orders them. */
function placed(
  kind: Kind,
  items: readonly AnyItem[],
  isOrdered: boolean,
): { readonly spans: Spans; readonly items: readonly AnyItem[] } {
  const found = items.flatMap((item) => {
    const span = spanOf(kind, item);
    return span === null ? [] : [{ item, span }];
  });
  if (!isOrdered) found.sort((a, b) => a.span.start.localeCompare(b.span.start));
  return { spans: new Map(found.map(({ item, span }) => [item.id, span])), items: found.map(({ item }) => item) };
}

function edges(spans: Spans, now: string): { readonly first: string; readonly last: string } {
  let [first, last] = [now, now];
  for (const span of spans.values()) {
    if (span.start < first) first = span.start;
    if (span.end > last) last = span.end;
  }
  return { first: shifted(first, -DAYS_AROUND), last: shifted(last, 3 * DAYS_AROUND) };
}

interface FirstAhead {
  readonly rows: readonly ListRow[];
  readonly spans: Spans;
  readonly now: string;
  readonly scroller: { readonly current: HTMLElement | null };
}

/** One begins where today is: what is over stands above. */
function useFirstAhead({ rows, spans, now, scroller }: FirstAhead): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || rows.length === 0) return;
    isDone.current = true;
    const ahead = rows.findIndex((row) => 'item' in row && (spans.get(row.item.id)?.end ?? '') >= now);
    const row = ahead === -1 ? rows.length : ahead;
    scroller.current?.scrollTo({ top: Math.max(0, row - ROWS_BEFORE) * ROW_PIXELS });
  }, [rows, spans, now, scroller]);
}

/** Items without days, and the way to them. */
function Undated({ kind, view, count, change }: LayoutProps & { readonly count: number }): ReactElement | null {
  if (count === 0) return null;
  const days = [...new Set([kind.span?.start, kind.span?.end, 'startOn', 'endOn'])].filter(
    (name) => name !== undefined,
  );
  const empty: readonly Filter[] = days.map((field) => ({ field, op: 'isEmpty' }));
  const filter = { and: [...(view.filter === null ? [] : [view.filter]), ...empty] };
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="truncate">{plural(count, 'item has', 'items have')} no days.</span>
      <Button
        small
        look="plain"
        className="text-accent"
        onClick={() => change({ layout: 'table', filter, columns: ['state', 'ownerId', ...days] })}
      >
        Show {count === 1 ? 'it' : 'them'}
      </Button>
    </span>
  );
}

function KeysHint(): ReactElement | null {
  const mayEdit = useMay('editor');
  if (!mayEdit) return null;
  return (
    <span className="ml-auto hidden items-center gap-3 xl:flex">
      <span className="flex items-center gap-1">
        <Keys keys="Alt+← →" /> move a day
      </span>
      <span className="flex items-center gap-1">
        <Keys keys="Alt+Shift+← →" /> longer, shorter
      </span>
    </span>
  );
}
