/** Everything that is out of step, as one join: nothing is stored, so nothing can be stale. */
import { sql } from 'drizzle-orm';
import type { Page } from '../context.ts';
import { badCursor } from '../failures.ts';
import type { AnyItem } from '../kind.ts';
import type { Link } from '../link.ts';
import { isId } from './item-row.ts';
import { itemsByIds } from './list-items.ts';
import { LINK_COLUMNS, type LinkRow, toLink } from './reader.ts';
import { param, type Scope, visible } from './scope.ts';

export interface OutOfStep {
  readonly link: Link;
  /** Relies on the other, and has to answer. */
  readonly from: AnyItem;
  /** Has changed since the link was agreed. */
  readonly to: AnyItem;
}

export interface OutOfStepQuery {
  /** Only what this member owns. */
  readonly ownerId?: string | undefined;
  /** Only what relies on, or is relied on by, this item. */
  readonly itemId?: string | undefined;
  /** Only links with an item of one of these kinds at either end. */
  readonly kinds?: readonly string[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Oldest agreement first: what has waited longest stands on top. */
export async function outOfStep(scope: Scope, query: OutOfStepQuery): Promise<Page<OutOfStep>> {
  const id = scope.workspaceId;
  const rows = await scope.sql.rows<LinkRow>(sql`select ${LINK_COLUMNS} from link l
    join item t on t.workspace_id = l.workspace_id and t.id = l.to_id and t.material_revision > l.agreed_revision
    join item f on f.workspace_id = l.workspace_id and f.id = l.from_id and f.archived_at is null
    where l.workspace_id = ${id}::uuid and t.workspace_id = ${id}::uuid and f.workspace_id = ${id}::uuid
    and ${visible(scope, 'f')} and ${visible(scope, 't')}
    ${query.ownerId === undefined ? sql`` : sql`and f.owner_id = ${query.ownerId}::uuid`}
    ${query.itemId === undefined ? sql`` : sql`and (f.id = ${query.itemId}::uuid or t.id = ${query.itemId}::uuid)`}
    ${query.kinds === undefined ? sql`` : sql`and (f.kind = any(${param(query.kinds)}::text[]) or t.kind = any(${param(query.kinds)}::text[]))`}
    ${query.cursor === undefined ? sql`` : afterSql(query.cursor)}
    order by l.agreed_at, l.id limit ${query.limit + 1}`);
  const links = rows.slice(0, query.limit).map(toLink);
  const items = await itemsByIds(scope, [...new Set(links.flatMap((link) => [link.fromId, link.toId]))]);
  const byId = new Map(items.map((item) => [item.id, item]));
  const last = links.at(-1);
  const next = rows.length > query.limit && last !== undefined ? `${last.agreedAt}_${last.id}` : null;
  return { items: links.flatMap((link) => placed(link, byId)), next };
}

function placed(link: Link, byId: ReadonlyMap<string, AnyItem>): readonly OutOfStep[] {
  const from = byId.get(link.fromId);
  const to = byId.get(link.toId);
  return from === undefined || to === undefined ? [] : [{ link, from, to }];
}

/** As the log writes them. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function afterSql(cursor: string): ReturnType<typeof sql> {
  const [at = '', id = ''] = cursor.split('_');
  if (!MOMENT.test(at) || Number.isNaN(Date.parse(at)) || !isId(id)) throw badCursor({ field: 'cursor' });
  return sql`and (l.agreed_at, l.id) > (${at}::timestamptz, ${id}::uuid)`;
}

/** How many links are out of step, in all and per owner. */
export async function countOutOfStep(
  scope: Scope,
): Promise<readonly { readonly ownerId: string | null; readonly count: number }[]> {
  const id = scope.workspaceId;
  return scope.sql.rows(sql`select f.owner_id as "ownerId", count(*)::int as count from link l
    join item t on t.workspace_id = l.workspace_id and t.id = l.to_id and t.material_revision > l.agreed_revision
    join item f on f.workspace_id = l.workspace_id and f.id = l.from_id and f.archived_at is null
    where l.workspace_id = ${id}::uuid and t.workspace_id = ${id}::uuid and f.workspace_id = ${id}::uuid
    and ${visible(scope, 'f')} and ${visible(scope, 't')} group by 1 order by 2 desc`);
}
