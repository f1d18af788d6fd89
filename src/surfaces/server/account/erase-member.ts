import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Context, operation, owners } from '../../../line/index.ts';
import { endMembership } from '../../../platform/auth/index.ts';
import { lastOwner, memberNotFound } from './failures.ts';
import {
  assertNotLastOwner,
  EXAMPLE_ID,
  type MemberRow,
  memberById,
  memberSchema,
  recordMember,
  shown,
} from './member-row.ts';

const NOBODY = 'Former member';

/** Forgets who somebody was; what they wrote stays, under nobody's name. */
export const eraseMember = operation({
  name: 'eraseMember',
  does: 'Erases a person from the workspace for good: name and address go from their profile, the log and their comments; what they wrote stays as "Former member". An account that belongs to no other workspace is deleted. For a request under the GDPR, Article 17.',
  may: owners('erase a person'),
  effect: 'destroy',
  rest: { method: 'DELETE', path: '/members/{memberId}', tag: 'Members' },
  input: z.strictObject({ memberId: z.guid() }),
  output: memberSchema,
  failures: [memberNotFound, lastOwner],
  example: { memberId: EXAMPLE_ID },
  run: async ({ memberId }, context) => {
    const before = await memberById(context, memberId);
    if (isErased(before)) return shown(before);
    await assertNotLastOwner(context, before);
    await endAccount(context, before);
    await forgetProfile(context, memberId);
    await forgetInLog(context, before);
    const after = await memberById(context, memberId);
    await recordMember(context, { ...before, name: NOBODY, email: '' }, after);
    return shown(after);
  },
});

const isErased = (member: MemberRow): boolean =>
  member.userId === null && member.email === '' && member.removedAt !== null;

async function endAccount({ sql: statements, workspaceId }: Context, { id, userId, email }: MemberRow): Promise<void> {
  await statements.run(sql`delete from api_key where workspace_id = ${workspaceId}::uuid and member_id = ${id}::uuid`);
  await statements.run(
    sql`delete from share_link where workspace_id = ${workspaceId}::uuid and member_id = ${id}::uuid`,
  );
  await statements.run(sql`delete from invitation where workspace_id = ${workspaceId}::uuid and email = ${email}`);
  await statements.run(sql`delete from mail_outbox where workspace_id = ${workspaceId}::uuid and recipient = ${email}`);
  if (userId === null) return;
  await endMembership(statements, userId, workspaceId);
  await statements.run(
    sql`delete from "user" where id = ${userId} and not exists (select 1 from membership m where m.user_id = ${userId})`,
  );
}

async function forgetProfile({ sql: statements, workspaceId, now }: Context, memberId: string): Promise<void> {
  await statements.run(sql`update member set name = ${NOBODY}, email = '', user_id = null, discipline = null,
    removed_at = coalesce(removed_at, ${now.toISOString()}::timestamptz)
    where workspace_id = ${workspaceId}::uuid and id = ${memberId}::uuid`);
  await statements.run(
    sql`update comment set author_name = ${NOBODY} where workspace_id = ${workspaceId}::uuid and author_id = ${memberId}::uuid`,
  );
  await statements.run(
    sql`update change set actor_name = ${NOBODY} where workspace_id = ${workspaceId}::uuid and actor_id = ${memberId}::uuid`,
  );
}

/** The log keeps that somebody joined, changed role and left, without who it was; so do invitations to their address. */
async function forgetInLog({ sql: statements, workspaceId }: Context, { id, email }: MemberRow): Promise<void> {
  await statements.run(sql`update change c set entries = (
      select coalesce(jsonb_agg(case when e.entry->>'subject' = 'member' and (e.entry->>'id' = ${id} or e.entry->'after'->>'email' = ${email}
          or e.entry->'before'->>'email' = ${email})
        then jsonb_set(jsonb_set(e.entry, '{before}', ${forgotten('before')}), '{after}', ${forgotten('after')})
        else e.entry end order by e.place), '[]'::jsonb)
      from jsonb_array_elements(c.entries) with ordinality as e(entry, place))
    where c.workspace_id = ${workspaceId}::uuid and c.entries @? '$[*] ? (@.subject == "member")'`);
}

const forgotten = (side: 'before' | 'after') =>
  sql.raw(`case when jsonb_typeof(e.entry->'${side}') = 'object'
  then (e.entry->'${side}') || jsonb_build_object('name', '${NOBODY}', 'email', '') else 'null'::jsonb end`);
