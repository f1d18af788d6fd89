/** The table: only the rows in view are drawn, whatever the list's length. Keys move a cursor; cells are edited in place. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid is drawn with blocks; a table element cannot leave rows out.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type ReactElement,
  type RefObject,
  type UIEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { useKeys } from '../frame/keys.ts';
import { usePreference } from '../preference/preference.ts';
import { useSteady } from '../primitive/use-steady.ts';
import { useCommits, useMay, useMayAdd } from '../workspace/hooks.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { Column } from './column.ts';
import { GroupRow, TableFoot } from './group-row.tsx';
import type { ListRow } from './groups.ts';
import type { Editing, LayoutProps } from './layout.ts';
import { MoreRows, useMoreAhead } from './more-rows.tsx';
import { addIn } from './new-item.ts';
import { rankBefore, rankStepped } from './reorder.ts';
import { type Selection, useSelection } from './selection.ts';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useNameOf } from './use-names.ts';
import { useNarrow } from './use-narrow.ts';
import { useRows, useShownColumns } from './use-rows.ts';

const ROW_PIXELS = 32;
const COMPACT_ROW_PIXELS = 28;
const TOUCH_ROW_PIXELS = 48;
const ROWS_BEYOND = 6;
/** Head and foot lie over the rows, each so high. */
const EDGE_PIXELS = 33;
const ROWS_COVERED = 3;
const WIDE = { beforeTitle: 44, title: 288 };
const NARROW = { beforeTitle: 16, title: 128 };

export function Table(props: LayoutProps): ReactElement {
  const { kind, view, list, change } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useNarrow();
  const nameOf = useNameOf();
  const mayEdit = useMay('editor');
  const mayAdd = useMayAdd(kind);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [dragged, setDragged] = useState<AnyItem | null>(null);
  const chosenColumns = useShownColumns(props);
  const shown = useMemo(
    () => (isNarrow ? chosenColumns.filter((column) => column.name === 'state') : chosenColumns),
    [chosenColumns, isNarrow],
  );
  const { rows, visible, isGrouped, toggleGroup } = useRows(props);
  const selection = useSelection(visible);
  const { current, chosen } = selection;
  const isRanked = view.sort.length === 0 && !isGrouped && kind.resident && mayEdit;

  const { height, style, rowStyle, width } = useRowStyle(shown, isNarrow);
  const { virtual, show } = useVirtualRows(scroller, rows, height);
  useListKeys({
    selection,
    show,
    setEditing,
    hasFocus: () => scroller.current?.contains(document.activeElement) === true,
  });
  useFocusBack(scroller, editing);
  const drop = useRanking({ visible, selection, isRanked, dragged, setDragged });
  const drawn = virtual.getVirtualItems();
  useMoreAhead(list, isGrouped ? null : (drawn.at(-1)?.index ?? 0));
  const isCurrentDrawn = drawn.some(({ index }) => isRowOf(rows[index], current));
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="grid"
        aria-label={kind.label.many}
        aria-rowcount={rows.length + 1}
        aria-multiselectable
        aria-activedescendant={current !== undefined && isCurrentDrawn ? `row-${current.id}` : undefined}
        tabIndex={0}
        onFocus={(event) => {
          if (event.target !== event.currentTarget) return;
          if (current === undefined) selection.move(0);
          else show(current.id);
        }}
        onScroll={markScrolled}
        className="scrolls min-h-0 flex-1 scroll-pt-8 outline-none"
      >
        <div style={{ minWidth: width }}>
          <TableHead
            kind={kind}
            columns={shown}
            style={style}
            sort={view.sort}
            selectedCount={selection.selected.size}
            selectAll={selection.all}
            clearSelection={selection.clear}
            itemCount={visible.length}
            change={change}
            isNarrow={isNarrow}
          />
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {drawn.map((one) => {
              const row = rows[one.index];
              if (row === undefined) return null;
              if ('group' in row) {
                return (
                  <GroupRow
                    key={`group-${row.group.path}`}
                    kind={kind}
                    group={row.group}
                    columns={shown}
                    style={{ ...rowStyle, transform: `translateY(${String(one.start)}px)` }}
                    rowIndex={one.index + 2}
                    isOpen={!view.closed.includes(row.group.path)}
                    onToggle={() => toggleGroup(row.group.path)}
                    onAdd={mayAdd ? () => addIn(kind, row.group) : null}
                  />
                );
              }
              return (
                <TableRow
                  key={row.item.id}
                  item={row.item}
                  columns={shown}
                  style={rowStyle}
                  top={one.start}
                  rowIndex={one.index + 2}
                  isNarrow={isNarrow}
                  isCurrent={row.item === current}
                  isSelected={selection.selected.has(row.item.id)}
                  editing={editing?.id === row.item.id ? editing.column : null}
                  setEditing={setEditing}
                  setCursor={selection.setCursor}
                  toggle={selection.toggle}
                  mayEdit={mayEdit && row.item.archivedAt === null}
                  nameOf={nameOf}
                  isDraggable={isRanked}
                  onDrag={setDragged}
                  onDropBefore={drop}
                />
              );
            })}
          </div>
          {list.more === null && (
            <TableFoot kind={kind} columns={shown} items={list.items} style={style} rowIndex={rows.length + 2} />
          )}
        </div>
      </div>
      <MoreRows list={list} isPartial={isGrouped} />
      {chosen.length > 0 && <BulkBar kind={kind} items={chosen} onClear={selection.clear} />}
    </div>
  );
}

/**
 * The first columns stay in sight once the table is moved sideways, and not before: each cell that may stay is a layer of its own,
 * and a hundred layers make every frame slower.
 */
function markScrolled({ currentTarget }: UIEvent<HTMLElement>): void {
  currentTarget.toggleAttribute('data-scrolled', currentTarget.scrollLeft !== 0);
}

const isRowOf = (row: object | undefined, item: AnyItem | undefined): boolean =>
  row !== undefined && 'item' in row && row.item === item;

/** The rows near what is in view, and how to bring an item there. */
function useVirtualRows(scroller: RefObject<HTMLDivElement | null>, rows: readonly ListRow[], height: number) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: ROWS_BEYOND,
    scrollPaddingEnd: 2 * EDGE_PIXELS,
  });
  const show = (id: string): void => {
    const at = rows.findIndex((row) => 'item' in row && row.item.id === id);
    const { range } = virtual;
    // Scrolling has the page laid out first to know how far it goes: well in view, it is not asked.
    if (range !== null && at > range.startIndex && at < range.endIndex - ROWS_COVERED) return;
    virtual.scrollToIndex(at);
  };
  return { virtual, show };
}

/** Head, rows and foot stand in the same columns; the title gives way last. */
function useRowStyle(columns: readonly Column[], isNarrow: boolean) {
  const { compact } = usePreference();
  const height = isNarrow ? TOUCH_ROW_PIXELS : compact ? COMPACT_ROW_PIXELS : ROW_PIXELS;
  return useMemo(() => {
    const { beforeTitle, title } = isNarrow ? NARROW : WIDE;
    const widths = columns.map((column) => column.widthPixels);
    const template = [
      `${String(beforeTitle)}px`,
      `minmax(${String(title)}px, 1fr)`,
      ...widths.map((one) => `${String(one)}px`),
    ];
    const style: CSSProperties = {
      gridTemplateColumns: template.join(' '),
      ...{ '--title-left': `${String(beforeTitle)}px` },
    };
    return {
      height,
      style,
      rowStyle: { ...style, height },
      width: widths.reduce((sum, one) => sum + one, beforeTitle + title),
    };
  }, [columns, isNarrow, height]);
}

/** What edited a cell is gone with its focus, unless the reader has gone on already: the grid takes it back. */
function useFocusBack(scroller: { readonly current: HTMLElement | null }, editing: Editing | null): void {
  const wasEditing = useRef(false);
  useEffect(() => {
    const isOver = wasEditing.current && editing === null;
    wasEditing.current = editing !== null;
    if (!isOver) return;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === null || document.activeElement === document.body)
        scroller.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [editing, scroller]);
}

interface Ranking {
  readonly visible: readonly AnyItem[];
  readonly selection: Selection;
  readonly isRanked: boolean;
  readonly dragged: AnyItem | null;
  readonly setDragged: (item: AnyItem | null) => void;
}

/** Ranking by hand: rows are dropped before another, or stepped with Alt and the arrows. */
function useRanking({ visible, selection, isRanked, dragged, setDragged }: Ranking): (before: AnyItem) => void {
  const commits = useCommits();
  const { current } = selection;
  const step = (by: -1 | 1) => () => {
    if (current === undefined || !isRanked) return false;
    const rank = rankStepped(visible, current, by);
    if (rank !== null) void commits.update(current, { rank });
    return true;
  };
  useKeys({ 'alt+up': step(-1), 'alt+down': step(1) });
  return useSteady((before) => {
    if (dragged !== null && dragged.id !== before.id && isRanked)
      void commits.update(dragged, { rank: rankBefore(visible, dragged, before) });
    setDragged(null);
  });
}
