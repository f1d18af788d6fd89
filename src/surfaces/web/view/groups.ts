/** A list in groups by one field or two: options in their own order, people and items by name, what is empty last. */
import type { AnyItem } from '../../../line/index.ts';
import type { Patch } from '../workspace/commit.ts';
import { type Column, valueAt, withColumn } from './column.ts';
import { fieldText, type NameOf } from './field-text.ts';
import { referenceKind } from './use-names.ts';

export interface ItemGroup {
  /** The value as text; empty for "no value". */
  readonly id: string;
  /** Its id behind that of the group it stands in: no two of a list are alike. */
  readonly path: string;
  /** 0, or 1 inside another group. */
  readonly depth: number;
  readonly column: Column;
  readonly label: string;
  /** What its items have in common: its own value, behind that of the group it stands in. */
  readonly holds: readonly Held[];
  readonly items: readonly AnyItem[];
  /** The same items, grouped once more; empty where the view has one grouping. */
  readonly within: readonly ItemGroup[];
}

export interface Held {
  readonly column: Column;
  readonly value: unknown;
}

export interface Grouping {
  readonly columns: readonly Column[];
  readonly nameOf: NameOf;
  /** Also the options nobody chose yet. */
  readonly withUnused?: boolean;
}

const EMPTY = '';

/** @example groupsOf(items, { columns: [state, owner], nameOf }) */
export function groupsOf(items: readonly AnyItem[], grouping: Grouping): readonly ItemGroup[] {
  return groupsWithin(items, grouping, null);
}

function groupsWithin(
  items: readonly AnyItem[],
  grouping: Grouping,
  parent: Pick<ItemGroup, 'path' | 'depth' | 'holds'> | null,
): readonly ItemGroup[] {
  const depth = parent === null ? 0 : parent.depth + 1;
  const column = grouping.columns[depth];
  if (column === undefined) return [];
  const byId = Map.groupBy(items, (item) => idOf(valueAt(item, column.name)));
  return idsOf(byId, column, grouping).map((id) => {
    const its = byId.get(id) ?? [];
    const place = {
      path: parent === null ? id : `${parent.path}/${id}`,
      depth,
      holds: [...(parent?.holds ?? []), { column, value: valueWith(column, id) }],
    };
    return {
      ...place,
      id,
      column,
      label: id === EMPTY ? `No ${column.label.toLowerCase()}` : labelOf(column, id, grouping.nameOf),
      items: its,
      within: groupsWithin(its, grouping, place),
    };
  });
}

function idsOf(
  byId: ReadonlyMap<string, unknown>,
  { field }: Column,
  { nameOf, withUnused = false }: Grouping,
): readonly string[] {
  const options: readonly string[] =
    field.type === 'select' ? field.options : field.type === 'flag' ? ['true', 'false'] : [];
  const known = options.filter((option) => withUnused || byId.has(option));
  const others = [...byId.keys()]
    .filter((id) => id !== EMPTY && !options.includes(id))
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const hasEmpty = byId.has(EMPTY) || (withUnused && field.required !== true && field.type !== 'flag');
  return [...known, ...others, ...(hasEmpty ? [EMPTY] : [])];
}

function idOf(value: unknown): string {
  return value === null || value === undefined ? EMPTY : String(value);
}

function valueWith({ field }: Column, id: string): unknown {
  if (id === EMPTY) return null;
  return field.type === 'flag' ? id === 'true' : id;
}

function labelOf(column: Column, id: string, nameOf: NameOf): string {
  if (referenceKind(column.name) !== undefined) return nameOf(id) || 'Unknown';
  if (column.field.type === 'flag') return id === 'true' ? 'Yes' : 'No';
  return fieldText(column.field, id, nameOf) || 'Unknown';
}

/**
 * The fields that bring an item into a group; empty where it stands there. For a new item give one without values.
 *
 * @example
 * commits.update(item, placing(item, group))
 */
export function placing(
  item: { readonly custom: Readonly<Record<string, unknown>>; readonly [name: string]: unknown },
  group: Pick<ItemGroup, 'holds'>,
): Patch {
  let patch: Patch = {};
  for (const { column, value } of group.holds) {
    if (idOf(valueAt(item, column.name)) === idOf(value)) continue;
    patch = withColumn(patch, column.name, value);
  }
  return patch;
}

/** What a drawn list is made of: heads of groups, and the items of those that are open. */
export type ListRow = { readonly item: AnyItem } | { readonly group: ItemGroup };

/** @example rowsOf(groups, ['shipped']) // the heads of all groups, and the items of all but the shipped ones */
export function rowsOf(groups: readonly ItemGroup[], closed: readonly string[]): readonly ListRow[] {
  return groups.flatMap((group): readonly ListRow[] => {
    if (closed.includes(group.path)) return [{ group }];
    return [{ group }, ...(group.within.length > 0 ? rowsOf(group.within, closed) : group.items.map(asRow))];
  });
}

const asRow = (item: AnyItem): ListRow => ({ item });

/** Every group's path, those inside others too. */
export function pathsOf(groups: readonly ItemGroup[]): readonly string[] {
  return groups.flatMap((group) => [group.path, ...pathsOf(group.within)]);
}
