/** What a list draws under its grouping: heads of groups and the items of those that are open. */
import { useCallback, useMemo } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { type Column, usualColumns } from './column.ts';
import { groupsOf, type ItemGroup, type ListRow, rowsOf } from './groups.ts';
import type { LayoutProps } from './layout.ts';
import { useNameOf } from './use-names.ts';

export interface Rows {
  readonly groups: readonly ItemGroup[];
  readonly rows: readonly ListRow[];
  /** The items of open groups, in order. */
  readonly visible: readonly AnyItem[];
  readonly isGrouped: boolean;
  readonly toggleGroup: (path: string) => void;
}

export function useRows({ view, columns, list, change }: Omit<LayoutProps, 'kind'>): Rows {
  const nameOf = useNameOf();
  const { group, subGroup, closed } = view;
  const groups = useMemo(() => {
    const by = [group, subGroup].flatMap((name) => columns.find((column) => column.name === name) ?? []);
    return by.length === 0 ? null : groupsOf(list.items, { columns: by, nameOf });
  }, [list.items, columns, group, subGroup, nameOf]);
  const rows = useMemo(
    (): readonly ListRow[] => (groups === null ? list.items.map((item) => ({ item })) : rowsOf(groups, closed)),
    [groups, list.items, closed],
  );
  const visible = useMemo(
    () => (groups === null ? list.items : rows.flatMap((row) => ('item' in row ? [row.item] : []))),
    [groups, rows, list.items],
  );
  const toggleGroup = useCallback(
    (path: string) =>
      change({ closed: closed.includes(path) ? closed.filter((one) => one !== path) : [...closed, path] }),
    [change, closed],
  );
  return { groups: groups ?? NO_GROUPS, rows, visible, isGrouped: groups !== null, toggleGroup };
}

const NO_GROUPS: readonly ItemGroup[] = [];

/** The columns that a view shows, in its order. */
export function useShownColumns({ kind, view, columns }: Pick<LayoutProps, 'kind' | 'view' | 'columns'>) {
  return useMemo((): readonly Column[] => {
    const names = view.columns ?? usualColumns(kind);
    return names.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  }, [kind, view.columns, columns]);
}
