/** Reading the log: what happened after a moment, to an item, in one commit; each reader sees only what they may. */
import { type SQL, sql } from 'drizzle-orm';
import type { Via } from '../../platform/permission/index.ts';
import { isAtLeast } from '../../platform/permission/index.ts';
import type { Change, Entry } from '../change.ts';
import { param, type Scope, visible } from './scope.ts';

interface ChangeRow {
  readonly seq: number;
  readonly at: string;
  readonly actor_id: string | null;
  readonly actor_name: string;
  readonly via: Via;
  readonly operation: string;
  readonly entries: readonly Entry[];
  readonly undoes: number | null;
}

const CHANGE_COLUMNS = sql.raw('c.seq, c.at, c.actor_id, c.actor_name, c.via, c.operation, c.entries, c.undoes');

function toChange(row: ChangeRow): Change {
  return {
    seq: row.seq,
    at: row.at,
    actorId: row.actor_id,
    actorName: row.actor_name,
    via: row.via,
    operation: row.operation,
    entries: row.entries,
    undoes: row.undoes,
  };
}

async function changesWhere(
  scope: Scope,
  where: SQL,
  order: 'asc' | 'desc',
  limit: number,
): Promise<readonly Change[]> {
  const rows = await scope.sql.rows<ChangeRow>(sql`select ${CHANGE_COLUMNS} from change c
    where c.workspace_id = ${scope.workspaceId}::uuid and ${where} order by c.seq ${sql.raw(order)} limit ${limit}`);
  return onlyVisible(scope, rows.map(toChange));
}

/**
 * The commits after `seq`, oldest first. None is left out, so that readers can count; what they may not see is emptied. An
 * import is one commit of a megabyte: as many as come to `bytesMost` as they are stored, and one in any case.
 */
export function changesAfter(scope: Scope, seq: number, limit: number, bytesMost?: number): Promise<readonly Change[]> {
  const after = sql`c.seq > ${seq}`;
  if (bytesMost === undefined) return changesWhere(scope, after, 'asc', limit);
  const sized = sql`select s.seq, sum(pg_column_size(s.entries)) over (order by s.seq) - pg_column_size(s.entries) as before
    from change s where s.workspace_id = ${scope.workspaceId}::uuid and s.seq > ${seq} and s.seq <= ${seq + limit}`;
  return changesWhere(
    scope,
    sql`${after} and c.seq <= (select max(z.seq) from (${sized}) z where z.before < ${bytesMost})`,
    'asc',
    limit,
  );
}

/** The newest commits before `before`, newest first, for the audit view. */
export function changesBefore(scope: Scope, before: number | null, limit: number): Promise<readonly Change[]> {
  return changesWhere(scope, before === null ? sql`true` : sql`c.seq < ${before}`, 'desc', limit);
}

/** The history of one item, newest first. */
export async function changesOf(
  scope: Scope,
  itemId: string,
  before: number | null,
  limit: number,
): Promise<readonly Change[]> {
  const seqs = sql`select t.seq from change_item t where t.workspace_id = ${scope.workspaceId}::uuid and t.item_id = ${itemId}::uuid
    ${before === null ? sql`` : sql`and t.seq < ${before}`} order by t.seq desc limit ${limit}`;
  return changesWhere(scope, sql`c.seq in (${seqs})`, 'desc', limit);
}

/** The commits that raised the item above a revision, oldest first. */
export async function changesSinceRevision(scope: Scope, itemId: string, revision: number): Promise<readonly Change[]> {
  const seqs = sql`select t.seq from change_item t where t.workspace_id = ${scope.workspaceId}::uuid and t.item_id = ${itemId}::uuid
    and t.revision > ${revision}`;
  const rows = await scope.sql.rows<ChangeRow>(sql`select ${CHANGE_COLUMNS} from change c
    where c.workspace_id = ${scope.workspaceId}::uuid and c.seq in (${seqs}) order by c.seq`);
  return onlyVisible(scope, rows.map(toChange));
}

/** The commits that touched any of these items after `seq`, oldest first. */
export async function changesTouching(
  scope: Scope,
  itemIds: readonly string[],
  seq: number,
): Promise<readonly Change[]> {
  const all: Change[] = [];
  for (let after = seq; ; ) {
    const seqs = sql`select t.seq from change_item t where t.workspace_id = ${scope.workspaceId}::uuid
      and t.item_id = any(${param(itemIds)}::uuid[]) and t.seq > ${after}`;
    const some = await changesWhere(scope, sql`c.seq in (${seqs})`, 'asc', CHANGES_AT_ONCE);
    all.push(...some);
    const last = some.at(-1);
    if (last === undefined || some.length < CHANGES_AT_ONCE) return all;
    after = last.seq;
  }
}
const CHANGES_AT_ONCE = 10_000;

export async function changeAt(scope: Scope, seq: number): Promise<Change | undefined> {
  return (await changesWhere(scope, sql`c.seq = ${seq}`, 'asc', 1))[0];
}

/** The first seq after a moment: what had happened by then is everything before it. */
export async function seqAt(scope: Scope, at: string): Promise<number> {
  const row = await scope.sql.row<{ seq: number | null }>(sql`select max(c.seq) as seq from change c
    where c.workspace_id = ${scope.workspaceId}::uuid and c.at <= ${at}::timestamptz`);
  return row?.seq ?? 0;
}

async function onlyVisible(scope: Scope, changes: readonly Change[]): Promise<readonly Change[]> {
  if (isAtLeast(scope.actor.role, 'admin')) return changes;
  const ids = [...new Set(changes.flatMap((change) => change.entries.flatMap(itemsOf)))];
  if (ids.length === 0) return changes.map((change) => ownOnly(scope, change));
  const rows = await scope.sql.rows<{
    id: string;
  }>(sql`select i.id from item i where i.workspace_id = ${scope.workspaceId}::uuid
    and i.id = any(${param(ids)}::uuid[]) and not ${visible(scope)}`);
  if (rows.length === 0) return changes.map((change) => ownOnly(scope, change));
  const hidden = new Set(rows.map((row) => row.id));
  return changes.map((change) =>
    ownOnly(scope, {
      ...change,
      entries: change.entries.filter((entry) => !itemsOf(entry).some((id) => hidden.has(id))),
    }),
  );
}

/** Private views are their owner's alone; where changes are posted to is for admins, who are not asked here. */
function ownOnly(scope: Scope, change: Change): Change {
  const isForeign = (entry: Entry): boolean => {
    if (entry.subject === 'webhook') return true;
    const view = entry.after ?? entry.before ?? {};
    return entry.subject === 'view' && view['scope'] === 'private' && view['ownerId'] !== scope.actor.memberId;
  };
  return change.entries.some(isForeign)
    ? { ...change, entries: change.entries.filter((entry) => !isForeign(entry)) }
    : change;
}

function itemsOf(entry: Entry): readonly string[] {
  const linked = entry.subject === 'link' ? [entry.before?.['toId'], entry.after?.['toId']] : [];
  return [entry.itemId, ...linked].filter((id): id is string => typeof id === 'string');
}
