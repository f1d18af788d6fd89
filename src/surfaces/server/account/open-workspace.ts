import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { operation, owners } from '../../../line/index.ts';
import { INSIDE } from './inside.ts';
import { membersWhere, recordMember } from './member-row.ts';

/** The first line of a new workspace's log: who founded it. */
export const openWorkspace = operation({
  name: 'openWorkspace',
  does: 'Writes the founding of a workspace into its log.',
  may: owners('found a workspace'),
  effect: 'write',
  rest: { method: 'POST', path: '/workspace/open', tag: 'Workspaces' },
  input: z.strictObject({}),
  output: z.strictObject({ founders: z.int() }),
  failures: [],
  example: {},
  notAt: INSIDE,
  run: async (_input, context) => {
    const founders = await membersWhere(context.sql, context.workspaceId, sql`role = 'owner'`);
    for (const founder of founders) await recordMember(context, null, founder);
    return { founders: founders.length };
  },
});
