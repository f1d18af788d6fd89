/** The value a condition compares with, entered as its field wants it. */
import type { ReactElement } from 'react';
import type { Condition, Operator } from '../../../line/index.ts';
import { words } from '../format/format.ts';
import { MultiPicker } from '../primitive/picker.tsx';
import { type Option, Select } from '../primitive/select.tsx';
import type { Column } from './column.ts';
import { listOf } from './field-text.ts';
import { referenceKind, useReferenceOptions } from './use-names.ts';

export interface ConditionValueProps {
  readonly column: Column;
  readonly condition: Condition;
  readonly onChange: (value: unknown) => void;
}

interface Span {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

const SPANS: readonly Span[] = [
  { label: 'the next 7 days', from: 0, to: 7 },
  { label: 'the next 14 days', from: 0, to: 14 },
  { label: 'the next 30 days', from: 0, to: 30 },
  { label: 'the next 90 days', from: 0, to: 90 },
  { label: 'the last 7 days', from: -7, to: 0 },
  { label: 'the last 30 days', from: -30, to: 0 },
  { label: 'the last 90 days', from: -90, to: 0 },
];
const USUAL_SPAN = { from: -30, to: 0 };

/** What a fresh condition compares with. */
export function firstValue(column: Column, operator: Operator): unknown {
  if (operator === 'in' || operator === 'notIn') return [];
  if (operator === 'within') return USUAL_SPAN;
  if (column.field.type === 'flag') return true;
  if (column.field.type === 'date' || column.field.type === 'instant') return 'today';
  return column.field.type === 'number' || column.field.type === 'money' ? 0 : '';
}

export function ConditionValue({ column, condition, onChange }: ConditionValueProps): ReactElement {
  const { value, op } = condition;
  if (op === 'within') return <SpanChoice value={value} onChange={onChange} />;
  if (op === 'in' || op === 'notIn') return <Choices column={column} value={listOf(value)} onChange={onChange} />;
  if (column.field.type === 'flag') {
    const options = [
      { value: 'true', label: 'Yes' },
      { value: 'false', label: 'No' },
    ] as const;
    return (
      <Select
        label="Value"
        options={options}
        value={value === false ? 'false' : 'true'}
        onChange={(next) => onChange(next === 'true')}
      />
    );
  }
  const isNumber = column.field.type === 'number' || column.field.type === 'money';
  return (
    <input
      aria-label="Value"
      className="entry"
      inputMode={isNumber ? 'decimal' : undefined}
      placeholder={column.field.type === 'date' ? '2026-06-01, today, today+14' : undefined}
      defaultValue={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
      onBlur={(event) => onChange(isNumber ? Number(event.target.value.replace(',', '.')) || 0 : event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

function SpanChoice({
  value,
  onChange,
}: {
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}): ReactElement {
  const from = typeof value === 'object' && value !== null && 'from' in value ? Number(value.from) : USUAL_SPAN.from;
  const to = typeof value === 'object' && value !== null && 'to' in value ? Number(value.to) : USUAL_SPAN.to;
  const known = SPANS.some((span) => span.from === from && span.to === to);
  const spans = known ? SPANS : [...SPANS, { label: `${String(from)} to ${String(to)} days from today`, from, to }];
  const options = spans.map((span) => ({ value: `${String(span.from)}:${String(span.to)}`, label: span.label }));
  const choose = (chosen: string): void => {
    const [first = '0', last = '0'] = chosen.split(':');
    onChange({ from: Number(first), to: Number(last) });
  };
  return <Select label="Span" options={options} value={`${String(from)}:${String(to)}`} onChange={choose} />;
}

interface ChoicesProps {
  readonly column: Column;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function Choices({ column, value, onChange }: ChoicesProps): ReactElement {
  const { field, name } = column;
  const references = useReferenceOptions(name, field);
  const isPerson = field.type === 'person' || field.type === 'people';
  const me: readonly Option[] = isPerson ? [{ value: 'me', label: 'Me' }] : [];
  const options =
    field.type === 'select' || field.type === 'multiSelect'
      ? field.options.map((option) => ({ value: option, label: words(option) }))
      : [...me, ...(isPerson || referenceKind(name) !== undefined ? references : [])];
  const chosen = options.filter((option) => value.includes(option.value)).map((option) => option.label);
  const trigger = (
    <button
      type="button"
      aria-label="Values"
      className="h-8 w-full truncate rounded-md border border-line-strong bg-raised px-2 text-left"
    >
      {chosen.length === 0 ? <span className="text-muted">Choose…</span> : chosen.join(', ')}
    </button>
  );
  return <MultiPicker label={column.label} options={options} value={value} onChange={onChange} trigger={trigger} />;
}
