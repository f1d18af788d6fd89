import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Context, operation, owners } from '../../../line/index.ts';
import { findPerson } from '../../../platform/auth/index.ts';
import { INSIDE } from './inside.ts';
import { admit } from './join-workspace.ts';
import { EXAMPLE_ID, type MemberRow, memberById, membersWhere, recordMember, roleSchema } from './member-row.ts';

/** Somebody came in through the provider: a member at the first time, with the role of their groups each time. */
export const enterBySingleSignOn = operation({
  name: 'enterBySingleSignOn',
  does: 'Makes whoever signs in by single sign-on a member, and keeps their role to what their groups say. Whoever was removed stays removed, and the last owner stays owner.',
  may: owners('admit whom the provider vouches for'),
  effect: 'write',
  rest: { method: 'POST', path: '/workspace/enter', tag: 'Workspaces' },
  input: z.strictObject({
    userId: z.string(),
    role: roleSchema.meta({ description: 'For a new member.' }),
    groupRole: roleSchema.optional().meta({ description: 'What a group of theirs says; holds for members too.' }),
  }),
  output: z.strictObject({ isMember: z.boolean() }),
  failures: [],
  example: { userId: EXAMPLE_ID, role: 'viewer' },
  notAt: INSIDE,
  run: async ({ userId, role, groupRole }, context) => {
    const { sql: statements, workspaceId } = context;
    const person = await findPerson(statements, userId);
    if (person === undefined) return { isMember: false };
    const [before] = await membersWhere(statements, workspaceId, sql`user_id = ${userId}`);
    if (before === undefined) await admit(context, person, { role, discipline: null, email: person.email });
    else if (before.removedAt !== null) return { isMember: false };
    else if (groupRole !== undefined) await keepToGroup(context, before, groupRole);
    return { isMember: true };
  },
});

async function keepToGroup(context: Context, before: MemberRow, role: MemberRow['role']): Promise<void> {
  if (before.role === role) return;
  const { sql: statements, workspaceId } = context;
  const otherOwners = sql`role = 'owner' and removed_at is null and id <> ${before.id}::uuid`;
  if (before.role === 'owner' && (await membersWhere(statements, workspaceId, otherOwners)).length === 0) return;
  await statements.run(
    sql`update member set role = ${role} where workspace_id = ${workspaceId}::uuid and id = ${before.id}::uuid`,
  );
  await recordMember(context, before, await memberById(context, before.id));
}
