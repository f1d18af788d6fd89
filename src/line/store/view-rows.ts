/** Saved views as they lie in their table: read by the verbs, written by the verbs and by undo. */
import { sql } from 'drizzle-orm';
import type { View } from '../saved-view.ts';
import type { Scope } from './scope.ts';

const COLUMNS =
  sql.raw(`v.id, v.kind, v.title, v.layout, v.definition, v.scope, v.owner_id as "ownerId", v.created_at as "createdAt",
  v.changed_at as "changedAt"`);

/** Those the actor may use: theirs, and what is shared or pinned. */
export function viewsOf(scope: Scope, kind?: string): Promise<readonly View[]> {
  return scope.sql.rows<View>(sql`select ${COLUMNS} from saved_view v where v.workspace_id = ${scope.workspaceId}::uuid
    and (v.scope <> 'private' or v.owner_id = ${scope.actor.memberId}::uuid) ${kind === undefined ? sql`` : sql`and v.kind = ${kind}`}
    order by v.title, v.id`);
}

/** Undefined where there is none, or where it is private to somebody else. */
export async function viewById(scope: Scope, id: string): Promise<View | undefined> {
  const view = await scope.sql.row<View>(sql`select ${COLUMNS} from saved_view v
    where v.workspace_id = ${scope.workspaceId}::uuid and v.id = ${id}::uuid`);
  return view?.scope === 'private' && view.ownerId !== scope.actor.memberId ? undefined : view;
}

/** Whether it was put there: an id that is taken stays what it is. */
export async function insertViewRow(scope: Scope, view: View): Promise<boolean> {
  const written =
    await scope.sql.run(sql`insert into saved_view (workspace_id, id, kind, title, layout, definition, scope, owner_id, created_at, changed_at)
    values (${scope.workspaceId}::uuid, ${view.id}::uuid, ${view.kind}, ${view.title}, ${view.layout}, ${JSON.stringify(view.definition)}::jsonb,
    ${view.scope}, ${view.ownerId}::uuid, ${view.createdAt}::timestamptz, ${view.changedAt}::timestamptz)
    on conflict (workspace_id, id) do nothing`);
  return written > 0;
}

export async function updateViewRow(scope: Scope, view: View): Promise<void> {
  await scope.sql.run(sql`update saved_view set title = ${view.title}, layout = ${view.layout}, scope = ${view.scope},
    definition = ${JSON.stringify(view.definition)}::jsonb, changed_at = ${view.changedAt}::timestamptz
    where workspace_id = ${scope.workspaceId}::uuid and id = ${view.id}::uuid`);
}

export async function deleteViewRow(scope: Scope, id: string): Promise<void> {
  await scope.sql.run(sql`delete from saved_view where workspace_id = ${scope.workspaceId}::uuid and id = ${id}::uuid`);
}
