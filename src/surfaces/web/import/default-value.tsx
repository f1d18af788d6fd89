/** One value for every row, entered as its field wants it. */
import { type ReactElement, useState } from 'react';
import type { Field } from '../../../line/index.ts';
import { words } from '../format/format.ts';
import { MultiPicker, Picker } from '../primitive/picker.tsx';
import { type Option, Select } from '../primitive/select.tsx';
import type { Column } from '../view/column.ts';
import { draftText, readDraft } from '../view/field-draft.ts';
import { listOf } from '../view/field-text.ts';
import { referenceKind, useReferenceOptions } from '../view/use-names.ts';

export interface DefaultValueProps {
  readonly column: Column;
  /** Null while none is given. */
  readonly value: unknown;
  /** Just added: the entry takes the focus. */
  readonly isFresh: boolean;
  readonly onChange: (value: unknown) => void;
}

const YES_OR_NO: readonly Option[] = [
  { value: '', label: 'Choose…' },
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];
const CHOSEN_AMONG_MANY: readonly Field['type'][] = ['person', 'people', 'multiSelect'];

export function DefaultValue(props: DefaultValueProps): ReactElement {
  const { column, value, onChange } = props;
  const { field, label, name } = column;
  if (CHOSEN_AMONG_MANY.includes(field.type) || referenceKind(name) !== undefined) return <AmongMany {...props} />;
  if (field.type === 'flag') {
    return (
      <Select
        label={label}
        options={YES_OR_NO}
        value={typeof value === 'boolean' ? String(value) : ''}
        onChange={(next) => onChange(next === '' ? null : next === 'true')}
        className="w-full"
      />
    );
  }
  if (field.type === 'select') {
    return (
      <Select
        label={label}
        options={[{ value: '', label: 'Choose…' }, ...field.options.map(asOption)]}
        value={typeof value === 'string' ? value : ''}
        onChange={(next) => onChange(next === '' ? null : next)}
        className="w-full"
      />
    );
  }
  return <Written {...props} />;
}

const asOption = (value: string): Option => ({ value, label: words(value) });

function AmongMany({ column, value, onChange }: DefaultValueProps): ReactElement {
  const { field, label, name } = column;
  const references = useReferenceOptions(name, field);
  const options = field.type === 'multiSelect' ? field.options.map(asOption) : references;
  const chosen = typeof value === 'string' ? [value] : listOf(value);
  const shown = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const trigger = (
    <button
      type="button"
      aria-label={`${label}: ${shown.join(', ') || 'choose'}`}
      className="h-8 w-full truncate rounded-md border border-line-strong bg-raised px-2 text-left"
    >
      {shown.length === 0 ? <span className="text-muted">Choose…</span> : shown.join(', ')}
    </button>
  );
  if (field.type === 'multiSelect' || field.type === 'people') {
    return <MultiPicker label={label} options={options} value={chosen} onChange={onChange} trigger={trigger} />;
  }
  return <Picker label={label} options={options} value={chosen[0] ?? null} onChange={onChange} trigger={trigger} />;
}

const INPUT_TYPES: Readonly<Partial<Record<Field['type'], string>>> = { date: 'date', email: 'email', url: 'url' };
const PLACEHOLDERS: Readonly<Partial<Record<Field['type'], string>>> = { money: '1200 EUR', list: 'One per line' };

function Written({ column, value, isFresh, onChange }: DefaultValueProps): ReactElement {
  const { field, label } = column;
  /** As it is being written; null: as the value reads. */
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const take = (text: string): void => {
    setTyped(text);
    const draft = text.trim() === '' ? { value: null } : readDraft(field, text);
    setError('error' in draft ? draft.error : null);
    onChange('error' in draft ? null : draft.value);
  };
  const shared = {
    'aria-label': label,
    'aria-invalid': error !== null,
    className: 'entry w-full',
    placeholder: PLACEHOLDERS[field.type],
    value: typed ?? draftText(field, value),
    onBlur: () => error === null && setTyped(null),
    autoFocus: isFresh,
  };
  return (
    <>
      {field.type === 'list' || field.type === 'longText' ? (
        <textarea {...shared} rows={2} onChange={(event) => take(event.target.value)} />
      ) : (
        <input {...shared} type={INPUT_TYPES[field.type] ?? 'text'} onChange={(event) => take(event.target.value)} />
      )}
      {error !== null && (
        <p role="alert" className="text-sm text-red">
          {error}
        </p>
      )}
    </>
  );
}
