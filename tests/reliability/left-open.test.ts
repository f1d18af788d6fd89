/** Answers that nobody reads to their end hold nothing up: connections to the database are given back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../http/server.ts';

const MORE_THAN_THE_POOL = 22;
const TOWNS = 80;
const ANSWER_MS_MOST = 5_000;
const GIVEN_BACK_MS_MOST = 3_000;
let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  // Larger than what a connection buffers, so that a reader who stops stops the stream.
  const values = { title: 'Long', text: 'A toolbar too large. '.repeat(4_000) };
  for (let number = 0; number < 3; number += 1)
    await server.send('POST', '/api/v1/feedback/bulk', {
      body: { rows: Array.from({ length: 10 }, () => ({ do: 'create', values })) },
    });
  for (let number = 0; number < 30; number += 1)
    await server.send('POST', '/api/v1/features', { body: { title: 'Large', limits: 'x y '.repeat(20_000) } });
}, 60_000);
afterAll(() => server.close());

const PLACES = [
  '/api/v1/snapshot',
  '/api/v1/files/export/feedback?format=csv',
  '/api/v1/files/export/features?format=xlsx',
  '/api/v1/files/workspace',
  '/api/v1/feed?after=0',
];
const ask = (method: string, path: string, signal: AbortSignal): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method,
    signal,
    headers: { authorization: `Bearer ${server.town.keys.owner}`, 'accept-encoding': 'identity' },
  });

async function givenBack(): Promise<number> {
  const { pool } = server.database;
  for (const until = Date.now() + GIVEN_BACK_MS_MOST; Date.now() < until; ) {
    if (pool.totalCount === pool.idleCount && pool.waitingCount === 0) return 0;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return pool.totalCount - pool.idleCount;
}

test.each(PLACES)('HEAD of %s, many times', async (path) => {
  for (let number = 0; number < MORE_THAN_THE_POOL; number += 1)
    expect((await ask('HEAD', path, AbortSignal.timeout(ANSWER_MS_MOST))).status).toBeLessThan(500);
  expect(await givenBack()).toBe(0);
});

test.each(PLACES)('%s, hung up on in the middle', async (path) => {
  const hangUp = new AbortController();
  const signal = AbortSignal.any([hangUp.signal, AbortSignal.timeout(60_000)]);
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask('GET', path, signal)));
  for (const answer of answers) expect(answer.status).toBe(200);
  hangUp.abort();
  expect(await givenBack()).toBe(0);
  expect((await ask('GET', '/api/v1/features?limit=1', AbortSignal.timeout(ANSWER_MS_MOST))).status).toBe(200);
});

test.each(PLACES.filter((path) => !path.includes('feed?')))(
  '%s, asked for by more at once than there are connections',
  async (path) => {
    const signal = AbortSignal.timeout(60_000);
    const answers = await Promise.all(
      Array.from({ length: MORE_THAN_THE_POOL }, async () => {
        const answer = await ask('GET', path, signal);
        return [answer.status, (await answer.arrayBuffer()).byteLength > 0];
      }),
    );
    expect(answers.filter(([status, isWhole]) => status !== 200 || isWhole !== true)).toEqual([]);
    expect(await givenBack()).toBe(0);
  },
);

test('webhooks of more workspaces than there are connections do not wait for each other', async () => {
  const towns = await Promise.all(Array.from({ length: TOWNS }, () => server.newTown()));
  const add = { body: { url: 'http://127.0.0.1:9/' } };
  for (const town of towns) expect((await server.send('POST', '/api/v1/webhooks', { town, ...add })).status).toBe(201);
  const begun = performance.now();
  const write = { body: { title: 'All at once' } };
  const answers = await Promise.all(towns.map((town) => server.send('POST', '/api/v1/features', { town, ...write })));
  expect(answers.map(({ status }) => status)).toEqual(towns.map(() => 201));
  await server.send('GET', '/api/v1/features?limit=1');
  expect(performance.now() - begun).toBeLessThan(ANSWER_MS_MOST);
  expect(await givenBack()).toBe(0);
});
