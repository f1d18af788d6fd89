import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { admins, operation } from '../../../line/index.ts';
import { endMembership } from '../../../platform/auth/index.ts';
import { lastOwner, memberNotFound, ownersOnly } from './failures.ts';
import {
  assertMayDecide,
  assertNotLastOwner,
  EXAMPLE_ID,
  memberById,
  memberSchema,
  recordMember,
  shown,
} from './member-row.ts';

/** Takes somebody out of the workspace: signed out at once, their keys dead, their name still on what they wrote. */
export const removeMember = operation({
  name: 'removeMember',
  does: 'Removes a member: they are signed out at once and their API keys end. What they wrote and own keeps their name. `restoreMember` takes it back, but not the keys.',
  may: admins('remove members'),
  effect: 'write',
  rest: { method: 'POST', path: '/members/{memberId}/remove', tag: 'Members' },
  input: z.strictObject({ memberId: z.guid() }),
  output: memberSchema,
  failures: [memberNotFound, ownersOnly, lastOwner],
  example: { memberId: EXAMPLE_ID },
  run: async ({ memberId }, context) => {
    const before = await memberById(context, memberId);
    if (before.removedAt !== null) return shown(before);
    assertMayDecide(context, before);
    await assertNotLastOwner(context, before);
    const { sql: statements, workspaceId, now } = context;
    await statements.run(sql`update api_key set revoked_at = ${now.toISOString()}::timestamptz
      where workspace_id = ${workspaceId}::uuid and member_id = ${memberId}::uuid and revoked_at is null`);
    if (before.userId !== null) await endMembership(statements, before.userId, workspaceId);
    await statements.run(sql`update member set removed_at = ${now.toISOString()}::timestamptz
      where workspace_id = ${workspaceId}::uuid and id = ${memberId}::uuid`);
    const after = await memberById(context, memberId);
    await recordMember(context, before, after);
    return shown(after);
  },
});
