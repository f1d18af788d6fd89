/** Webhooks end to end: a change is posted, signed, tried again, logged, replayed, and survives the process. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestServer, type TestServer } from '../../../../tests/http/server.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: ReturnType<typeof JSON.parse>;
}

let server: TestServer;
let first: TestServer;
let receiver: Server;
let address = '';
let status = 200;
const received: Received[] = [];

beforeAll(async () => {
  first = await openTestServer();
  server = first;
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString();
    received.push({ headers: request.headers, text, body: JSON.parse(text) });
    response.writeHead(status).end('seen');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const bound = receiver.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/hook`;
});
afterAll(async () => {
  receiver.close();
  await server.stop();
  await first.close();
});
beforeEach(() => {
  received.length = 0;
  status = 200;
});

async function make(title: string, kind: 'needs' | 'features' = 'needs') {
  const body = kind === 'needs' ? { title, statement: title } : { title, summary: title };
  const made = await server.send('POST', `/api/v1/${kind}`, { body, town: server.town });
  expect(made.status).toBe(201);
  return made;
}
const register = async (body: object = {}) =>
  (await server.send('POST', '/api/v1/webhooks', { body: { url: address, ...body } })).body;
const remove = (id: string) => server.send('DELETE', `/api/v1/webhooks/${id}`);
const deliveries = async (id: string) => (await server.send('GET', `/api/v1/webhooks/${id}/deliveries`)).body.items;

/** What waits becomes due now: as if the time had passed. */
async function passTime(): Promise<void> {
  const { workspaceId } = server.town;
  await server.database.write(workspaceId, (tables) =>
    tables.run(
      sql`update webhook_delivery set next_attempt_at = now() where workspace_id = ${workspaceId}::uuid and state = 'waiting'`,
    ),
  );
  await make('Time passes', 'features');
}

test('a change is posted, signed after Standard Webhooks, and logged', async () => {
  const { id, secret } = await register({ kinds: ['need'] });
  expect(secret).toMatch(/^whsec_/);
  await make('Told');
  await vi.waitFor(() => expect(received).toHaveLength(1));
  const [message] = received;
  if (message === undefined) throw new Error('Nothing came.');
  const headers = {
    'webhook-id': String(message.headers['webhook-id']),
    'webhook-timestamp': String(message.headers['webhook-timestamp']),
    'webhook-signature': String(message.headers['webhook-signature']),
  };
  expect(new Webhook(secret).verify(message.text, headers)).toMatchObject({
    type: 'createNeed',
    data: { operation: 'createNeed' },
  });
  await vi.waitFor(async () =>
    expect(await deliveries(id)).toMatchObject([
      { state: 'delivered', attempts: 1, lastStatus: 200, lastAnswer: 'seen' },
    ]),
  );
  expect((await server.send('GET', '/api/v1/webhooks')).body.items[0]).not.toHaveProperty('secret');
  await remove(id);
});

test('only what passes the filter is sent', async () => {
  const { id } = await register({ kinds: ['feature'], operations: ['createFeature'] });
  await make('Not this');
  await make('This', 'features');
  await vi.waitFor(() => expect(received).toHaveLength(1));
  expect(received[0]?.body.data.entries[0].after.title).toBe('This');
  await remove(id);
});

test('a failed message is tried again under the same id until it is taken', async () => {
  const { id } = await register({ kinds: ['need'] });
  status = 503;
  await make('Stubborn');
  await vi.waitFor(async () =>
    expect(await deliveries(id)).toMatchObject([{ state: 'waiting', attempts: 1, lastStatus: 503 }]),
  );
  const [waiting] = await deliveries(id);
  expect(Date.parse(waiting.nextAttemptAt) - Date.now()).toBeGreaterThan(2000);
  status = 200;
  await passTime();
  await vi.waitFor(async () => expect(await deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 2 }]));
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  await remove(id);
});

test('a receiver that fails too often rests, and goes on where it stopped', async () => {
  const { id } = await register({ kinds: ['need'] });
  status = 410;
  await make('Unwanted');
  await vi.waitFor(async () =>
    expect((await server.send('GET', '/api/v1/webhooks')).body.items[0].pausedAt).not.toBeNull(),
  );
  await make('Meanwhile');
  status = 200;
  await server.send('PATCH', `/api/v1/webhooks/${id}`, { body: { active: true } });
  await make('Later');
  await vi.waitFor(async () => expect(await deliveries(id)).toHaveLength(3));
  await vi.waitFor(async () =>
    expect((await deliveries(id)).every(({ state }: { state: string }) => state === 'delivered')).toBe(true),
  );
  expect(received.map(({ body }) => body.data.entries[0].after.title)).toEqual([
    'Unwanted',
    'Unwanted',
    'Meanwhile',
    'Later',
  ]);
  await remove(id);
});

test('many failures at once are a restart; only a receiver that fails for long rests', async () => {
  const { id } = await register({ kinds: ['need'] });
  const { workspaceId } = server.town;
  const webhook = async () => (await server.send('GET', '/api/v1/webhooks')).body.items[0];
  await server.database.write(workspaceId, (tables) =>
    tables.run(sql`update webhook set failures = 30 where workspace_id = ${workspaceId}::uuid`),
  );
  status = 503;
  await make('In the storm');
  await vi.waitFor(async () => expect(await webhook()).toMatchObject({ failures: 31, pausedAt: null }));
  await server.database.write(workspaceId, (tables) =>
    tables.run(
      sql`update webhook_delivery set created_at = now() - interval '31 minutes' where workspace_id = ${workspaceId}::uuid`,
    ),
  );
  await passTime();
  await vi.waitFor(async () =>
    expect(await webhook()).toMatchObject({ failures: 32, pausedBecause: '20 attempts in a row failed.' }),
  );
  await remove(id);
});

test('a message, or everything from a change on, is sent again when asked for', async () => {
  const { id } = await register({ kinds: ['need'] });
  await make('First');
  const second = await make('Second');
  await vi.waitFor(async () =>
    expect((await deliveries(id)).filter(({ state }: { state: string }) => state === 'delivered')).toHaveLength(2),
  );
  const [last, first] = await deliveries(id);
  await server.send('POST', `/api/v1/webhooks/${id}/deliveries/${first.id}/replay`);
  await passTime();
  await vi.waitFor(() => expect(received).toHaveLength(3));
  expect(received[2]?.headers['webhook-id']).toBe(received[0]?.headers['webhook-id']);
  await server.send('POST', `/api/v1/webhooks/${id}/replay`, { body: { seq: last.seq } });
  await passTime();
  await vi.waitFor(() => expect(received).toHaveLength(4));
  expect(received[3]?.body.data.entries[0].id).toBe(second.body.id);
  expect(await server.send('POST', `/api/v1/webhooks/${id}/replay`, { body: { seq: 99_999 } })).toMatchObject({
    status: 422,
    body: { id: 'webhook.replay-ahead' },
  });
  await remove(id);
});

test('what was committed while no server ran is sent by the next one', async () => {
  const { id } = await register({ kinds: ['need'] });
  await server.stop();
  await server.line.run(
    (await import('../../../line/server.ts'))
      .operationsOf(server.line.model)
      .find(({ name }) => name === 'createNeed') ?? expect.fail(),
    { title: 'Left behind', statement: 'x' },
    {
      workspaceId: server.town.workspaceId,
      actor: { memberId: null, name: 'Job', role: 'owner', teamIds: [], via: 'job' },
    },
  );
  expect(received).toHaveLength(0);
  const next = await openTestServer({ database: server.database });
  await vi.waitFor(() => expect(received).toHaveLength(1));
  expect(received[0]?.body.data.entries[0].after.title).toBe('Left behind');
  await next.send('DELETE', `/api/v1/webhooks/${id}`, { town: server.town });
  await next.stop();
  server = { ...(await openTestServer({ database: server.database })), town: server.town };
});

test.each([
  [{ url: 'http://10.0.0.1/x' }, 'webhook.address-forbidden'],
  [{ url: 'http://localhost:5432/' }, 'webhook.address-forbidden'],
  [{ url: 'http://169.254.169.254/latest/meta-data' }, 'webhook.address-forbidden'],
  [{ url: 'ftp://example.com/' }, 'input.invalid'],
  [{ url: 'https://me:secret@example.com/' }, 'input.invalid'],
  [{ url: 'not an address' }, 'input.invalid'],
])('%j is refused', async (body, id) => {
  expect(await server.send('POST', '/api/v1/webhooks', { body, town: server.town })).toMatchObject({
    status: 422,
    body: { id },
  });
});

test('webhooks are for admins', async () => {
  const { town } = server;
  expect(await server.send('GET', '/api/v1/webhooks', { as: 'editor', town })).toMatchObject({ status: 403 });
  expect(await server.send('POST', '/api/v1/webhooks', { as: 'editor', town, body: { url: address } })).toMatchObject({
    status: 403,
  });
});

test('what became of a webhook is in the log for admins, without its secret, and is posted to nobody', async () => {
  const town = await server.newTown();
  const send = (method: string, path: string, body?: object) =>
    server.send(method, `/api/v1${path}`, { town, ...(body !== undefined && { body }) });
  const { body: made } = await send('POST', '/webhooks', { url: address, description: 'Sales' });
  await send('PATCH', `/webhooks/${made.id}`, { description: 'Sales and success' });
  await send('PATCH', `/webhooks/${made.id}`, { description: 'Sales and success' });
  await send('POST', `/webhooks/${made.id}/secret`, {});
  await send('DELETE', `/webhooks/${made.id}`);
  await send('DELETE', `/webhooks/${made.id}`);
  const { body: log } = await send('GET', '/changes');
  expect(log.changes.map(({ operation }: { operation: string }) => operation)).toEqual([
    'deleteWebhook',
    'renewWebhookSecret',
    'updateWebhook',
    'createWebhook',
  ]);
  expect(JSON.stringify(log)).not.toContain(made.secret);
  const seen = await server.send('GET', '/api/v1/feed?after=0&wait=0', { as: 'editor', town });
  expect(JSON.stringify(seen.body)).not.toContain(address);
});
