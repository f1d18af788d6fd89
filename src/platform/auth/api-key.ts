/** API keys: shown once, kept as a hash, looked up before the workspace is known. */
import { sql } from 'drizzle-orm';
import type { Database } from '../database/index.ts';
import type { Role } from '../permission/index.ts';
import type { KeyScope } from './scope.ts';
import { hashToken, sameSecret } from './secret-token.ts';
import type { Statements } from './statements.ts';

export const KEY_PREFIX = 'tl_';
/** `tl_` and 43 signs of base64url; anything else is no key and asks nothing of the database. */
const KEY_FORM = /^tl_[\w-]{43}$/;

export interface KeyHolder {
  readonly keyId: string;
  readonly workspaceId: string;
  readonly workspaceSlug: string;
  readonly memberId: string;
  readonly userId: string;
  readonly role: Role;
  readonly scopes: readonly KeyScope[];
  readonly tools: readonly string[] | null;
  readonly expiresAt: string | null;
}

/** The key in `Authorization: Bearer tl_...`; undefined where the header holds none of ours. */
export function keyIn(headers: Headers): string | undefined {
  const [, token] = /^Bearer\s+(.+)$/i.exec(headers.get('authorization') ?? '') ?? [];
  return token?.startsWith(KEY_PREFIX) === true ? token : undefined;
}

/** Whose key it is, where it is still good and its member still belongs to the workspace. */
export async function findKey(statements: Statements, key: string): Promise<KeyHolder | undefined> {
  if (!KEY_FORM.test(key)) return undefined;
  const hash = hashToken(key);
  const row = await statements.row<
    KeyHolder & { keyHash: string }
  >(sql`select k.id as "keyId", k.workspace_id as "workspaceId",
      w.slug as "workspaceSlug", k.member_id as "memberId", m.user_id as "userId", k.role, k.scopes, k.tools,
      k.expires_at as "expiresAt", k.key_hash as "keyHash"
    from api_key k join workspace w on w.id = k.workspace_id
    join membership m on m.workspace_id = k.workspace_id and m.member_id = k.member_id
    where k.key_hash = ${hash} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`);
  return row !== undefined && sameSecret(row.keyHash, hash) ? row : undefined;
}

const NOTED_EVERY_MS = 60_000;
const MOST_NOTED = 10_000;

/** Notes when a key was last used, at most once a minute for each. */
export function createUseNotes(database: Database, onFailure: (error: unknown) => void): (keyId: string) => void {
  const noted = new Map<string, number>();
  return (keyId) => {
    const now = Date.now();
    if (now - (noted.get(keyId) ?? 0) < NOTED_EVERY_MS) return;
    if (noted.size >= MOST_NOTED) noted.clear();
    noted.set(keyId, now);
    const noting = sql`update api_key set last_used_at = now() where id = ${keyId}::uuid
      and (last_used_at is null or last_used_at < now() - interval '1 minute')`;
    database.global((statements) => statements.run(noting)).catch(onFailure);
  };
}
