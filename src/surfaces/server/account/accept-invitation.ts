import { z } from 'zod';
import { findPersonByEmail } from '../../../platform/auth/index.ts';
import { systemActor } from '../../../platform/permission/index.ts';
import { accountNeeded, invitationExpired, invitationInvalid, invitationUsed, signInToAccept } from './failures.ts';
import { type HeldInvitation, invitationOf } from './invitation-by-token.ts';
import { joinWorkspace } from './join-workspace.ts';
import { joinedWorkspaces } from './joined-workspaces.ts';
import { passwordSchema, personNameSchema } from './person-schema.ts';
import { personal, type Visit } from './personal.ts';
import { tokenSchema } from './read-invitation.ts';
import { joinedWorkspaceSchema } from './workspace-row.ts';

const inputSchema = z.strictObject({
  token: tokenSchema,
  name: personNameSchema.optional().meta({ description: 'For a new account.' }),
  password: passwordSchema.optional().meta({ description: 'For a new account, at least 10 characters.' }),
});
type Input = z.output<typeof inputSchema>;

/** Takes up an invitation: signed in, as oneself; else with a new account for the address invited. */
export const acceptInvitation = personal({
  name: 'acceptInvitation',
  does: 'Accepts an invitation. Signed in, you join as yourself; otherwise name and password make an account for the address invited and sign you in. A link works once; whoever accepted it gets the same answer again.',
  audience: 'anyone',
  may: 'accept the invitation whose link they hold',
  effect: 'write',
  rest: { method: 'POST', path: '/invitation/accept', tag: 'Set-up' },
  input: inputSchema,
  output: joinedWorkspaceSchema,
  failures: [invitationInvalid, invitationUsed, invitationExpired, signInToAccept, accountNeeded],
  example: { token: 'inv_4fP9QxT1', name: 'Deniz Kaya', password: 'correct horse battery' },
  run: async (input, visit) => {
    const { database, person } = visit;
    const held = await database.global((statements) => invitationOf(statements, input.token, person?.userId ?? null));
    const userId = person === null ? await joinAsNew(visit, held, input) : await joinAs(visit, held, person.userId);
    const joined = (await joinedWorkspaces(database, userId)).find(({ id }) => id === held.workspaceId);
    if (joined === undefined) throw invitationUsed({ field: 'token' });
    return joined;
  },
});

async function joinAs({ line, auth }: Visit, held: HeldInvitation, userId: string): Promise<string> {
  if (held.acceptedBy === userId) return userId;
  const standing = { workspaceId: held.workspaceId, actor: systemActor('web', 'Invitation') };
  await line.run(joinWorkspace, { invitationId: held.id, userId }, standing);
  await auth.accountChanged();
  return userId;
}

async function joinAsNew(
  { database, line, auth, ...visit }: Visit,
  held: HeldInvitation,
  { name, password }: Input,
): Promise<string> {
  const known = await database.global((statements) => findPersonByEmail(statements, held.email));
  if (known !== undefined) throw signInToAccept({ email: held.email });
  if (name === undefined) throw accountNeeded({ field: 'name' });
  if (password === undefined) throw accountNeeded({ field: 'password' });
  const newcomer = { name, email: held.email, passwordHash: await auth.hashPassword(password) };
  const standing = { workspaceId: held.workspaceId, actor: systemActor('web', 'Invitation') };
  const joined = joinedSchema.parse(await line.run(joinWorkspace, { invitationId: held.id, newcomer }, standing));
  const cookies = await auth.signIn({ email: held.email, password }, visit);
  for (const cookie of cookies.getSetCookie()) visit.answerHeaders.append('set-cookie', cookie);
  return joined.userId;
}

const joinedSchema = z.object({ userId: z.string() });
