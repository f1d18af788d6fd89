/** The value a condition compares with, entered as its field wants it. */
import { type ReactElement, useState } from 'react';
import type { Condition, Operator } from '../../../line/index.ts';
import { plural, today, words } from '../format/format.ts';
import { MultiPicker } from '../primitive/picker.tsx';
import { type Option, Select } from '../primitive/select.tsx';
import { useWorkspace } from '../workspace/hooks.ts';
import { type Column, isNumeric } from './column.ts';
import { listOf } from './field-text.ts';
import { SpanChoice, USUAL_SPAN } from './span-choice.tsx';
import { referenceKind, useReferenceOptions } from './use-names.ts';

export interface ConditionValueProps {
  readonly column: Column;
  readonly condition: Condition;
  readonly onChange: (value: unknown) => void;
}

/** What a fresh condition compares with; it narrows nothing until a value is given. */
export function firstValue(column: Column, operator: Operator): unknown {
  if (operator === 'in' || operator === 'notIn') return [];
  if (operator === 'within') return USUAL_SPAN;
  if (column.field.type === 'flag') return true;
  return isDay(column) ? 'today' : '';
}

const isDay = ({ field }: Column): boolean => field.type === 'date' || field.type === 'instant';

export function ConditionValue({ column, condition, onChange }: ConditionValueProps): ReactElement {
  const { value, op } = condition;
  if (op === 'within') return <SpanChoice value={value} onChange={onChange} />;
  if (op === 'in' || op === 'notIn') return <Choices column={column} value={listOf(value)} onChange={onChange} />;
  if (isDay(column)) return <DayChoice value={String(value ?? 'today')} onChange={onChange} />;
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
  return <TypedValue column={column} value={value} onChange={onChange} />;
}

/** Narrows while one types; a share is typed in per cent. */
function TypedValue({ column, value, onChange }: Omit<ConditionValueProps, 'condition'> & { readonly value: unknown }) {
  const { field } = column;
  const isNumber = isNumeric(field);
  const scale = field.type === 'number' && field.unit === 'share' ? 100 : 1;
  const [typed, setTyped] = useState(() => (typeof value === 'number' ? String(value * scale) : String(value ?? '')));
  const read = (text: string): unknown => {
    if (!isNumber) return text;
    const number = Number(text.replace(',', '.').replace('%', ''));
    return text.trim() === '' || Number.isNaN(number) ? '' : number / scale;
  };
  return (
    <input
      aria-label="Value"
      className="entry"
      dir="auto"
      inputMode={isNumber ? 'decimal' : undefined}
      placeholder={scale === 100 ? '80 %' : isNumber ? 'A number' : 'Some words'}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(read(target.value));
      }}
    />
  );
}

const A_DAY = 'day';
const DAYS_AWAY = [0, 7, 14, 30, 90, -7, -30, -90];

function relativeDay(days: number): Option {
  if (days === 0) return { value: 'today', label: 'today' };
  const away = plural(Math.abs(days), 'day', 'days');
  return days > 0
    ? { value: `today+${String(days)}`, label: `in ${away}` }
    : { value: `today${String(days)}`, label: `${away} ago` };
}

/** A day that moves with today, or one of the calendar. */
function DayChoice({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: unknown) => void;
}): ReactElement {
  const { timeZone } = useWorkspace().membership;
  const isRelative = value.startsWith('today');
  const known = DAYS_AWAY.map(relativeDay);
  const own = isRelative && !known.some((one) => one.value === value) ? [relativeDay(Number(value.slice(5)))] : [];
  const options = [...known, ...own, { value: A_DAY, label: 'a day…' }];
  const choose = (next: string): void => onChange(next === A_DAY ? today(timeZone) : next);
  return (
    <span className="flex flex-col gap-1">
      <Select label="Day" options={options} value={isRelative ? value : A_DAY} onChange={choose} />
      {!isRelative && (
        <input
          type="date"
          aria-label="Value"
          className="entry"
          value={value}
          onChange={({ target }) => target.value !== '' && onChange(target.value)}
        />
      )}
    </span>
  );
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
