/** Whether an item may be moved into a group, and why not: said before it is dropped, by pointer and by keys alike. */
import type { AnyItem } from '../../../line/index.ts';
import { type ItemGroup, placing } from './groups.ts';

export interface DropGround {
  readonly mayEdit: boolean;
  /** The list stands in an order of its own, so a place in it cannot be chosen. */
  readonly isOrdered: boolean;
}

/** A sentence where it may not be dropped there; null where it may. */
export function dropProblem(
  item: AnyItem,
  group: Pick<ItemGroup, 'holds' | 'label'>,
  { mayEdit, isOrdered }: DropGround,
): string | null {
  if (!mayEdit) return 'You may read here. Ask an editor to move it.';
  if (item.archivedAt !== null) return `${item.key} is archived: restore it first.`;
  const names = Object.keys(placing(item, group));
  if (names.length === 0) return isOrdered ? 'The view has an order: clear it to rank by hand.' : null;
  const changed = group.holds.filter(({ column }) => names.includes(column.name.split('.')[0] ?? ''));
  const fixed = changed.find(({ column }) => !column.isEditable);
  if (fixed !== undefined) return `${fixed.column.label} is kept by Throughline and cannot be changed.`;
  const empty = changed.find(({ column, value }) => value === null && column.field.required === true);
  return empty === undefined ? null : `${empty.column.label} cannot be empty.`;
}
