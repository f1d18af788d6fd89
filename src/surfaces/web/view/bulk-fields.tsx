/** One field, custom ones too, set to one value on everything that is selected, or emptied. */
import { type FormEvent, type ReactElement, Suspense, useState } from 'react';
import { type AnyItem, isNothing, type Kind } from '../../../line/index.ts';
import { plural } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { Select } from '../primitive/select.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useCommits, useResource } from '../workspace/hooks.ts';
import type { CustomField } from '../workspace/resource.ts';
import { type Column, columnsOf, patchOf, valueAt } from './column.ts';
import { FieldEditor } from './field-editor.tsx';

export interface BulkFieldsProps {
  readonly kind: Kind;
  readonly items: readonly AnyItem[];
  readonly onDone: () => void;
}

const NO_FIELDS: readonly CustomField[] = [];

export default function BulkFields({ kind, items, onDone }: BulkFieldsProps): ReactElement | null {
  const custom = useResource(useOpen().resources.customFields).value ?? NO_FIELDS;
  const fields = columnsOf(kind, custom).filter((column) => column.isEditable && column.name !== 'state');
  const [name, setName] = useState(fields[0]?.name ?? '');
  const [value, setValue] = useState<unknown>(null);
  const commits = useCommits();
  const column = fields.find((one) => one.name === name);
  const [first] = items;
  if (column === undefined || first === undefined) return null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void commits.updateAll(items, patchOf(column.name, value));
    onDone();
  };
  const choose = (next: string): void => {
    setName(next);
    setValue(null);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Select
        label="Field"
        options={fields.map((one) => ({ value: one.name, label: one.label }))}
        value={name}
        onChange={choose}
      />
      <div className="rounded-md border border-line">
        <Suspense fallback={null}>
          <FieldEditor key={name} {...column} item={emptied(first, column)} value={value} onSave={setValue} />
        </Suspense>
      </div>
      <p className="text-sm text-muted">{held(column, items)}</p>
      <Button look="primary" type="submit" disabled={value === null && column.field.required === true}>
        {value === null ? 'Empty it' : 'Set it'} on {plural(items.length, 'item', 'items')}
      </Button>
    </form>
  );
}

/** The editor draws a value of an item; here of none in particular. */
function emptied(item: AnyItem, { name }: Column): AnyItem {
  return { ...item, [name]: null };
}

/** How many hold a value that would be written over. */
function held({ name }: Column, items: readonly AnyItem[]): string {
  const count = items.filter((item) => !isNothing(valueAt(item, name))).length;
  return count === 0 ? 'It is empty on all of them.' : `${plural(count, 'item holds', 'items hold')} a value now.`;
}
