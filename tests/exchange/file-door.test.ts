import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineModel } from '../../src/line/line.sample.ts';
import type { Identity } from '../../src/platform/auth/index.ts';
import { judge, problem } from '../../src/platform/http/index.ts';
import { fileMount } from '../../src/surfaces/server/upload.ts';
import { type Desk, openDesk } from './exchange-desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(lineModel);
});
afterAll(() => desk.close());

const call = { requestId: 'test', startedMs: 0, clientAddress: undefined, route: 'unknown' };

/** Asks the door as a member of that role; `null`: as nobody. */
async function ask(
  method: string,
  address: string,
  {
    role = 'editor',
    body,
    csrfSafe = true,
  }: { role?: 'owner' | 'editor' | 'viewer' | null; body?: string; csrfSafe?: boolean } = {},
) {
  const identify = async (): Promise<Identity | null> => {
    if (role === null) return null;
    const { workspaceId, actor } = desk.workspace.as(role);
    return { userId: 'u', memberId: actor.memberId ?? '', workspaceId, workspaceSlug: 'test', actor, csrfSafe };
  };
  const mount = fileMount({ exchange: desk.exchange, model: lineModel, identify });
  const request = new Request(`http://localhost/api/v1/files${address}`, {
    method,
    body: body ?? null,
    headers: { 'Content-Type': 'text/html' },
  });
  // What a door throws becomes an answer around it.
  const answer = await mount.answer(request, call).catch((error: unknown) => problem(judge(error).failure, 'test'));
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe('the door for bytes', () => {
  it('takes an upload and an attachment, and gives them back as downloads', async () => {
    const upload = await ask('POST', '/uploads?name=..%2Ffeatures.csv', { body: 'title\nTabs\n' });
    expect(upload.status).toBe(201);
    expect(JSON.parse(upload.text)).toMatchObject({ name: 'features.csv', sizeBytes: 11 });
    const item = await desk.workspace.run('createFeature', { title: 'Tabs' });
    const attached = await ask('POST', `/attachments?item=${String(item.key)}&name=page.html`, {
      body: '<script>alert(1)</script>',
    });
    expect(attached.status).toBe(201);
    const back = await ask('GET', `/attachments/${JSON.parse(attached.text).id}`, { role: 'viewer' });
    expect(back).toMatchObject({ status: 200, text: '<script>alert(1)</script>' });
    expect(Object.fromEntries(back.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment; filename="page.html"/),
      'x-content-type-options': 'nosniff',
      'content-length': '25',
    });
  });

  it('gives lists, items and the workspace as downloads', async () => {
    const list = await ask('GET', '/export/features?format=csv&columns=key,title&sort=-title', { role: 'viewer' });
    expect(list.text).toBe('Key,Title\r\nFEA-1,Tabs\r\n');
    const filter = encodeURIComponent(JSON.stringify({ field: 'title', op: 'contains', value: 'none' }));
    expect((await ask('GET', `/export/features?format=json&filter=${filter}`)).text).toBe('[]\n');
    expect((await ask('GET', '/items/FEA-1')).text).toContain('# FEA-1 Tabs');
    expect((await ask('GET', '/workspace', { role: 'owner' })).headers.get('content-type')).toBe('application/gzip');
  });

  it.each([
    ['POST', '/uploads', {}, 422, 'input.invalid'],
    ['POST', '/uploads?name=a', { role: 'viewer' as const }, 403, 'permission.denied'],
    ['POST', '/uploads?name=a', { csrfSafe: false }, 403, 'request.cross-site'],
    ['POST', '/uploads?name=a', { role: null }, 401, 'auth.sign-in-required'],
    ['POST', '/attachments?item=FEA-99&name=a', {}, 404, 'item.not-found'],
    ['GET', '/attachments/nothing', {}, 404, 'file.not-found'],
    ['GET', '/export/features', {}, 422, 'input.invalid'],
    ['GET', '/export/nothing?format=csv', {}, 404, 'kind.unknown'],
    ['GET', '/export/features?format=csv&sort=nothing', {}, 422, 'list.unknown-field'],
    ['GET', '/workspace', {}, 403, 'permission.denied'],
    ['PUT', '/uploads', {}, 404, 'route.not-found'],
    ['GET', '/items/%E0%A4%A', {}, 404, 'item.not-found'],
  ])('%s %s %j answers %i', async (method, address, as, status, id) => {
    const answer = await ask(method, address, as);
    expect({ status: answer.status, id: JSON.parse(answer.text).id }).toEqual({
      status,
      id: expect.stringContaining(status === 401 || id.includes('cross') ? '' : id),
    });
  });
});
