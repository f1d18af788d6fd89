/** Which column leads where, as the person is deciding it; begins with what the server suggests. */
import type { Kind } from '../../../line/index.ts';
import { fieldOf } from '../../../line/index.ts';
import type { ColumnSetting, DateOrder, DecimalSign, Preview } from './import-answers.ts';

export interface Choice {
  /** Empty: the column is left out. */
  readonly to: string;
  readonly dateOrder: DateOrder;
  readonly decimal: DecimalSign;
  /** What words of the file stand for; those left out are read by the server. */
  readonly words: Readonly<Record<string, string>>;
}

/** By the column's name. */
export type Mapping = ReadonlyMap<string, Choice>;

export function suggestedMapping({ columns }: Preview): Mapping {
  return new Map(
    columns.map(({ name, suggestion, dateOrder, decimal }) => [
      name,
      { to: suggestion?.to ?? '', dateOrder, decimal, words: {} },
    ]),
  );
}

export function withChoice(mapping: Mapping, column: string, patch: Partial<Choice>): Mapping {
  const held = mapping.get(column);
  return held === undefined ? mapping : new Map(mapping).set(column, { ...held, ...patch });
}

/** @example settingsOf(mapping, preview) // [{ column: 'Review Text', to: 'text' }] */
export function settingsOf(mapping: Mapping, { columns }: Preview): readonly ColumnSetting[] {
  return columns.flatMap(({ name, looks }) => {
    const choice = mapping.get(name);
    if (choice === undefined || choice.to === '') return [];
    const words = Object.fromEntries(Object.entries(choice.words).filter(([, option]) => option !== ''));
    return [
      {
        column: name,
        to: choice.to,
        ...(looks === 'date' && { dateOrder: choice.dateOrder }),
        ...((looks === 'number' || looks === 'money') && { decimal: choice.decimal }),
        ...(Object.keys(words).length > 0 && { words }),
      },
    ];
  });
}

/** What a word of the file may be made to mean: the states, or the options of a choice. */
export function optionsOf(kind: Kind, to: string): readonly string[] {
  if (to === 'state') return Object.keys(kind.states);
  const field = fieldOf(kind, to);
  return field?.type === 'select' || field?.type === 'multiSelect' ? field.options : [];
}

/** The name of a source as the file is called, without what changes from month to month: `reviews-2024-05.csv` is `reviews`. */
export function sourceOf(fileName: string): string {
  const stem = fileName.replace(/\.[^.]+$/, '');
  const plain = stem.replace(/[\d_.() -]+$/, '').trim();
  return (plain === '' ? stem : plain).slice(0, SOURCE_CHARACTERS) || 'file';
}
const SOURCE_CHARACTERS = 60;
