/** A short field in a line: its name, what it means, and its value, edited in place. */
import { CircleHelp } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { isNothing } from '../../../line/index.ts';
import { Tooltip } from '../primitive/tooltip.tsx';
import { type Column, patchOf, valueAt } from '../view/column.ts';
import { FieldEditor } from '../view/field-editor.tsx';
import { FieldValue } from '../view/field-value.tsx';
import { referenceKind, useNameOf } from '../view/use-names.ts';
import { useScene } from './scene.tsx';

const CHOSEN = ['select', 'multiSelect', 'person', 'people', 'flag'];

export function FieldRow({ column }: { readonly column: Column }): ReactElement {
  return (
    <div className="grid grid-cols-[8.5rem_minmax(0,1fr)] items-start print:grid-cols-[10rem_minmax(0,1fr)]">
      <dt className="flex min-h-8 items-center gap-0.5 text-sm text-muted">
        {column.label}
        <Help column={column} />
      </dt>
      <dd className="flex min-h-8 min-w-0 items-center [&>*]:min-w-0 [&>*]:flex-1">
        <FieldInPlace column={column} />
      </dd>
    </div>
  );
}

/** What the field means, beside it. */
export function Help({ column }: { readonly column: Column }): ReactElement | null {
  if (column.field.help === undefined) return null;
  return (
    <Tooltip text={column.field.help}>
      <button
        type="button"
        aria-label={`What ${column.label.toLowerCase()} means: ${column.field.help}`}
        className="grid size-6 shrink-0 place-items-center text-faint print:hidden"
      >
        <CircleHelp size={12} aria-hidden />
      </button>
    </Tooltip>
  );
}

/** The value, and its editor once somebody wants to change it. */
export interface FieldInPlaceProps {
  readonly column: Column;
  /** Said where nothing is. */
  readonly emptyText?: string;
}

export function FieldInPlace({ column, emptyText = 'Empty' }: FieldInPlaceProps): ReactElement {
  const { item, mayEdit, save, intent } = useScene();
  const nameOf = useNameOf();
  const isWanted = intent?.field === column.name;
  const [isOpen, setOpen] = useState(isWanted);
  useEffect(() => {
    if (isWanted) setOpen(true);
  }, [isWanted]);
  const value = valueAt(item, column.name);
  const shown = <FieldValue item={item} name={column.name} field={column.field} value={value} nameOf={nameOf} />;
  const isEmpty = isNothing(value);
  if (!mayEdit || !column.isEditable) {
    return (
      <span className="flex min-h-8 items-center px-2">
        {isEmpty ? <span className="text-faint">Empty</span> : shown}
      </span>
    );
  }
  const isChosen = CHOSEN.includes(column.field.type) || referenceKind(column.name) !== undefined;
  if (isChosen || isOpen) {
    return (
      <FieldEditor
        key={isOpen ? 'open' : 'closed'}
        {...column}
        item={item}
        value={value}
        isOpen={isOpen}
        onSave={(next) => save(patchOf(column.name, next))}
        onClose={() => setOpen(false)}
      />
    );
  }
  return (
    <button
      type="button"
      onClick={() => setOpen(true)}
      className="flex min-h-8 w-full min-w-0 items-center rounded-sm px-2 text-left hover:bg-sunk"
    >
      <span className="sr-only">Edit {column.label.toLowerCase()}: </span>
      {isEmpty ? <span className="text-faint print:hidden">{emptyText}</span> : shown}
    </button>
  );
}
