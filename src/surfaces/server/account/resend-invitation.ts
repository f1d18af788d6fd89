import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { admins, operation } from '../../../line/index.ts';
import { invitationNotFound } from './failures.ts';
import {
  invitationWithLinkSchema,
  newLink,
  openInvitations,
  recordInvitation,
  sendInvitation,
} from './invitation-row.ts';
import { EXAMPLE_ID } from './member-row.ts';

/** A new link for an open invitation, for another 7 days; the old link ends. */
export const resendInvitation = operation({
  name: 'resendInvitation',
  does: 'Gives an open invitation a new link for another 7 days and mails it if a mail server is set. The old link no longer works.',
  may: admins('invite people'),
  effect: 'write',
  rest: { method: 'POST', path: '/invitations/{invitationId}/resend', tag: 'Members' },
  input: z.strictObject({ invitationId: z.guid() }),
  output: invitationWithLinkSchema,
  failures: [invitationNotFound],
  example: { invitationId: EXAMPLE_ID },
  run: async ({ invitationId }, context) => {
    const { sql: statements, workspaceId, now } = context;
    const link = newLink(now);
    const [before] = await openInvitations(statements, workspaceId, sql`id = ${invitationId}::uuid`);
    await statements.run(sql`update invitation set token_hash = ${link.hash}, expires_at = ${link.expiresAt}::timestamptz
      where workspace_id = ${workspaceId}::uuid and id = ${invitationId}::uuid and accepted_at is null and revoked_at is null`);
    const [after] = await openInvitations(statements, workspaceId, sql`id = ${invitationId}::uuid`);
    if (before === undefined || after === undefined) throw invitationNotFound({ invitation: invitationId });
    recordInvitation(context, before, after);
    await sendInvitation(context, after, link);
    return { ...after, path: link.path };
  },
});
