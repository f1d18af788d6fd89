import { z } from 'zod';
import { findPersonByEmail } from '../../../platform/auth/index.ts';
import { invitationExpired, invitationInvalid, invitationUsed } from './failures.ts';
import { invitationOf } from './invitation-by-token.ts';
import { roleSchema } from './member-row.ts';
import { personal } from './personal.ts';

export const tokenSchema = z.string().min(1).max(200);

/** What the page behind an invitation's link shows before one accepts. */
export const readInvitation = personal({
  name: 'readInvitation',
  does: 'Says what an invitation link is for: workspace, role, who invites, and whether the address invited has an account to sign in with.',
  audience: 'anyone',
  may: 'read the invitation whose link they hold',
  effect: 'read',
  rest: { method: 'GET', path: '/invitation/{token}', tag: 'Set-up' },
  input: z.strictObject({ token: tokenSchema }),
  output: z.strictObject({
    workspaceName: z.string(),
    email: z.string(),
    role: roleSchema,
    invitedByName: z.string(),
    expiresAt: z.string(),
    hasAccount: z.boolean(),
  }),
  failures: [invitationInvalid, invitationUsed, invitationExpired],
  example: { token: 'inv_4fP9QxT1' },
  run: async ({ token }, { database, person }) =>
    database.global(async (statements) => {
      const { workspaceName, email, role, invitedByName, expiresAt } = await invitationOf(
        statements,
        token,
        person?.userId ?? null,
      );
      const hasAccount = (await findPersonByEmail(statements, email)) !== undefined;
      return { workspaceName, email, role, invitedByName, expiresAt, hasAccount };
    }),
});
