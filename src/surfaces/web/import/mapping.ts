/** Which column leads where, as the person is deciding it; begins with what the server suggests, or with a mapping kept before. */
import { fieldOf, isNothing, type Kind } from '../../../line/index.ts';
import type {
  ColumnSetting,
  DateOrder,
  DecimalSign,
  ImportPreset,
  ImportSettings,
  Preview,
  PreviewColumn,
} from './import-answers.ts';

export interface Choice {
  /** Empty: the column is left out. */
  readonly to: string;
  readonly dateOrder: DateOrder;
  readonly decimal: DecimalSign;
  /** What words of the file stand for; those left out are read by the server. */
  readonly words: Readonly<Record<string, string>>;
  readonly currency?: string;
}

/** By the column's name. */
export type Mapping = ReadonlyMap<string, Choice>;

/** Everything decided about a file before it is checked. */
export interface Chosen {
  readonly mapping: Mapping;
  readonly source: string;
  /** Values for what the file does not hold, by field; null while none is given. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What a kept mapping says besides, and this page does not show. */
  readonly carried: Pick<ImportSettings, 'matchBy' | 'overwriteEdited' | 'timeZone'>;
  /** The kept mapping it began with, and which of its columns this file lacks. */
  readonly preset: { readonly title: string; readonly missing: readonly string[] } | null;
}

/** Values for every row that follow from where the import is made: the product one looks at. */
export type Given = Readonly<Record<string, unknown>>;

/** What is suggested, with nothing decided yet. */
export function suggestedChoice(preview: Preview, given: Given = {}): Chosen {
  return {
    mapping: suggestedMapping(preview),
    source: sourceOf(preview.fileName),
    defaults: given,
    carried: {},
    preset: null,
  };
}

/** What a kept mapping makes of this file: columns it does not speak of are left out. */
export function presetChoice(preview: Preview, { title, settings }: ImportPreset, given: Given = {}): Chosen {
  const { source, columns, defaults = {}, matchBy, overwriteEdited, timeZone } = settings;
  const said = new Map(columns.map((one) => [one.column, one]));
  const here = new Set(preview.columns.map((column) => column.name));
  return {
    mapping: new Map(preview.columns.map((column) => [column.name, choiceFrom(column, said.get(column.name))])),
    source,
    defaults: { ...given, ...defaults },
    carried: {
      ...(matchBy !== undefined && { matchBy }),
      ...(overwriteEdited !== undefined && { overwriteEdited }),
      ...(timeZone !== undefined && { timeZone }),
    },
    preset: { title, missing: [...said.keys()].filter((name) => !here.has(name)) },
  };
}

function choiceFrom({ dateOrder, decimal }: PreviewColumn, said: ColumnSetting | undefined): Choice {
  return {
    to: said?.to ?? '',
    dateOrder: said?.dateOrder ?? dateOrder,
    decimal: said?.decimal ?? decimal,
    words: said?.words ?? {},
    ...(said?.currency !== undefined && { currency: said.currency }),
  };
}

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

/** As the server wants it: for the check, the import, and to be kept. */
export function importSettingsOf(kind: Kind, preview: Preview, chosen: Chosen): ImportSettings {
  const given = Object.entries(chosen.defaults).filter(([, value]) => !isNothing(value));
  return {
    ...chosen.carried,
    kind: kind.name,
    source: chosen.source.trim(),
    columns: settingsOf(chosen.mapping, preview),
    ...(preview.sheet !== null && { sheet: preview.sheet }),
    ...(given.length > 0 && { defaults: Object.fromEntries(given) }),
  };
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
        ...(choice.currency !== undefined && { currency: choice.currency }),
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
