import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { operation, viewers } from '../../../line/index.ts';
import { memberSchema, membersWhere, shown } from './member-row.ts';

/** The people of the workspace, by name. */
export const listMembers = operation({
  name: 'listMembers',
  does: 'Lists the members of the workspace with their role and discipline; with `removed`, also those who left, whose names stay on what they wrote.',
  may: viewers('see who belongs to the workspace'),
  effect: 'read',
  rest: { method: 'GET', path: '/members', tag: 'Members' },
  input: z.strictObject({ removed: z.boolean().optional().meta({ description: 'Also those who were removed.' }) }),
  output: z.strictObject({ members: z.array(memberSchema) }),
  failures: [],
  example: { removed: true },
  run: async ({ removed }, context) => {
    const where = removed === true ? sql`true` : sql`removed_at is null`;
    return { members: (await membersWhere(context.sql, context.workspaceId, where)).map(shown) };
  },
});
