/** The table: only the rows in view are drawn, whatever the list's length. Keys move a cursor; cells are edited in place. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid is drawn with blocks; a table element cannot leave rows out.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, useCallback, useMemo, useRef, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { useKeys } from '../frame/keys.ts';
import { usePeek } from '../frame/peek-panel.tsx';
import { usePreference } from '../preference/preference.ts';
import { Button } from '../primitive/button.tsx';
import { say } from '../primitive/toast.tsx';
import { useCommits, useMay } from '../workspace/hooks.ts';
import { BulkBar } from './bulk-bar.tsx';
import { usualColumns } from './column.ts';
import { groupsOf, type ItemGroup } from './groups.ts';
import type { LayoutProps } from './list-page.tsx';
import { rankBefore, rankStepped } from './reorder.ts';
import { useSelection } from './selection.ts';
import { TableHead } from './table-head.tsx';
import { GroupRow, TableRow } from './table-row.tsx';
import { useNameOf } from './use-names.ts';
import { useNarrow } from './use-narrow.ts';

type Row = { readonly item: AnyItem } | { readonly group: ItemGroup };

const ROW_PIXELS = 32;
const COMPACT_ROW_PIXELS = 28;
const TOUCH_ROW_PIXELS = 48;
const ROWS_BEYOND = 12;
const BEFORE_TITLE_PIXELS = 44;

export interface Editing {
  readonly id: string;
  readonly column: string;
}

export function Table({ kind, view, columns, list, change }: LayoutProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const { compact } = usePreference();
  const isNarrow = useNarrow();
  const nameOf = useNameOf();
  const commits = useCommits();
  const mayEdit = useMay('editor');
  const peek = usePeek();
  const [editing, setEditing] = useState<Editing | null>(null);
  const [closedGroups, setClosedGroups] = useState<readonly string[]>([]);
  const [dragged, setDragged] = useState<AnyItem | null>(null);

  const names = view.columns ?? usualColumns(kind);
  const shown = useMemo(() => {
    const chosen = names.flatMap((name) => columns.find((column) => column.name === name) ?? []);
    return isNarrow ? chosen.filter((column) => column.name === 'state') : chosen;
  }, [names, columns, isNarrow]);
  const group = columns.find((column) => column.name === view.group);
  const rows = useMemo((): readonly Row[] => {
    if (group === undefined) return list.items.map((item) => ({ item }));
    return groupsOf(list.items, group, nameOf, false).flatMap((one) => [
      { group: one },
      ...(closedGroups.includes(one.id) ? [] : one.items.map((item) => ({ item }))),
    ]);
  }, [list.items, group, nameOf, closedGroups]);
  const visible = useMemo(() => rows.flatMap((row) => ('item' in row ? [row.item] : [])), [rows]);
  const selection = useSelection(visible);
  const isRanked = view.sort.length === 0 && group === undefined && kind.resident && mayEdit;

  const height = isNarrow ? TOUCH_ROW_PIXELS : compact ? COMPACT_ROW_PIXELS : ROW_PIXELS;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: ROWS_BEYOND,
  });

  const step = (by: number) => () => {
    const at = selection.move(by);
    const id = visible[at]?.id;
    virtual.scrollToIndex(rows.findIndex((row) => 'item' in row && row.item.id === id));
  };
  const current = visible.find((item) => item.id === selection.cursor);
  const chosen = useMemo(
    () => visible.filter((item) => selection.selected.has(item.id)),
    [visible, selection.selected],
  );
  const moveRank = (by: -1 | 1) => () => {
    if (current === undefined || !isRanked) return false;
    const rank = rankStepped(list.items, current, by);
    if (rank !== null) void commits.update(current, { rank });
    return true;
  };
  useKeys({
    j: step(1),
    down: step(1),
    k: step(-1),
    up: step(-1),
    'shift+j': () => {
      if (current !== undefined) selection.toggle(current.id);
      step(1)();
    },
    enter: () => (current === undefined ? false : peek(current.key)),
    x: () => (current === undefined ? false : selection.toggle(current.id)),
    'shift+x': () => (current === undefined ? false : selection.toggle(current.id, true)),
    'mod+a': () => (scroller.current?.contains(document.activeElement) === true ? selection.all() : false),
    escape: () => (selection.selected.size === 0 ? false : selection.clear()),
    f2: () => (current === undefined || !mayEdit ? false : setEditing({ id: current.id, column: 'title' })),
    'alt+up': moveRank(-1),
    'alt+down': moveRank(1),
    e: () => {
      const items = chosen.length > 0 ? chosen : current === undefined ? [] : [current];
      if (items.length === 0 || !mayEdit) return false;
      void (items.every((item) => item.archivedAt !== null) ? commits.restore(items) : commits.archive(items));
      selection.clear();
      return true;
    },
  });
  const drop = useCallback(
    (before: AnyItem) => {
      if (dragged === null || dragged.id === before.id) return;
      if (!isRanked) say({ text: 'Clear the sort and group to rank by hand.' });
      else void commits.update(dragged, { rank: rankBefore(list.items, dragged, before) });
      setDragged(null);
    },
    [dragged, isRanked, commits, list.items],
  );

  const template = `${String(isNarrow ? 16 : BEFORE_TITLE_PIXELS)}px minmax(${isNarrow ? '8rem' : '18rem'}, 1fr) ${shown.map((column) => `${String(column.widthPixels)}px`).join(' ')}`;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="grid"
        aria-label={kind.label.many}
        aria-rowcount={rows.length + 1}
        aria-multiselectable
        aria-activedescendant={current === undefined ? undefined : `row-${current.id}`}
        tabIndex={0}
        onFocus={(event) => event.target === event.currentTarget && selection.cursor === null && selection.move(0)}
        className="scrolls min-h-0 flex-1 outline-none"
      >
        <TableHead
          kind={kind}
          columns={shown}
          template={template}
          sort={view.sort}
          selection={selection}
          itemCount={visible.length}
          change={change}
          isNarrow={isNarrow}
        />
        <div role="rowgroup" className="relative min-w-max" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((one) => {
            const row = rows[one.index];
            if (row === undefined) return null;
            const place = { transform: `translateY(${String(one.start)}px)`, height };
            if ('group' in row) {
              const isOpen = !closedGroups.includes(row.group.id);
              const toggle = (): void =>
                setClosedGroups(
                  isOpen ? [...closedGroups, row.group.id] : closedGroups.filter((id) => id !== row.group.id),
                );
              return (
                <GroupRow
                  key={`group-${row.group.id}`}
                  group={row.group}
                  place={place}
                  rowIndex={one.index + 2}
                  isOpen={isOpen}
                  onToggle={toggle}
                />
              );
            }
            return (
              <TableRow
                key={row.item.id}
                item={row.item}
                columns={shown}
                template={template}
                place={place}
                rowIndex={one.index + 2}
                isNarrow={isNarrow}
                isCurrent={row.item.id === selection.cursor}
                isSelected={selection.selected.has(row.item.id)}
                editing={editing?.id === row.item.id ? editing.column : null}
                setEditing={setEditing}
                selection={selection}
                mayEdit={mayEdit && row.item.archivedAt === null}
                nameOf={nameOf}
                isDraggable={isRanked}
                onDrag={setDragged}
                onDropBefore={drop}
              />
            );
          })}
        </div>
        {list.more !== null && (
          <div className="p-3">
            <Button onClick={list.more}>Show more of {String(list.total)}</Button>
          </div>
        )}
      </div>
      {chosen.length > 0 && <BulkBar kind={kind} items={chosen} onClear={selection.clear} />}
    </div>
  );
}
