/** Comments as they lie in their table: read by the verbs, written by the verbs and by undo. */
import { sql } from 'drizzle-orm';
import type { Comment } from '../comment.ts';
import type { Scope } from './scope.ts';

const COLUMNS =
  sql.raw(`c.id, c.item_id as "itemId", c.parent_id as "parentId", case when c.removed_at is null then c.body else '' end as body,
  c.quote, c.visibility, c.author_id as "authorId", c.author_name as "authorName", c.created_at as "createdAt", c.edited_at as "editedAt",
  c.resolved_at as "resolvedAt", c.resolved_by as "resolvedBy", c.removed_at as "removedAt"`);

/** Oldest first; removed ones keep their place without their text. */
export function commentsOn(scope: Scope, itemId: string): Promise<readonly Comment[]> {
  return scope.sql.rows<Comment>(sql`select ${COLUMNS} from comment c
    where c.workspace_id = ${scope.workspaceId}::uuid and c.item_id = ${itemId}::uuid order by c.created_at, c.id`);
}

/** Whether its item may be seen is asked by whoever calls. */
export function commentById(scope: Scope, id: string): Promise<Comment | undefined> {
  return scope.sql.row<Comment>(
    sql`select ${COLUMNS} from comment c where c.workspace_id = ${scope.workspaceId}::uuid and c.id = ${id}::uuid`,
  );
}

export async function insertCommentRow(scope: Scope, comment: Comment): Promise<void> {
  await scope.sql.run(sql`insert into comment (workspace_id, id, item_id, parent_id, body, quote, visibility, author_id, author_name, created_at)
    values (${scope.workspaceId}::uuid, ${comment.id}::uuid, ${comment.itemId}::uuid, ${comment.parentId}::uuid, ${comment.body}, ${comment.quote},
    ${comment.visibility}, ${comment.authorId}::uuid, ${comment.authorName}, ${comment.createdAt}::timestamptz)`);
}

/** Writes what can change in a comment. */
export async function updateCommentRow(scope: Scope, comment: Comment): Promise<void> {
  await scope.sql.run(sql`update comment set body = ${comment.body}, edited_at = ${comment.editedAt}::timestamptz,
    resolved_at = ${comment.resolvedAt}::timestamptz, resolved_by = ${comment.resolvedBy}::uuid, removed_at = ${comment.removedAt}::timestamptz
    where workspace_id = ${scope.workspaceId}::uuid and id = ${comment.id}::uuid`);
}

/** Everyone who has said something on the item. */
export async function authorsOn(scope: Scope, itemId: string): Promise<readonly string[]> {
  const rows = await scope.sql.rows<{ id: string }>(sql`select distinct c.author_id as id from comment c
    where c.workspace_id = ${scope.workspaceId}::uuid and c.item_id = ${itemId}::uuid and c.author_id is not null`);
  return rows.map((row) => row.id);
}
