/** One page of items: filtered, sorted, searched, by an opaque cursor over the sort values. */
import { type SQL, sql } from 'drizzle-orm';
import type { ItemQuery, Page } from '../context.ts';
import { badCursor } from '../failures.ts';
import { conditionsOf, isRelative, type Sort } from '../filter.ts';
import type { AnyItem, Kind } from '../kind.ts';
import { customFieldsOf } from './custom-values.ts';
import { type FilterScene, filterSql, type SortPart, sortSql } from './filter-sql.ts';
import { ITEM_COLUMNS, type ItemRow, toItem } from './item-row.ts';
import { param, type Scope, visible } from './scope.ts';
import { searchSql } from './search.ts';
import { todayIn } from './today.ts';

const LIMIT_DEFAULT = 50;
const SORTS_MOST = 4;

type ListRow = ItemRow & { readonly sort_values: readonly (string | null)[] };

export async function listItems(scope: Scope, kind: Kind, query: ItemQuery): Promise<Page<AnyItem>> {
  const limit = query.limit ?? LIMIT_DEFAULT;
  const today = query.filter !== undefined && isRelative(query.filter) ? await todayIn(scope) : '';
  const scene = { scope, kind, today, custom: await customTypesFor(scope, query) };
  const asked = (query.sort ?? [{ field: 'rank' }]).slice(0, SORTS_MOST);
  const sorts = sortSql(scene, asked);
  const order = orderName(asked);
  const where = await whereOf(scene, query);
  const after = query.cursor === undefined ? sql`true` : afterSql(sorts, readCursor(query.cursor, order));
  const inOrder = sql.join(
    [...sorts.map((sort) => sql`${sort.value} ${sql.raw(sort.descending ? 'desc' : 'asc')} nulls last`), sql`i.id asc`],
    sql`, `,
  );
  const values = sql`array[${sql.join(
    sorts.map((sort) => sql`(${sort.value})::text`),
    sql`, `,
  )}]::text[]`;
  const rows = await scope.sql.rows<ListRow>(sql`select ${ITEM_COLUMNS}, ${values} as sort_values from item i
    where ${where} and ${after} order by ${inOrder} limit ${limit + 1}`);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last !== undefined ? writeCursor(last.sort_values, last.id, order) : null;
  const items = page.map((row) => toItem(scope.model, row));
  return query.withTotal === true ? { items, next, total: await countItems(scope, where) } : { items, next };
}

/** The workspace's own fields, asked for only where the query names one. */
export async function customTypesFor(scope: Scope, query: ItemQuery): Promise<FilterScene['custom']> {
  const names = [...(query.filter === undefined ? [] : conditionsOf(query.filter)), ...(query.sort ?? [])];
  if (!names.some(({ field }) => field.startsWith('custom.'))) return new Map();
  return new Map((await customFieldsOf(scope)).map((field) => [field.key, field.type]));
}

async function whereOf(scene: FilterScene, query: ItemQuery): Promise<SQL> {
  const { scope, kind } = scene;
  const parts: SQL[] = [sql`i.workspace_id = ${scope.workspaceId}::uuid`, sql`i.kind = ${kind.name}`, visible(scope)];
  if ((query.archived ?? 'without') === 'without') parts.push(sql`i.archived_at is null`);
  if (query.archived === 'only') parts.push(sql`i.archived_at is not null`);
  if (query.filter !== undefined) parts.push(filterSql(scene, query.filter));
  if (query.search !== undefined && query.search.trim() !== '') parts.push(await searchSql(scope, query.search));
  return sql.join(parts, sql` and `);
}

async function countItems(scope: Scope, where: SQL): Promise<number> {
  const row = await scope.sql.row<{ count: number }>(sql`select count(*)::int as count from item i where ${where}`);
  return row?.count ?? 0;
}

type Sorts = readonly SortPart[];
interface Cursor {
  readonly values: readonly (string | null)[];
  readonly id: string;
}

/** "After the last row": for each prefix of equal sort values, one that comes later; empty values come last. */
function afterSql(sorts: Sorts, cursor: Cursor): SQL {
  const branches: SQL[] = [];
  const equal: SQL[] = [];
  sorts.forEach((sort, at) => {
    const value = cursor.values[at] ?? null;
    const cast = sql.raw(sort.cast === 'text' ? '::text collate "C"' : `::${sort.cast}`);
    if (value !== null) {
      const later = sql`(${sort.value} ${sql.raw(sort.descending ? '<' : '>')} ${value}${cast} or ${sort.value} is null)`;
      branches.push(sql`(${sql.join([...equal, later], sql` and `)})`);
    }
    equal.push(value === null ? sql`${sort.value} is null` : sql`${sort.value} = ${value}${cast}`);
  });
  branches.push(sql`(${sql.join([...equal, sql`i.id > ${cursor.id}::uuid`], sql` and `)})`);
  return sql`(${sql.join(branches, sql` or `)})`;
}

/** A cursor belongs to the order it was made in: in another one it would skip and repeat. */
function orderName(sorts: readonly Sort[]): string {
  return sorts.map(({ field, descending }) => (descending === true ? `-${field}` : field)).join(',');
}

function writeCursor(values: readonly (string | null)[], id: string, order: string): string {
  return Buffer.from(JSON.stringify([values, id, order])).toString('base64url');
}

const UUID = /^[0-9a-f-]{36}$/;

function readCursor(text: string, order: string): Cursor {
  try {
    const [values, id, madeIn]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const known =
      Array.isArray(values) && madeIn === order && values.every((value) => value === null || typeof value === 'string');
    if (known && typeof id === 'string' && UUID.test(id)) return { values, id };
  } catch {
    // Not ours: said below.
  }
  throw badCursor({ field: 'cursor' });
}

/** The items of these ids the actor may see, in no order. */
export async function itemsByIds(scope: Scope, ids: readonly string[]): Promise<readonly AnyItem[]> {
  if (ids.length === 0) return [];
  const rows =
    await scope.sql.rows<ItemRow>(sql`select ${ITEM_COLUMNS} from item i where i.workspace_id = ${scope.workspaceId}::uuid
    and i.id = any(${param(ids)}::uuid[]) and ${visible(scope)}`);
  return rows.map((row) => toItem(scope.model, row));
}
