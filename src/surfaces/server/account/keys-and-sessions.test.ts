import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from '../../../../tests/account/browser.ts';
import { HERE, type House, openHouse, PASSWORD } from '../../../../tests/account/house.ts';
import { assertScope } from '../../../platform/auth/index.ts';
import { accountOperations, accountPermissions, personalOperations } from './index.ts';

let house: House;
let owner: Browser;
let viewer: Browser;
beforeAll(async () => {
  house = await openHouse();
  owner = await house.setUp();
  viewer = await house.join(owner, 'vera@example.com', 'viewer');
});
afterAll(async () => {
  expect(house.faults).toEqual([]);
  await house.close();
});

const failing = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: { id: string }) => error.id,
  );
const withKey = (key: string, method = 'GET') =>
  house.auth.identify(
    new Request(`${HERE}/api/v1/members`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'sec-fetch-site': 'cross-site' },
    }),
  );

describe('API keys', () => {
  test('act as their member with at most the role, scopes and tools given', async () => {
    const made = await owner.run('createApiKey', {
      name: 'Script',
      role: 'editor',
      scopes: ['read', 'write'],
      tools: ['list_features'],
    });
    expect(made.token).toMatch(/^tl_[\w-]{43}$/);
    expect(made.token.startsWith(made.start)).toBe(true);
    const identity = await withKey(made.token, 'POST');
    expect(identity).toMatchObject({
      keyId: made.id,
      csrfSafe: true,
      workspaceSlug: 'firefox',
      actor: { role: 'editor', via: 'api', keyId: made.id },
      grant: { tools: ['list_features'] },
    });
    const updateWorkspace = accountOperations.find(({ name }) => name === 'updateWorkspace');
    expect(() => updateWorkspace !== undefined && assertScope(identity?.grant, updateWorkspace)).toThrow('admin');
    const { apiKeys } = await owner.run('listApiKeys');
    expect(JSON.stringify(apiKeys)).not.toContain(made.token);
    const { rows } = await house.database.pool.query(
      'select count(*)::int as found from api_key t where t::text like $1',
      [`%${made.token}%`],
    );
    expect(rows).toEqual([{ found: 0 }]);
    expect(await failing(owner.run('createApiKey', { name: 'Script' }))).toBe('key.name-taken');
  });

  test('never lift a member, and fall with them', async () => {
    expect(await failing(viewer.run('createApiKey', { name: 'Up', role: 'admin' }))).toBe('key.role-too-high');
    const promoted = await house.join(owner, 'pia@example.com', 'admin');
    const { token: key } = await promoted.run('createApiKey', { name: 'Pia', role: 'admin', scopes: ['admin'] });
    expect((await withKey(key))?.actor.role).toBe('admin');
    const pia = (await owner.run('listMembers')).members.find(
      (one: { email: string }) => one.email === 'pia@example.com',
    );
    await owner.run('updateMember', { memberId: pia.id, role: 'viewer' });
    expect((await withKey(key))?.actor.role).toBe('viewer');
  });

  test('end when revoked or expired; one of nothing is refused without telling why', async () => {
    const { id, token: key } = await viewer.run('createApiKey', {
      name: 'Short',
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    expect(await withKey(key)).not.toBeNull();
    await house.database.pool.query(`update api_key set expires_at = now() - interval '1 second' where id = $1`, [id]);
    expect(await failing(withKey(key))).toBe('key.unknown');
    const other = await owner.run('createApiKey', { name: 'Gone' });
    expect(await withKey(other.token)).not.toBeNull();
    expect(await failing(viewer.run('revokeApiKey', { keyId: other.id }))).toBe('key.not-found');
    expect(await withKey(other.token)).not.toBeNull();
    for (const _twice of [1, 2])
      expect(await owner.run('revokeApiKey', { keyId: other.id })).toEqual({ keyId: other.id, isActive: false });
    expect(await viewer.run('revokeApiKey', { keyId: other.id })).toEqual({ keyId: other.id, isActive: false });
    expect(await failing(withKey(other.token))).toBe('key.unknown');
    for (const wrong of ['tl_', 'tl_nonsense', `tl_${'A'.repeat(43)}`, "tl_' or 1=1"])
      expect(await failing(withKey(wrong))).toBe('key.unknown');
    expect(await withKey('another-product')).toBeNull();
    expect(await failing(viewer.run('createApiKey', { name: 'Late', expiresAt: '2020-01-01T00:00:00Z' }))).toBe(
      'key.expiry-past',
    );
    expect((await viewer.run('listApiKeys')).apiKeys.map((one: { id: string }) => one.id)).toEqual([id]);
  });

  test('note their use, at most once a minute', async () => {
    const { id, token: key } = await owner.run('createApiKey', { name: 'Busy' });
    for (let use = 0; use < 5; use += 1) await withKey(key);
    const used = async (): Promise<unknown> =>
      (await owner.run('listApiKeys')).apiKeys.find((one: { id: string }) => one.id === id).lastUsedAt;
    await expect.poll(used).not.toBeNull();
    const first = await used();
    await withKey(key);
    expect(await used()).toBe(first);
  });

  test('make no further keys, and send no mail without the scope', async () => {
    const { token: key } = await owner.run('createApiKey', { name: 'Parent', scopes: ['write'] });
    const identity = await withKey(key);
    const createApiKey = accountOperations.find(({ name }) => name === 'createApiKey');
    if (identity === null || createApiKey === undefined) throw new Error('the key is not known');
    const { workspaceId, actor } = identity;
    const child = house.line.run(createApiKey, { name: 'Child', scopes: ['admin'] }, { workspaceId, actor });
    expect(await failing(child)).toBe('key.by-key');
    const headers = { authorization: `Bearer ${key}` };
    expect((await house.browser().post('/api/v1/mail-test', { to: 'ana@example.com' }, headers)).body.id).toBe(
      'key.scope-missing',
    );
  });

  test('show their session and change nothing of a person', async () => {
    const { token: key } = await owner.run('createApiKey', { name: 'Session' });
    const program = house.browser();
    const headers = { authorization: `Bearer ${key}` };
    expect((await program.get('/api/v1/session', headers)).body).toMatchObject({
      user: { email: 'ana@example.com' },
      sessionId: null,
      workspaces: [{ slug: 'firefox' }],
    });
    expect(await program.send('PATCH', '/api/v1/profile', { name: 'X' }, headers)).toMatchObject({
      status: 403,
      body: { id: 'account.session-needed' },
    });
    const unknown = { authorization: `Bearer tl_${'x'.repeat(43)}` };
    expect((await program.send('PATCH', '/api/v1/profile', { name: 'X' }, unknown)).body.id).toBe('key.unknown');
    expect((await house.browser().get('/api/v1/session')).body.id).toBe('request.unauthenticated');
  });
});

describe('sessions', () => {
  test('are listed and ended one by one, or all others', async () => {
    const [here, there] = [house.browser(), house.browser()];
    for (const browser of [here, there])
      await browser.post('/api/auth/sign-in/email', { email: 'vera@example.com', password: PASSWORD });
    const { sessions } = (await here.get('/api/v1/sessions')).body;
    expect(sessions).toHaveLength(3);
    expect(sessions.filter((one: { isThisOne: boolean }) => one.isThisOne)).toHaveLength(1);
    const theirs = (await there.get('/api/v1/sessions')).body.sessions.find(
      (one: { isThisOne: boolean }) => one.isThisOne,
    );
    for (const _twice of [1, 2])
      expect((await here.send('DELETE', `/api/v1/sessions/${theirs.id}`, {})).body).toEqual({
        sessionId: theirs.id,
        isOpen: false,
      });
    expect(await there.identity()).toBeNull();
    expect(
      (
        await owner.send(
          'DELETE',
          `/api/v1/sessions/${sessions.find((one: { isThisOne: boolean }) => one.isThisOne).id}`,
          {},
        )
      ).status,
    ).toBe(200);
    expect(await here.identity()).not.toBeNull();
    expect((await here.post('/api/v1/sessions/end-others')).body).toEqual({ ended: 1 });
    expect((await here.post('/api/v1/sessions/end-others')).body).toEqual({ ended: 0 });
    expect(await viewer.identity()).toBeNull();
    viewer = here;
  });

  test('live on while they are used', async () => {
    expect((await owner.get('/api/v1/session')).headers.getSetCookie()).toEqual([]);
    await house.database.pool.query(`update session set "expiresAt" = now() + interval '20 days'`);
    expect((await owner.get('/api/v1/session')).headers.getSetCookie()[0]).toMatch(/session_token=.*Max-Age=2592000/);
    expect((await owner.get('/api/v1/session')).headers.getSetCookie()).toEqual([]);
  });

  test('another site writes nothing with them', async () => {
    const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
    for (const [method, path] of [
      ['PATCH', '/api/v1/profile'],
      ['POST', '/api/v1/workspaces'],
      ['POST', '/api/v1/sessions/end-others'],
      ['POST', '/api/v1/mail-test'],
      ['POST', '/api/auth/sign-out'],
    ])
      expect((await owner.send(method ?? '', path ?? '', { name: 'Evil' }, foreign)).body.id).toBe(
        'request.cross-site',
      );
    const request = (headers: Record<string, string>) =>
      new Request(`${HERE}/api/v1/features`, { method: 'POST', headers: { cookie: owner.cookies(), ...headers } });
    expect((await house.auth.identify(request(foreign)))?.csrfSafe).toBe(false);
    expect((await house.auth.identify(request({})))?.csrfSafe).toBe(false);
    expect((await house.auth.identify(request({ origin: HERE })))?.csrfSafe).toBe(true);
  });

  test('a change in another process is heard here', async () => {
    const stranger = house.browser();
    await stranger.post('/api/auth/sign-in/email', { email: 'vera@example.com', password: PASSWORD });
    expect(await stranger.identity()).not.toBeNull();
    await house.database.pool.query(
      `delete from session where "userId" = (select id from "user" where email = 'vera@example.com')`,
    );
    expect(await stranger.identity()).not.toBeNull();
    await house.database.pool.query(`select pg_notify('throughline_account', '')`);
    await expect.poll(() => stranger.identity()).toBeNull();
  });
});

describe('workspaces and profiles', () => {
  test('a workspace is renamed and moved; its address is checked', async () => {
    expect(await owner.run('updateWorkspace', { name: 'Firefox 89', timeZone: 'Europe/Berlin' })).toMatchObject({
      slug: 'firefox',
      timeZone: 'Europe/Berlin',
    });
    expect(await failing(owner.run('updateWorkspace', { slug: 'api' }))).toBe('workspace.slug-reserved');
    expect((await owner.run('updateWorkspace', { slug: 'Proton' })).slug).toBe('proton');
    expect((await owner.identity('proton'))?.workspaceSlug).toBe('proton');
    expect(await failing(owner.identity('firefox'))).toBe('workspace.not-joined');
    const second = await owner.post('/api/v1/workspaces', { name: 'Second' });
    expect((await owner.post('/api/v1/workspaces', { name: 'Second' })).body).toEqual(second.body);
    expect((await owner.post('/api/v1/workspaces', { name: 'Third', slug: 'proton' })).body.id).toBe(
      'workspace.slug-taken',
    );
    expect((await owner.post('/api/v1/workspaces', { name: 'Third', slug: 'metrics' })).body.id).toBe(
      'workspace.slug-reserved',
    );
    expect((await owner.post('/api/v1/workspaces', { name: 'Third', slug: '-x-' })).body).toMatchObject({
      id: 'input.invalid',
      field: 'slug',
    });
    await viewer.post('/api/auth/sign-in/email', { email: 'vera@example.com', password: PASSWORD });
    expect((await viewer.post('/api/v1/workspaces', { name: 'Mine' })).body.id).toBe('workspace.may-not-create');
    expect((await viewer.post('/api/v1/mail-test', { to: 'vera@example.com' })).body.id).toBe('account.admins-only');
    expect(
      (await owner.post('/api/v1/mail-test', { to: 'ana@example.com' }, { 'x-workspace': 'proton' })).body,
    ).toEqual({ sent: false, answer: expect.stringContaining('SMTP_URL') });
  });

  test('a new name holds in every workspace', async () => {
    for (const _twice of [1, 2])
      expect((await owner.send('PATCH', '/api/v1/profile', { name: 'Ana Costa' })).body).toEqual({
        name: 'Ana Costa',
        email: 'ana@example.com',
      });
    for (const slug of ['proton', 'second']) expect((await owner.identity(slug))?.actor.name).toBe('Ana Costa');
    expect((await owner.get('/api/v1/session')).body.user.name).toBe('Ana Costa');
  });
});

test('every account verb is a sentence on the permissions page, and steps without a door are not', () => {
  const lines = accountPermissions(accountOperations, personalOperations);
  expect(lines).toHaveLength(accountOperations.length - 4 + personalOperations.length);
  for (const { sentence } of lines) expect(sentence).toMatch(/^[A-Z].* may .*\.$/);
  expect(lines.find(({ operation }) => operation === 'removeMember')?.sentence).toBe(
    'Admins and owners may remove members.',
  );
});

test('every example is a good input', () => {
  for (const { name, input, example } of [...accountOperations, ...personalOperations])
    expect([name, input.safeParse(example).success]).toEqual([name, true]);
});
