import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { operation, viewers } from '../../../line/index.ts';
import { INSIDE } from './inside.ts';
import { EXAMPLE_ID, memberById, memberSchema, recordMember, shown } from './member-row.ts';

/** A person changed their name: their member in this workspace takes it over. */
export const renameMember = operation({
  name: 'renameMember',
  does: 'Takes over the new name of a person into this workspace.',
  may: viewers('change their own name'),
  effect: 'write',
  rest: { method: 'POST', path: '/workspace/rename-member', tag: 'Workspaces' },
  input: z.strictObject({ memberId: z.guid(), name: z.string() }),
  output: memberSchema,
  failures: [],
  example: { memberId: EXAMPLE_ID, name: 'Ana Silva' },
  notAt: INSIDE,
  run: async ({ memberId, name }, context) => {
    const before = await memberById(context, memberId);
    if (before.name === name) return shown(before);
    await context.sql.run(
      sql`update member set name = ${name} where workspace_id = ${context.workspaceId}::uuid and id = ${memberId}::uuid`,
    );
    const after = await memberById(context, memberId);
    await recordMember(context, before, after);
    return shown(after);
  },
});
