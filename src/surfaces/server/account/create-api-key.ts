import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type Context, momentSchema, operation, viewers } from '../../../line/index.ts';
import { hashToken, KEY_PREFIX, KEY_SCOPES, makeToken, tokenStart } from '../../../platform/auth/index.ts';
import { isAtLeast } from '../../../platform/permission/index.ts';
import { apiKeySchema, apiKeysWhere, recordKey } from './api-key-row.ts';
import { apiKeyNameTaken, apiKeyNotFound, apiKeyTooMuch, expiryPast, keyByKey, noMemberBehind } from './failures.ts';
import { roleSchema } from './member-row.ts';

const inputSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).meta({ description: 'What it is for: "Release script".' }),
  role: roleSchema.optional().meta({ description: 'At most this role; your own unless said.' }),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1).default(['read']),
  tools: z.array(z.string().min(1).max(100)).min(1).max(300).nullable().default(null),
  expiresAt: momentSchema().nullable().default(null),
});

/** A key for scripts and agents, bound to this workspace and to oneself; shown this once. */
export const createApiKey = operation({
  name: 'createApiKey',
  does: 'Makes an API key that acts as you in this workspace, with at most the role and scopes given: read, write, admin. The key is shown this once; only its hash is kept. A second key of the same name is refused, so that repeating makes none.',
  may: viewers('make API keys that can do no more than themselves'),
  effect: 'write',
  rest: { method: 'POST', path: '/api-keys', tag: 'API keys' },
  input: inputSchema,
  output: apiKeySchema.extend({
    token: z.string().meta({ description: 'Send it as "Authorization: Bearer <token>". Shown this once.' }),
  }),
  failures: [apiKeyNameTaken, apiKeyTooMuch, expiryPast, keyByKey, noMemberBehind],
  example: { name: 'Release script', scopes: ['read', 'write'], expiresAt: '2027-01-01T00:00:00Z' },
  notAt: { mcp: 'An agent must not make itself another key.' },
  run: async (input, context) => {
    const memberId = holderOf(context, input);
    const { sql: statements, workspaceId, actor, now } = context;
    const taken = await apiKeysWhere(
      statements,
      workspaceId,
      sql`member_id = ${memberId}::uuid and name = ${input.name}`,
    );
    if (taken.length > 0) throw apiKeyNameTaken({ field: 'name', name: input.name });
    const token = makeToken(KEY_PREFIX);
    const id = uuidv7();
    await statements.run(sql`insert into api_key (id, workspace_id, member_id, name, key_hash, key_start, role, scopes, tools, created_at, expires_at)
      values (${id}::uuid, ${workspaceId}::uuid, ${memberId}::uuid, ${input.name}, ${hashToken(token)}, ${tokenStart(KEY_PREFIX, token)},
        ${input.role ?? actor.role}, ${sql.param(input.scopes)}::text[], ${sql.param(input.tools)}::text[],
        ${now.toISOString()}::timestamptz, ${input.expiresAt}::timestamptz)`);
    const [made] = await apiKeysWhere(statements, workspaceId, sql`id = ${id}::uuid`);
    if (made === undefined) throw apiKeyNotFound({ key: id });
    recordKey(context, null, made);
    return { ...made, token };
  },
});

function holderOf({ actor, now }: Context, { role, expiresAt }: z.output<typeof inputSchema>): string {
  if (actor.keyId !== undefined) throw keyByKey({});
  if (actor.memberId === null) throw noMemberBehind({});
  if (role !== undefined && !isAtLeast(actor.role, role)) throw apiKeyTooMuch({ field: 'role', role: actor.role });
  if (expiresAt !== null && new Date(expiresAt) <= now) throw expiryPast({ field: 'expiresAt' });
  return actor.memberId;
}
