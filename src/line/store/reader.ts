/** Reading the line inside a transaction. */
import { sql } from 'drizzle-orm';
import type { Reader } from '../context.ts';
import { itemNotFound, linkNotFound } from '../failures.ts';
import type { AnyItem, ItemOf, Kind } from '../kind.ts';
import type { Link } from '../link.ts';
import { changesOf } from './changes.ts';
import { ITEM_COLUMNS, type ItemRow, isId, toItem, whereRef } from './item-row.ts';
import { itemsByIds, listItems } from './list-items.ts';
import { param, type Scope, visible } from './scope.ts';

export interface LinkRow {
  readonly id: string;
  readonly kind: string;
  readonly from_id: string;
  readonly to_id: string;
  readonly agreed_revision: number;
  readonly agreed_at: string;
  readonly agreed_by: string | null;
  readonly remark: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly created_at: string;
  readonly created_by: string | null;
}

export const LINK_COLUMNS = sql.raw(
  'l.id, l.kind, l.from_id, l.to_id, l.agreed_revision, l.agreed_at, l.agreed_by, l.remark, l.fields, l.created_at, l.created_by',
);

export function toLink(row: LinkRow): Link {
  return {
    id: row.id,
    kind: row.kind,
    fromId: row.from_id,
    toId: row.to_id,
    agreedRevision: row.agreed_revision,
    agreedAt: row.agreed_at,
    agreedBy: row.agreed_by,
    remark: row.remark,
    fields: row.fields,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

export function createReader(scope: Scope): Reader {
  return {
    item: (ref) => findItem(scope, ref),
    itemOf: (kind, ref) => findItemOf(scope, kind, ref),
    items: (ids) => itemsByIds(scope, ids.filter(isId)),
    list: async <K extends Kind>(kind: K, query: Parameters<Reader['list']>[1]) => {
      const page = await listItems(scope, kind, query);
      return { ...page, items: page.items as readonly ItemOf<K>[] };
    },
    link: (id) => findLink(scope, id),
    linksOf: (ids, side) => linksOf(scope, ids, side),
    changesOf: (itemId, before, limit) => changesOf(scope, itemId, before, limit),
    head: () => headOf(scope),
  };
}

export async function findItem(scope: Scope, ref: string): Promise<AnyItem> {
  const where = whereRef(scope.model, ref);
  if (where === undefined) throw itemNotFound({ ref });
  const row =
    await scope.sql.row<ItemRow>(sql`select ${ITEM_COLUMNS} from item i where i.workspace_id = ${scope.workspaceId}::uuid
    and ${where} and ${visible(scope)}`);
  if (row === undefined) throw itemNotFound({ ref });
  return toItem(scope.model, row);
}

async function findItemOf<K extends Kind>(scope: Scope, kind: K, ref: string): Promise<ItemOf<K>> {
  const item = await findItem(scope, ref);
  if (item.kind !== kind.name) throw itemNotFound({ ref });
  return item as ItemOf<K>;
}

async function findLink(scope: Scope, id: string): Promise<Link> {
  if (!isId(id)) throw linkNotFound({ link: id });
  const row = await scope.sql.row<LinkRow>(sql`select ${LINK_COLUMNS} from link l
    join item f on f.workspace_id = l.workspace_id and f.id = l.from_id
    join item t on t.workspace_id = l.workspace_id and t.id = l.to_id
    where l.workspace_id = ${scope.workspaceId}::uuid and l.id = ${id}::uuid and ${visible(scope, 'f')} and ${visible(scope, 't')}`);
  if (row === undefined) throw linkNotFound({ link: id });
  return toLink(row);
}

async function linksOf(scope: Scope, ids: readonly string[], side: 'from' | 'to' | 'both'): Promise<readonly Link[]> {
  if (ids.length === 0) return [];
  const of = param(ids);
  const from = sql`l.from_id = any(${of}::uuid[])`;
  const to = sql`l.to_id = any(${of}::uuid[])`;
  const where = side === 'from' ? from : side === 'to' ? to : sql`(${from} or ${to})`;
  const rows = await scope.sql.rows<LinkRow>(sql`select ${LINK_COLUMNS} from link l
    join item f on f.workspace_id = l.workspace_id and f.id = l.from_id
    join item t on t.workspace_id = l.workspace_id and t.id = l.to_id
    where l.workspace_id = ${scope.workspaceId}::uuid and f.workspace_id = ${scope.workspaceId}::uuid
    and t.workspace_id = ${scope.workspaceId}::uuid and ${where} and ${visible(scope, 'f')} and ${visible(scope, 't')} order by l.id`);
  return rows.map(toLink);
}

async function headOf(scope: Scope): Promise<number> {
  const row = await scope.sql.row<{ seq: number }>(
    sql`select seq from workspace_head where workspace_id = ${scope.workspaceId}::uuid`,
  );
  return row?.seq ?? 0;
}
