/** Sharing by link, from both sides: members who make and end links, and strangers who open them. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, openTestServer, type TestServer } from '../../../../tests/http/server.ts';
import type { Role } from '../../../platform/permission/index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const ask = (method: string, path: string, body?: unknown, as: Role = 'editor'): Promise<Answer> =>
  server.send(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
const made = async (path: string, body: unknown): Promise<ReturnType<typeof JSON.parse>> => {
  const answer = await ask('POST', path, body, 'owner');
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
};
const share = async (body: unknown, as: Role = 'editor') => {
  const answer = await ask('POST', '/share-links', body, as);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const open = (path: string, method = 'GET'): Promise<Answer> => server.send(method, path, { as: null });

const feature = (more: object = {}) =>
  made('/features', { title: 'Compact tabs', summary: 'Tabs take less room.', ...more });

describe('who has the link of an item', () => {
  test('reads it without an account: what it says and what it stands in line with', async () => {
    const item = await feature({ targetOn: '2026-12-08', ownerId: server.town.members.admin });
    const message = await made('/messages', { title: 'Room for your page', text: 'From December.' });
    await made('/links', { kind: 'message.promises', from: message.id, to: item.id });
    await ask('PATCH', `/features/${item.key}`, { targetOn: '2027-01-12' });
    const { path } = await share({ item: item.key });
    const { status, body } = await open(path);
    expect(status).toBe(200);
    for (const said of ['Compact tabs', 'Tabs take less room.', '12 January 2027', 'Room for your page', 'out of step'])
      expect(body).toContain(said);
    expect(body).toContain('Shared by The editor');
    expect(body).not.toContain('The admin');
  });

  test('runs nothing, loads nothing from elsewhere, and no search engine and no cache keeps it', async () => {
    const item = await feature({ title: '<script>alert(1)</script>', summary: '[x](javascript:alert(1)) <b>y</b>' });
    const { path } = await share({ item: item.id });
    const { body, headers } = await open(path);
    expect(body).not.toMatch(/<script|href="javascript|<b>/);
    expect(body).toContain('&lt;script&gt;');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('set-cookie')).toBeNull();
    expect((await open('/share/style.css')).headers.get('content-type')).toContain('text/css');
  });

  test('is told neither people nor what customers said', async () => {
    const said = await made('/feedback', { title: 'A private complaint', text: 'I hate the tabs.' });
    const insight = await made('/insights', { title: 'Density is missed' });
    await made('/links', {
      kind: 'insight.drawsFrom',
      from: insight.id,
      to: said.id,
      fields: { quote: 'I hate the tabs.' },
    });
    const { path } = await share({ item: insight.id });
    const { body } = await open(path);
    expect(body).toContain('Density is missed');
    expect(body).not.toMatch(/private complaint|hate the tabs|@example\.com/);
  });
});

test('what every noun has is shown as well: its days and its description', async () => {
  const campaign = await made('/campaigns', {
    title: 'Spring',
    startOn: '2027-03-01',
    description: 'All of **spring**.',
  });
  const { body } = await open((await share({ item: campaign.id })).path);
  for (const said of ['<dt>Start</dt><dd>1 March 2027</dd>', '<h2>Description</h2><p>All of spring.</p>'])
    expect(body).toContain(said);
});

describe('a link shows nothing', () => {
  const nothing = async (path: string) => {
    const { status, body } = await open(path);
    expect(status).toBe(404);
    expect(body).toContain('Nothing is shared here');
  };

  test('once it is revoked, by its member or an admin, and revoking again is no fault', async () => {
    const item = await feature();
    const { id, path } = await share({ item: item.id });
    expect((await ask('DELETE', `/share-links/${id}`, undefined, 'viewer')).status).toBe(200);
    expect((await open(path)).status).toBe(200);
    for (const as of ['admin', 'editor'] as const)
      expect((await ask('DELETE', `/share-links/${id}`, undefined, as)).body).toEqual({
        shareLinkId: id,
        isActive: false,
      });
    await nothing(path);
  });

  test('once its time is over', async () => {
    const { id, path } = await share({ item: (await feature()).id, days: 1 });
    await server.database.global((tables) =>
      tables.run(sql`update share_link set expires_at = now() - interval '1 second' where id = ${id}::uuid`),
    );
    await nothing(path);
    const { body } = await ask('GET', '/share-links');
    expect(body.links.find((link: { id: string }) => link.id === id)).toMatchObject({ isExpired: true });
  });

  test('once the member may no longer see the thing, and again when they may', async () => {
    const item = await feature();
    const team = await made('/teams', { title: 'Others', members: [server.town.members.admin] });
    const { path } = await share({ item: item.id });
    await ask('PATCH', `/features/${item.id}`, { restrictedTo: [team.id] }, 'admin');
    await nothing(path);
    await ask('PATCH', `/features/${item.id}`, { restrictedTo: null }, 'admin');
    expect((await open(path)).status).toBe(200);
  });

  test('once the member has left', async () => {
    const { path } = await share({ item: (await feature()).id }, 'admin');
    await ask('DELETE', `/members/${server.town.members.admin}`, undefined, 'owner');
    const left = await open(path);
    await ask('POST', `/members/${server.town.members.admin}/restore`, {}, 'owner');
    expect(left.status).toBe(404);
  });

  test('of a token nobody gave, of no token, and to anything but reading', async () => {
    const { path } = await share({ item: (await feature()).id });
    await nothing(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`);
    await nothing('/share/');
    await nothing('/share/%00');
    expect((await open(path, 'POST')).status).toBe(404);
  });
});

describe('the link of a view', () => {
  const definition = { filter: { field: 'state', op: 'is', value: 'planned' }, columns: ['summary', 'ownerId'] };
  const view = (more: object = {}) =>
    made('/views', { kind: 'feature', title: 'Planned', layout: 'table', scope: 'shared', definition, ...more });

  test('shows the rows that are in it now, with its columns', async () => {
    await feature({
      title: 'Planned one',
      state: 'planned',
      summary: 'In the view',
      ownerId: server.town.members.admin,
    });
    await feature({ title: 'Only an idea', state: 'idea' });
    const { path } = await share({ viewId: (await view()).id });
    const { body } = await open(path);
    expect(body).toContain('Planned one');
    expect(body).toContain('In the view');
    expect(body).not.toMatch(/Only an idea|The admin/);
  });

  test('of somebody else’s private view cannot be made, and ends when the view is removed', async () => {
    const hidden = await view({ scope: 'private', title: 'Mine' });
    const refused = await ask('POST', '/share-links', { viewId: hidden.id });
    expect([refused.status, refused.body.id]).toEqual([404, 'view.not-found']);
    const gone = await view({ title: 'Soon gone' });
    const { path } = await share({ viewId: gone.id });
    expect((await ask('DELETE', `/views/${gone.id}`, undefined, 'owner')).status).toBeLessThan(300);
    expect((await open(path)).status).toBe(404);
  });
});

describe('making and listing links', () => {
  test('is for editors, names one thing, and for a time that is not too long', async () => {
    const item = await feature();
    expect((await ask('POST', '/share-links', { item: item.id }, 'contributor')).body.id).toBe('permission.denied');
    for (const body of [{}, { item: item.id, viewId: item.id }])
      expect((await ask('POST', '/share-links', body)).body.id).toBe('share.one-thing');
    for (const days of [0, 366, 1.5])
      expect((await ask('POST', '/share-links', { item: item.id, days })).body.field).toBe('days');
    expect((await ask('POST', '/share-links', { item: 'FEA-99999' })).body.id).toBe('item.not-found');
  });

  test('is not for what people said or who they are, as an item or as a view', async () => {
    const contact = await made('/contacts', { title: 'Ines Moreau' });
    const view = { kind: 'feedback', title: 'Said', layout: 'table', scope: 'shared', definition: {} };
    for (const body of [{ item: contact.id }, { viewId: (await made('/views', view)).id }]) {
      const refused = await ask('POST', '/share-links', body, 'owner');
      expect([refused.status, refused.body.id, refused.body.field]).toEqual([
        422,
        'share.stays-inside',
        Object.keys(body)[0],
      ]);
    }
  });

  test('one’s own are listed, admins see all; the log tells of them, and the link itself is kept nowhere', async () => {
    const item = await feature();
    const { id, path } = await share({ item: item.id });
    const listed = async (as: Role): Promise<readonly string[]> =>
      (await ask('GET', '/share-links', undefined, as)).body.links.map((link: { id: string }) => link.id);
    expect(await listed('viewer')).not.toContain(id);
    expect(await listed('editor')).toContain(id);
    expect(await listed('owner')).toContain(id);
    const token = path.slice('/share/'.length);
    const { rows } = await server.database.pool.query(
      `select (select count(*)::int from share_link s where s::text like '%' || $1 || '%')
        + (select count(*)::int from change c where c::text like '%' || $1 || '%') as kept,
        (select count(*)::int from change where operation = 'createShareLink' and entries::text like '%' || $2 || '%') as told`,
      [token, id],
    );
    expect(rows[0]).toEqual({ kept: 0, told: 1 });
    const { rows: told } = await server.database.pool.query(
      `select 1 from change where operation = 'createShareLink' and entries::text like '%Compact tabs%'`,
    );
    expect(told, 'what the log tells everybody does not name what only some may see').toEqual([]);
  });
});
