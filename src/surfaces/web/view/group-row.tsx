/** The row that heads a group, and the table's foot: how many, and what their figures come to. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid is drawn with blocks; a table element cannot leave rows out.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
import { type CSSProperties, memo, type ReactElement, useMemo } from 'react';
import type { AnyItem, Kind } from '../../../line/index.ts';
import { count } from '../format/format.ts';
import { type Column, isNumeric } from './column.ts';
import { GroupHead, type GroupHeadProps } from './group-head.tsx';
import { totalOf } from './totals.ts';

export interface GroupRowProps extends GroupHeadProps {
  readonly columns: readonly Column[];
  readonly style: CSSProperties;
  readonly rowIndex: number;
}

export function GroupRow(props: GroupRowProps): ReactElement {
  const { kind, group, columns, style, rowIndex, isOpen, onToggle, onAdd } = props;
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      style={style}
      className="group absolute inset-x-0 top-0 grid items-center border-b border-line bg-sunk"
    >
      <div
        role="gridcell"
        className="in-data-scrolled:sticky left-0 z-[1] col-span-2 flex h-full min-w-0 items-center bg-inherit pr-2"
      >
        <GroupHead kind={kind} group={group} isOpen={isOpen} onToggle={onToggle} onAdd={onAdd} />
      </div>
      <TotalCells columns={columns} items={group.items} />
    </div>
  );
}

interface TableFootProps {
  readonly kind: Kind;
  readonly columns: readonly Column[];
  readonly items: readonly AnyItem[];
  readonly style: CSSProperties;
  readonly rowIndex: number;
}

/** Nothing where no column holds figures. Drawn anew for what it shows: not while the cursor moves. */
export const TableFoot = memo(DrawnFoot);

function DrawnFoot({ kind, columns, items, style, rowIndex }: TableFootProps): ReactElement | null {
  if (!columns.some((column) => isNumeric(column.field))) return null;
  const noun = items.length === 1 ? kind.label.one : kind.label.many;
  return (
    <div role="rowgroup" className="sticky bottom-0 z-10 border-t border-line bg-paper">
      <div role="row" aria-rowindex={rowIndex} style={style} className="grid h-8 items-center text-muted">
        <div role="gridcell" className="in-data-scrolled:sticky left-0 z-[1] col-span-2 bg-inherit pl-4 text-sm">
          {count(items.length)} {noun.toLowerCase()}
        </div>
        <TotalCells columns={columns} items={items} />
      </div>
    </div>
  );
}

function TotalCells({ columns, items }: Pick<TableFootProps, 'columns' | 'items'>): readonly ReactElement[] {
  return columns.map((column) => <TotalCell key={column.name} column={column} items={items} />);
}

function TotalCell({ column, items }: { readonly column: Column; readonly items: readonly AnyItem[] }): ReactElement {
  const total = useMemo(() => totalOf(column, items), [column, items]);
  return (
    <div role="gridcell" className="tabular truncate pr-4 pl-2 text-right text-sm text-muted">
      {total !== null && (
        <span title={total.long}>
          <span aria-hidden>{total.short}</span>
          <span className="sr-only">{total.long}</span>
        </span>
      )}
    </div>
  );
}
