import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../../../tests/account/browser.ts';
import { HERE, type House, openHouse, PASSWORD } from '../../../../tests/account/house.ts';
import { startMailServer, type TestMailServer } from '../../../../tests/account/smtp-server.ts';

let house: House;
let mail: TestMailServer;
let owner: Browser;
beforeAll(async () => {
  mail = await startMailServer(4540);
  house = await openHouse({ smtpUrl: mail.url });
  owner = await house.setUp();
});
afterAll(async () => {
  expect(house.faults).toEqual([]);
  await house.close();
  await mail.stop();
});

const failing = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: { id: string }) => error.id,
  );
/** The last letter, with its transfer encoding undone. */
const lastLetter = (): string => (mail.letters.at(-1) ?? '').replace(/=\n/g, '').replace(/=3D/g, '=');

test('the test mail gives back what the server really said', async () => {
  expect((await owner.post('/api/v1/mail-test', { to: 'ana@example.com' })).body).toEqual({
    sent: true,
    answer: '250 2.0.0 Ok: queued as 1',
  });
  expect(lastLetter()).toContain('From: line@example.com');
  mail.refuseWith = '550 5.1.1 No such mailbox';
  expect((await owner.post('/api/v1/mail-test', { to: 'nobody@example.com' })).body).toEqual({
    sent: false,
    answer: '550 5.1.1 No such mailbox',
  });
  mail.refuseWith = null;
});

test('an invitation is mailed with the same link the admin sees, and what was sent is not kept', async () => {
  const { path } = await owner.run('createInvitation', { email: 'deniz@example.com', role: 'editor' });
  await expect.poll(async () => (await owner.run('listMail')).mail[0]?.state).toBe('sent');
  expect(lastLetter()).toContain(`${HERE}${path}`);
  const { rows } = await house.database.pool.query('select letter from mail_outbox');
  expect(rows).toEqual([{ letter: null }]);
});

test('what the server refuses for now is tried again, for good stays in the log until somebody asks', async () => {
  mail.refuseWith = '451 4.3.0 Try later';
  await owner.run('createInvitation', { email: 'mia@example.com', role: 'viewer' });
  const newest = async () => (await owner.run('listMail')).mail[0];
  await expect.poll(async () => (await newest()).attempts).toBe(1);
  expect(await newest()).toMatchObject({ state: 'waiting', lastAnswer: '451 4.3.0 Try later' });
  mail.refuseWith = '550 5.1.1 No such mailbox';
  const { id } = await newest();
  expect(await owner.run('retryMail', { mailId: id })).toEqual({ mailId: id, state: 'waiting' });
  await house.mailer.deliverDue();
  expect(await newest()).toMatchObject({ state: 'failed', lastAnswer: '550 5.1.1 No such mailbox' });
  mail.refuseWith = null;
  for (const _twice of [1, 2]) await owner.run('retryMail', { mailId: id });
  await house.mailer.deliverDue();
  expect(await newest()).toMatchObject({ state: 'sent', to: 'mia@example.com' });
  expect(await failing(owner.run('retryMail', { mailId: id }))).toBe('mail.not-found');
});

test('a code signs in whoever has an account, and makes none for others', async () => {
  expect((await owner.get('/api/v1/setup')).body.signIn.code).toBe(true);
  const browser = house.browser();
  const sent = mail.letters.length;
  expect(
    (await browser.post('/api/auth/email-otp/send-verification-otp', { email: 'eve@evil.test', type: 'sign-in' }))
      .status,
  ).toBe(200);
  expect(
    (await browser.post('/api/auth/email-otp/send-verification-otp', { email: 'ana@example.com', type: 'sign-in' }))
      .status,
  ).toBe(200);
  await expect.poll(() => mail.letters.length).toBe(sent + 1);
  const [, code] = /Subject: (\d{6}) is your sign-in code/.exec(lastLetter()) ?? [];
  expect(
    (await browser.post('/api/auth/sign-in/email-otp', { email: 'ana@example.com', otp: '000000' })).status,
  ).toBeGreaterThanOrEqual(400);
  expect((await browser.post('/api/auth/sign-in/email-otp', { email: 'ana@example.com', otp: code })).status).toBe(200);
  expect((await browser.identity())?.actor.role).toBe('owner');
  expect(
    (await house.browser().post('/api/auth/sign-in/email-otp', { email: 'ana@example.com', otp: code })).status,
  ).toBeGreaterThanOrEqual(400);
  const { rows } = await house.database.pool.query(
    `select value from verification where identifier like '%ana@example.com%'`,
  );
  expect(JSON.stringify(rows)).not.toContain(code);
});

test('a forgotten password: a link by mail, once, and every session ends', async () => {
  const sent = mail.letters.length;
  for (const email of ['nobody@example.com', 'ana@example.com'])
    expect((await house.browser().post('/api/auth/request-password-reset', { email })).status).toBe(200);
  await expect.poll(() => mail.letters.length).toBe(sent + 1);
  const [, token] = /reset-password\?token=([\w-]+)/.exec(lastLetter()) ?? [];
  const browser = house.browser();
  expect((await browser.post('/api/auth/reset-password', { newPassword: 'another good one', token })).status).toBe(200);
  expect((await browser.post('/api/auth/reset-password', { newPassword: 'another good one', token })).status).toBe(400);
  expect(await owner.identity()).toBeNull();
  expect((await browser.post('/api/auth/sign-in/email', { email: 'ana@example.com', password: PASSWORD })).status).toBe(
    401,
  );
  expect(
    (await browser.post('/api/auth/sign-in/email', { email: 'ana@example.com', password: 'another good one' })).status,
  ).toBe(200);
});
