import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { admins, operation } from '../../../line/index.ts';
import { invitationSchema, openInvitations } from './invitation-row.ts';

/** Who was asked in and has not come yet. */
export const listInvitations = operation({
  name: 'listInvitations',
  does: 'Lists the invitations that were neither accepted nor revoked, expired ones included. Their links are not shown again; `resendInvitation` gives a new one.',
  may: admins('see open invitations'),
  effect: 'read',
  rest: { method: 'GET', path: '/invitations', tag: 'Members' },
  input: z.strictObject({}),
  output: z.strictObject({ invitations: z.array(invitationSchema) }),
  failures: [],
  example: {},
  run: async (_input, { sql: statements, workspaceId }) => ({
    invitations: [...(await openInvitations(statements, workspaceId, sql`true`))],
  }),
});
