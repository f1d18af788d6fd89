/**
 * The board: one column for each value of a field, and lanes for those of a second one; dropping a card writes both and
 * the rank. Keys do the same.
 */
import { ChevronRight } from 'lucide-react';
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { count } from '../format/format.ts';
import { useMay, useMayAdd } from '../workspace/hooks.ts';
import { cardId } from './board-card.tsx';
import { BoardColumn, CARDS_AT_ONCE } from './board-column.tsx';
import { BoardColumns } from './board-columns.tsx';
import { BulkBar } from './bulk-bar.tsx';
import type { Column } from './column.ts';
import { GroupLabel } from './group-head.tsx';
import { groupsOf, type ItemGroup } from './groups.ts';
import type { LayoutProps } from './layout.ts';
import { MoreRows } from './more-rows.tsx';
import { addIn } from './new-item.ts';
import { useSelection } from './selection.ts';
import { useBoardKeys } from './use-board-keys.ts';
import { useBoardMoves } from './use-board-moves.ts';
import { useNameOf } from './use-names.ts';
import { useShownColumns } from './use-rows.ts';

export default function Board(props: LayoutProps): ReactElement {
  const { kind, view, columns, list, change } = props;
  const mayEdit = useMay('editor');
  const mayAdd = useMayAdd(kind);
  const moves = useBoardMoves({ mayEdit, isOrdered: view.sort.length > 0 || !kind.resident });
  const column = columns.find((one) => one.name === (view.group ?? 'state'));
  const laneColumn = columns.find((one) => one.name === view.subGroup && one !== column);
  const lanes = useLanes(list.items, column, laneColumn);
  const [opened, setOpened] = useState<readonly string[]>([]);
  const [cardsShown, setCardsShown] = useState<ReadonlyMap<string, number>>(new Map());
  const fields = useCardFields(props, column, laneColumn);

  const heads = lanes[0]?.columns ?? [];
  const used = useMemo(() => new Set(lanes.flatMap(usedColumns)), [lanes]);
  const isColumnOpen = useCallback(
    ({ id }: ItemGroup): boolean => !view.closed.includes(id) && (used.has(id) || opened.includes(id)),
    [used, view.closed, opened],
  );
  const isLaneOpen = useCallback(
    ({ group }: Lane): boolean => group === null || !view.closed.includes(group.path),
    [view.closed],
  );
  const toggle = (path: string, isOpen: boolean): void => {
    if (!isOpen) setOpened([...opened, path]);
    if (isOpen) change({ closed: [...view.closed, path] });
    else if (view.closed.includes(path)) change({ closed: view.closed.filter((one) => one !== path) });
  };
  const shownOf = ({ path }: ItemGroup): number => cardsShown.get(path) ?? CARDS_AT_ONCE;
  const showMore = (group: ItemGroup, atLeast = 0): void => {
    const next = Math.max(shownOf(group) + CARDS_AT_ONCE, atLeast);
    setCardsShown(new Map([...cardsShown, [group.path, next]]));
  };
  const open = useMemo(
    () => lanes.map((lane) => (isLaneOpen(lane) ? lane.columns.filter(isColumnOpen) : [])),
    [lanes, isLaneOpen, isColumnOpen],
  );
  const selection = useSelection(useMemo(() => open.flat().flatMap((group) => group.items), [open]));
  const reveal = (id: string): void => {
    const group = open.flat().find((one) => one.items.some((item) => item.id === id));
    const at = group?.items.findIndex((item) => item.id === id) ?? -1;
    if (group !== undefined && at >= shownOf(group)) showMore(group, at + 1);
    requestAnimationFrame(() => document.getElementById(cardId(id))?.focus());
  };
  const onCardKey = useBoardKeys({ rows: open, moves, selection, reveal, all: lanes.map((lane) => lane.columns) });

  if (column === undefined) return <p className="p-6 text-muted">This field is no longer there to group by.</p>;
  const columnOf = (group: ItemGroup, isInLane: boolean): ReactElement => (
    <BoardColumn
      key={group.path}
      kind={kind}
      group={group}
      fields={fields}
      moves={moves}
      selection={selection}
      mayMove={mayEdit}
      isOpen={isColumnOpen(group)}
      isInLane={isInLane}
      cardsShown={shownOf(group)}
      onMore={() => showMore(group)}
      onToggle={() => toggle(group.id, isColumnOpen(group))}
      onCardKey={onCardKey}
      onAdd={mayAdd ? () => addIn(kind, group) : null}
    />
  );
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <output aria-live="assertive" className="sr-only">
        {moves.said}
      </output>
      {laneColumn === undefined ? (
        <BoardColumns
          kind={kind}
          groups={heads}
          open={(group) => !isColumnOpen(group) && toggle(group.id, false)}
          column={(group) => columnOf(group, false)}
        />
      ) : (
        <div className="scrolls min-h-0 flex-1 px-4 pb-4 max-md:px-2">
          <div className="sticky top-0 z-10 flex w-max min-w-full gap-3 bg-paper py-2">
            {heads.map((group) => (
              <h2
                key={group.id}
                className={isColumnOpen(group) ? 'w-72 shrink-0 px-3 font-medium' : 'w-10 shrink-0 overflow-hidden'}
              >
                {isColumnOpen(group) && <GroupLabel kind={kind} group={group} />}
              </h2>
            ))}
          </div>
          {lanes.map((lane) => (
            <section key={lane.group?.path} aria-label={lane.group?.label} className="w-max min-w-full pb-2">
              {lane.group !== null && (
                <button
                  type="button"
                  aria-expanded={isLaneOpen(lane)}
                  onClick={() => toggle(lane.group?.path ?? '', isLaneOpen(lane))}
                  className="sticky left-0 flex h-9 items-center gap-2 rounded-sm pr-2 font-medium"
                >
                  <ChevronRight size={14} aria-hidden className={isLaneOpen(lane) ? 'rotate-90' : ''} />
                  <GroupLabel kind={kind} group={lane.group} />
                  <span className="tabular text-sm font-normal text-muted">{count(lane.group.items.length)}</span>
                </button>
              )}
              {isLaneOpen(lane) && (
                <div className="flex gap-3">{lane.columns.map((group) => columnOf(group, true))}</div>
              )}
            </section>
          ))}
        </div>
      )}
      <MoreRows list={list} isPartial />
      {selection.chosen.length > 0 && <BulkBar kind={kind} items={selection.chosen} onClear={selection.clear} />}
    </div>
  );
}

interface Lane {
  /** Null: the board has no lanes. */
  readonly group: ItemGroup | null;
  readonly columns: readonly ItemGroup[];
}

const usedColumns = ({ columns }: Lane): readonly string[] =>
  columns.filter(({ items }) => items.length > 0).map(({ id }) => id);

function useLanes(items: readonly AnyItem[], column: Column | undefined, lane: Column | undefined): readonly Lane[] {
  const nameOf = useNameOf();
  return useMemo(() => {
    if (column === undefined) return [];
    const columnsIn = (its: readonly AnyItem[]) => groupsOf(its, { columns: [column], nameOf, withUnused: true });
    if (lane === undefined) return [{ group: null, columns: columnsIn(items) }];
    // Every lane has the columns of the whole board, so that they stand under each other.
    const all = columnsIn(items);
    return groupsOf(items, { columns: [lane], nameOf }).map((group) => {
      const own = new Map(columnsIn(group.items).map((one) => [one.id, one.items]));
      const columns = all.map((one) => ({
        ...one,
        path: `${one.id}/${group.id}`,
        holds: [...one.holds, ...group.holds],
        items: own.get(one.id) ?? [],
      }));
      return { group: { ...group, path: `lane/${group.id}` }, columns };
    });
  }, [items, column, lane, nameOf]);
}

const FIELDS_MOST = 4;

/** What cards show besides title, key and owner: the view's columns, without what column and lane say already. */
function useCardFields(props: LayoutProps, column: Column | undefined, lane: Column | undefined): readonly Column[] {
  const shown = useShownColumns(props);
  const isChosen = props.view.columns !== null;
  return useMemo(() => {
    const said = ['ownerId', column?.name, lane?.name, ...(isChosen ? [] : ['changedAt'])];
    return shown.filter(({ name }) => !said.includes(name)).slice(0, FIELDS_MOST);
  }, [shown, column, lane, isChosen]);
}
