/** Values of fields as a stranger reads them: no ids, no people, days and money in words. */
import { COMMON_FIELDS, type Field, type Fields, isNothing, type Kind, labelOf } from '../../../line/index.ts';
import { type Html, html } from '../html.ts';
import { markdownHtml } from './markdown-html.ts';

/** People and ways to reach them stay inside, and ids say nothing outside. */
const INSIDE: ReadonlySet<Field['type']> = new Set(['person', 'people', 'email']);
const { startOn, endOn, description } = COMMON_FIELDS;
/** Of what every noun has, what a reader outside can use. */
const COMMON: Fields = { startOn, endOn, description };

export interface ShownField {
  readonly name: string;
  readonly label: string;
  readonly field: Field;
}

/** The fields that may be read outside: the noun's own, then its dates and its description. */
export function shownFields(kind: Kind): readonly ShownField[] {
  return Object.entries<Field>({ ...kind.fields, ...COMMON })
    .filter(([name, field]) => !INSIDE.has(field.type) && !isSaidByItsOwn(kind, name))
    .map(([name, field]) => ({ name, label: labelOf(name, field), field }));
}

/** A launch says its launch day; the end that follows from it would say the same once more. */
function isSaidByItsOwn({ span }: Kind, name: string): boolean {
  return (name === 'startOn' && span?.start !== undefined) || (name === 'endOn' && span?.end !== undefined);
}

/** The columns of a view that may be read outside; title and state stand before them. */
export function shownColumns(kind: Kind, wanted: readonly string[]): readonly ShownField[] {
  const all = shownFields(kind);
  const short = all.filter(({ field }) => field.type !== 'longText' && field.type !== 'rows');
  const asked = wanted.flatMap((name) => all.find((one) => one.name === name) ?? []);
  return wanted.length === 0 ? short.slice(0, COLUMNS_AT_FIRST) : asked;
}
const COLUMNS_AT_FIRST = 3;

export function valueHtml({ field }: ShownField, value: unknown): Html {
  if (isNothing(value)) return html``;
  if (field.type === 'longText') return markdownHtml(String(value));
  if (field.type === 'rows') return rowsHtml(field.columns, value);
  if (field.type === 'url') return linkHtml(String(value));
  if (Array.isArray(value)) return html`<ul>${value.map((one) => html`<li>${wordsIf(field, String(one))}</li>`)}</ul>`;
  return html`${plainText(field, value)}`;
}

function rowsHtml(columns: Readonly<Record<string, Field>>, value: unknown): Html {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const shown = Object.entries(columns).filter(([, column]) => !INSIDE.has(column.type));
  const cell = (row: unknown, name: string): unknown =>
    typeof row === 'object' && row !== null ? new Map(Object.entries(row)).get(name) : null;
  return html`<table><thead><tr>${shown.map(([name, column]) => html`<th scope="col" class="${cellClass(column)}">${labelOf(name, column)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${shown.map(([name, column]) => html`<td class="${cellClass(column)}">${isNothing(cell(row, name)) ? '' : plainText(column, cell(row, name))}</td>`)}</tr>`)}</tbody></table>`;
}

/** Figures stand under each other, and neither they nor days are broken. */
export function cellClass({ type }: Field): string {
  if (type === 'number' || type === 'money') return 'figure';
  return type === 'date' || type === 'instant' ? 'day' : '';
}

function linkHtml(address: string): Html {
  const isWeb = /^https?:\/\//i.test(address);
  return isWeb ? html`<a href="${address}" rel="noopener noreferrer nofollow">${address}</a>` : html`${address}`;
}

function plainText(field: Field, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return numberText(field, value);
  if (typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value)
    return `${Number(value.amount).toLocaleString('en')} ${String(value.currency)}`;
  if (field.type === 'date' || field.type === 'instant') return dayText(String(value));
  return wordsIf(field, String(value));
}

function numberText(field: Field, value: number): string {
  const unit = field.type === 'number' ? field.unit : undefined;
  if (unit === 'share') return `${(value * 100).toLocaleString('en', { maximumFractionDigits: 1 })} %`;
  return `${value.toLocaleString('en')}${unit === undefined ? '' : ` ${unit}`}`;
}

/** @example dayText('2026-12-08') // '8 December 2026' */
export function dayText(value: string): string {
  const at = new Date(value.length === 10 ? `${value}T00:00:00Z` : value);
  const form = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return Number.isNaN(at.getTime()) ? value : at.toLocaleDateString('en-GB', form);
}

const wordsIf = (field: Field, value: string): string =>
  field.type === 'select' || field.type === 'multiSelect' ? inWords(value) : value;

/** @example inWords('inProgress') // 'In progress' */
export function inWords(name: string): string {
  const spaced = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
