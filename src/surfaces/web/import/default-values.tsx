/** Values for what the file does not hold: one for every row that says nothing of its own. */
import { Plus, X } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Kind } from '../../../line/index.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { Picker } from '../primitive/picker.tsx';
import { type Column, columnsOf } from '../view/column.ts';
import { DefaultValue } from './default-value.tsx';

export interface DefaultValuesProps {
  readonly kind: Kind;
  readonly values: Readonly<Record<string, unknown>>;
  readonly onChange: (values: Readonly<Record<string, unknown>>) => void;
}

export function DefaultValues({ kind, values, onChange }: DefaultValuesProps): ReactElement {
  const columns = columnsOf(kind, []).filter((column) => column.isEditable);
  const [fresh, setFresh] = useState<string | null>(null);
  const named = columns.filter((column) => Object.hasOwn(values, column.name));
  const free = columns.filter((column) => !Object.hasOwn(values, column.name));
  const add = (name: string | null): void => {
    if (name === null) return;
    setFresh(name);
    onChange({ ...values, [name]: null });
  };
  const remove = ({ name }: Column): void =>
    onChange(Object.fromEntries(Object.entries(values).filter(([held]) => held !== name)));
  return (
    <section aria-labelledby="values-for-every-row" className="mt-8">
      <h3 id="values-for-every-row" className="font-semibold">
        Values for every row
      </h3>
      <p className="text-sm text-muted">For what the file does not hold, and where its cell is empty.</p>
      {named.length > 0 && (
        <ul className="mt-2 border-t border-line">
          {named.map((column) => (
            <li
              key={column.name}
              className="grid grid-cols-[minmax(0,1fr)_18rem_2rem] items-start gap-x-3 border-b border-line py-2 max-md:grid-cols-[minmax(0,1fr)_2rem]"
            >
              <span className="flex min-h-8 items-center font-medium">{column.label}</span>
              <div className="max-md:col-start-1 max-md:row-start-2">
                <DefaultValue
                  column={column}
                  value={values[column.name]}
                  isFresh={column.name === fresh}
                  onChange={(value) => onChange({ ...values, [column.name]: value })}
                />
              </div>
              <IconButton
                label={`No value for ${column.label.toLowerCase()}`}
                className="max-md:col-start-2 max-md:row-start-1"
                onClick={() => remove(column)}
              >
                <X size={16} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-2">
        <Picker
          label="Field to give a value"
          options={free.map(({ name, label }) => ({ value: name, label }))}
          value={null}
          onChange={add}
          trigger={
            <Button small aria-label="Add a value">
              <Plus size={14} aria-hidden />
              Add a value
            </Button>
          }
        />
      </div>
    </section>
  );
}
