/** A running server with a workspace of its own, its people and their keys: what tests over HTTP begin with. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { hashToken, KEY_PREFIX, makeToken } from '../../src/platform/auth/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { ROLES, type Role } from '../../src/platform/permission/index.ts';
import { readSettings } from '../../src/platform/settings/index.ts';
import { type RunningServer, type StartOptions, startServer } from '../../src/surfaces/server/start-server.ts';
import { openTestDatabase } from '../database/open.ts';
import { temporaryFolder } from '../database/test-server.ts';

export interface Town {
  readonly workspaceId: string;
  readonly slug: string;
  /** A key of a member of each role, with every scope. */
  readonly keys: Readonly<Record<Role, string>>;
  readonly members: Readonly<Record<Role, string>>;
}

export interface TestServer extends RunningServer {
  readonly town: Town;
  /** Sends a request with a member's key; `as: null` sends none. */
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
  newTown(): Promise<Town>;
  close(): Promise<void>;
}

export interface Sending {
  readonly as?: Role | null;
  readonly town?: Town;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReturnType<typeof JSON.parse>;
}

/** @example const server = await openTestServer(); afterAll(() => server.close()); */
export async function openTestServer(options: Partial<StartOptions> = {}): Promise<TestServer> {
  const database = options.database ?? (await openTestDatabase());
  const settings = {
    ...readSettings({
      LOG_LEVEL: 'error',
      THROUGHLINE_DATA: temporaryFolder('http'),
      THROUGHLINE_WEBHOOK_HOSTS: '127.0.0.1',
    }),
    port: 0,
  };
  const server = await startServer({ settings, database, rateLimit: null, checkOutputs: true, ...options });
  const town = await foundTown(database);
  return {
    ...server,
    town,
    newTown: () => foundTown(database),
    send: (method, path, sending = {}) => send(server.url, method, path, { town, ...sending }),
    close: async () => {
      await server.stop();
      if (options.database === undefined) await database.close();
    },
  };
}

async function send(
  url: string,
  method: string,
  path: string,
  { as = 'owner', town, body, headers = {} }: Sending,
): Promise<Answer> {
  const key = as === null || town === undefined ? {} : { authorization: `Bearer ${town.keys[as]}` };
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { ...key, ...json, ...headers },
    redirect: 'manual',
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson =
    /json/.test(answer.headers.get('content-type') ?? '') && !/ndjson/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, headers: answer.headers, body: isJson && text !== '' ? JSON.parse(text) : text };
}

/** Founds a workspace with one member of each role, each with a key. */
export async function foundTown(database: Database): Promise<Town> {
  const workspaceId = randomUUID();
  const slug = `town-${workspaceId.slice(0, 8)}`;
  await database.global((tables) =>
    tables.run(sql`insert into workspace (id, slug, name) values (${workspaceId}::uuid, ${slug}, ${slug})`),
  );
  await database.write(workspaceId, (tables) =>
    tables.run(sql`insert into workspace_head (workspace_id) values (${workspaceId}::uuid)`),
  );
  const people = await Promise.all(
    ROLES.map(async (role) => [role, await settle(database, workspaceId, role)] as const),
  );
  const by = (of: 'key' | 'memberId'): Record<Role, string> => {
    const found = Object.fromEntries(people.map(([role, person]) => [role, person[of]]));
    return { owner: '', admin: '', editor: '', contributor: '', viewer: '', ...found };
  };
  return { workspaceId, slug, keys: by('key'), members: by('memberId') };
}

async function settle(database: Database, workspaceId: string, role: Role): Promise<{ key: string; memberId: string }> {
  const [memberId, userId, keyId, key] = [randomUUID(), randomUUID(), randomUUID(), makeToken(KEY_PREFIX)];
  await database.write(workspaceId, async (tables) => {
    await tables.run(
      sql`insert into "user" (id, name, email, "emailVerified") values (${userId}, ${role}, ${`${userId}@example.com`}, true)`,
    );
    await tables.run(sql`insert into member (workspace_id, id, user_id, name, email, role)
      values (${workspaceId}::uuid, ${memberId}::uuid, ${userId}, ${`The ${role}`}, ${`${userId}@example.com`}, ${role})`);
    await tables.run(
      sql`insert into membership (user_id, workspace_id, member_id) values (${userId}, ${workspaceId}::uuid, ${memberId}::uuid)`,
    );
    await tables.run(sql`insert into api_key (id, workspace_id, member_id, name, key_hash, key_start, role, scopes, created_at)
      values (${keyId}::uuid, ${workspaceId}::uuid, ${memberId}::uuid, ${role}, ${hashToken(key)}, 'tl_', ${role}, '{admin}', now())`);
  });
  return { key, memberId };
}
