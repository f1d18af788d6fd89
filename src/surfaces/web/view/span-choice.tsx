/** A span of days around today: one of the usual ones, or any. */
import { type ReactElement, useState } from 'react';
import { Select } from '../primitive/select.tsx';

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
export const USUAL_SPAN = { from: -30, to: 0 };
const ANY = 'any';
const DAYS_MOST = 9_999;

export interface SpanChoiceProps {
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

export function SpanChoice({ value, onChange }: SpanChoiceProps): ReactElement {
  const from = typeof value === 'object' && value !== null && 'from' in value ? Number(value.from) : USUAL_SPAN.from;
  const to = typeof value === 'object' && value !== null && 'to' in value ? Number(value.to) : USUAL_SPAN.to;
  const isKnown = SPANS.some((span) => span.from === from && span.to === to);
  const [isAny, setAny] = useState(!isKnown);
  const options = [
    ...SPANS.map((span) => ({ value: `${String(span.from)}:${String(span.to)}`, label: span.label })),
    { value: ANY, label: 'other days…' },
  ];
  const choose = (chosen: string): void => {
    setAny(chosen === ANY);
    const [first, last] = chosen.split(':');
    if (first !== undefined && last !== undefined) onChange({ from: Number(first), to: Number(last) });
  };
  const write = (end: 'from' | 'to', text: string): void => {
    const days = Math.max(-DAYS_MOST, Math.min(DAYS_MOST, Math.round(Number(text))));
    if (text.trim() !== '' && !Number.isNaN(days)) onChange({ from, to, [end]: days });
  };
  return (
    <span className="flex flex-col gap-1">
      <Select label="Span" options={options} value={isAny ? ANY : `${String(from)}:${String(to)}`} onChange={choose} />
      {isAny && (
        <span className="flex items-center gap-1.5 text-sm whitespace-nowrap text-muted">
          <DayCount label="From, in days from today" value={from} onWrite={(text) => write('from', text)} />
          to
          <DayCount label="To, in days from today" value={to} onWrite={(text) => write('to', text)} />
          days
        </span>
      )}
    </span>
  );
}

interface DayCountProps {
  readonly label: string;
  readonly value: number;
  readonly onWrite: (text: string) => void;
}

function DayCount({ label, value, onWrite }: DayCountProps): ReactElement {
  const [typed, setTyped] = useState(String(value));
  return (
    <input
      type="number"
      aria-label={label}
      title={label}
      className="entry tabular min-w-0 text-right"
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        onWrite(target.value);
      }}
    />
  );
}
