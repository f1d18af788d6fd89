/** This view as a file: the rows and columns on screen, nothing else. */
import type { AnyItem, Kind } from '../../../line/index.ts';
import { type Column, valueAt } from './column.ts';
import { csvText } from './csv-text.ts';
import { fieldText, isMoney, type NameOf } from './field-text.ts';

export interface ListExport {
  readonly kind: Kind;
  readonly items: readonly AnyItem[];
  readonly columns: readonly Column[];
  readonly nameOf: NameOf;
}

/** As CSV for spreadsheets. */
export function csvOf({ items, columns, nameOf }: ListExport): string {
  const head = ['Key', 'Title', ...columns.map((column) => column.label)];
  const rows = items.map((item) => [
    item.key,
    item.title,
    ...columns.map((column) => cellOf(column, valueAt(item, column.name), nameOf)),
  ]);
  return csvText([head, ...rows]);
}

export function jsonOf({ items, columns }: ListExport): string {
  const rows = items.map((item) => ({
    key: item.key,
    title: item.title,
    ...Object.fromEntries(columns.map((column) => [column.name, valueAt(item, column.name) ?? null])),
  }));
  return JSON.stringify(rows, null, 2);
}

/** Machines read the file again: days, numbers and options stay as they are stored; ids become names. */
function cellOf({ field }: Column, value: unknown, nameOf: NameOf): string {
  if (value === null || value === undefined) return '';
  if (field.type === 'money' && isMoney(value)) return `${String(value.amount)} ${value.currency}`;
  if (field.type === 'person' || field.type === 'people' || field.type === 'list' || field.type === 'multiSelect')
    return fieldText(field, value, nameOf);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
