/** What a filter or sort reads of an item: where the value lies, and as what it is compared. */
import type { CustomFieldType } from './custom-field.ts';
import { unknownField } from './failures.ts';
import type { Field } from './field.ts';
import { type AnyItem, fieldOf, type Kind } from './kind.ts';
import { isNothing } from './row.ts';

/** As what a value is compared; `id` is text whose case matters, `day` is a day of the calendar. */
export type Shape = 'text' | 'id' | 'number' | 'day' | 'list';

export interface Operand {
  readonly name: string;
  readonly shape: Shape;
  /** Holds members, so that `me` may stand for the reader. */
  readonly isPerson: boolean;
  /** The options or states in their order, where it has them. */
  readonly options: readonly string[] | undefined;
  read(item: AnyItem): unknown;
}

/** The custom fields of the workspace that lists may name, by key. */
export type CustomTypes = ReadonlyMap<string, CustomFieldType>;

const FIELD_SHAPES: Readonly<Record<Field['type'], Shape>> = {
  text: 'text',
  longText: 'text',
  url: 'text',
  email: 'text',
  select: 'text',
  flag: 'text',
  rows: 'text',
  number: 'number',
  money: 'number',
  date: 'day',
  instant: 'day',
  person: 'id',
  multiSelect: 'list',
  people: 'list',
  list: 'list',
};
const CUSTOM_SHAPES: Readonly<Record<CustomFieldType, Shape>> = {
  text: 'text',
  select: 'text',
  number: 'number',
  money: 'number',
  formula: 'number',
  date: 'day',
  person: 'id',
  link: 'id',
  multiSelect: 'list',
};
const KERNEL_SHAPES: Readonly<Record<string, Shape>> = {
  id: 'id',
  key: 'text',
  number: 'number',
  title: 'text',
  state: 'text',
  rank: 'id',
  tags: 'list',
  restrictedTo: 'list',
  revision: 'number',
  materialRevision: 'number',
  createdAt: 'day',
  changedAt: 'day',
  archivedAt: 'day',
  createdBy: 'id',
  changedBy: 'id',
  source: 'text',
  sourceId: 'text',
  productId: 'id',
  teamId: 'id',
};
const MEMBERS = new Set(['createdBy', 'changedBy']);

/**
 * The operand of that name on the kind.
 *
 * @throws `list.unknown-field` where the kind has none, or the workspace no such custom field.
 * @example
 * operandOf(feature, 'custom.effort', new Map([['effort', 'number']])).shape // 'number'
 */
export function operandOf(kind: Kind, name: string, custom?: CustomTypes): Operand {
  if (name.startsWith('custom.')) return customOperand(kind, name, custom);
  const kernel = Object.hasOwn(KERNEL_SHAPES, name) ? KERNEL_SHAPES[name] : undefined;
  const field = fieldOf(kind, name);
  const shape = kernel ?? (field === undefined ? undefined : FIELD_SHAPES[field.type]);
  if (shape === undefined) throw unknownField({ field: name, kind: kind.label.one });
  const isPerson = MEMBERS.has(name) || field?.type === 'person' || field?.type === 'people';
  return { name, shape, isPerson, options: optionsOf(kind, name, field), read: readerOf(name, shape, field?.type) };
}

function customOperand(kind: Kind, name: string, custom: CustomTypes | undefined): Operand {
  const key = name.slice('custom.'.length);
  const type = custom?.get(key);
  if (custom !== undefined && type === undefined) throw unknownField({ field: name, kind: kind.label.one });
  const shape = type === undefined ? 'text' : CUSTOM_SHAPES[type];
  const read = (item: AnyItem): unknown => {
    const value = Object.hasOwn(item.custom, key) ? item.custom[key] : null;
    return type === 'money' ? amountOf(value) : value;
  };
  return { name, shape, isPerson: type === 'person', options: undefined, read };
}

function optionsOf(kind: Kind, name: string, field: Field | undefined): readonly string[] | undefined {
  if (name === 'state') return Object.keys(kind.states);
  return field?.type === 'select' ? field.options : undefined;
}

const DAY_LENGTH = '2021-06-01'.length;

function readerOf(name: string, shape: Shape, type: Field['type'] | undefined): (item: AnyItem) => unknown {
  if (type === 'money') return (item) => amountOf(item[name]);
  if (shape === 'day' && type !== 'date') return (item) => dayOf(item[name]);
  return (item) => item[name];
}

function amountOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'amount' in value ? value.amount : null;
}

function dayOf(value: unknown): unknown {
  return typeof value === 'string' ? value.slice(0, DAY_LENGTH) : null;
}

export type Plain = string | number;

/** How much of a text decides about its place: more than a title shows, and little enough for the cursor of a page. */
export const SORTED_CHARACTERS = 120;

/** The part of a text that is sorted by. Characters, not halves of one, as the database counts them. */
export function sortedPart(text: string): string {
  return text.length <= SORTED_CHARACTERS ? text : [...text].slice(0, SORTED_CHARACTERS).join('');
}

/** The value as it is compared, null where there is none. */
export function plain(operand: Operand): (item: AnyItem) => Plain | null {
  if (operand.shape === 'number') return (item) => numberFrom(operand.read(item));
  if (operand.shape === 'text') return (item) => foldedFrom(operand.read(item));
  return (item) => textFrom(operand.read(item));
}

export function numberFrom(value: unknown): number | null {
  if (typeof value === 'number') return value;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

export function textFrom(value: unknown): string | null {
  if (isNothing(value)) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function foldedFrom(value: unknown): string | null {
  return textFrom(value)?.toLowerCase() ?? null;
}
