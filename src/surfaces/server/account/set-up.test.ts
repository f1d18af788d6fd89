import { afterEach, describe, expect, test } from 'vitest';
import { HERE, type House, OWNER, openHouse, PASSWORD } from '../../../../tests/account/house.ts';

let house: House;
afterEach(async () => {
  expect(house.faults).toEqual([]);
  await house.close();
});

describe('the first run', () => {
  test('makes the owner and the workspace, signs in, and is then over', async () => {
    house = await openHouse();
    const browser = house.browser();
    expect((await browser.get('/api/v1/setup')).body).toMatchObject({
      isSetUp: false,
      needsToken: false,
      signIn: { password: true, code: false },
    });
    const made = await browser.post('/api/v1/setup', OWNER);
    expect(made.status).toBe(200);
    expect(made.body.workspace).toMatchObject({ slug: 'firefox', name: 'Firefox', role: 'owner' });
    const cookie = made.headers.getSetCookie().find((line) => line.includes('session_token'));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure/);
    const session = await browser.get('/api/v1/session');
    expect(session.body).toMatchObject({
      user: { email: 'ana@example.com' },
      workspaces: [{ slug: 'firefox', role: 'owner', timeZone: 'UTC' }],
    });
    expect((await browser.get('/api/v1/setup')).body).toMatchObject({ isSetUp: true, needsToken: false });
    const again = await house.browser().post('/api/v1/setup', OWNER);
    expect(again).toMatchObject({ status: 409, body: { id: 'setup.done' } });
    const [first] = await house.line.changesAfter(
      { workspaceId: made.body.workspace.id, actor: (await browser.identity())?.actor ?? never() },
      0,
      10,
    );
    expect(first).toMatchObject({
      seq: 1,
      operation: 'openWorkspace',
      entries: [{ subject: 'member', after: { name: 'Ana Silva', role: 'owner' } }],
    });
  });

  test('of many at the same moment makes one and leaves nothing half made', async () => {
    house = await openHouse();
    const tries = await Promise.all(
      Array.from({ length: 6 }, (_, number) =>
        house.browser().post('/api/v1/setup', { ...OWNER, email: `owner${number}@example.com` }),
      ),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const { rows } = await house.database.pool.query(
      'select (select count(*)::int from "user") as people, (select count(*)::int from workspace) as workspaces',
    );
    expect(rows).toEqual([{ people: 1, workspaces: 1 }]);
  });

  test('from another machine needs the token printed at start', async () => {
    house = await openHouse();
    const far = { 'x-test-address': '203.0.113.7' };
    expect((await house.browser().get('/api/v1/setup', far)).body).toMatchObject({ needsToken: true });
    for (const token of [undefined, '', 'wrong'])
      expect((await house.browser().post('/api/v1/setup', { ...OWNER, token }, far)).body.id).toBe('setup.token-wrong');
    expect((await house.browser().post('/api/v1/setup', OWNER, { 'x-forwarded-for': '203.0.113.7' })).body.id).toBe(
      'setup.token-wrong',
    );
    // A page elsewhere whose name was made to lead to this machine: DNS rebinding.
    const rebound = await house.browser('http://evil.example:4530').post('/api/v1/setup', OWNER);
    expect(rebound.body.id).toBe('setup.token-wrong');
    const owner = house.browser();
    expect((await owner.post('/api/v1/setup', { ...OWNER, token: house.auth.setUpToken }, far)).status).toBe(200);
    expect((await owner.get('/api/v1/sessions')).body.sessions).toMatchObject([
      { address: '203.0.113.7', isThisOne: true },
    ]);
  });

  test('names the field at fault', async () => {
    house = await openHouse();
    const post = async (body: object): Promise<unknown> =>
      (await house.browser().post('/api/v1/setup', { ...OWNER, ...body })).body;
    expect(await post({ email: 'ana' })).toMatchObject({ id: 'input.invalid', status: 422, field: 'email' });
    expect(await post({ password: 'short' })).toMatchObject({ id: 'input.invalid', field: 'password' });
    expect(await post({ timeZone: 'Mars/Base' })).toMatchObject({ id: 'input.invalid', field: 'timeZone' });
    expect(await post({ nmae: 'Ana' })).toMatchObject({ id: 'input.unknown-field' });
    expect((await house.browser().send('PUT', '/api/v1/setup', {})).body.id).toBe('route.method-not-allowed');
    expect((await house.browser().get('/api/v1/setup/none')).body.id).toBe('route.not-found');
    expect((await house.browser().post('/api/v1/setup', OWNER, { 'content-type': 'text/plain' })).body.id).toBe(
      'body.type-unsupported',
    );
  });
});

describe('signing in', () => {
  test('with the password, from our own pages only, and out again', async () => {
    house = await openHouse();
    await house.setUp();
    const browser = house.browser();
    const right = { email: 'ANA@example.com', password: PASSWORD };
    expect(await browser.post('/api/auth/sign-in/email', { ...right, password: 'not this one' })).toMatchObject({
      status: 401,
      body: { id: 'sign-in.refused', code: 'INVALID_EMAIL_OR_PASSWORD' },
    });
    const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' };
    expect((await browser.post('/api/auth/sign-in/email', right, foreign)).body.id).toBe('request.cross-site');
    expect((await browser.post('/api/auth/sign-in/email', right)).status).toBe(200);
    expect(await browser.identity()).toMatchObject({
      workspaceSlug: 'firefox',
      csrfSafe: true,
      actor: { role: 'owner', via: 'web' },
    });
    const away = browser.cookies();
    expect((await browser.post('/api/auth/sign-out')).status).toBe(200);
    expect(await browser.identity()).toBeNull();
    const stolen = new Request(`${HERE}/api/v1/members`, { headers: { cookie: away } });
    expect(await house.auth.identify(stolen)).toBeNull();
  });

  test('nobody makes an account by themselves, and what is not offered is not there', async () => {
    house = await openHouse();
    await house.setUp();
    const browser = house.browser();
    const account = { name: 'Eve', email: 'eve@evil.test', password: PASSWORD };
    for (const path of [
      '/sign-up/email',
      '/email-otp/send-verification-otp',
      '/sign-in/email-otp',
      '/update-user',
      '/delete-user',
      '/list-sessions',
    ])
      expect((await browser.post(`/api/auth${path}`, account)).body.id).toBe('sign-in.not-offered');
    const reset = await browser.post('/api/auth/request-password-reset', { email: 'ana@example.com' });
    expect(reset).toMatchObject({ status: 400, body: { code: 'RESET_PASSWORD_DISABLED' } });
  });

  test('guessing is slowed: ten tries a minute from one address', async () => {
    house = await openHouse();
    await house.setUp();
    const guesses = [];
    for (let guess = 0; guess < 12; guess += 1)
      guesses.push(
        await house
          .browser()
          .post('/api/auth/sign-in/email', { email: `nobody${guess}@example.com`, password: 'guessed badly' }),
      );
    expect(
      guesses
        .map(({ status }) => status)
        .slice(0, 10)
        .every((status) => status === 401),
    ).toBe(true);
    expect(guesses[11]).toMatchObject({ status: 429, body: { id: 'sign-in.too-many' } });
    expect(Number(guesses[11]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('no broken request makes a fault', async () => {
    house = await openHouse();
    await house.setUp();
    const browser = house.browser();
    for (const body of [
      [],
      'text',
      null,
      { email: 7 },
      { email: 'a', password: null },
      { email: 'ana@example.com', password: 'x'.repeat(5000) },
      { email: 'ana@example.com\u0000', password: PASSWORD },
    ])
      for (const path of [
        '/sign-in/email',
        '/sign-in/social',
        '/reset-password',
        '/change-password',
        '/passkey/verify-authentication',
        '/sign-out',
      ])
        expect((await browser.post(`/api/auth${path}`, body)).status, `${path} ${JSON.stringify(body)}`).toBeLessThan(
          500,
        );
    expect((await browser.get('/api/auth/callback/oidc?state=x&code=y')).status).toBeLessThan(500);
    expect((await browser.get('/api/auth/nothing')).status).toBe(404);
  });

  test('passkeys: one can be made by whoever is signed in, and is asked for at sign-in', async () => {
    house = await openHouse();
    const owner = await house.setUp();
    const making = await owner.get('/api/auth/passkey/generate-register-options');
    expect(making.body).toMatchObject({
      rp: { id: 'localhost', name: 'Throughline' },
      user: { name: 'ana@example.com' },
    });
    expect((await house.browser().get('/api/auth/passkey/generate-register-options')).status).toBe(401);
    expect((await house.browser().get('/api/auth/passkey/generate-authenticate-options')).body).toMatchObject({
      rpId: 'localhost',
    });
  });

  test('behind https the cookie is for https alone', async () => {
    house = await openHouse({ publicUrl: 'https://line.example' });
    const made = await house.browser().post('/api/v1/setup', OWNER);
    expect(made.headers.getSetCookie().find((line) => line.includes('session_token'))).toMatch(/^__Secure-.*; Secure/);
  });
});

function never(): never {
  throw new Error('nobody is signed in');
}
