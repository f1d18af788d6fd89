import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { admins, operation } from '../../../line/index.ts';
import { lastOwner, memberNotFound, memberRemoved, ownersOnly } from './failures.ts';
import {
  assertMayDecide,
  assertNotLastOwner,
  disciplineSchema,
  EXAMPLE_ID,
  memberById,
  memberSchema,
  presentMember,
  recordMember,
  roleSchema,
  shown,
} from './member-row.ts';

/** Changes what a member may do, or what they do by trade; in force with their next request. */
export const updateMember = operation({
  name: 'updateMember',
  does: 'Changes the role or discipline of a member. It holds from their next request on; only owners decide about owners, and the last owner stays one.',
  may: admins('change the roles of members'),
  effect: 'write',
  rest: { method: 'PATCH', path: '/members/{memberId}', tag: 'Members' },
  input: z.strictObject({
    memberId: z.guid(),
    role: roleSchema.optional(),
    discipline: disciplineSchema.nullable().optional(),
  }),
  output: memberSchema,
  failures: [memberNotFound, memberRemoved, ownersOnly, lastOwner],
  example: { memberId: EXAMPLE_ID, role: 'editor', discipline: 'marketing' },
  run: async ({ memberId, role, discipline }, context) => {
    const before = await presentMember(context, memberId);
    const after = { role: role ?? before.role, discipline: discipline === undefined ? before.discipline : discipline };
    if (after.role === before.role && after.discipline === before.discipline) return shown(before);
    if (after.role !== before.role) assertMayDecide(context, before, after.role);
    if (after.role !== 'owner') await assertNotLastOwner(context, before);
    await context.sql.run(sql`update member set role = ${after.role}, discipline = ${after.discipline}
      where workspace_id = ${context.workspaceId}::uuid and id = ${memberId}::uuid`);
    const changed = await memberById(context, memberId);
    await recordMember(context, before, changed);
    return shown(changed);
  },
});
