/** The workspace's own fields: they stand in every list, filter, form and import like the built-in ones. */
import { type FormEvent, type ReactElement, useState } from 'react';
import type { CustomFieldType } from '../../../line/index.ts';
import { both, words } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { MultiPicker } from '../primitive/picker.tsx';
import { Select } from '../primitive/select.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useMay, useResource, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { errorFrom } from '../workspace/request.ts';
import type { CustomField } from '../workspace/resource.ts';
import { act, Line, Listed, SettingsSection } from './settings-parts.tsx';

export default function CustomFieldsSection(): ReactElement {
  const { resources, workspace } = useOpen();
  const fields = useResource(resources.customFields);
  const mayShape = useMay('admin');
  const [isAdding, setAdding] = useState(false);
  const set = async (field: CustomField, isArchived: boolean): Promise<void> => {
    const done = isArchived ? `“${field.label}” archived; its values are kept` : `“${field.label}” restored`;
    await act(done, `“${field.label}” was not changed`, () =>
      workspace.request('PATCH', `/custom-fields/${field.id}`, { body: { archived: isArchived } }),
    );
    await resources.customFields.refresh();
  };
  return (
    <SettingsSection
      title="Custom fields"
      lead="Your own fields on any kind. They can be filtered, sorted, grouped, imported and exported like the built-in ones."
      action={
        mayShape && (
          <Button look="primary" onClick={() => setAdding(true)}>
            New field
          </Button>
        )
      }
    >
      <Listed loaded={fields} empty="No fields of your own yet. For example: “ARR at stake” on features.">
        {(all) =>
          all.map((field) => (
            <Line
              key={field.id}
              title={field.label}
              detail={`${words(field.type)} on ${both(field.kinds.map((kind) => model.kinds.find((one) => one.name === kind)?.label.many.toLowerCase() ?? kind))}; custom.${field.key}`}
            >
              {field.archivedAt !== null && <span className="text-sm text-muted">Archived</span>}
              {mayShape && (
                <Button small onClick={() => void set(field, field.archivedAt === null)}>
                  {field.archivedAt === null ? 'Archive' : 'Restore'}
                </Button>
              )}
            </Line>
          ))
        }
      </Listed>
      {isAdding && <NewField onClose={() => setAdding(false)} />}
    </SettingsSection>
  );
}

/** The server's list, in the order people ask for them; importing it would bring its validation along. */
const TYPES: readonly CustomFieldType[] = [
  'text',
  'number',
  'money',
  'date',
  'select',
  'multiSelect',
  'person',
  'link',
  'formula',
];
const HAS_OPTIONS: readonly CustomFieldType[] = ['select', 'multiSelect'];

function NewField({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { resources } = useOpen();
  const { request } = useWorkspace();
  const [label, setLabel] = useState('');
  const [type, setType] = useState<CustomFieldType>('text');
  const [kinds, setKinds] = useState<readonly string[]>(['feature']);
  const [options, setOptions] = useState('');
  const [formula, setFormula] = useState('');
  const [error, setError] = useState<string | null>(null);
  const hasOptions = HAS_OPTIONS.includes(type);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = {
      key: keyFrom(label),
      label: label.trim(),
      type,
      kinds,
      ...(hasOptions && {
        options: options
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      }),
      ...(type === 'formula' && { formula: formula.trim() }),
    };
    request('POST', '/custom-fields', { body })
      .then(() => resources.customFields.refresh())
      .then(onClose)
      .catch((problem: unknown) => setError(errorFrom(problem).message));
  };
  const chosen = model.kinds.filter((kind) => kinds.includes(kind.name)).map((kind) => kind.label.many);
  return (
    <Dialog open onClose={onClose} title="New field">
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <FormField
          label="Name"
          placeholder="ARR at stake"
          autoFocus
          value={label}
          maxLength={100}
          error={error}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <div className="flex flex-wrap gap-6">
          <div className="flex flex-col gap-1">
            <span className="font-medium">Type</span>
            <Select
              label="Type"
              options={TYPES.map((value) => ({ value, label: words(value) }))}
              value={type}
              onChange={setType}
              className="w-40"
            />
          </div>
          <div className="flex min-w-0 flex-1 flex-col gap-1">
            <span className="font-medium">On</span>
            <MultiPicker
              label="Kinds"
              options={model.kinds.map((kind) => ({
                value: kind.name,
                label: kind.label.many,
                mark: <KindIcon kind={kind} />,
              }))}
              value={kinds}
              onChange={setKinds}
              trigger={
                <button
                  type="button"
                  className="h-8 truncate rounded-md border border-line-strong bg-raised px-2 text-left"
                >
                  {chosen.length === 0 ? 'Choose…' : both(chosen)}
                </button>
              }
            />
          </div>
        </div>
        {hasOptions && (
          <label className="flex flex-col gap-1">
            <span className="font-medium">Options, one a line</span>
            <textarea className="entry" rows={4} value={options} onChange={(event) => setOptions(event.target.value)} />
          </label>
        )}
        {type === 'formula' && (
          <FormField
            label="Formula"
            placeholder="reach * impact / effort"
            help="Arithmetic over number fields."
            value={formula}
            onChange={(event) => setFormula(event.currentTarget.value)}
          />
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={label.trim() === '' || kinds.length === 0}>
            Add the field
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** @example keyFrom('ARR at stake') // arr_at_stake */
function keyFrom(label: string): string {
  const plain = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return (/^[a-z]/.test(plain) ? plain : `field_${plain}`).slice(0, 50);
}
