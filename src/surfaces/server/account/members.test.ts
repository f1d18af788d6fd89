import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from '../../../../tests/account/browser.ts';
import { HERE, type House, openHouse, PASSWORD } from '../../../../tests/account/house.ts';

let house: House;
let owner: Browser;
beforeAll(async () => {
  house = await openHouse();
  owner = await house.setUp();
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
const tokenIn = (path: unknown): string => String(path).split('/').at(-1) ?? '';
const memberOf = async (email: string) =>
  (await owner.run('listMembers', { removed: true }, 'firefox')).members.find(
    (one: { email: string }) => one.email === email,
  );

describe('invitations', () => {
  test('work without mail: the link is copied, opens once, and makes the account', async () => {
    const invited = await owner.run('createInvitation', {
      email: 'Deniz@Example.com',
      role: 'editor',
      discipline: 'marketing',
    });
    expect(invited).toMatchObject({ email: 'deniz@example.com', role: 'editor', isExpired: false });
    const token = tokenIn(invited.path);
    const guest = house.browser();
    expect((await guest.get(`/api/v1/invitation/${token}`)).body).toMatchObject({
      workspaceName: 'Firefox',
      invitedByName: 'Ana Silva',
      hasAccount: false,
    });
    expect((await guest.post('/api/v1/invitation/accept', { token })).body).toMatchObject({
      id: 'invitation.account-needed',
      field: 'name',
    });
    expect((await guest.post('/api/v1/invitation/accept', { token, name: 'Deniz' })).body).toMatchObject({
      field: 'password',
    });
    const accepted = await guest.post('/api/v1/invitation/accept', { token, name: 'Deniz', password: PASSWORD });
    expect(accepted).toMatchObject({ status: 200, body: { slug: 'firefox', role: 'editor' } });
    expect(await guest.identity()).toMatchObject({ actor: { name: 'Deniz', role: 'editor' } });
    expect(await memberOf('deniz@example.com')).toMatchObject({ discipline: 'marketing', hasAccount: true });
    expect((await guest.post('/api/v1/invitation/accept', { token })).body).toEqual(accepted.body);
    expect(
      (await house.browser().post('/api/v1/invitation/accept', { token, name: 'Eve', password: PASSWORD })).body.id,
    ).toBe('invitation.used');
    expect(await failing(owner.run('createInvitation', { email: 'deniz@example.com' }))).toBe(
      'invitation.already-member',
    );
    expect((await owner.run('listMail')).mail[0]).toMatchObject({
      to: 'deniz@example.com',
      state: 'failed',
      lastAnswer: expect.stringContaining('SMTP_URL'),
    });
  });

  test('of two at the same moment one wins', async () => {
    const { path } = await owner.run('createInvitation', { email: 'twice@example.com', role: 'viewer' });
    const accept = () =>
      house.browser().post('/api/v1/invitation/accept', { token: tokenIn(path), name: 'Twice', password: PASSWORD });
    const tries = await Promise.all([accept(), accept(), accept()]);
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(tries.filter(({ status }) => status >= 500)).toHaveLength(0);
  });

  test('again, resent, revoked and expired: only the newest open link counts', async () => {
    const first = await owner.run('createInvitation', { email: 'mia@example.com', role: 'viewer' });
    const second = await owner.run('createInvitation', { email: 'mia@example.com', role: 'contributor' });
    const { invitations } = await owner.run('listInvitations');
    expect(invitations.filter((one: { email: string }) => one.email === 'mia@example.com')).toHaveLength(1);
    const status = async (path: unknown): Promise<unknown> =>
      (await house.browser().get(`/api/v1/invitation/${tokenIn(path)}`)).body.id ?? 'open';
    expect(await status(first.path)).toBe('invitation.invalid');
    expect(await status(second.path)).toBe('open');
    const third = await owner.run('resendInvitation', { invitationId: second.id });
    expect([await status(second.path), await status(third.path)]).toEqual(['invitation.invalid', 'open']);
    await house.database.pool.query(`update invitation set expires_at = now() - interval '1 minute' where id = $1`, [
      second.id,
    ]);
    expect(await status(third.path)).toBe('invitation.expired');
    const fourth = await owner.run('resendInvitation', { invitationId: second.id });
    expect(await status(fourth.path)).toBe('open');
    for (const _twice of [1, 2])
      expect(await owner.run('revokeInvitation', { invitationId: second.id })).toMatchObject({ isOpen: false });
    expect(await status(fourth.path)).toBe('invitation.invalid');
    expect(await failing(owner.run('resendInvitation', { invitationId: second.id }))).toBe('invitation.not-found');
    expect(await status('/invitation/inv_nothing')).toBe('invitation.invalid');
  });

  test('whoever has an account accepts as themselves, signed in', async () => {
    const other = await owner.post('/api/v1/workspaces', { name: 'Thunderbird' });
    expect(other.body).toMatchObject({ slug: 'thunderbird', role: 'owner' });
    const { path } = await owner.run('createInvitation', { email: 'deniz@example.com', role: 'admin' }, 'thunderbird');
    expect((await house.browser().post('/api/v1/invitation/accept', { token: tokenIn(path) })).body.id).toBe(
      'invitation.sign-in-first',
    );
    const deniz = house.browser();
    await deniz.post('/api/auth/sign-in/email', { email: 'deniz@example.com', password: PASSWORD });
    expect((await deniz.post('/api/v1/invitation/accept', { token: tokenIn(path) })).body).toMatchObject({
      slug: 'thunderbird',
      role: 'admin',
    });
    expect((await deniz.get('/api/v1/workspaces')).body.workspaces).toMatchObject([
      { slug: 'firefox', role: 'editor' },
      { slug: 'thunderbird', role: 'admin' },
    ]);
    expect(await deniz.identity('thunderbird')).toMatchObject({ actor: { role: 'admin' } });
    expect(await failing(deniz.identity())).toBe('workspace.not-chosen');
    expect(await failing(deniz.identity('nowhere'))).toBe('workspace.not-joined');
  });
});

describe('members', () => {
  test('change role with the next request; the log tells and rights move', async () => {
    const sam = await house.join(owner, 'sam@example.com', 'editor');
    const { id } = await memberOf('sam@example.com');
    const before = await house.line.head((await owner.identity('firefox'))?.workspaceId ?? '');
    expect(await owner.run('updateMember', { memberId: id, role: 'viewer' }, 'firefox')).toMatchObject({
      role: 'viewer',
    });
    expect((await sam.identity())?.actor.role).toBe('viewer');
    const after = await house.line.head((await owner.identity('firefox'))?.workspaceId ?? '');
    expect(after).toEqual({ seq: before.seq + 1, epoch: before.epoch + 1 });
    await owner.run('updateMember', { memberId: id, role: 'viewer' }, 'firefox');
    expect((await house.line.head((await owner.identity('firefox'))?.workspaceId ?? '')).seq).toBe(after.seq);
    expect(await failing(sam.run('updateMember', { memberId: id, role: 'owner' }))).toBe('permission.denied');
  });

  test('only owners decide about owners, and the last one stays', async () => {
    const admin = await house.join(owner, 'admin@example.com', 'admin');
    const ana = await memberOf('ana@example.com');
    const { id } = await memberOf('admin@example.com');
    expect(await failing(admin.run('updateMember', { memberId: id, role: 'owner' }))).toBe('member.owners-only');
    expect(await failing(admin.run('removeMember', { memberId: ana.id }))).toBe('member.owners-only');
    expect(await failing(admin.run('createInvitation', { email: 'x@example.com', role: 'owner' }))).toBe(
      'member.owners-only',
    );
    expect(await failing(admin.run('createPasswordLink', { memberId: ana.id }))).toBe('member.owners-only');
    for (const verb of ['removeMember', 'eraseMember'])
      expect(await failing(owner.run(verb, { memberId: ana.id }, 'firefox'))).toBe('member.last-owner');
    expect(await failing(owner.run('updateMember', { memberId: ana.id, role: 'admin' }, 'firefox'))).toBe(
      'member.last-owner',
    );
    expect(
      await failing(
        owner.run('updateMember', { memberId: '01890a5d-ac96-774b-bcce-b302099a8057', role: 'admin' }, 'firefox'),
      ),
    ).toBe('member.not-found');
  });

  test('removed: signed out at once, keys dead, name kept; restored: back in', async () => {
    const kim = await house.join(owner, 'kim@example.com', 'editor');
    const { token: key } = await kim.run('createApiKey', { name: 'Kim', scopes: ['write'] });
    const byKey = () =>
      house.auth.identify(new Request(`${HERE}/api/v1/members`, { headers: { authorization: `Bearer ${key}` } }));
    expect((await byKey())?.actor.name).toBe('kim');
    const { id } = await memberOf('kim@example.com');
    const removed = await owner.run('removeMember', { memberId: id }, 'firefox');
    expect(removed).toMatchObject({ name: 'kim', removedAt: expect.any(String) });
    expect(await kim.identity()).toBeNull();
    expect(await failing(byKey())).toBe('key.unknown');
    expect(await owner.run('removeMember', { memberId: id }, 'firefox')).toEqual(removed);
    expect((await owner.run('listMembers', {}, 'firefox')).members.some((one: { id: string }) => one.id === id)).toBe(
      false,
    );
    expect(await failing(owner.run('updateMember', { memberId: id, role: 'admin' }, 'firefox'))).toBe('member.removed');
    for (const _twice of [1, 2])
      expect(await owner.run('restoreMember', { memberId: id }, 'firefox')).toMatchObject({
        removedAt: null,
        role: 'editor',
      });
    await kim.post('/api/auth/sign-in/email', { email: 'kim@example.com', password: PASSWORD });
    expect((await kim.identity())?.actor.role).toBe('editor');
    expect(await failing(byKey())).toBe('key.unknown');
  });

  test('a forgotten password without mail: an admin hands over a link, which works once', async () => {
    await house.join(owner, 'lea@example.com', 'editor');
    const { id } = await memberOf('lea@example.com');
    const first = await owner.run('createPasswordLink', { memberId: id }, 'firefox');
    const { path } = await owner.run('createPasswordLink', { memberId: id }, 'firefox');
    const [old, token] = [first.path, path].map((one) => new URL(one, HERE).searchParams.get('token'));
    const lea = house.browser();
    const reset = (used: unknown) =>
      lea.post('/api/auth/reset-password', { newPassword: 'a quite different one', token: used });
    expect((await reset(old)).status).toBe(400);
    expect((await reset(token)).status).toBe(200);
    expect((await reset(token)).status).toBe(400);
    expect((await lea.post('/api/auth/sign-in/email', { email: 'lea@example.com', password: PASSWORD })).status).toBe(
      401,
    );
    expect(
      (await lea.post('/api/auth/sign-in/email', { email: 'lea@example.com', password: 'a quite different one' }))
        .status,
    ).toBe(200);
    const deniz = await memberOf('deniz@example.com');
    expect(await failing(owner.run('createPasswordLink', { memberId: deniz.id }, 'firefox'))).toBe('member.elsewhere');
  });

  test('exported and erased: nothing names them any more, what they did stays', async () => {
    const noa = await house.join(owner, 'noa.unique@example.com', 'editor');
    await noa.run('createApiKey', { name: 'Noa' });
    const { id } = await memberOf('noa.unique@example.com');
    const kept = await owner.run('exportMember', { memberId: id }, 'firefox');
    expect(kept).toMatchObject({
      member: { email: 'noa.unique@example.com' },
      sessions: [{ device: 'Firefox on Linux', address: '127.0.0.1' }],
      apiKeys: [{ name: 'Noa' }],
      changes: { count: 1 },
    });
    const seq = await headSeqOf('firefox');
    const erased = await owner.run('eraseMember', { memberId: id }, 'firefox');
    expect(erased).toMatchObject({ name: 'Former member', email: '', hasAccount: false });
    expect(await owner.run('eraseMember', { memberId: id }, 'firefox')).toEqual(erased);
    expect(await noa.identity()).toBeNull();
    expect(await headSeqOf('firefox')).toBe(seq + 1);
    for (const table of [
      '"user"',
      'member',
      'change',
      'invitation',
      'api_key',
      'mail_outbox',
      'session',
      'account',
      'membership',
    ]) {
      const { rows } = await house.database.pool.query(
        `select count(*)::int as found from ${table} t where t::text ilike '%noa.unique%'`,
      );
      expect([table, rows[0]]).toEqual([table, { found: 0 }]);
    }
  });

  const headSeqOf = async (slug: string): Promise<number> =>
    (await house.line.head((await owner.identity(slug))?.workspaceId ?? '')).seq;
});
