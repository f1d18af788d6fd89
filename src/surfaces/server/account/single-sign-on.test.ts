import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer, Browser } from '../../../../tests/account/browser.ts';
import { type House, openHouse, PASSWORD } from '../../../../tests/account/house.ts';
import { CLIENT, startProvider, type TestProvider } from '../../../../tests/account/oidc-provider.ts';

const PROVIDER_PORT = 4531;
const OIDC = {
  issuer: `http://127.0.0.1:${PROVIDER_PORT}`,
  ...CLIENT,
  name: 'Example ID',
  groupRoles: { pm: 'editor', leads: 'admin', '*': 'viewer' },
  allowedDomains: ['example.com'],
} as const;

let house: House;
let provider: TestProvider;
let owner: Browser;
beforeAll(async () => {
  provider = await startProvider(PROVIDER_PORT);
  house = await openHouse({ oidc: OIDC });
  owner = await house.setUp();
});
afterAll(async () => {
  expect(house.faults).toEqual([]);
  await house.close();
  await provider.stop();
});

/** From the button to the page one lands on. */
async function signIn(browser: Browser, person: Readonly<Record<string, unknown>>): Promise<Answer> {
  provider.person = person;
  const begun = await browser.post('/api/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/',
    errorCallbackURL: '/sign-in',
  });
  expect(begun.status).toBe(200);
  const away = await fetch(begun.body.url, { redirect: 'manual' });
  const back = new URL(away.headers.get('location') ?? '');
  expect(back.pathname).toBe('/api/auth/callback/oidc');
  return browser.get(back.pathname + back.search);
}

const landing = (answer: Answer): URL => new URL(answer.headers.get('location') ?? '', 'http://localhost');
const person = (name: string, groups: readonly string[] = []) => ({
  sub: `id-${name}`,
  email: `${name}@example.com`,
  email_verified: true,
  name,
  groups,
});

test('the sign-in page offers the provider by its name', async () => {
  expect((await owner.get('/api/v1/setup')).body.signIn.singleSignOn).toEqual({ name: 'Example ID', provider: 'oidc' });
});

test('a newcomer gets an account and the role of their groups, which follows them', async () => {
  const deniz = house.browser();
  expect(landing(await signIn(deniz, person('deniz', ['pm']))).pathname).toBe('/');
  expect(await deniz.identity()).toMatchObject({ workspaceSlug: 'firefox', actor: { name: 'deniz', role: 'editor' } });
  await signIn(deniz, person('deniz', ['pm', 'leads']));
  expect((await deniz.identity())?.actor.role).toBe('admin');
  const { members } = await owner.run('listMembers');
  expect(members.filter((one: { email: string }) => one.email === 'deniz@example.com')).toHaveLength(1);
});

test('no group decides: the role set by hand stays', async () => {
  const mia = house.browser();
  await signIn(mia, person('mia'));
  expect((await mia.identity())?.actor.role).toBe('viewer');
  const { members } = await owner.run('listMembers');
  await owner.run('updateMember', {
    memberId: members.find((one: { email: string }) => one.email === 'mia@example.com').id,
    role: 'contributor',
  });
  await signIn(mia, person('mia'));
  expect((await mia.identity())?.actor.role).toBe('contributor');
});

test('groups and address left to the userinfo endpoint are found there', async () => {
  provider.inUserInfo = ['groups', 'email', 'name'];
  const sam = house.browser();
  await signIn(sam, person('sam', ['leads']));
  expect((await sam.identity())?.actor).toMatchObject({ name: 'sam', role: 'admin' });
  provider.inUserInfo = [];
});

test('whoever has an account with the same address is the same person', async () => {
  const again = house.browser();
  await signIn(again, { ...person('ana', ['pm']), name: 'Ana at the provider' });
  expect((await again.get('/api/v1/session')).body).toMatchObject({
    user: { name: 'Ana Silva' },
    workspaces: [{ role: 'owner' }],
  });
  expect(
    (await house.browser().post('/api/auth/sign-in/email', { email: 'ana@example.com', password: PASSWORD })).status,
  ).toBe(200);
});

test.each([
  ['domain_not_allowed', { ...person('eve'), email: 'eve@evil.test' }],
  ['email_unverified', { ...person('eve'), email_verified: false }],
])('%s: refused, with the reason on the sign-in page, and nothing is made', async (error, eve) => {
  const browser = house.browser();
  const landed = landing(await signIn(browser, eve));
  expect([landed.pathname, landed.searchParams.get('error')]).toEqual(['/sign-in', error]);
  expect(landed.searchParams.get('error_description')).toMatch(/\.$/);
  expect((await browser.get('/api/v1/session')).status).toBe(401);
  const { rows } = await house.database.pool.query(`select count(*)::int as found from "user" where name = 'eve'`);
  expect(rows).toEqual([{ found: 0 }]);
});

test('removed stays removed, whatever the provider says', async () => {
  const kim = house.browser();
  await signIn(kim, person('kim', ['pm']));
  const { members } = await owner.run('listMembers');
  await owner.run('removeMember', {
    memberId: members.find((one: { email: string }) => one.email === 'kim@example.com').id,
  });
  await signIn(kim, person('kim', ['leads']));
  expect((await kim.get('/api/v1/session')).body.workspaces).toEqual([]);
});

test('an answer that was not asked for, twice, or for somebody else opens nothing', async () => {
  const browser = house.browser();
  const begun = await browser.post('/api/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/',
    errorCallbackURL: '/sign-in',
  });
  const back = new URL((await fetch(begun.body.url, { redirect: 'manual' })).headers.get('location') ?? '');
  const stranger = house.browser();
  await stranger.get(back.pathname + back.search);
  expect((await stranger.get('/api/v1/session')).status).toBe(401);
  await stranger.get('/api/auth/callback/oidc?code=guess&state=guess');
  expect((await stranger.get('/api/v1/session')).status).toBe(401);
  const elsewhere = await browser.post('/api/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: 'https://evil.test/',
  });
  expect(elsewhere.status).toBe(403);
});

test('a provider that is down when Throughline starts harms nobody else', async () => {
  const alone = await openHouse({ oidc: { ...OIDC, issuer: 'http://127.0.0.1:4532' } });
  await alone.setUp();
  expect((await alone.browser().post('/api/auth/sign-in/social', { provider: 'oidc', callbackURL: '/' })).status).toBe(
    404,
  );
  expect(
    (await alone.browser().post('/api/auth/sign-in/email', { email: 'ana@example.com', password: PASSWORD })).status,
  ).toBe(200);
  await alone.close();
});
