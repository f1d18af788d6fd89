/** What the table draws: its columns, and its rows with the heads of groups among them. */
import { useCallback, useMemo, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { type Column, usualColumns } from './column.ts';
import { groupsOf, type ItemGroup } from './groups.ts';
import type { LayoutProps } from './layout.ts';
import { useNameOf } from './use-names.ts';

export type Row = { readonly item: AnyItem } | { readonly group: ItemGroup };

export interface TableRows {
  readonly shown: readonly Column[];
  readonly rows: readonly Row[];
  /** The items of open groups, in order. */
  readonly visible: readonly AnyItem[];
  readonly isGrouped: boolean;
  readonly isOpenGroup: (id: string) => boolean;
  readonly toggleGroup: (id: string) => void;
}

type TableRowsRequest = Omit<LayoutProps, 'change'> & { readonly isNarrow: boolean };

export function useTableRows({ kind, view, columns, list, isNarrow }: TableRowsRequest): TableRows {
  const nameOf = useNameOf();
  const [closed, setClosed] = useState<readonly string[]>([]);
  const shown = useMemo(() => {
    const names = view.columns ?? usualColumns(kind);
    const chosen = names.flatMap((name) => columns.find((column) => column.name === name) ?? []);
    return isNarrow ? chosen.filter((column) => column.name === 'state') : chosen;
  }, [kind, view.columns, columns, isNarrow]);
  const group = columns.find((column) => column.name === view.group);
  const rows = useMemo((): readonly Row[] => {
    if (group === undefined) return list.items.map((item) => ({ item }));
    return groupsOf(list.items, group, nameOf, false).flatMap((one) => [
      { group: one },
      ...(closed.includes(one.id) ? [] : one.items.map((item) => ({ item }))),
    ]);
  }, [list.items, group, nameOf, closed]);
  const visible = useMemo(() => rows.flatMap((row) => ('item' in row ? [row.item] : [])), [rows]);
  const isOpenGroup = (id: string): boolean => !closed.includes(id);
  const toggleGroup = useCallback(
    (id: string) => setClosed((held) => (held.includes(id) ? held.filter((one) => one !== id) : [...held, id])),
    [],
  );
  return { shown, rows, visible, isGrouped: group !== undefined, isOpenGroup, toggleGroup };
}
