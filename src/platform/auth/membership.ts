/** Which workspaces a person belongs to: the global directory beside the workspaces' own `member` rows. */
import { sql } from 'drizzle-orm';
import type { Statements } from './statements.ts';

export interface Membership {
  readonly workspaceId: string;
  readonly memberId: string;
  readonly slug: string;
  readonly name: string;
}

/** The workspaces of a person, by name. */
export function membershipsOf(statements: Statements, userId: string): Promise<readonly Membership[]> {
  return statements.rows<Membership>(sql`select m.workspace_id as "workspaceId", m.member_id as "memberId", w.slug, w.name
    from membership m join workspace w on w.id = m.workspace_id where m.user_id = ${userId} order by lower(w.name), w.slug`);
}

/** Enters a membership; again is no change. */
export async function enterMembership(
  statements: Statements,
  userId: string,
  workspaceId: string,
  memberId: string,
): Promise<void> {
  await statements.run(sql`insert into membership (user_id, workspace_id, member_id)
    values (${userId}, ${workspaceId}::uuid, ${memberId}::uuid) on conflict (user_id, workspace_id) do nothing`);
}

/** Ends a membership and, where it was the last, every session: whoever belongs nowhere is signed out. */
export async function endMembership(statements: Statements, userId: string, workspaceId: string): Promise<void> {
  await statements.run(sql`delete from membership where user_id = ${userId} and workspace_id = ${workspaceId}::uuid`);
  await statements.run(sql`delete from session where "userId" = ${userId}
    and not exists (select 1 from membership m where m.user_id = ${userId})`);
}
