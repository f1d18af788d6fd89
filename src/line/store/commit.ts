/**
 * One commit: it takes the workspace's next sequence number first, which makes it the only writer of its workspace until it ends,
 * gathers what it touches, and appends one change. Nothing touched: nothing appended, and the number is given back.
 */
import { sql } from 'drizzle-orm';
import type { Change, Entry } from '../change.ts';
import type { Scope } from './scope.ts';

export interface Commit {
  readonly scope: Scope;
  readonly seq: number;
  readonly epoch: number;
  readonly at: string;
  /** The seq this commit reverses. */
  undoes: number | null;
  readonly entries: Entry[];
  /** Items touched, with the revision they have now. */
  readonly touched: Map<string, number>;
}

interface HeadRow {
  readonly seq: number;
  readonly epoch: number;
}

/** Sent with BEGIN: locks the head of the workspace and takes the next number. The id is checked before it gets here. */
export function takeHead(workspaceId: string): string {
  return `update workspace_head set seq = seq + 1 where workspace_id = '${workspaceId}'::uuid returning seq, epoch`;
}

/** The commit of the head that was taken. Undefined: there is no such workspace. */
export function beginCommit(scope: Scope, begun: readonly object[]): Commit | undefined {
  const [head] = begun as readonly HeadRow[];
  if (head === undefined) return undefined;
  return { scope, ...head, at: scope.now.toISOString(), undoes: null, entries: [], touched: new Map() };
}

/** Appends the change, or gives the number back where nothing was touched. */
export async function endCommit(commit: Commit, operation: string): Promise<Change | null> {
  const { scope, entries, touched } = commit;
  const id = scope.workspaceId;
  if (entries.length === 0) {
    await scope.sql.run(sql`update workspace_head set seq = seq - 1 where workspace_id = ${id}::uuid`);
    return null;
  }
  const { actor } = scope;
  const inserted = sql`insert into change (workspace_id, seq, at, actor_id, actor_name, via, operation, entries, undoes) values
    (${id}::uuid, ${commit.seq}, ${commit.at}::timestamptz, ${actor.memberId}::uuid, ${actor.name}, ${actor.via}, ${operation},
    ${JSON.stringify(entries)}::jsonb, ${commit.undoes})`;
  if (touched.size === 0) await scope.sql.run(inserted, 'insert-change');
  else {
    const noted = sql`with logged as (${inserted}) insert into change_item (workspace_id, item_id, seq, revision)
      select ${id}::uuid, t.item_id, ${commit.seq}, t.revision
      from unnest(${sql.param([...touched.keys()])}::uuid[], ${sql.param([...touched.values()])}::int[]) as t(item_id, revision)`;
    await scope.sql.run(noted, 'insert-change-of-items');
  }
  return {
    seq: commit.seq,
    at: commit.at,
    actorId: actor.memberId,
    actorName: actor.name,
    via: actor.via,
    operation,
    entries,
    undoes: commit.undoes,
  };
}

/** Rights, restrictions or custom fields moved: readers load anew, caches are left behind. */
export async function moveEpoch(scope: Scope): Promise<void> {
  await scope.sql.run(sql`update workspace_head set epoch = epoch + 1 where workspace_id = ${scope.workspaceId}::uuid`);
}
