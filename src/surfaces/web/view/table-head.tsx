/** The table's head: what each column is, sorted by pressing it; with Shift as a second order. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid is drawn with blocks; a table element cannot leave rows out.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type CSSProperties, type MouseEvent, memo, type ReactElement } from 'react';
import type { Kind, Sort } from '../../../line/index.ts';
import { Checkbox } from '../primitive/checkbox.tsx';
import { classNames } from '../primitive/class-names.ts';
import type { ViewDefinition } from '../workspace/resource.ts';
import { type Column, isNumeric, TITLE_COLUMN, unitInHead } from './column.ts';
import { ColumnLabel } from './column-label.tsx';

export interface TableHeadProps {
  readonly kind: Kind;
  readonly columns: readonly Column[];
  readonly style: CSSProperties;
  readonly sort: readonly Sort[];
  readonly selectedCount: number;
  readonly selectAll: () => void;
  readonly clearSelection: () => void;
  readonly itemCount: number;
  readonly isNarrow: boolean;
  readonly change: (patch: Partial<ViewDefinition>) => void;
}

/** Drawn anew for what it shows: not while the cursor moves. */
export const TableHead = memo(DrawnHead);

function DrawnHead({
  kind,
  columns,
  style,
  sort,
  selectedCount,
  selectAll,
  clearSelection,
  itemCount,
  isNarrow,
  change,
}: TableHeadProps): ReactElement {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-paper">
      <div role="row" aria-rowindex={1} className="grid h-8 items-center bg-inherit" style={style}>
        <div
          role="columnheader"
          className="in-data-scrolled:sticky left-0 z-[1] flex h-8 items-center justify-end bg-inherit pr-2"
        >
          {isNarrow ? (
            <span className="sr-only">Selection</span>
          ) : (
            <Checkbox
              label={`Select all ${kind.label.many.toLowerCase()}`}
              checked={selectedCount > 0 && selectedCount === itemCount}
              indeterminate={selectedCount > 0 && selectedCount < itemCount}
              onChange={(on) => (on ? selectAll() : clearSelection())}
            />
          )}
        </div>
        {[TITLE_COLUMN, ...columns].map((column) => (
          <HeadCell key={column.name} column={column} sort={sort} change={change} />
        ))}
      </div>
    </div>
  );
}

interface HeadCellProps {
  readonly column: Column;
  readonly sort: readonly Sort[];
  readonly change: (patch: Partial<ViewDefinition>) => void;
}

const SORTS_MOST = 4;

function HeadCell({ column, sort, change }: HeadCellProps): ReactElement {
  const held = sort.find((one) => one.field === column.name);
  const press = (event: MouseEvent): void => {
    const others = event.shiftKey ? sort.filter((one) => one.field !== column.name) : [];
    change({ sort: [...others, ...next(column.name, held)].slice(-SORTS_MOST) });
  };
  const unit = unitInHead(column.field);
  const direction = held === undefined ? 'none' : held.descending === true ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      aria-sort={direction}
      className={classNames(
        'min-w-0 px-2',
        column === TITLE_COLUMN &&
          'in-data-scrolled:sticky in-data-scrolled:border-r border-line left-(--title-left) z-[1] flex h-8 items-center bg-inherit',
        isNumeric(column.field) && 'pr-4',
      )}
    >
      <button
        type="button"
        onClick={press}
        className={classNames(
          'flex h-7 w-full min-w-0 items-center gap-1 text-xs font-medium text-muted hover:text-ink',
          isNumeric(column.field) && 'justify-end',
        )}
      >
        <ColumnLabel label={column.label} help={column.field.help} />
        {unit !== undefined && <span className="shrink truncate font-normal text-faint">{unit}</span>}
        {held !== undefined &&
          (held.descending === true ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
      </button>
    </div>
  );
}

/** Up, down, as ranked by hand. */
function next(field: string, held: Sort | undefined): readonly Sort[] {
  if (held === undefined) return [{ field }];
  return held.descending === true ? [] : [{ field, descending: true }];
}
