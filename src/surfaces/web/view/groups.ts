/** A list in groups by one field: options in their own order, people and items by name, what is empty last. */
import type { AnyItem } from '../../../line/index.ts';
import { type Column, valueAt } from './column.ts';
import { fieldText, type NameOf } from './field-text.ts';
import { referenceKind } from './use-names.ts';

export interface ItemGroup {
  /** The value as text; empty for "no value". */
  readonly id: string;
  readonly label: string;
  /** What a card gets that is dropped here. */
  readonly value: unknown;
  readonly items: readonly AnyItem[];
}

const EMPTY = '';

/** @example groupsOf(items, column, nameOf, true) // with the options nobody chose yet */
export function groupsOf(
  items: readonly AnyItem[],
  column: Column,
  nameOf: NameOf,
  withUnused: boolean,
): readonly ItemGroup[] {
  const byValue = Map.groupBy(items, (item) => idOf(valueAt(item, column.name)));
  const { field } = column;
  const options: readonly string[] =
    field.type === 'select' ? field.options : field.type === 'flag' ? ['true', 'false'] : [];
  const used = [...byValue.keys()].filter((id) => id !== EMPTY);
  const known = options.filter((option) => withUnused || byValue.has(option));
  const others = used.filter((id) => !options.includes(id)).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const hasEmpty = byValue.has(EMPTY) || (withUnused && field.required !== true && field.type !== 'flag');
  return [...known, ...others, ...(hasEmpty ? [EMPTY] : [])].map((id) => ({
    id,
    label: id === EMPTY ? `No ${column.label.toLowerCase()}` : labelOf(column, id, nameOf),
    value: id === EMPTY ? null : field.type === 'flag' ? id === 'true' : id,
    items: byValue.get(id) ?? [],
  }));
}

function idOf(value: unknown): string {
  return value === null || value === undefined ? EMPTY : String(value);
}

function labelOf(column: Column, id: string, nameOf: NameOf): string {
  if (referenceKind(column.name) !== undefined) return nameOf(id) || 'Unknown';
  if (column.field.type === 'flag') return id === 'true' ? 'Yes' : 'No';
  return fieldText(column.field, id, nameOf) || 'Unknown';
}
