/** Any field's value as a person writes it, in one line: for cells, exports and what is read out. */
import type { Field } from '../../../line/index.ts';
import { ago, count, day, decimal, money, share, words } from '../format/format.ts';

/** Names behind ids: members, products, teams. */
export type NameOf = (id: string) => string;

export function fieldText(field: Field, value: unknown, nameOf: NameOf): string {
  if (value === null || value === undefined || value === '') return '';
  switch (field.type) {
    case 'number':
      return typeof value === 'number' ? numberText(value, field.unit) : String(value);
    case 'money':
      return isMoney(value) ? money(value) : '';
    case 'date':
      return day(String(value));
    case 'instant':
      return ago(String(value));
    case 'flag':
      return value === true ? 'Yes' : 'No';
    case 'select':
      return words(String(value));
    case 'multiSelect':
      return listOf(value).map(words).join(', ');
    case 'person':
      return nameOf(String(value));
    case 'people':
      return listOf(value).map(nameOf).join(', ');
    case 'list':
      return listOf(value).join(', ');
    case 'rows':
      return Array.isArray(value) ? `${count(value.length)} ${value.length === 1 ? 'row' : 'rows'}` : '';
    default:
      return String(value);
  }
}

export function isMoney(value: unknown): value is { readonly amount: number; readonly currency: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'amount' in value &&
    typeof value.amount === 'number' &&
    'currency' in value &&
    typeof value.currency === 'string'
  );
}

export function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function numberText(value: number, unit: string | undefined): string {
  if (unit === 'share') return share(value);
  return unit === undefined ? decimal(value) : `${decimal(value)} ${unit}`;
}
