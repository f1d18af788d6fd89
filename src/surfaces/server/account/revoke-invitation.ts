import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { admins, operation } from '../../../line/index.ts';
import { openInvitations, recordInvitation } from './invitation-row.ts';
import { EXAMPLE_ID } from './member-row.ts';

/** Takes an invitation back: its link ends. One that is not open needs nothing done. */
export const revokeInvitation = operation({
  name: 'revokeInvitation',
  does: 'Takes back an open invitation, so that its link no longer works. Where there is none any more, nothing changes.',
  may: admins('invite people'),
  effect: 'write',
  rest: { method: 'DELETE', path: '/invitations/{invitationId}', tag: 'Members' },
  input: z.strictObject({ invitationId: z.guid() }),
  output: z.strictObject({ invitationId: z.guid(), isOpen: z.literal(false) }),
  failures: [],
  example: { invitationId: EXAMPLE_ID },
  run: async ({ invitationId }, context) => {
    const { sql: statements, workspaceId, now } = context;
    const [before] = await openInvitations(statements, workspaceId, sql`id = ${invitationId}::uuid`);
    if (before !== undefined) {
      await statements.run(sql`update invitation set revoked_at = ${now.toISOString()}::timestamptz
        where workspace_id = ${workspaceId}::uuid and id = ${invitationId}::uuid and accepted_at is null and revoked_at is null`);
      recordInvitation(context, before, null);
    }
    return { invitationId, isOpen: false as const };
  },
});
