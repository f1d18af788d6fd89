/** This view as a file: the rows and columns on screen, nothing else. */
import type { AnyItem, Kind } from '../../../line/index.ts';
import { today } from '../format/format.ts';
import { type Column, valueAt } from './column.ts';
import { fieldText, isMoney, type NameOf } from './field-text.ts';

export interface ListExport {
  readonly kind: Kind;
  readonly items: readonly AnyItem[];
  readonly columns: readonly Column[];
  readonly nameOf: NameOf;
}

/** Hands the reader a file. */
export function exportList(list: ListExport, format: 'csv' | 'json'): void {
  const [text, type] = format === 'csv' ? [csvOf(list), 'text/csv'] : [jsonOf(list), 'application/json'];
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = `${list.kind.plural}-${today()}.${format}`;
  anchor.click();
  URL.revokeObjectURL(address);
}

/** RFC 4180 with a byte-order mark, which spreadsheets need to read it as UTF-8. */
export function csvOf({ items, columns, nameOf }: ListExport): string {
  const head = ['Key', 'Title', ...columns.map((column) => column.label)];
  const rows = items.map((item) => [
    item.key,
    item.title,
    ...columns.map((column) => cellOf(column, valueAt(item, column.name), nameOf)),
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
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

/** A cell that begins as a formula would is defused: spreadsheets run what begins with = + - @. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) && !/^-?[\d.]+$/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
