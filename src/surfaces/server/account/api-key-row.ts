/** API keys as their list shows them: never the key itself. */
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Context, Sql } from '../../../line/index.ts';
import { KEY_SCOPES } from '../../../platform/auth/index.ts';
import { isAtLeast } from '../../../platform/permission/index.ts';
import { roleSchema } from './member-row.ts';

export const apiKeySchema = z
  .strictObject({
    id: z.guid(),
    memberId: z.guid(),
    name: z.string(),
    start: z.string().meta({ description: 'The first characters, to recognise it by.' }),
    role: roleSchema.meta({ description: 'At most this; never more than its member.' }),
    scopes: z.array(z.enum(KEY_SCOPES)),
    tools: z
      .array(z.string())
      .nullable()
      .meta({ description: 'The MCP tools it may use; null: all its scopes allow.' }),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
  })
  .meta({ title: 'ApiKey' });
export type ApiKey = z.output<typeof apiKeySchema>;

const COLUMNS =
  sql.raw(`id, member_id as "memberId", name, key_start as start, role, scopes, tools, created_at as "createdAt",
  expires_at as "expiresAt", last_used_at as "lastUsedAt"`);

/** Keys not revoked. */
export function apiKeysWhere(statements: Sql, workspaceId: string, where: SQL): Promise<readonly ApiKey[]> {
  return statements.rows<ApiKey>(sql`select ${COLUMNS} from api_key where workspace_id = ${workspaceId}::uuid
    and revoked_at is null and ${where} order by created_at desc, id`);
}

/** One's own keys; admins see everybody's. */
export function keysWithin({ actor }: Context): SQL {
  if (isAtLeast(actor.role, 'admin')) return sql`true`;
  return sql`member_id = ${actor.memberId}::uuid`;
}

/** One's own key; admins end anybody's. */
export function mayEnd({ actor }: Context, key: ApiKey): boolean {
  return isAtLeast(actor.role, 'admin') || key.memberId === actor.memberId;
}

export function recordKey({ line }: Context, before: ApiKey | null, after: ApiKey | null): void {
  const id = after?.id ?? before?.id ?? '';
  line.record({ subject: 'member', id, itemId: null, kind: 'apiKey', before, after });
}
