import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { admins, type Context, operation } from '../../../line/index.ts';
import { foldEmail } from '../../../platform/auth/index.ts';
import { alreadyMember, invitationNotFound, ownersOnly } from './failures.ts';
import {
  type Invitation,
  invitationWithLinkSchema,
  type NewLink,
  newLink,
  openInvitations,
  recordInvitation,
  sendInvitation,
} from './invitation-row.ts';
import { assertMayDecide, disciplineSchema, membersWhere, roleSchema } from './member-row.ts';

/** Asks somebody in. The link is mailed where mail is set, and given back to copy in any case. */
export const createInvitation = operation({
  name: 'createInvitation',
  does: 'Invites somebody by e-mail address with a role. Gives a link that works once for 7 days; it is mailed if a mail server is set, and can be copied in any case. Inviting the same address again replaces the link.',
  may: admins('invite people'),
  effect: 'write',
  rest: { method: 'POST', path: '/invitations', tag: 'Members' },
  input: z.strictObject({
    email: z.email().max(254),
    role: roleSchema.default('editor'),
    discipline: disciplineSchema.nullable().default(null),
  }),
  output: invitationWithLinkSchema,
  failures: [alreadyMember, ownersOnly],
  example: { email: 'deniz@example.com', role: 'editor', discipline: 'marketing' },
  run: async ({ email: given, role, discipline }, context) => {
    const email = foldEmail(given);
    assertMayDecide(context, { name: email, role }, role);
    const { sql: statements, workspaceId, now } = context;
    const present = sql`lower(email) = ${email} and removed_at is null and user_id is not null`;
    if ((await membersWhere(statements, workspaceId, present)).length > 0)
      throw alreadyMember({ field: 'email', email });
    const [before] = await openInvitations(statements, workspaceId, sql`email = ${email}`);
    await statements.run(sql`update invitation set revoked_at = ${now.toISOString()}::timestamptz where workspace_id = ${workspaceId}::uuid
      and email = ${email} and accepted_at is null and revoked_at is null`);
    const link = newLink(now);
    const after = await enter(context, { email, role, discipline }, link);
    recordInvitation(context, before ?? null, after);
    await sendInvitation(context, after, link);
    return { ...after, path: link.path };
  },
});

async function enter(
  context: Context,
  invited: Pick<Invitation, 'email' | 'role' | 'discipline'>,
  link: NewLink,
): Promise<Invitation> {
  const { sql: statements, workspaceId, actor, now } = context;
  const id = uuidv7();
  await statements.run(sql`insert into invitation (id, workspace_id, token_hash, email, role, discipline, invited_by, invited_by_name,
      created_at, expires_at) values (${id}::uuid, ${workspaceId}::uuid, ${link.hash}, ${invited.email}, ${invited.role},
      ${invited.discipline}, ${actor.memberId}::uuid, ${actor.name}, ${now.toISOString()}::timestamptz, ${link.expiresAt}::timestamptz)`);
  const [made] = await openInvitations(statements, workspaceId, sql`id = ${id}::uuid`);
  if (made === undefined) throw invitationNotFound({ invitation: id });
  return made;
}
