import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { admins, type Context, operation } from '../../../line/index.ts';
import { sessionsOf } from '../../../platform/auth/index.ts';
import { memberNotFound } from './failures.ts';
import { EXAMPLE_ID, memberById, memberSchema, shown } from './member-row.ts';

const sessionSchema = z.strictObject({
  signedInAt: z.string(),
  expiresAt: z.string(),
  address: z.string().nullable(),
  device: z.string().nullable(),
});
const exportSchema = z.strictObject({
  exportedAt: z.string(),
  member: memberSchema,
  sessions: z.array(sessionSchema),
  apiKeys: z.array(
    z.strictObject({
      name: z.string(),
      createdAt: z.string(),
      lastUsedAt: z.string().nullable(),
      revokedAt: z.string().nullable(),
    }),
  ),
  comments: z.array(z.strictObject({ itemId: z.guid(), createdAt: z.string(), body: z.string() })),
  owns: z.array(z.strictObject({ id: z.guid(), kind: z.string(), title: z.string() })),
  changes: z.strictObject({ count: z.int(), first: z.string().nullable(), last: z.string().nullable() }),
});

/** Everything this workspace keeps about one person, as the person may ask for it. */
export const exportMember = operation({
  name: 'exportMember',
  does: 'Gives everything the workspace keeps about one member: profile, sessions, keys, comments, what they own and how much they changed. For a request under the GDPR, Article 15.',
  may: admins('export what is kept about a member'),
  effect: 'read',
  rest: { method: 'GET', path: '/members/{memberId}/export', tag: 'Members' },
  input: z.strictObject({ memberId: z.guid() }),
  output: exportSchema,
  failures: [memberNotFound],
  example: { memberId: EXAMPLE_ID },
  run: async ({ memberId }, context) => {
    const member = await memberById(context, memberId);
    const sessions = member.userId === null ? [] : await sessionsOf(context.sql, member.userId);
    return {
      exportedAt: context.now.toISOString(),
      member: shown(member),
      sessions: sessions.map(({ id: _id, ...session }) => session),
      ...(await written(context, memberId)),
    };
  },
});

type Written = Pick<z.output<typeof exportSchema>, 'apiKeys' | 'comments' | 'owns' | 'changes'>;

async function written({ sql: statements, workspaceId }: Context, memberId: string): Promise<Written> {
  const apiKeys = await statements.rows<Written['apiKeys'][number]>(sql`select name, created_at as "createdAt",
    last_used_at as "lastUsedAt", revoked_at as "revokedAt" from api_key
    where workspace_id = ${workspaceId}::uuid and member_id = ${memberId}::uuid order by created_at`);
  const comments = await statements.rows<
    Written['comments'][number]
  >(sql`select item_id as "itemId", created_at as "createdAt", body
    from comment where workspace_id = ${workspaceId}::uuid and author_id = ${memberId}::uuid and removed_at is null order by created_at`);
  const owns = await statements.rows<Written['owns'][number]>(sql`select id, kind, title from item
    where workspace_id = ${workspaceId}::uuid and owner_id = ${memberId}::uuid order by kind, number`);
  const changes = await statements.row<
    Written['changes']
  >(sql`select count(*)::int as count, min(at) as first, max(at) as last
    from change where workspace_id = ${workspaceId}::uuid and actor_id = ${memberId}::uuid`);
  return {
    apiKeys: [...apiKeys],
    comments: [...comments],
    owns: [...owns],
    changes: changes ?? { count: 0, first: null, last: null },
  };
}
