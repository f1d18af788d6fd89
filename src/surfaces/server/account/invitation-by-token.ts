/** The invitation behind a link, found before its workspace is known. */
import { sql } from 'drizzle-orm';
import { hashToken, type Statements } from '../../../platform/auth/index.ts';
import type { Role } from '../../../platform/permission/index.ts';
import { invitationExpired, invitationInvalid, invitationUsed } from './failures.ts';

export interface HeldInvitation {
  readonly id: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly workspaceSlug: string;
  readonly email: string;
  readonly role: Role;
  readonly invitedByName: string;
  readonly expiresAt: string;
  readonly acceptedBy: string | null;
}

interface HeldRow extends HeldInvitation {
  readonly isExpired: boolean;
  readonly isAccepted: boolean;
}

/**
 * The open invitation of a token; one that `userId` accepted before is given again, so that repeating is safe.
 *
 * @throws `invitation.invalid`, `invitation.used`, `invitation.expired`
 */
export async function invitationOf(
  statements: Statements,
  token: string,
  userId: string | null,
): Promise<HeldInvitation> {
  const held =
    await statements.row<HeldRow>(sql`select i.id, i.workspace_id as "workspaceId", w.name as "workspaceName",
      w.slug as "workspaceSlug", i.email, i.role, i.invited_by_name as "invitedByName", i.expires_at as "expiresAt",
      i.accepted_by as "acceptedBy", i.expires_at <= now() as "isExpired", i.accepted_at is not null as "isAccepted"
    from invitation i join workspace w on w.id = i.workspace_id where i.token_hash = ${hashToken(token)} and i.revoked_at is null`);
  if (held === undefined) throw invitationInvalid({ field: 'token' });
  if (held.isAccepted && (userId === null || held.acceptedBy !== userId)) throw invitationUsed({ field: 'token' });
  if (held.isExpired && !held.isAccepted) throw invitationExpired({ field: 'token', expiredAt: held.expiresAt });
  return held;
}
