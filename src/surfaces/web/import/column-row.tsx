/** One column of the file: what it holds, and where it leads. */
import type { ReactElement } from 'react';
import type { Kind } from '../../../line/index.ts';
import { share, words } from '../format/format.ts';
import { Select } from '../primitive/select.tsx';
import type { PreviewColumn, Target } from './import-answers.ts';
import { type Choice, optionsOf } from './mapping.ts';

export interface ColumnRowProps {
  readonly kind: Kind;
  readonly column: PreviewColumn;
  readonly targets: readonly Target[];
  readonly choice: Choice;
  readonly onChoice: (patch: Partial<Choice>) => void;
}

const ORDERS = [
  { value: 'day-first', label: 'Day before month' },
  { value: 'month-first', label: 'Month before day' },
] as const;
const SIGNS = [
  { value: 'point', label: '1,234.5' },
  { value: 'comma', label: '1.234,5' },
] as const;
const SAMPLES = 3;
const SURE = 0.8;

export function ColumnRow({ kind, column, targets, choice, onChoice }: ColumnRowProps): ReactElement {
  const { name, looks, samples, suggestion } = column;
  const isGuess = suggestion !== null && suggestion.to === choice.to && suggestion.confidence < SURE;
  const isUsed = choice.to !== '';
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_18rem] gap-x-6 gap-y-2 border-b border-line py-3 max-md:grid-cols-1">
      <div className="min-w-0">
        <p className="font-medium wrap-break-word">
          {name}{' '}
          <span className="text-sm font-normal text-muted">
            {looks === 'empty' ? 'empty' : `${looks}, ${share(Math.floor(column.filled * 100) / 100)} filled`}
          </span>
        </p>
        <p className="truncate text-sm text-muted">{samples.slice(0, SAMPLES).join(' · ')}</p>
      </div>
      <div className="flex flex-col gap-1">
        <Select
          label={`${name} leads to`}
          value={choice.to}
          onChange={(to) => onChoice({ to })}
          options={[
            { value: '', label: 'Left out' },
            ...targets.map(({ to, label, required }) => ({ value: to, label: required ? `${label} (needed)` : label })),
          ]}
          className="w-full"
        />
        {isGuess && <p className="text-sm text-amber">A guess: look whether it fits.</p>}
        {isUsed && looks === 'date' && (
          <Select
            small
            label={`${name} is written`}
            options={ORDERS}
            value={choice.dateOrder}
            onChange={(dateOrder) => onChoice({ dateOrder })}
          />
        )}
        {isUsed && (looks === 'number' || looks === 'money') && (
          <Select
            small
            label={`${name} is written`}
            options={SIGNS}
            value={choice.decimal}
            onChange={(decimal) => onChoice({ decimal })}
          />
        )}
      </div>
      <Words kind={kind} column={column} choice={choice} onChoice={onChoice} />
    </li>
  );
}

/** What each word of the file stands for, where the target has options of its own. */
function Words({ kind, column, choice, onChoice }: Omit<ColumnRowProps, 'targets'>): ReactElement | null {
  const options = optionsOf(kind, choice.to);
  if (options.length === 0 || column.words.length === 0) return null;
  const choices = [
    { value: '', label: 'Read it for me' },
    ...options.map((option) => ({ value: option, label: words(option) })),
  ];
  return (
    <details className="col-span-full">
      <summary className="w-fit cursor-pointer rounded-sm text-sm text-accent">
        What its {column.words.length} words stand for
      </summary>
      <ul className="mt-2 grid gap-x-8 gap-y-1 md:grid-cols-2">
        {column.words.map((word) => (
          <li key={word} className="flex items-center gap-3">
            <span className="min-w-0 flex-1 truncate">{word}</span>
            <Select
              small
              label={`${word} stands for`}
              options={choices}
              value={choice.words[word] ?? ''}
              onChange={(option) => onChoice({ words: { ...choice.words, [word]: option } })}
              className="w-44"
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
