import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineFailure } from '../failure/index.ts';
import {
  acceptsGzip,
  coerceQuery,
  createRateLimiter,
  createResponseCache,
  judge,
  matchesTag,
  problem,
  readJsonObject,
  revisionOf,
  tooManyRequests,
} from './index.ts';

const post = (
  body: string | ReadableStream,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Request =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    headers,
    ...(typeof body === 'string' ? {} : { duplex: 'half' }),
  });

test('a query is read by the schema: numbers, booleans, lists and JSON', () => {
  const schema = z.object({
    limit: z.int().optional(),
    withTotal: z.boolean().optional(),
    include: z.enum(['links', 'linked']).array().optional(),
    filter: z.union([z.object({ field: z.string() }), z.object({ and: z.array(z.unknown()) })]).optional(),
    sort: z.union([z.string(), z.array(z.string())]).optional(),
    q: z.string().optional(),
  });
  const read = coerceQuery(schema, {
    limit: ['20'],
    withTotal: ['true'],
    include: ['links,linked'],
    filter: ['{"field":"state"}'],
    sort: ['-changedAt,title'],
    q: ['42'],
    state: ['active'],
  });
  expect(read).toEqual({
    limit: 20,
    withTotal: true,
    include: ['links', 'linked'],
    filter: { field: 'state' },
    sort: '-changedAt,title',
    q: '42',
    state: 'active',
  });
});

test('what cannot be read stays text, so that the schema names the field', () => {
  const schema = z.object({ limit: z.int(), filter: z.object({}), withTotal: z.boolean() });
  const given = { limit: ['many'], filter: ['{broken'], withTotal: ['perhaps'] };
  expect(coerceQuery(schema, given)).toEqual({ limit: 'many', filter: '{broken', withTotal: 'perhaps' });
  expect(coerceQuery(schema, { limit: ['1', '2'] })).toEqual({ limit: ['1', '2'] });
  expect(coerceQuery(schema, {})).toEqual({});
});

test('a database error is a failure by its SQLSTATE, through wrapped causes', () => {
  const wrapped = (code: string): Error =>
    new Error('query failed', { cause: Object.assign(new Error('inner'), { code }) });
  const ids = [
    '23505',
    '23503',
    '23514',
    '22P02',
    '22021',
    '57014',
    '40P01',
    '53300',
    '08006',
    'ECONNREFUSED',
    '53100',
  ].map((code) => judge(wrapped(code)).failure.id);
  expect(ids).toEqual([
    'write.duplicate',
    'write.reference-broken',
    'write.rule-broken',
    'input.value-unreadable',
    'input.text-unstorable',
    'request.too-expensive',
    'write.contended',
    'database.unavailable',
    'database.unavailable',
    'database.unavailable',
    'database.full',
  ]);
});

test('a file that is not there is no database that is not there', () => {
  const absent = { code: 'ENOENT', path: '/nowhere' };
  const [file, socket] = ['open', 'connect'].map((syscall) =>
    Object.assign(new Error('ENOENT'), { ...absent, syscall }),
  );
  expect(judge(file)).toMatchObject({ unforeseen: true });
  expect(judge(socket).failure.id).toBe('database.unavailable');
});

test("a cluster's shard number is left out of the rule's name", () => {
  const error = Object.assign(new Error('duplicate key value violates unique constraint "link_once_102008"'), {
    code: '23505',
  });
  expect(judge(error).failure.message).toContain('(link_once)');
});

test('an unforeseen error says nothing of itself', async () => {
  const { failure, unforeseen } = judge(new Error('the secret is 42'));
  expect(unforeseen).toBe(true);
  const body = await problem(failure, 'r1').text();
  expect(body).toContain('server.fault');
  expect(body).not.toContain('42');
});

test('a problem carries its id, status, retry time and request id', async () => {
  const answer = problem(tooManyRequests({ retryAfterSeconds: 3 }), 'r1');
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('3');
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({
    id: 'request.too-many',
    status: 429,
    requestId: 'r1',
    retryAfterSeconds: 3,
  });
});

test('a failure of another part keeps its own id', () => {
  const own = defineFailure('test.own', 418, 'Own', () => 'Own.');
  expect(judge(own({}))).toMatchObject({ unforeseen: false, failure: { id: 'test.own' } });
});

test('a body is a JSON object, of the type it says, within the limit', async () => {
  expect(await readJsonObject(post('{"a":1}'), 100)).toEqual({ a: 1 });
  expect(await readJsonObject(post(''), 100)).toEqual({});
  await expect(readJsonObject(post('{'), 100)).rejects.toMatchObject({ id: 'body.malformed' });
  await expect(readJsonObject(post('[1]'), 100)).rejects.toMatchObject({ id: 'body.malformed' });
  await expect(readJsonObject(post('null'), 100)).rejects.toMatchObject({ id: 'body.malformed' });
  await expect(readJsonObject(post('a=1', { 'content-type': 'text/plain' }), 100)).rejects.toMatchObject({
    id: 'body.type-unsupported',
  });
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64)) });
  await expect(readJsonObject(post(endless), 100)).rejects.toMatchObject({ id: 'body.too-large', status: 413 });
});

test('tags compare weakly and in lists', () => {
  expect(matchesTag('"a"', 'W/"a"')).toBe(true);
  expect(matchesTag('W/"b", W/"a"', 'W/"a"')).toBe(true);
  expect(matchesTag('*', 'W/"a"')).toBe(true);
  expect(matchesTag('"b"', 'W/"a"')).toBe(false);
  expect(matchesTag(null, 'W/"a"')).toBe(false);
});

test('If-Match names a revision, alone or as an ETag', () => {
  expect(revisionOf('"7"')).toBe(7);
  expect(revisionOf('W/"7.1042.3.abc"')).toBe(7);
  expect(revisionOf('7')).toBe(7);
  expect(revisionOf('*')).toBeUndefined();
  expect(revisionOf(undefined)).toBeUndefined();
  expect(revisionOf('"list.1042.3"')).toBeNull();
  expect(revisionOf('yesterday')).toBeNull();
});

test('a caller may send a burst and then as fast as the bucket fills', () => {
  let now = 0;
  const limiter = createRateLimiter({ burst: 2, perSecond: 1 }, () => now);
  expect([1, 2, 3].map(() => limiter.take('a').allowed)).toEqual([true, true, false]);
  expect(limiter.take('b').allowed).toBe(true);
  now = 1000;
  expect(limiter.take('a')).toMatchObject({ allowed: true, remaining: 0 });
  expect(limiter.take('a')).toMatchObject({ allowed: false, retryAfterSeconds: 1 });
});

test('the cache forgets the longest unused and keeps nothing too large', () => {
  const cache = createResponseCache(8000);
  const answer = (size: number) => ({ body: new Uint8Array(size), tag: '', gzip: null });
  for (let at = 0; at < 10; at += 1) cache.set(`k${at}`, answer(900));
  expect(cache.get('k0')).toBeUndefined();
  expect(cache.get('k9')).toBeDefined();
  expect(cache.bytes).toBeLessThanOrEqual(8000);
  cache.set('huge', answer(5000));
  expect(cache.get('huge')).toBeUndefined();
});

test('gzip only where it is taken', () => {
  expect(acceptsGzip('gzip, deflate, br')).toBe(true);
  expect(acceptsGzip('br, gzip;q=0')).toBe(false);
  expect(acceptsGzip('identity')).toBe(false);
  expect(acceptsGzip(undefined)).toBe(false);
});
