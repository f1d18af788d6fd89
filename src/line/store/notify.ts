/** Who has to hear of a commit, and why: written in the same transaction, so that none is lost or sent for nothing. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Entry } from '../change.ts';
import type { Notice } from '../context.ts';
import type { Commit } from './commit.ts';
import { param, visibleTo } from './scope.ts';

/** Writes notices, leaving out the actor, muted items and people who left. */
export async function notify(commit: Commit, notices: readonly Notice[]): Promise<void> {
  const { scope } = commit;
  const others = notices.filter((notice) => notice.memberId !== scope.actor.memberId);
  if (others.length === 0) return;
  const id = scope.workspaceId;
  await scope.sql.run(sql`insert into notification (workspace_id, id, member_id, item_id, reason, sentence, seq, created_at)
    select ${id}::uuid, n.id, n.member_id, n.item_id, n.reason, n.sentence, ${commit.seq}, ${commit.at}::timestamptz
    from unnest(${param(others.map(() => uuidv7()))}::uuid[], ${param(others.map((notice) => notice.memberId))}::uuid[],
      ${param(others.map((notice) => notice.itemId))}::uuid[], ${param(others.map((notice) => notice.reason))}::text[],
      ${param(others.map((notice) => notice.sentence))}::text[]) as n(id, member_id, item_id, reason, sentence)
    join member m on m.workspace_id = ${id}::uuid and m.id = n.member_id and m.removed_at is null
    where not exists (select 1 from notification_mute q where q.workspace_id = ${id}::uuid and q.member_id = n.member_id and q.item_id = n.item_id)
    on conflict do nothing`);
}

/** Told by the commit itself: new owners, and owners of whatever fell out of step. */
export async function notifyOfCommit(commit: Commit): Promise<void> {
  if (commit.scope.actor.via === 'import') return;
  const items = commit.entries.filter((entry) => entry.subject === 'item');
  await notify(commit, items.flatMap(assigned));
  const material = items.filter(isMaterialChange).map((entry) => entry.id);
  if (material.length > 0) await notify(commit, await reliers(commit, material));
}

function assigned(entry: Entry): readonly Notice[] {
  const owner = entry.after?.['ownerId'];
  if (typeof owner !== 'string' || entry.before?.['ownerId'] === owner) return [];
  return [{ memberId: owner, itemId: entry.id, reason: 'assigned', sentence: 'You own this now.' }];
}

function isMaterialChange(entry: Entry): boolean {
  return (
    entry.before !== null &&
    entry.after !== null &&
    entry.before['materialRevision'] !== entry.after['materialRevision']
  );
}

/** Owners of what relies on these; one who may not see what changed is not told that it is there. */
async function reliers(commit: Commit, itemIds: readonly string[]): Promise<readonly Notice[]> {
  const id = commit.scope.workspaceId;
  const rows = await commit.scope.sql.rows<{
    owner_id: string;
    from_id: string;
    title: string;
  }>(sql`select distinct on (f.owner_id, f.id)
      f.owner_id, f.id as from_id, t.title from link l
    join item f on f.workspace_id = l.workspace_id and f.id = l.from_id
    join item t on t.workspace_id = l.workspace_id and t.id = l.to_id
    join member m on m.workspace_id = l.workspace_id and m.id = f.owner_id
    where l.workspace_id = ${id}::uuid and l.to_id = any(${param(itemIds)}::uuid[]) and f.owner_id is not null and f.archived_at is null
    and ${visibleTo(commit.scope, 't', 'm')}`);
  return rows.map((row) => ({
    memberId: row.owner_id,
    itemId: row.from_id,
    reason: 'outOfStep',
    sentence: `“${row.title}”, on which this relies, has changed.`,
  }));
}
