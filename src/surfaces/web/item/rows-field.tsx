/** A small table inside an item: targets, options, a RACI. Every cell is edited in place; each edit is one commit. */
import { Plus, X } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { type Field, labelOf } from '../../../line/index.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { type Column, isNumeric, valueAt } from '../view/column.ts';
import { FieldEditor } from '../view/field-editor.tsx';
import { fieldText } from '../view/field-text.ts';
import { useNameOf } from '../view/use-names.ts';
import { useScene } from './scene.tsx';
import { type Row, rowsOf } from './value-text.ts';

export interface RowsFieldProps {
  readonly column: Column;
  readonly field: Extract<Field, { type: 'rows' }>;
  readonly startsOpen: boolean;
}

export function RowsField({ column, field, startsOpen }: RowsFieldProps): ReactElement {
  const { item, mayEdit, save } = useScene();
  const held = rowsOf(valueAt(item, column.name));
  const [isAdding, setAdding] = useState(startsOpen && held.length === 0);
  const names = Object.keys(field.columns);
  const blank: Row = Object.fromEntries(names.map((name) => [name, null]));
  const shown = isAdding ? [...held, blank] : held;
  const write = (rows: readonly Row[]): void => {
    setAdding(false);
    save({ [column.name]: rows.length === 0 ? null : rows });
  };
  return (
    <div>
      {shown.length > 0 && (
        <div className="scrolls">
          <table className="w-full">
            <thead>
              <tr>
                {names.map((name) => (
                  <th
                    key={name}
                    scope="col"
                    className={`border-b border-line px-2 py-1 text-sm font-medium text-muted ${align(field.columns[name])}`}
                  >
                    {labelOf(name, field.columns[name] ?? {})}
                  </th>
                ))}
                {mayEdit && <td className="w-8 border-b border-line print:hidden" />}
              </tr>
            </thead>
            <tbody>
              {shown.map((row, index) => (
                <TableRow
                  // Rows have no id of their own: their place is what they are known by.
                  key={`row-${String(index)}`}
                  row={row}
                  field={field}
                  label={`${column.label}, row ${String(index + 1)}`}
                  isNew={index >= held.length}
                  onChange={(next) => write(shown.map((one, at) => (at === index ? next : one)))}
                  onRemove={() => write(shown.filter((_, at) => at !== index && at < held.length))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayEdit && !isAdding && (
        <Button small look="plain" className="-ml-2 mt-1 text-muted print:hidden" onClick={() => setAdding(true)}>
          <Plus size={14} aria-hidden />
          Add a row
        </Button>
      )}
    </div>
  );
}

/** Words wrap where it is narrow; a number and a day stay whole. */
function align(field: Field | undefined): string {
  if (field !== undefined && isNumeric(field)) return 'text-right whitespace-nowrap';
  return field?.type === 'date' ? 'text-left whitespace-nowrap' : 'text-left';
}

interface TableRowProps {
  readonly row: Row;
  readonly field: RowsFieldProps['field'];
  readonly label: string;
  readonly isNew: boolean;
  readonly onChange: (row: Row) => void;
  readonly onRemove: () => void;
}

function TableRow({ row, field, label, isNew, onChange, onRemove }: TableRowProps): ReactElement {
  const { mayEdit } = useScene();
  return (
    <tr>
      {Object.entries(field.columns).map(([name, column], index) => (
        <td key={name} className={`border-b border-line p-0 align-top ${align(column)}`}>
          <Cell
            name={name}
            label={`${label}: ${labelOf(name, column)}`}
            field={column}
            value={row[name] ?? null}
            startsOpen={isNew && index === 0}
            onSave={(value) => onChange({ ...row, [name]: value })}
          />
        </td>
      ))}
      {mayEdit && (
        <td className="border-b border-line py-1 align-top print:hidden">
          <IconButton small label={`Remove ${label}`} onClick={onRemove}>
            <X size={14} />
          </IconButton>
        </td>
      )}
    </tr>
  );
}

interface CellProps {
  readonly name: string;
  readonly label: string;
  readonly field: Field;
  readonly value: unknown;
  readonly startsOpen: boolean;
  readonly onSave: (value: unknown) => void;
}

function Cell({ name, label, field, value, startsOpen, onSave }: CellProps): ReactElement {
  const { item, mayEdit } = useScene();
  const nameOf = useNameOf();
  const [isOpen, setOpen] = useState(startsOpen);
  const text = fieldText(field, value, nameOf);
  if (!mayEdit) return <span className="block px-2 py-1.5">{text}</span>;
  if (isOpen) {
    return (
      <FieldEditor
        item={item}
        name={name}
        label={label}
        field={field}
        value={value}
        isOpen
        onSave={onSave}
        onClose={() => setOpen(false)}
      />
    );
  }
  return (
    <button
      type="button"
      onClick={() => setOpen(true)}
      className={`block min-h-8 w-full min-w-16 rounded-sm px-2 py-1.5 hover:bg-sunk ${align(field)}`}
    >
      <span className="sr-only">{label}: </span>
      {text === '' ? (
        <span aria-hidden className="text-faint">
          –
        </span>
      ) : (
        text
      )}
    </button>
  );
}
