/** The columns of a kind: every field it has, its own, those of all items and the workspace's, printed from the definition. */
import { COMMON_FIELDS, type Field, type Fields, type Kind, labelOf } from '../../../line/index.ts';
import type { CustomField } from '../workspace/resource.ts';

export interface Column {
  /** The field's name; `custom.<key>` for a custom one. */
  readonly name: string;
  readonly label: string;
  readonly field: Field;
  readonly isEditable: boolean;
  readonly widthPixels: number;
}

const WIDTHS: Readonly<Partial<Record<Field['type'], number>>> = {
  date: 112,
  instant: 128,
  number: 96,
  money: 112,
  flag: 72,
  select: 128,
  person: 152,
  people: 152,
  longText: 220,
  list: 220,
};
const USUAL_WIDTH = 168;
const FIGURES_WIDEST = 200;
const LETTER_PIXELS = 6.5;
const BESIDE_LABEL_PIXELS = 32;
const OWN_FIELDS_SHOWN = 2;
/** The most telling ones first. */
const SHORT_TYPES: readonly Field['type'][] = ['select', 'date', 'person', 'money', 'number', 'flag'];
const COMMON: Fields = COMMON_FIELDS;
const NOT_COLUMNS = ['description'];

const readOnly = (name: string, label: string, field: Field, widthPixels: number): Column => ({
  name,
  label,
  field,
  isEditable: false,
  widthPixels,
});

export const TITLE_COLUMN: Column = {
  name: 'title',
  label: 'Title',
  field: { type: 'text', maxLength: 300, required: true },
  isEditable: true,
  widthPixels: 320,
};

/** Every column but the title, which always stands first. */
export function columnsOf(kind: Kind, custom: readonly CustomField[]): readonly Column[] {
  const state: Column = {
    name: 'state',
    label: 'State',
    field: { type: 'select', options: Object.keys(kind.states), required: true },
    isEditable: true,
    widthPixels: 136,
  };
  return [
    state,
    ...columnsFrom({ ownerId: COMMON_FIELDS.ownerId }),
    ...columnsFrom(kind.fields),
    ...columnsFrom(COMMON).filter(({ name }) => name !== 'ownerId' && !NOT_COLUMNS.includes(name)),
    { name: 'tags', label: 'Tags', field: { type: 'list' }, isEditable: true, widthPixels: 168 },
    ...custom.filter((one) => one.archivedAt === null && one.kinds.includes(kind.name)).map(customColumn),
    readOnly('changedAt', 'Changed', { type: 'instant' }, 120),
    readOnly('createdAt', 'Created', { type: 'instant' }, 120),
    readOnly('createdBy', 'Created by', { type: 'person' }, 152),
  ];
}

function columnsFrom(fields: Fields): readonly Column[] {
  return Object.entries(fields).map(([name, field]) => ({
    name,
    field,
    label: labelOf(name, field),
    isEditable: field.type !== 'rows',
    widthPixels: widthOf(labelOf(name, field), field),
  }));
}

/** Figures are narrow and their heads are not: the unit stands there, once. */
function widthOf(label: string, field: Field): number {
  const usual = WIDTHS[field.type] ?? USUAL_WIDTH;
  if (field.type !== 'number') return usual;
  const letters = label.length + (unitInHead(field)?.length ?? 0);
  return Math.min(FIGURES_WIDEST, Math.max(usual, Math.ceil(letters * LETTER_PIXELS) + BESIDE_LABEL_PIXELS));
}

/** A unit in words is said once, by the head of the column; a sign (%) stands with every figure. */
export function unitInHead(field: Field): string | undefined {
  return field.type === 'number' && field.unit !== 'share' && field.unit !== '%' ? field.unit : undefined;
}

function customColumn({ key, label, type, options, help }: CustomField): Column {
  const field = customFieldAs(type, options ?? []);
  return {
    name: `custom.${key}`,
    label,
    field: help == null ? field : { ...field, help },
    isEditable: type !== 'formula' && type !== 'link',
    widthPixels: widthOf(label, field),
  };
}

function customFieldAs(type: string, options: readonly string[]): Field {
  switch (type) {
    case 'number':
    case 'formula':
      return { type: 'number' };
    case 'money':
    case 'date':
    case 'person':
      return { type };
    case 'select':
    case 'multiSelect':
      return { type, options };
    default:
      return { type: 'text', maxLength: 500 };
  }
}

/** What a list of this kind shows until somebody chooses: state, owner, its first short fields, last change. */
export function usualColumns(kind: Kind): readonly string[] {
  const own = Object.entries(kind.fields)
    .filter(([, field]) => SHORT_TYPES.includes(field.type))
    .sort(([, a], [, b]) => SHORT_TYPES.indexOf(a.type) - SHORT_TYPES.indexOf(b.type))
    .map(([name]) => name);
  const shown = own.slice(0, OWN_FIELDS_SHOWN);
  // A day is what most lists are read by: the last place is its own where the kind has one.
  const dated = own.find((name) => kind.fields[name]?.type === 'date');
  if (dated !== undefined && !shown.includes(dated)) shown.splice(-1, 1, dated);
  return ['state', 'ownerId', ...shown, 'changedAt'];
}

/** Fields a list can be grouped by, or a board laid out in. */
export function groupable(columns: readonly Column[]): readonly Column[] {
  return columns.filter(
    ({ name, field }) => ['select', 'person', 'flag'].includes(field.type) || name === 'productId' || name === 'teamId',
  );
}

export const isNumeric = (field: Field): boolean => field.type === 'number' || field.type === 'money';

/** The value under a column's name, custom ones among them. */
export function valueAt(
  item: { readonly custom: Readonly<Record<string, unknown>>; readonly [name: string]: unknown },
  name: string,
): unknown {
  return name.startsWith('custom.') ? item.custom[name.slice('custom.'.length)] : item[name];
}

/** The patch that sets one column; the custom fields it does not name stay as they are. */
export function patchOf(name: string, value: unknown): Readonly<Record<string, unknown>> {
  return name.startsWith('custom.') ? { custom: { [name.slice('custom.'.length)]: value } } : { [name]: value };
}

/** A patch that sets one column more. */
export function withColumn(patch: Readonly<Record<string, unknown>>, name: string, value: unknown) {
  const more = patchOf(name, value);
  const { custom } = patch;
  const isBoth = 'custom' in more && typeof custom === 'object';
  return { ...patch, ...more, ...(isBoth && { custom: Object.assign({}, custom, more.custom) }) };
}
