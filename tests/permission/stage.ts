/** A workspace in which every operation's example can be run: an item of each kind, and one of everything else. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { AnyOperation } from '../../src/line/index.ts';
import { hashToken, KEY_PREFIX, makeToken } from '../../src/platform/auth/index.ts';
import { readSettings } from '../../src/platform/settings/index.ts';
import { createProduct } from '../../src/surfaces/server/product.ts';
import { openTestDatabase } from '../database/open.ts';
import { temporaryFolder } from '../database/test-server.ts';
import { type Answer, openTestServer, type Sending, type TestServer, type Town } from '../http/server.ts';

export interface StagedServer {
  readonly server: TestServer;
  /** Over the same database and files as the server's own, for running them without a door. */
  readonly operations: ReadonlyMap<string, AnyOperation>;
}

/** A server, and its operations at hand. */
export async function openStagedServer(): Promise<StagedServer> {
  const database = await openTestDatabase();
  const environment = {
    LOG_LEVEL: 'error',
    THROUGHLINE_DATA: temporaryFolder('stage'),
    THROUGHLINE_WEBHOOK_HOSTS: '127.0.0.1',
  };
  const settings = { ...readSettings(environment), port: 0 };
  const server = await openTestServer({ database, settings });
  const { operations } = createProduct({ database, settings });
  const close = async (): Promise<void> => {
    await server.close();
    await database.close();
  };
  return { server: { ...server, close }, operations: new Map(operations.map((one) => [one.name, one])) };
}

export interface Stage {
  readonly town: Town;
  /** By the name of the member that takes them: `linkId`, `commentId`. */
  readonly ids: ReadonlyMap<string, string>;
  /** Ids of the items by their key: `FEA-1`. */
  readonly items: ReadonlyMap<string, string>;
  /** The operation's example, naming what is here. */
  inputFor(operation: AnyOperation): Input;
  head(): Promise<number>;
}

export type Input = Readonly<Record<string, unknown>>;

/** What examples say where they mean "one that is there". */
const ANY_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const CSV = 'Review Text,Star Rating\nToo bloated,2\nI like it,5\n';

/** @example const stage = await setStage(server, await server.newTown()); */
export async function setStage(server: TestServer, town: Town): Promise<Stage> {
  const send = async (method: string, path: string, sending: Sending = {}): Promise<Answer['body']> => {
    const answer = await server.send(method, `/api/v1${path}`, { town, ...sending });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const items = new Map<string, string>();
  for (const kind of server.line.model.kinds) {
    const { key, id } = await send('POST', `/${kind.plural}`, { body: kind.example });
    items.set(key, id);
  }
  const made = async (path: string, body: unknown): Promise<string> => (await send('POST', path, { body })).id;
  const file = { body: CSV, headers: { 'content-type': 'text/csv' } };
  await send('POST', '/features', { body: { title: 'A second one' } });
  const uploadId = (await send('POST', '/files/uploads?name=reviews.csv', file)).id;
  const settings = { kind: 'feedback', source: 'before', columns: [{ column: 'Review Text', to: 'text' }] };
  const webhookId = await made('/webhooks', { url: 'http://127.0.0.1:9/', kinds: ['feature'] });
  await send('PATCH', `/webhooks/${webhookId}`, { body: { active: false } });
  const { memberId, keyId } = await addGuest(server, town);
  const ids = new Map([
    ['uploadId', uploadId],
    ['webhookId', webhookId],
    ['memberId', memberId],
    ['keyId', keyId],
    ['linkId', await made('/links', { kind: 'feature.serves', from: 'FEA-2', to: 'NEED-1' })],
    ['commentId', await made('/items/FEA-1/comments', { body: 'What of the date?' })],
    [
      'viewId',
      await made('/views', { kind: 'feature', title: 'All', layout: 'table', scope: 'shared', definition: {} }),
    ],
    [
      'customFieldId',
      await made('/custom-fields', { key: 'churn_risk', label: 'Churn risk', type: 'number', kinds: ['need'] }),
    ],
    ['invitationId', await made('/invitations', { email: `${randomUUID()}@example.com`, role: 'viewer' })],
    ['shareLinkId', await made('/share-links', { item: 'FEA-1' })],
    ['presetId', await made('/import-presets', { title: 'Before', settings })],
    ['importId', await made('/imports', { uploadId, settings })],
    ['attachmentId', (await send('POST', '/files/attachments?item=FEA-1&name=note.csv', file)).id],
  ]);
  await untilQuiet(server, town);
  return {
    town,
    ids,
    items,
    inputFor: ({ example }) => named(example, ids),
    head: () => headOf(server, town),
  };
}

const headOf = async ({ line }: TestServer, town: Town): Promise<number> => (await line.head(town.workspaceId)).seq;

const ASK_EVERY_MS = 50;
const QUIET_MS_MOST = 20_000;

/** Imports go on after their answer: waits until each has come to its end. */
export async function untilQuiet({ database }: TestServer, { workspaceId }: Town): Promise<void> {
  for (const until = Date.now() + QUIET_MS_MOST; Date.now() < until; ) {
    const { rowCount } = await database.pool.query(
      `select 1 from import_run where workspace_id = $1 and state in ('running', 'undoing')`,
      [workspaceId],
    );
    if (rowCount === 0) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Error(`An import has not ended within ${QUIET_MS_MOST} ms.`);
}

/** An address belongs to one person: each input names another. */
function named(example: unknown, ids: ReadonlyMap<string, string>): Input {
  const text = JSON.stringify(example, (name, value: unknown) => {
    if (name === 'email') return `${randomUUID()}@example.org`;
    return value === ANY_ID ? (ids.get(name) ?? value) : value;
  });
  const input: ReturnType<typeof JSON.parse> = JSON.parse(text);
  return input;
}

/** A member who may be removed, and a key that may be revoked. */
async function addGuest(
  { database }: TestServer,
  { workspaceId, members }: Town,
): Promise<Record<'memberId' | 'keyId', string>> {
  const [memberId, userId, keyId] = [randomUUID(), randomUUID(), randomUUID()];
  const email = `${userId}@example.com`;
  await database.write(workspaceId, async (tables) => {
    await tables.run(
      sql`insert into "user" (id, name, email, "emailVerified") values (${userId}, 'The guest', ${email}, true)`,
    );
    await tables.run(sql`insert into member (workspace_id, id, user_id, name, email, role)
      values (${workspaceId}::uuid, ${memberId}::uuid, ${userId}, 'The guest', ${email}, 'viewer')`);
    await tables.run(
      sql`insert into membership (user_id, workspace_id, member_id) values (${userId}, ${workspaceId}::uuid, ${memberId}::uuid)`,
    );
    await tables.run(sql`insert into api_key (id, workspace_id, member_id, name, key_hash, key_start, role, scopes, created_at)
      values (${keyId}::uuid, ${workspaceId}::uuid, ${members.owner}::uuid, 'guest', ${hashToken(makeToken(KEY_PREFIX))}, 'tl_', 'viewer', '{read}', now())`);
  });
  return { memberId, keyId };
}

export interface RestCall {
  readonly method: string;
  readonly path: string;
  readonly body?: Input;
}

/** The input as the REST door takes it. */
export function asRest({ rest }: AnyOperation, input: Input): RestCall {
  const inPath = new Set([...rest.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ''));
  const path = rest.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const others = Object.entries(input).filter(([name]) => !inPath.has(name));
  if (rest.method !== 'GET' && rest.method !== 'DELETE')
    return { method: rest.method, path: `/api/v1${path}`, body: Object.fromEntries(others) };
  const query = others.map(([name, value]) => `${name}=${encodeURIComponent(textOf(value))}`).join('&');
  return { method: rest.method, path: `/api/v1${path}${query === '' ? '' : `?${query}`}` };
}

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
