/** Bad input, each kind with an id of its own, and a sentence that names the field and says what would be right. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, openTestServer, type TestServer, type Town } from '../http/server.ts';

let server: TestServer;
let stranger: Town;
const keys: Record<string, string> = {};
beforeAll(async () => {
  server = await openTestServer();
  stranger = await server.newTown();
  keys.feature = (await post('/features', { title: 'Compact mode' })).body.key;
  keys.other = (await post('/features', { title: 'Touch density' })).body.key;
  keys.message = (await post('/messages', { title: 'More room', text: 'More room for the page.' })).body.key;
  keys.stranger = (await post('/features', { title: 'Theirs' }, stranger)).body.id;
  keys.strangerProduct = (await post('/products', { title: 'Their product', category: 'browser' }, stranger)).body.id;
});
afterAll(() => server.close());

const post = (path: string, body: unknown, town: Town = server.town): Promise<Answer> =>
  server.send('POST', `/api/v1${path}`, { body, town });
const upload = (name: string, body: string): Promise<Answer> =>
  server.send('POST', `/api/v1/files/uploads?name=${name}`, { body, headers: { 'content-type': 'text/plain' } });
const link = (kind: string, from: string | undefined, to: string | undefined): Promise<Answer> =>
  post('/links', { kind, from, to });

interface Expected {
  readonly status: number;
  readonly id: string;
  readonly field?: string;
  /** Words of the sentence. */
  readonly says: RegExp;
}

const CASES: Readonly<Record<string, readonly [ask: () => Promise<Answer>, expected: Expected]>> = {
  'a field there is not': [
    () => post('/features', { title: 'x', titel: 'y' }),
    { status: 422, id: 'input.unknown-field', field: 'titel', says: /no field "titel".*"title"/ },
  ],
  'a value of the wrong type': [
    () => post('/features', { title: 'x', reach: 'many' }),
    { status: 422, id: 'input.invalid', field: 'reach', says: /"reach".*number/ },
  ],
  'a text that is too long': [
    () => post('/features', { title: 'x'.repeat(301) }),
    { status: 422, id: 'input.too-long', field: 'title', says: /"title".*at most 300 characters/ },
  ],
  'a body that is too large': [
    () => post('/features', { title: 'x', description: 'x'.repeat(1_100_000) }),
    { status: 413, id: 'body.too-large', says: /MB|kB|bytes/ },
  ],
  'a body that is no JSON': [
    () => server.send('POST', '/api/v1/features', { body: '{"title":' }),
    { status: 400, id: 'body.malformed', says: /JSON/ },
  ],
  'a field somebody else has changed': [
    async () => {
      const path = `/api/v1/features/${keys.feature}`;
      await server.send('PATCH', path, { as: 'admin', body: { summary: 'Theirs', revision: 1 } });
      return server.send('PATCH', path, { as: 'editor', body: { summary: 'Mine', revision: 1 } });
    },
    { status: 409, id: 'item.conflict', field: 'summary', says: /"summary"/ },
  ],
  'a revision there is not yet': [
    () => server.send('PATCH', `/api/v1/features/${keys.feature}`, { body: { title: 'x', revision: 99 } }),
    { status: 422, id: 'item.revision-ahead', field: 'revision', says: /99/ },
  ],
  'a link that closes a circle': [
    async () => {
      await link('feature.dependsOn', keys.feature, keys.other);
      return link('feature.dependsOn', keys.other, keys.feature);
    },
    { status: 422, id: 'link.circular', field: 'to', says: /already relies on/ },
  ],
  'a link to itself': [
    () => link('feature.dependsOn', keys.feature, keys.feature),
    { status: 422, id: 'link.itself', field: 'to', says: /itself/ },
  ],
  'a link of a kind not allowed': [
    () => link('feature.serves', keys.feature, keys.message),
    { status: 422, id: 'link.not-allowed', field: 'to', says: /may lead to/ },
  ],
  'a kind of link there is not': [
    () => link('feature.adores', keys.feature, keys.message),
    { status: 422, id: 'link.kind-unknown', field: 'kind', says: /feature\.adores/ },
  ],
  'an upload without a byte': [
    async () => post('/imports/preview', { uploadId: (await upload('reviews.csv', '')).body.id, kind: 'feedback' }),
    { status: 422, id: 'file.empty', field: 'file', says: /reviews\.csv/ },
  ],
  'an upload that is not what its name says': [
    async () => {
      const { body } = await upload('reviews.xlsx', 'PK\u0003\u0004 and no more');
      return post('/imports/preview', { uploadId: body.id, kind: 'feedback' });
    },
    { status: 422, id: 'file.unreadable', field: 'file', says: /reviews\.xlsx/ },
  ],
  'a cursor of nobody': [
    () => server.send('GET', '/api/v1/features?cursor=abc'),
    { status: 422, id: 'list.bad-cursor', field: 'cursor', says: /`next` of the page before/ },
  ],
  'a cursor of another sort': [
    async () => {
      const { body } = await server.send('GET', '/api/v1/features?limit=1&sort=title');
      return server.send('GET', `/api/v1/features?limit=1&sort=-changedAt&cursor=${encodeURIComponent(body.next)}`);
    },
    { status: 422, id: 'list.bad-cursor', field: 'cursor', says: /same filter and sort/ },
  ],
  'an id from another workspace in the address': [
    () => server.send('GET', `/api/v1/features/${keys.stranger}`),
    { status: 404, id: 'item.not-found', says: /There is no item/ },
  ],
  'an id from another workspace in a field': [
    () => post('/features', { title: 'x', productId: keys.strangerProduct }),
    { status: 422, id: 'item.reference-unknown', field: 'productId', says: /"productId"/ },
  ],
  'a member of another workspace': [
    () => post('/features', { title: 'x', ownerId: stranger.members.owner }),
    { status: 422, id: 'item.member-unknown', field: 'ownerId', says: /"ownerId"/ },
  ],
  'a link to another workspace': [
    () => link('feature.dependsOn', keys.feature, keys.stranger),
    { status: 404, id: 'item.not-found', says: /There is no item/ },
  ],
};

describe('bad input', () => {
  test.each(Object.entries(CASES))('%s', async (_what, [ask, expected]) => {
    const { status, headers, body } = await ask();
    expect({ status, id: body.id }).toEqual({ status: expected.status, id: expected.id });
    expect(body.field).toBe(expected.field);
    expect(body.detail).toMatch(expected.says);
    expect(body.type).toContain(expected.id);
    expect(headers.get('content-type')).toBe('application/problem+json');
  });

  test('each has an id of its own', () => {
    const asked = [
      'a field there is not',
      'a value of the wrong type',
      'a field somebody else has changed',
      'a link that closes a circle',
      'a link of a kind not allowed',
      'a text that is too long',
      'an upload that is not what its name says',
      'a cursor of nobody',
      'an id from another workspace in the address',
    ];
    expect(new Set(asked.map((what) => CASES[what]?.[1].id)).size).toBe(asked.length);
  });
});
