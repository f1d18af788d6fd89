/** Invitations as the admin sees them, and the link that is shown once. */
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Context, Sql } from '../../../line/index.ts';
import { hashToken, makeToken } from '../../../platform/auth/index.ts';
import { invitationLetter, posting } from '../../../platform/mail/index.ts';
import { disciplineSchema, roleSchema } from './member-row.ts';

export const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;

export const invitationSchema = z
  .strictObject({
    id: z.guid(),
    email: z.string(),
    role: roleSchema,
    discipline: disciplineSchema.nullable(),
    invitedByName: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    isExpired: z.boolean(),
  })
  .meta({ title: 'Invitation' });
export type Invitation = z.output<typeof invitationSchema>;

/** The invitation with its link, which works once and is never shown again. */
export const invitationWithLinkSchema = invitationSchema.extend({
  path: z
    .string()
    .meta({ description: 'Below the address of this installation; copy it to the person invited. Shown this once.' }),
});

const COLUMNS = sql.raw(`id, email, role, discipline, invited_by_name as "invitedByName", created_at as "createdAt",
  expires_at as "expiresAt", expires_at <= now() as "isExpired"`);

/** The invitations neither accepted nor revoked. */
export function openInvitations(statements: Sql, workspaceId: string, where: SQL): Promise<readonly Invitation[]> {
  return statements.rows<Invitation>(sql`select ${COLUMNS} from invitation where workspace_id = ${workspaceId}::uuid
    and accepted_at is null and revoked_at is null and ${where} order by created_at desc, id`);
}

export interface NewLink {
  readonly path: string;
  readonly hash: string;
  readonly expiresAt: string;
}

export function newLink(now: Date): NewLink {
  const token = makeToken('inv_');
  return {
    path: `/invitation/${token}`,
    hash: hashToken(token),
    expiresAt: new Date(now.getTime() + INVITATION_DAYS * DAY_MS).toISOString(),
  };
}

/** Puts the letter into the outbox and the act into the log. Without a mail server the log of mail says so; the link is copied. */
export async function sendInvitation(context: Context, invitation: Invitation, link: NewLink): Promise<void> {
  const { sql: statements, workspaceId, actor } = context;
  const workspace = await statements.row<{ name: string }>(
    sql`select name from workspace where id = ${workspaceId}::uuid`,
  );
  const letter = invitationLetter({
    workspaceName: workspace?.name ?? 'Throughline',
    invitedBy: actor.name,
    role: invitation.role,
    path: link.path,
    expiresAt: new Date(link.expiresAt),
  });
  await statements.run(posting({ to: invitation.email, letter, workspaceId }));
}

export function recordInvitation({ line }: Context, before: Invitation | null, after: Invitation | null): void {
  const id = after?.id ?? before?.id ?? '';
  line.record({ subject: 'member', id, itemId: null, kind: 'invitation', before, after });
}
