/** The table: only the rows in view are drawn, whatever the list's length. Keys move a cursor; cells are edited in place. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid is drawn with blocks; a table element cannot leave rows out.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, useCallback, useMemo, useRef, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { count } from '../format/format.ts';
import { usePreference } from '../preference/preference.ts';
import { Button } from '../primitive/button.tsx';
import { say } from '../primitive/toast.tsx';
import { useCommits, useMay } from '../workspace/hooks.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { Editing, LayoutProps } from './layout.ts';
import { rankBefore } from './reorder.ts';
import { useSelection } from './selection.ts';
import { TableHead } from './table-head.tsx';
import { GroupRow, TableRow } from './table-row.tsx';
import { useNameOf } from './use-names.ts';
import { useNarrow } from './use-narrow.ts';
import { useTableKeys } from './use-table-keys.ts';
import { useTableRows } from './use-table-rows.ts';

const ROW_PIXELS = 32;
const COMPACT_ROW_PIXELS = 28;
const TOUCH_ROW_PIXELS = 48;
const ROWS_BEYOND = 6;
const BEFORE_TITLE_PIXELS = 44;

export function Table({ kind, view, columns, list, change }: LayoutProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const { compact } = usePreference();
  const isNarrow = useNarrow();
  const nameOf = useNameOf();
  const commits = useCommits();
  const mayEdit = useMay('editor');
  const [editing, setEditing] = useState<Editing | null>(null);
  const [dragged, setDragged] = useState<AnyItem | null>(null);

  const { shown, rows, visible, isGrouped, toggleGroup, isOpenGroup } = useTableRows({
    kind,
    view,
    columns,
    list,
    isNarrow,
  });
  const selection = useSelection(visible);
  const isRanked = view.sort.length === 0 && !isGrouped && kind.resident && mayEdit;

  const height = isNarrow ? TOUCH_ROW_PIXELS : compact ? COMPACT_ROW_PIXELS : ROW_PIXELS;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: ROWS_BEYOND,
  });

  const current = visible.find((item) => item.id === selection.cursor);
  const chosen = useMemo(
    () => visible.filter((item) => selection.selected.has(item.id)),
    [visible, selection.selected],
  );
  const show = (id: string | undefined): void =>
    virtual.scrollToIndex(rows.findIndex((row) => 'item' in row && row.item.id === id));
  const hasFocus = (): boolean => scroller.current?.contains(document.activeElement) === true;
  useTableKeys({ visible, chosen, current, selection, isRanked, mayEdit, setEditing, show, hasFocus });
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
              return (
                <GroupRow
                  key={`group-${row.group.id}`}
                  group={row.group}
                  place={place}
                  rowIndex={one.index + 2}
                  isOpen={isOpenGroup(row.group.id)}
                  onToggle={() => toggleGroup(row.group.id)}
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
      </div>
      <MoreRows list={list} />
      {chosen.length > 0 && <BulkBar kind={kind} items={chosen} onClear={selection.clear} />}
    </div>
  );
}

/** Lists that come in pages from the server. */
function MoreRows({ list }: Pick<LayoutProps, 'list'>): ReactElement | null {
  if (list.more === null) return null;
  return (
    <div className="flex h-11 shrink-0 items-center border-t border-line px-4">
      <Button small look="plain" onClick={list.more}>
        Show more of {count(list.total)}
      </Button>
    </div>
  );
}
