/** Feed and snapshot over HTTP: in order, to each what they may see, across reconnects, rights that move, and the end. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsIn, type StreamEvent } from '../../../tests/http/event-stream.ts';
import { openTestServer, type TestServer } from '../../../tests/http/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const TEAM = '01890a5d-ac96-774b-bcce-b302099a8057';
const make = (title: string, more: object = {}) =>
  server.send('POST', '/api/v1/needs', { body: { title, statement: title, ...more } });
const head = async (): Promise<number> => (await server.send('GET', '/api/v1/feed?wait=0')).body.head;

interface Following {
  readonly events: Promise<readonly StreamEvent[]>;
}

/** Is let in, then reads events until there are so many, and leaves. */
async function follow(
  path: string,
  as: 'owner' | 'viewer',
  count: number,
  headers: Record<string, string> = {},
): Promise<Following> {
  const leave = new AbortController();
  const answer = await fetch(`${server.url}${path}`, {
    headers: { authorization: `Bearer ${server.town.keys[as]}`, ...headers },
    signal: leave.signal,
  });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  return { events: readEvents(answer, count).finally(() => leave.abort()) };
}

async function readEvents(answer: Response, count: number): Promise<readonly StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of eventsIn(answer)) {
    events.push(event);
    if (events.length >= count) break;
  }
  return events;
}

test('a commit reaches whoever follows, in order, with its seq as id', async () => {
  const after = await head();
  const following = await follow(`/api/v1/feed?after=${after}`, 'owner', 3);
  for (const title of ['One', 'Two', 'Three']) await make(title);
  const events = await following.events;
  expect(events.map(({ event }) => event)).toEqual(['change', 'change', 'change']);
  expect(events.map(({ id }) => Number(id))).toEqual([after + 1, after + 2, after + 3]);
  expect(events.map(({ data }) => data.entries[0].after.title)).toEqual(['One', 'Two', 'Three']);
});

test('Last-Event-ID goes on where the connection broke', async () => {
  const after = await head();
  await make('Missed');
  const [event] = await (await follow('/api/v1/feed?after=0', 'owner', 1, { 'last-event-id': String(after) })).events;
  expect(event?.data.entries[0].after.title).toBe('Missed');
});

test('what one may not see comes empty, so that the count stays whole', async () => {
  const hidden = await make('Hidden', { restrictedTo: [TEAM] });
  const after = await head();
  const following = await follow(`/api/v1/feed?after=${after}`, 'viewer', 2);
  await server.send('PATCH', `/api/v1/needs/${hidden.body.key}`, { body: { statement: 'Hidden still' } });
  await make('Shown');
  const events = await following.events;
  expect(events.map(({ data }) => data.entries.length)).toEqual([0, 1]);
  expect(JSON.stringify(events)).not.toContain('Hidden');
});

test('rights that moved are told as resync', async () => {
  const after = await head();
  const following = await follow(`/api/v1/feed?after=${after}`, 'owner', 1);
  const { workspaceId } = server.town;
  await server.database.write(workspaceId, (tables) =>
    tables.run(sql`update workspace_head set epoch = epoch + 1 where workspace_id = ${workspaceId}::uuid`),
  );
  await make('After the rights moved');
  expect((await following.events)[0]?.event).toBe('resync');
});

test('a reader ahead of the log is told to load anew', async () => {
  const [event] = await (await follow('/api/v1/feed?after=999999', 'owner', 1)).events;
  expect(event?.event).toBe('resync');
});

test('long poll answers at once when there is something, waits when not, and ends when the time is over', async () => {
  const after = await head();
  const waiting = server.send('GET', `/api/v1/feed?after=${after}&wait=10`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await make('Polled');
  expect((await waiting).body).toMatchObject({ head: after + 1, resync: false, changes: [{ seq: after + 1 }] });
  expect((await server.send('GET', `/api/v1/feed?after=${after}&wait=0`)).body.changes).toHaveLength(1);
  const startedMs = performance.now();
  expect((await server.send('GET', `/api/v1/feed?after=${after + 1}&wait=1`)).body.changes).toEqual([]);
  expect(performance.now() - startedMs).toBeGreaterThan(900);
});

test.each([
  ['after=-1', 422],
  ['after=soon', 422],
  ['wait=1000', 422],
])('a feed asked for with %s is refused', async (query, status) => {
  expect(await server.send('GET', `/api/v1/feed?${query}`)).toMatchObject({ status, body: { id: 'input.invalid' } });
});

test('nobody follows without a key, and a key that ends ends the feed', async () => {
  expect(await server.send('GET', '/api/v1/feed', { as: null })).toMatchObject({ status: 401 });
});

test('the snapshot is whole, says where to follow from, and is 304 while nothing moved', async () => {
  await make('In the snapshot');
  const first = await server.send('GET', '/api/v1/snapshot', { headers: { 'accept-encoding': 'gzip' } });
  expect(first.headers.get('content-encoding')).toBe('gzip');
  const lines = String(first.body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({ seq: await head(), workspaceId: server.town.workspaceId });
  expect(lines.at(-1)).toMatchObject({ end: true });
  expect(lines.some(({ title }) => title === 'In the snapshot')).toBe(true);
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
  expect((await server.send('GET', '/api/v1/snapshot', { headers })).status).toBe(304);
  const viewers = await server.send('GET', '/api/v1/snapshot', { as: 'viewer', headers });
  expect(viewers.status).toBe(200);
  expect(String(viewers.body)).not.toContain('Hidden');
});

test('feeds end when the server stops', async () => {
  const other = await openTestServer({ database: server.database });
  const answer = await fetch(`${other.url}/api/v1/feed`, {
    headers: { authorization: `Bearer ${server.town.keys.owner}` },
  });
  const reading = answer.text();
  await other.stop();
  expect(await reading).toContain('welcome');
});

test('a commit in one process reaches the feeds of another', async () => {
  const other = await openTestServer({ database: server.database });
  const after = await head();
  const following = await follow(`/api/v1/feed?after=${after}`, 'owner', 1);
  await fetch(`${other.url}/api/v1/needs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.town.keys.owner}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'From next door', statement: 'x' }),
  });
  expect((await following.events)[0]?.data.entries[0].after.title).toBe('From next door');
  await other.stop();
});
