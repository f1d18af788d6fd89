import { z } from 'zod';
import { operation, viewers } from '../../../line/index.ts';
import { apiKeySchema, apiKeysWhere, keysWithin } from './api-key-row.ts';

/** One's own keys; an admin sees all of the workspace. */
export const listApiKeys = operation({
  name: 'listApiKeys',
  does: 'Lists the API keys that are not revoked: your own, or with the admin role those of every member. The keys themselves are never shown again.',
  may: viewers('see their own API keys; admins and owners see all'),
  effect: 'read',
  rest: { method: 'GET', path: '/api-keys', tag: 'API keys' },
  input: z.strictObject({}),
  output: z.strictObject({ apiKeys: z.array(apiKeySchema) }),
  failures: [],
  example: {},
  run: async (_input, context) => ({
    apiKeys: [...(await apiKeysWhere(context.sql, context.workspaceId, keysWithin(context)))],
  }),
});
