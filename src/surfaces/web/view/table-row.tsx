/** A row of the table. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid is drawn with blocks; a table element cannot leave rows out.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
import { type CSSProperties, type MouseEvent, memo, type ReactElement, Suspense } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { usePeek } from '../frame/use-peek.ts';
import { Checkbox } from '../primitive/checkbox.tsx';
import { classNames } from '../primitive/class-names.ts';
import { lazyPart } from '../primitive/lazy-part.ts';
import { OutOfStepMark } from '../primitive/marks.tsx';
import { useCommits, useOutOfStepCount } from '../workspace/hooks.ts';
import { type Column, isNumeric, patchOf, TITLE_COLUMN, valueAt } from './column.ts';
import type { NameOf } from './field-text.ts';
import { FieldValue } from './field-value.tsx';
import type { Editing } from './layout.ts';
import type { Selection } from './selection.ts';

export interface TableRowProps {
  readonly item: AnyItem;
  readonly columns: readonly Column[];
  readonly style: CSSProperties;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly rowIndex: number;
  readonly isNarrow: boolean;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly editing: string | null;
  readonly setEditing: (editing: Editing | null) => void;
  readonly setCursor: Selection['setCursor'];
  readonly toggle: Selection['toggle'];
  readonly mayEdit: boolean;
  readonly nameOf: NameOf;
  readonly isDraggable: boolean;
  readonly onDrag: (item: AnyItem | null) => void;
  readonly onDropBefore: (item: AnyItem) => void;
}

/** Drawn once for all rows. */
const GRIP = (
  <svg width={14} height={14} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
    <path d="M8 4h3v3H8zM13 4h3v3h-3zM8 10.5h3v3H8zM13 10.5h3v3h-3zM8 17h3v3H8zM13 17h3v3h-3z" />
  </svg>
);

const ROW = 'group absolute inset-x-0 top-0 grid items-center border-b border-line';

/** Cells are edited one at a time; what edits them comes while the list is already read. */
const loadEditor = () => import('./field-editor.tsx');
const FieldEditor = lazyPart(async () => ({ default: (await loadEditor()).FieldEditor }));

/** Drawn anew for what it shows: everything else it is given stays the same. */
export const TableRow = memo(DrawnRow);

function DrawnRow(props: TableRowProps): ReactElement {
  const {
    item,
    columns,
    style,
    top,
    rowIndex,
    isNarrow,
    isCurrent,
    isSelected,
    editing,
    setEditing,
    setCursor,
    toggle,
    mayEdit,
    nameOf,
    isDraggable,
    onDrag,
    onDropBefore,
  } = props;
  const peek = usePeek();
  const press = (event: MouseEvent): void => {
    setCursor(item.id);
    if (event.shiftKey || event.ctrlKey || event.metaKey) toggle(item.id, event.shiftKey);
    else if (isNarrow) peek(item.key);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's keys move the cursor and open rows.
    <div
      role="row"
      id={`row-${item.id}`}
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      onClick={press}
      onDragOver={isDraggable ? (event) => event.preventDefault() : undefined}
      onDrop={isDraggable ? () => onDropBefore(item) : undefined}
      style={{ ...style, transform: `translateY(${String(top)}px)` }}
      className={classNames(
        ROW,
        isSelected ? 'bg-accent-soft' : isCurrent ? 'bg-sunk' : 'bg-paper hover:bg-sunk',
        item.archivedAt !== null && 'text-muted',
      )}
    >
      <div
        role="gridcell"
        className={classNames(
          'in-data-scrolled:sticky left-0 z-[1] flex h-full items-center justify-end gap-0.5 bg-inherit pr-2',
          isCurrent && 'shadow-[inset_2px_0_0_var(--accent)]',
        )}
      >
        {isDraggable && !isNarrow && (
          // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer only; Alt with the arrow keys ranks as well.
          <span
            draggable
            onDragStart={() => onDrag(item)}
            onDragEnd={() => onDrag(null)}
            title="Drag to rank; or Alt with Up and Down"
            className="cursor-grab text-faint opacity-0 group-hover:opacity-100"
          >
            {GRIP}
          </span>
        )}
        {!isNarrow && (
          <span
            className={isSelected || isCurrent ? '' : 'opacity-40 group-hover:opacity-100 focus-within:opacity-100'}
          >
            <Checkbox
              label={`Select ${item.key}`}
              tabIndex={-1}
              checked={isSelected}
              onChange={(_, { shiftKey }) => toggle(item.id, shiftKey)}
            />
          </span>
        )}
      </div>
      <TitleCell
        item={item}
        isOpen={editing === 'title'}
        setEditing={setEditing}
        mayEdit={mayEdit}
        isNarrow={isNarrow}
      />
      {columns.map((column) => (
        <Cell
          key={column.name}
          column={column}
          item={item}
          isOpen={editing === column.name}
          setEditing={setEditing}
          mayEdit={mayEdit}
          nameOf={nameOf}
        />
      ))}
    </div>
  );
}

interface CellProps extends Pick<TableRowProps, 'item' | 'setEditing' | 'mayEdit'> {
  /** Being edited. */
  readonly isOpen: boolean;
}

const TitleCell = memo(DrawnTitle);

function DrawnTitle({
  item,
  isOpen,
  setEditing,
  mayEdit,
  isNarrow,
}: CellProps & Pick<TableRowProps, 'isNarrow'>): ReactElement {
  const peek = usePeek();
  const commits = useCommits();
  const outOfStep = useOutOfStepCount(item.id);
  if (isOpen) {
    return (
      <div role="gridcell" className="in-data-scrolled:sticky left-(--title-left) z-[1] min-w-0 bg-inherit px-1">
        <Suspense fallback={null}>
          <FieldEditor
            {...TITLE_COLUMN}
            item={item}
            value={item.title}
            isOpen
            onSave={(title) => void commits.update(item, { title })}
            onClose={() => setEditing(null)}
          />
        </Suspense>
      </div>
    );
  }
  return (
    <div
      role="gridcell"
      tabIndex={-1}
      className="in-data-scrolled:sticky in-data-scrolled:border-r border-line left-(--title-left) z-[1] flex h-full min-w-0 items-center gap-2 bg-inherit px-2"
      onDoubleClick={() => mayEdit && setEditing({ id: item.id, column: 'title' })}
    >
      {!isNarrow && <span className="tabular w-20 shrink-0 text-sm text-muted">{item.key}</span>}
      <button
        type="button"
        tabIndex={-1}
        dir="auto"
        onClick={() => peek(item.key)}
        className="min-w-0 truncate text-left hover:underline"
      >
        {item.title}
      </button>
      <OutOfStepMark count={outOfStep} />
      {item.archivedAt !== null && <span className="text-xs text-muted">Archived</span>}
    </div>
  );
}

const Cell = memo(DrawnCell);

function DrawnCell({
  column,
  item,
  isOpen,
  setEditing,
  mayEdit,
  nameOf,
}: CellProps & Pick<TableRowProps, 'nameOf'> & { readonly column: Column }): ReactElement {
  const commits = useCommits();
  const value = valueAt(item, column.name);
  const begin = (): void => {
    if (mayEdit && column.isEditable) setEditing({ id: item.id, column: column.name });
  };
  if (isOpen) {
    return (
      <div role="gridcell" className="h-full min-w-0 px-0.5 py-px">
        <Suspense fallback={null}>
          <FieldEditor
            {...column}
            item={item}
            value={value}
            isOpen
            onSave={(next) => void commits.update(item, patchOf(column.name, next))}
            onClose={() => setEditing(null)}
          />
        </Suspense>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the peek panel offers the same fields by keyboard.
    <div
      role="gridcell"
      tabIndex={-1}
      onClick={begin}
      className={classNames(
        'flex h-full min-w-0 items-center overflow-hidden px-2 whitespace-nowrap',
        isNumeric(column.field) && 'tabular justify-end pr-4',
        mayEdit && column.isEditable && 'cursor-text',
      )}
    >
      <FieldValue item={item} name={column.name} field={column.field} value={value} nameOf={nameOf} isUnderUnit />
    </div>
  );
}
