/** How an item lies in its row: kernel fields in columns, the noun's own in `fields`. */
import { type SQL, sql } from 'drizzle-orm';
import { type AnyItem, COMMON_FIELDS, type Kind } from '../kind.ts';
import type { Model } from '../model.ts';

export interface ItemRow {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly owner_id: string | null;
  readonly product_id: string | null;
  readonly team_id: string | null;
  readonly start_on: string | null;
  readonly end_on: string | null;
  readonly rank: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly custom: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly restricted_to: readonly string[] | null;
  readonly revision: number;
  readonly material_revision: number;
  readonly created_at: string;
  readonly created_by: string | null;
  readonly changed_at: string;
  readonly changed_by: string | null;
  readonly archived_at: string | null;
  readonly source: string | null;
  readonly source_id: string | null;
}

/** The members of an item that have a column of their own. */
export const COLUMNS = {
  id: 'id',
  kind: 'kind',
  number: 'number',
  title: 'title',
  state: 'state',
  ownerId: 'owner_id',
  productId: 'product_id',
  teamId: 'team_id',
  startOn: 'start_on',
  endOn: 'end_on',
  rank: 'rank',
  custom: 'custom',
  tags: 'tags',
  restrictedTo: 'restricted_to',
  revision: 'revision',
  materialRevision: 'material_revision',
  createdAt: 'created_at',
  createdBy: 'created_by',
  changedAt: 'changed_at',
  changedBy: 'changed_by',
  archivedAt: 'archived_at',
  source: 'source',
  sourceId: 'source_id',
} as const satisfies Readonly<Record<string, keyof ItemRow>>;

export function columnOf(field: string): (typeof COLUMNS)[keyof typeof COLUMNS] | undefined {
  return Object.hasOwn(COLUMNS, field) ? COLUMNS[field as keyof typeof COLUMNS] : undefined;
}

/** Every column of `ItemRow`, of the table aliased `i`. */
export const ITEM_COLUMNS: SQL = sql.raw(
  [...Object.values(COLUMNS), 'fields'].map((column) => `i.${column}`).join(', '),
);

export function keyOf(kind: Kind, number: number): string {
  return `${kind.key}-${number}`;
}

const emptyItems = new WeakMap<Kind, Readonly<Record<string, null>>>();

/** The fields of a kind, all empty: an item read has every field, `null` where nothing was said. */
export function emptyFields(kind: Kind): Readonly<Record<string, null>> {
  const known = emptyItems.get(kind);
  if (known !== undefined) return known;
  const names = [...Object.keys(COMMON_FIELDS), ...Object.keys(kind.fields)];
  const empty = Object.fromEntries(names.map((name) => [name, null]));
  emptyItems.set(kind, empty);
  return empty;
}

export function toItem(model: Model, row: ItemRow): AnyItem {
  const kind = model.kind(row.kind);
  return {
    ...emptyFields(kind),
    ...row.fields,
    id: row.id,
    kind: row.kind,
    number: row.number,
    key: keyOf(kind, row.number),
    title: row.title,
    state: row.state,
    ownerId: row.owner_id,
    productId: row.product_id,
    teamId: row.team_id,
    startOn: row.start_on,
    endOn: row.end_on,
    rank: row.rank,
    custom: row.custom,
    tags: row.tags,
    restrictedTo: row.restricted_to,
    revision: row.revision,
    materialRevision: row.material_revision,
    createdAt: row.created_at,
    createdBy: row.created_by,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    archivedAt: row.archived_at,
    source: row.source,
    sourceId: row.source_id,
  } as AnyItem;
}

/** The part of an item that lies in `fields`: what has no column, empty members left out. */
export function fieldsOf(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).filter(
      ([name, value]) => name !== 'key' && columnOf(name) === undefined && value !== null && value !== undefined,
    ),
  );
}

const KEY = /^([A-Z]{2,6})-([1-9]\d{0,8})$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads a reference as its condition on the table aliased `i`; undefined where it can name nothing. */
export function whereRef(model: Model, ref: string): SQL | undefined {
  if (isId(ref)) return sql`i.id = ${ref.toLowerCase()}::uuid`;
  const key = readKey(model, ref);
  return key === undefined ? undefined : sql`i.kind = ${key.kind} and i.number = ${key.number}`;
}

/** @example readKey(model, 'fea-42') // { kind: 'feature', number: 42 }; undefined where no kind has such keys */
export function readKey(model: Model, ref: string): { readonly kind: string; readonly number: number } | undefined {
  const [, prefix = '', number] = KEY.exec(ref.toUpperCase()) ?? [];
  const kind = model.kindByKey(prefix);
  return kind === undefined ? undefined : { kind: kind.name, number: Number(number) };
}

export function isId(text: string): boolean {
  return ID.test(text);
}
