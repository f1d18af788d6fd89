/** Presence over HTTP: two members, a list, an item, one that is restricted, and the feed that tells of it. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsIn } from '../../../../tests/http/event-stream.ts';
import { openTestServer, type TestServer } from '../../../../tests/http/server.ts';

const TABS = { owner: '01890a5d-ac96-774b-bcce-000000000001', viewer: '01890a5d-ac96-774b-bcce-000000000002' };
const TEAM = '01890a5d-ac96-774b-bcce-b302099a8057';

type Person = keyof typeof TABS;

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const look = (as: Person, at: object) =>
  server.send('POST', '/api/v1/presence', { as, body: { tab: TABS[as], ...at } });
const make = async (title: string, more: object = {}) =>
  (await server.send('POST', '/api/v1/needs', { body: { title, statement: title, ...more } })).body;
const head = async (): Promise<number> => (await server.send('GET', '/api/v1/feed?wait=0')).body.head;

interface Told {
  readonly around: readonly { readonly place: string; readonly memberIds: readonly string[] }[];
}

/** Follows as somebody; each call of `next` is what they are told next about presence. */
async function follow(as: Person): Promise<{ readonly next: () => Promise<Told>; readonly leave: () => void }> {
  const stop = new AbortController();
  const answer = await fetch(`${server.url}/api/v1/feed`, {
    headers: { authorization: `Bearer ${server.town.keys[as]}` },
    signal: stop.signal,
  });
  const told = presenceIn(answer);
  return {
    next: async () => {
      const { value } = await told.next();
      if (value === undefined) throw new Error('The feed ended.');
      return value;
    },
    leave: () => stop.abort(),
  };
}

async function* presenceIn(answer: Response): AsyncGenerator<Told, undefined> {
  for await (const { event, data } of eventsIn(answer)) if (event === 'presence') yield data;
}

test('two who look at the same item are told of each other, at once and by the feed', async () => {
  const item = await make('Seen by two');
  const place = `item:${item.id}`;
  const feed = await follow('owner');
  expect((await look('owner', { items: [item.key], list: 'needs' })).body).toEqual({ around: [] });
  const { body } = await look('viewer', { items: [item.id] });
  expect(body).toEqual({ around: [{ place, memberIds: [server.town.members.owner] }] });
  const told = await feed.next();
  expect(told).toEqual({ around: [{ place, memberIds: [server.town.members.viewer] }] });
  expect(JSON.stringify(told)).not.toContain('Seen by two');
  await look('viewer', {});
  expect(await feed.next()).toEqual({ around: [] });
  feed.leave();
});

test('it is no part of the line: no change, no seq, and who polls hears nothing of it', async () => {
  const before = await head();
  const polling = server.send('GET', `/api/v1/feed?after=${before}&wait=2`);
  await look('owner', { list: 'features' });
  await look('viewer', { list: 'features' });
  expect((await polling).body).toMatchObject({ changes: [], head: before, resync: false });
  expect(await head()).toBe(before);
});

test('who may not see an item can neither look at it nor learn who does', async () => {
  const hidden = await make('Hidden', { restrictedTo: [TEAM] });
  expect((await look('owner', { items: [hidden.key] })).body).toEqual({ around: [] });
  const refused = await look('viewer', { items: [hidden.key], list: 'needs' });
  expect([refused.status, refused.body.id]).toEqual([404, 'item.not-found']);
  expect((await look('owner', { items: [hidden.key] })).body).toEqual({ around: [] });
});

test('whose rights end is told nothing more of the item, and is seen there no more', async () => {
  const item = await make('Open for now');
  const place = `item:${item.id}`;
  const feed = await follow('viewer');
  await look('viewer', { items: [item.key] });
  await look('owner', { items: [item.key] });
  expect(await feed.next()).toEqual({ around: [{ place, memberIds: [server.town.members.owner] }] });
  await server.send('PATCH', `/api/v1/needs/${item.key}`, { body: { restrictedTo: [TEAM] } });
  expect(await feed.next()).toEqual({ around: [] });
  expect((await look('owner', { items: [item.key] })).body).toEqual({ around: [] });
  feed.leave();
});

test('another workspace is another place', async () => {
  const other = await server.newTown();
  await look('owner', { list: 'risks' });
  const stranger = { as: 'owner', town: other, body: { tab: TABS.viewer, list: 'risks' } } as const;
  expect((await server.send('POST', '/api/v1/presence', stranger)).body).toEqual({ around: [] });
});

test.each([
  [{ tab: 'one' }, 'tab'],
  [{ list: 'spoons' }, 'list'],
  [{ items: ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'] }, 'items'],
])('%j is refused by its field', async (input, field) => {
  const answer = await look('owner', input);
  expect([answer.status, answer.body.field]).toEqual([422, field]);
});

test('a stranger is not let in, and nothing is kept in the database', async () => {
  expect((await server.send('POST', '/api/v1/presence', { as: null, body: { tab: TABS.owner } })).status).toBe(401);
  const tables = await server.database.global((found) =>
    found.rows<{ name: string }>(
      sql`select table_name as name from information_schema.tables where table_name like '%presence%'`,
    ),
  );
  expect(tables).toEqual([]);
});
