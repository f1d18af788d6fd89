/** The workspaces of a person with what they are in each. */
import { sql } from 'drizzle-orm';
import { membershipsOf } from '../../../platform/auth/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Role } from '../../../platform/permission/index.ts';
import { type JoinedWorkspace, workspacesWhere } from './workspace-row.ts';

/** By name. Roles are asked in each workspace on its own, for no query reads two workspaces. */
export async function joinedWorkspaces(database: Database, userId: string): Promise<readonly JoinedWorkspace[]> {
  const memberships = await database.global((statements) => membershipsOf(statements, userId));
  const joined = await Promise.all(
    memberships.map(({ workspaceId, memberId }) =>
      database.read(workspaceId, async (statements) => {
        const [workspace] = await workspacesWhere(statements, sql`id = ${workspaceId}::uuid`);
        const member = await statements.row<{ role: Role }>(sql`select role from member
          where workspace_id = ${workspaceId}::uuid and id = ${memberId}::uuid and removed_at is null`);
        if (workspace === undefined || member === undefined) return [];
        const { id, slug, name, timeZone } = workspace;
        return [{ id, slug, name, timeZone, memberId, role: member.role }];
      }),
    ),
  );
  return joined.flat();
}
