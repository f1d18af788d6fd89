import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { operation, viewers } from '../../../line/index.ts';
import { apiKeysWhere, mayEnd, recordKey } from './api-key-row.ts';
import { apiKeyNotFound } from './failures.ts';
import { EXAMPLE_ID } from './member-row.ts';

/** Ends a key with its next request. One that is gone already needs nothing done. */
export const revokeApiKey = operation({
  name: 'revokeApiKey',
  does: "Ends an API key: its next request is refused. You may end your own, an admin anybody's. One that has ended already needs nothing done.",
  may: viewers('revoke their own API keys; admins and owners revoke all'),
  effect: 'write',
  rest: { method: 'DELETE', path: '/api-keys/{keyId}', tag: 'API keys' },
  input: z.strictObject({ keyId: z.guid() }),
  output: z.strictObject({ keyId: z.guid(), isActive: z.literal(false) }),
  failures: [apiKeyNotFound],
  example: { keyId: EXAMPLE_ID },
  run: async ({ keyId }, context) => {
    const { sql: statements, workspaceId, now } = context;
    const [before] = await apiKeysWhere(statements, workspaceId, sql`id = ${keyId}::uuid`);
    if (before !== undefined) {
      if (!mayEnd(context, before)) throw apiKeyNotFound({ key: keyId });
      await statements.run(sql`update api_key set revoked_at = ${now.toISOString()}::timestamptz
        where workspace_id = ${workspaceId}::uuid and id = ${keyId}::uuid and revoked_at is null`);
      recordKey(context, before, null);
    }
    return { keyId, isActive: false as const };
  },
});
