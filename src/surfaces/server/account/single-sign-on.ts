/** What happens when somebody comes in through the provider: they become a member of the installation's first workspace. */
import { sql } from 'drizzle-orm';
import type { LineServer } from '../../../line/server.ts';
import { type Claims, groupsIn, membershipsOf, roleByGroup, roleFromGroups } from '../../../platform/auth/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { systemActor } from '../../../platform/permission/index.ts';
import type { OidcProvider } from '../../../platform/settings/index.ts';
import { enterBySingleSignOn } from './enter-by-single-sign-on.ts';
import { workspacesWhere } from './workspace-row.ts';

export interface SingleSignOnParts {
  readonly database: Database;
  readonly line: LineServer;
  readonly groupRoles: OidcProvider['groupRoles'];
}

/**
 * For `createAuth({ onOidcSignIn })`. Groups decide the role in every workspace the person belongs to; newcomers join the first.
 *
 * @example
 * const onOidcSignIn = admitBySingleSignOn({ database, line, groupRoles: settings.oidc?.groupRoles ?? {} });
 */
export function admitBySingleSignOn({
  database,
  line,
  groupRoles,
}: SingleSignOnParts): (userId: string, claims: Claims) => Promise<void> {
  return async (userId, claims) => {
    const groups = groupsIn(claims);
    const role = roleFromGroups(groups, groupRoles);
    if (role === null) return;
    const groupRole = roleByGroup(groups, groupRoles);
    const workspaceIds = await database.global(async (statements) => {
      const joined = (await membershipsOf(statements, userId)).map(({ workspaceId }) => workspaceId);
      if (joined.length > 0) return joined;
      return (await workspacesWhere(statements, sql`true`)).slice(0, 1).map(({ id }) => id);
    });
    const actor = systemActor('web', 'Single sign-on');
    for (const workspaceId of workspaceIds)
      await line.run(
        enterBySingleSignOn,
        { userId, role, ...(groupRole === undefined ? {} : { groupRole }) },
        { workspaceId, actor },
      );
  };
}
