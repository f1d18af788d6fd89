/** Any value of any field as plain words in full: for sentences, history and word diffs. */
import { type Field, fieldOf, type Kind, labelOf } from '../../../line/index.ts';
import { moment, words } from '../format/format.ts';
import { fieldText, listOf, type NameOf } from '../view/field-text.ts';
import { referenceKind } from '../view/use-names.ts';

/**
 * The value of an item's field in words, empty where there is none.
 *
 * @example
 * valueText({ kind: feature, name: 'targetOn' }, '2021-06-01', nameOf) // '1 Jun 2021'
 */
export function valueText(of: { readonly kind: Kind; readonly name: string }, value: unknown, nameOf: NameOf): string {
  if (of.name === 'archivedAt') return value === null || value === undefined ? 'in use' : 'archived';
  if (value === null || value === undefined || value === '') return '';
  if (of.name === 'state') return words(String(value));
  if (referenceKind(of.name) !== undefined) return nameOf(String(value)) || 'something you may not see';
  const field = fieldOf(of.kind, of.name);
  return field === undefined ? plainText(value) : wholeText(field, value, nameOf);
}

/** Lists by line and small tables row by row, where a cell of a list would only count them. */
export function wholeText(field: Field, value: unknown, nameOf: NameOf): string {
  if (field.type === 'list') return listOf(value).join('\n');
  if (field.type === 'rows') {
    return rowsOf(value)
      .map((row) => rowText(field.columns, row, nameOf))
      .join('\n');
  }
  if (field.type === 'instant' && typeof value === 'string') return moment(value);
  if (field.type === 'person' && typeof value === 'string') return nameOf(value) || 'somebody who left';
  return fieldText(field, value, nameOf);
}

function rowText(columns: Readonly<Record<string, Field>>, row: Row, nameOf: NameOf): string {
  return Object.entries(columns)
    .map(([name, column]) => [labelOf(name, column), fieldText(column, row[name], nameOf)] as const)
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `${label}: ${text}`)
    .join(', ');
}

function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, one]) => `${words(name)}: ${plainText(one)}`)
      .join(', ');
  }
  return value === null || value === undefined ? '' : String(value);
}

export type Row = Readonly<Record<string, unknown>>;

/** The rows of a small table; nothing where the value holds something else. */
export function rowsOf(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter((one): one is Row => typeof one === 'object' && one !== null) : [];
}

/** What a change calls the field: `Target date`, `State`. */
export function fieldLabel(kind: Kind, name: string): string {
  if (name === 'archivedAt') return 'Archived';
  return labelOf(name, fieldOf(kind, name) ?? {});
}

const WRITTEN: readonly Field['type'][] = ['text', 'longText', 'list', 'rows'];

/** Is it prose, of which single words change? A date, a number or a state is replaced whole. */
export function isWritten(kind: Kind, name: string): boolean {
  const field = fieldOf(kind, name);
  return field !== undefined && referenceKind(name) === undefined && WRITTEN.includes(field.type);
}
