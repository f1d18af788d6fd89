import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { admins, operation } from '../../../line/index.ts';
import { enterMembership } from '../../../platform/auth/index.ts';
import { memberNotFound, ownersOnly } from './failures.ts';
import { assertMayDecide, EXAMPLE_ID, memberById, memberSchema, recordMember, shown } from './member-row.ts';

/** Takes somebody back in who was removed, with the role they had. */
export const restoreMember = operation({
  name: 'restoreMember',
  does: 'Takes back a member who was removed, with the role they had. They sign in as before; API keys that ended stay ended.',
  may: admins('take members back'),
  effect: 'write',
  rest: { method: 'POST', path: '/members/{memberId}/restore', tag: 'Members' },
  input: z.strictObject({ memberId: z.guid() }),
  output: memberSchema,
  failures: [memberNotFound, ownersOnly],
  example: { memberId: EXAMPLE_ID },
  run: async ({ memberId }, context) => {
    const before = await memberById(context, memberId);
    if (before.removedAt === null) return shown(before);
    assertMayDecide(context, before);
    const { sql: statements, workspaceId } = context;
    if (before.userId !== null) await enterMembership(statements, before.userId, workspaceId, memberId);
    await statements.run(
      sql`update member set removed_at = null where workspace_id = ${workspaceId}::uuid and id = ${memberId}::uuid`,
    );
    const after = await memberById(context, memberId);
    await recordMember(context, before, after);
    return shown(after);
  },
});
