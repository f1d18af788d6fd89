import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type Context, operation, owners } from '../../../line/index.ts';
import { addPerson, enterMembership, findPerson, type Person } from '../../../platform/auth/index.ts';
import type { Role } from '../../../platform/permission/index.ts';
import { invitationUsed, signInToAccept } from './failures.ts';
import { INSIDE } from './inside.ts';
import {
  type disciplineSchema,
  EXAMPLE_ID,
  type MemberRow,
  memberById,
  membersWhere,
  recordMember,
} from './member-row.ts';

const newcomerSchema = z.strictObject({ name: z.string(), email: z.string(), passwordHash: z.string() });
type Discipline = z.output<typeof disciplineSchema>;

interface Invited {
  readonly role: Role;
  readonly discipline: Discipline | null;
  readonly email: string;
}

/** Uses up an invitation: the person becomes a member, with an account made in the same transaction where they had none. */
export const joinWorkspace = operation({
  name: 'joinWorkspace',
  does: 'Makes whoever holds an invitation a member, once.',
  may: owners('admit whoever holds an invitation'),
  effect: 'write',
  rest: { method: 'POST', path: '/workspace/join', tag: 'Workspaces' },
  input: z.strictObject({ invitationId: z.guid(), userId: z.string().optional(), newcomer: newcomerSchema.optional() }),
  output: z.strictObject({ userId: z.string(), memberId: z.guid() }),
  failures: [invitationUsed, signInToAccept],
  example: { invitationId: EXAMPLE_ID, userId: EXAMPLE_ID },
  notAt: INSIDE,
  run: async ({ invitationId, userId, newcomer }, context) => {
    const { sql: statements, now } = context;
    const person = userId === undefined ? await enrol(context, newcomer) : await findPerson(statements, userId);
    if (person === undefined) throw signInToAccept({ email: newcomer?.email ?? '' });
    const invited =
      await statements.row<Invited>(sql`update invitation set accepted_at = ${now.toISOString()}::timestamptz,
      accepted_by = ${person.id} where id = ${invitationId}::uuid and workspace_id = ${context.workspaceId}::uuid
      and accepted_at is null and revoked_at is null and expires_at > ${now.toISOString()}::timestamptz returning role, discipline, email`);
    if (invited === undefined) throw invitationUsed({ field: 'token' });
    const member = await admit(context, person, invited);
    return { userId: person.id, memberId: member.id };
  },
});

async function enrol(
  { sql: statements }: Context,
  newcomer: z.output<typeof newcomerSchema> | undefined,
): Promise<Person | undefined> {
  return newcomer === undefined ? undefined : addPerson(statements, newcomer);
}

/**
 * The member this person is: the one they were, the one entered for their address before they had an account (by an import, or by
 * the invitation), or a new one.
 */
export async function admit(
  context: Context,
  person: Person,
  { role, discipline, email }: Invited,
): Promise<MemberRow> {
  const { sql: statements, workspaceId } = context;
  const before = await knownMember(context, person, email);
  if (before !== null && before.removedAt === null && before.userId !== null) return before;
  const id = before?.id ?? uuidv7();
  await enterMembership(statements, person.id, workspaceId, id);
  if (before === null) {
    await statements.run(sql`insert into member (workspace_id, id, user_id, name, email, role, discipline)
      values (${workspaceId}::uuid, ${id}::uuid, ${person.id}, ${person.name}, ${person.email}, ${role}, ${discipline})`);
  } else {
    await statements.run(sql`update member set user_id = ${person.id}, name = ${person.name}, email = ${person.email}, role = ${role},
      discipline = coalesce(${discipline}, discipline), removed_at = null where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`);
  }
  const after = await memberById(context, id);
  await recordMember(context, before, after);
  return after;
}

async function knownMember(
  { sql: statements, workspaceId }: Context,
  person: Person,
  email: string,
): Promise<MemberRow | null> {
  const found = await membersWhere(
    statements,
    workspaceId,
    sql`(user_id = ${person.id} or (user_id is null and email <> ''
    and lower(email) in (${email}, ${person.email})))`,
  );
  return found.find(({ userId }) => userId === person.id) ?? found[0] ?? null;
}
