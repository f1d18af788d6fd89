/** The REST door over HTTP against a real database: what every operation gets from it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../../../tests/http/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const FEATURE = { title: 'Compact mode', summary: 'A smaller toolbar.' };
const make = async (body: object = FEATURE, as: 'owner' | 'editor' = 'editor') =>
  server.send('POST', '/api/v1/features', { as, body });

describe('items', () => {
  test('are made, read, changed and listed with their links', async () => {
    const made = await make();
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/features/${made.body.key}`);
    expect(made.headers.get('etag')).toBe('"1"');
    const changed = await server.send('PATCH', `/api/v1/features/${made.body.key}`, {
      body: { title: 'Compact mode, kept' },
      headers: { 'if-match': '"1"' },
    });
    expect(changed).toMatchObject({ status: 200, body: { title: 'Compact mode, kept', revision: 2 } });
    const need = await server.send('POST', '/api/v1/needs', {
      body: { title: 'Space', statement: 'Give me back the compact toolbar.' },
    });
    const link = await server.send('POST', '/api/v1/links', {
      body: { kind: 'feature.serves', from: made.body.key, to: need.body.key },
    });
    expect(link.status).toBe(201);
    const list = await server.send('GET', '/api/v1/features?include=links,linked&sort=-changedAt&limit=5');
    expect(list.status).toBe(200);
    expect(list.body.items[0].links).toHaveLength(1);
  });

  test('a short filter means the same as the long one', async () => {
    await make({ ...FEATURE, title: 'Shortcut', tags: ['short'] });
    const short = await server.send('GET', '/api/v1/features?title=Shortcut');
    const filter = encodeURIComponent(JSON.stringify({ field: 'title', op: 'is', value: 'Shortcut' }));
    const long = await server.send('GET', `/api/v1/features?filter=${filter}`);
    expect(short.body.items).toHaveLength(1);
    expect(short.body).toEqual(long.body);
  });

  test('a list is walked to its end in any order, however long its texts are', async () => {
    const limits = 'A long reason. '.repeat(300);
    const made = await Promise.all([1, 2, 3].map((at) => make({ title: `Long ${at}`, limits: `${limits}${at}` })));
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await server.send('GET', `/api/v1/features?sort=-limits&limit=1${cursor}`);
      expect(page.status).toBe(200);
      seen.push(...page.body.items.map(({ key }: { key: string }) => key));
      if (page.body.next === null || seen.length > 100) break;
      cursor = `&cursor=${page.body.next}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(made.map(({ body }) => body.key)));
  });

  test('many rows in one request have their own results', async () => {
    const rows = [
      { do: 'create', values: FEATURE },
      { do: 'update', ref: 'FEA-99999', values: { title: 'x' } },
    ];
    const { body, status } = await server.send('POST', '/api/v1/features/bulk', { body: { rows } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      done: 1,
      failed: 1,
      results: [{ ok: true }, { ok: false, problem: { id: 'item.not-found' } }],
    });
  });
});

describe('errors are problems with a stable id', () => {
  test.each([
    ['GET', '/api/v1/nothing', {}, 404, 'route.not-found'],
    ['PUT', '/api/v1/features', { body: {} }, 405, 'route.method-not-allowed'],
    ['POST', '/api/v1/features', { body: '{"title":' }, 400, 'body.malformed'],
    ['POST', '/api/v1/features', { body: '[]' }, 400, 'body.malformed'],
    [
      'POST',
      '/api/v1/features',
      { body: 'title=x', headers: { 'content-type': 'text/plain' } },
      415,
      'body.type-unsupported',
    ],
    ['POST', '/api/v1/features', { body: { title: 'x'.repeat(1_100_000) } }, 413, 'body.too-large'],
    [
      'POST',
      '/api/v1/features',
      { body: '{"title":"x"}', headers: { 'content-encoding': 'gzip' } },
      415,
      'body.encoding-unsupported',
    ],
    [
      'POST',
      '/api/v1/features',
      { body: '{"title":"x"}', headers: { 'content-type': 'application/json; charset=utf-16' } },
      415,
      'body.encoding-unsupported',
    ],
    ['GET', '/api/v1/features?asOf=0000-01-01T00:00:00Z', {}, 422, 'input.invalid'],
    ['GET', '/api/v1/features?asOf=0001-01-01T00:00:00%2B14:00', {}, 422, 'input.invalid'],
    [
      'POST',
      '/api/v1/feedback',
      { body: { title: 'x', receivedAt: '9999-12-31T23:59:59-14:00' } },
      422,
      'input.invalid',
    ],
    ['POST', '/api/v1/api-keys', { body: { name: 'x', expiresAt: '9999-12-31T23:59:59-14:00' } }, 422, 'input.invalid'],
    ['GET', '/api/v1/features', { as: null }, 401, 'request.unauthenticated'],
    [
      'GET',
      '/api/v1/features',
      { as: null, headers: { authorization: `Bearer tl_${'x'.repeat(43)}` } },
      401,
      'key.unknown',
    ],
    ['POST', '/api/v1/features', { as: 'viewer', body: FEATURE }, 403, 'permission.denied'],
    ['POST', '/api/v1/features', { body: {} }, 422, 'input.invalid'],
    ['POST', '/api/v1/features', { body: { ...FEATURE, titel: 'x' } }, 422, 'input.unknown-field'],
    ['GET', '/api/v1/features?limit=many', {}, 422, 'input.invalid'],
    ['GET', '/api/v1/features?cursor=abc', {}, 422, 'list.bad-cursor'],
    ['GET', '/api/v1/features?sort=nothing', {}, 422, 'list.unknown-field'],
    ['GET', '/api/v1/features?nothing=1', {}, 422, 'list.unknown-field'],
    ['GET', '/api/v1/features/FEA-99999', {}, 404, 'item.not-found'],
    ['GET', '/api/v1/features/%00', {}, 404, 'item.not-found'],
    ['GET', '/api/v1/features?title=%00', {}, 422, 'input.invalid'],
    [
      'PATCH',
      '/api/v1/features/FEA-1',
      { body: {}, headers: { 'if-match': 'soon' } },
      422,
      'request.if-match-unreadable',
    ],
  ] as const)('%s %s', async (method, path, sending, status, id) => {
    const answer = await server.send(method, path, sending);
    expect(answer).toMatchObject({ status, body: { id, status } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
    expect(answer.body.detail.length).toBeGreaterThan(10);
  });

  test('bad input names the field and what would be right', async () => {
    const { body } = await server.send('POST', '/api/v1/features', { body: { ...FEATURE, targetOn: 'soon' } });
    expect(body).toMatchObject({ id: 'input.invalid', field: 'targetOn' });
  });

  test('text in another encoding is refused, not kept with its letters lost', async () => {
    const latin1 = Buffer.from('{"title":"Größe"}', 'latin1');
    const answer = await fetch(`${server.url}/api/v1/features`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.town.keys.editor}`, 'content-type': 'application/json' },
      body: latin1,
    });
    expect([answer.status, (await answer.json()).id]).toEqual([400, 'body.malformed']);
  });

  test('who may not is told whom to ask', async () => {
    const path = `/api/v1/members/${server.town.members.viewer}`;
    const { body } = await server.send('DELETE', path, { as: 'admin' });
    expect(body).toMatchObject({ id: 'permission.denied', detail: expect.stringContaining('ask an owner') });
  });

  test('two who change the same field are told of both values', async () => {
    const { body: item } = await make();
    const path = `/api/v1/features/${item.key}`;
    await server.send('PATCH', path, { as: 'admin', body: { title: 'Theirs', revision: 1 } });
    const late = await server.send('PATCH', path, { as: 'editor', body: { title: 'Yours', revision: 1 } });
    expect(late).toMatchObject({
      status: 409,
      body: { id: 'item.conflict', conflicts: [{ field: 'title', yours: 'Yours', theirs: 'Theirs' }] },
    });
    const other = await server.send('PATCH', path, { as: 'editor', body: { summary: 'Other', revision: 1 } });
    expect(other).toMatchObject({ status: 200, body: { title: 'Theirs', summary: 'Other' } });
  });

  test("another workspace's thing is not there", async () => {
    const { body: item } = await make();
    const stranger = await server.newTown();
    expect(await server.send('GET', `/api/v1/items/${item.id}`, { town: stranger })).toMatchObject({ status: 404 });
  });
});

describe('Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'make-it-once' };

  test('the same request twice happens once and is answered the same', async () => {
    const first = await server.send('POST', '/api/v1/features', { body: { ...FEATURE, title: 'Once' }, headers });
    const again = await server.send('POST', '/api/v1/features', { body: { ...FEATURE, title: 'Once' }, headers });
    expect(first.status).toBe(201);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await server.send('GET', '/api/v1/features?title=Once')).body.items).toHaveLength(1);
  });

  test('another request with the same key is refused', async () => {
    const other = await server.send('POST', '/api/v1/features', { body: { ...FEATURE, title: 'Other' }, headers });
    expect(other).toMatchObject({ status: 409, body: { id: 'idempotency.mismatch' } });
  });

  test('a request that failed may be sent again with its key', async () => {
    const own = { 'idempotency-key': 'second-try' };
    expect(await server.send('POST', '/api/v1/features', { body: {}, headers: own })).toMatchObject({ status: 422 });
    expect(await server.send('POST', '/api/v1/features', { body: FEATURE, headers: own })).toMatchObject({
      status: 201,
    });
  });

  test('at the same moment: one happens, all are answered alike', async () => {
    const own = { 'idempotency-key': 'all-at-once' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        server.send('POST', '/api/v1/features', { body: { ...FEATURE, title: 'Crowd' }, headers: own }),
      ),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
  });

  test('a key that is none is refused', async () => {
    const bad = await server.send('POST', '/api/v1/features', {
      body: FEATURE,
      headers: { 'idempotency-key': 'two words' },
    });
    expect(bad).toMatchObject({ status: 422, body: { id: 'idempotency.key-invalid' } });
  });
});

describe('ETag', () => {
  test('nothing new is 304, for lists and items, until something changes', async () => {
    const { body: item } = await make();
    for (const path of ['/api/v1/features?limit=2', `/api/v1/features/${item.key}`]) {
      const first = await server.send('GET', path);
      const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
      expect((await server.send('GET', path, { headers })).status).toBe(304);
      await server.send('PATCH', `/api/v1/features/${item.key}`, { body: { summary: `Changed for ${path}` } });
      const third = await server.send('GET', path, { headers });
      expect(third.status).toBe(200);
      expect(third.headers.get('etag')).not.toBe(first.headers.get('etag'));
    }
  });

  test("an item's ETag serves as If-Match", async () => {
    const { body: item } = await make();
    const path = `/api/v1/features/${item.key}`;
    const tag = (await server.send('GET', path)).headers.get('etag') ?? '';
    expect(await server.send('PATCH', path, { body: { title: 'By tag' }, headers: { 'if-match': tag } })).toMatchObject(
      { status: 200 },
    );
    expect(
      await server.send('PATCH', path, { as: 'admin', body: { title: 'Late' }, headers: { 'if-match': tag } }),
    ).toMatchObject({ status: 409 });
  });

  test('a ready answer is given only to those who see the same', async () => {
    const hidden = await server.send('POST', '/api/v1/features', {
      body: { ...FEATURE, title: 'Secret', restrictedTo: ['01890a5d-ac96-774b-bcce-b302099a8057'] },
    });
    expect(hidden.status).toBe(201);
    const path = '/api/v1/features?title=Secret';
    expect((await server.send('GET', path, { as: 'admin' })).body.items).toHaveLength(1);
    expect((await server.send('GET', path, { as: 'viewer' })).body.items).toHaveLength(0);
  });

  test('an answer worth it is compressed where that is taken', async () => {
    const answer = await server.send('GET', '/api/v1/kinds', { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.status).toBe(200);
  });
});

test('every answer carries the security headers', async () => {
  for (const path of ['/healthz', '/api/v1/features', '/api/v1/nothing', '/api/auth/ok', '/']) {
    const { headers } = await server.send('GET', path, { as: null });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  }
});
