/** What surrounds the operations: probes, limits, pages, requests that are none, and the end. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../../../tests/http/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

test('the probes answer without a key and say nothing of content', async () => {
  expect(await server.send('GET', '/healthz', { as: null })).toMatchObject({ status: 200, body: { status: 'alive' } });
  expect(await server.send('GET', '/readyz', { as: null })).toMatchObject({ status: 200, body: { status: 'ready' } });
  await server.send('GET', '/api/v1/features/FEA-1');
  const { body } = await server.send('GET', '/metrics', { as: null });
  expect(body).toContain('throughline_http_request_seconds_bucket');
  expect(body).toContain('route="/api/v1/features/:ref"');
  expect(body).not.toContain('FEA-1');
  expect(body).toContain('nodejs_eventloop_lag_seconds');
});

describe('rate limits', () => {
  test('tell what is left, and when to come again', async () => {
    const limited = await openTestServer({ database: server.database, rateLimit: { burst: 2, perSecond: 1 } });
    const answers = [];
    for (let at = 0; at < 3; at += 1) answers.push(await limited.send('GET', '/api/v1/kinds', { town: server.town }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[0]?.headers.get('ratelimit-remaining')).toBe('1');
    expect(answers[2]?.headers.get('retry-after')).toBe('1');
    expect(answers[2]?.body.id).toBe('request.too-many');
    expect(await limited.send('GET', '/api/v1/kinds', { as: 'viewer', town: server.town })).toMatchObject({
      status: 200,
    });
    await limited.stop();
  });

  test('hold at the doors for files, agents and accounts too', async () => {
    const limited = await openTestServer({ database: server.database, rateLimit: { burst: 2, perSecond: 0.01 } });
    for (const path of ['/mcp', '/api/auth/get-session', '/api/v1/files/nothing']) {
      const headers = { authorization: `Bearer ${path}` };
      const statuses = [];
      for (let at = 0; at < 3; at += 1) statuses.push((await limited.send('GET', path, { as: null, headers })).status);
      expect(statuses.slice(0, 2), path).not.toContain(429);
      expect(statuses[2], path).toBe(429);
    }
    await limited.stop();
  });

  test('stop whoever guesses keys', async () => {
    const limited = await openTestServer({ database: server.database, rateLimit: { burst: 1000, perSecond: 100 } });
    const statuses = [];
    for (let at = 0; at < 125; at += 1) {
      const headers = { authorization: `Bearer tl_${String(at).padStart(43, 'x')}` };
      const path = at % 2 === 0 ? '/api/v1/kinds' : '/api/v1/files/attachments/a';
      statuses.push((await limited.send('GET', path, { as: null, headers })).status);
    }
    expect(statuses.slice(0, 100).every((status) => status === 401)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    await limited.stop();
  });
});

/** Sends bytes as they are. */
async function raw(text: string): Promise<string> {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.end(text);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

describe('what is no request', () => {
  test.each([
    ['gibberish', 'hello\r\n\r\n', '400'],
    ['a bad host', 'GET /api/v1/kinds HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', '400'],
    ['no host', 'GET /api/v1/kinds HTTP/1.1\r\nConnection: close\r\n\r\n', '400'],
    ['a proxy address', 'GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', '400'],
    ['huge headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
    ['a strange method', 'BREW /api/v1/kinds HTTP/1.1\r\nHost: x\r\n\r\n', '400'],
    ['TRACE', 'TRACE /api/v1/kinds HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', '405'],
    [
      'a lying length',
      'POST /api/v1/features HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n{}',
      '401',
    ],
  ])('%s is answered and harms nobody', async (_, text, status) => {
    expect(await raw(text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await server.send('GET', '/healthz', { as: null })).status).toBe(200);
  });
});

test('a body that breaks off half way is nobody’s fault', async () => {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `POST /api/v1/features HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.town.keys.owner}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"title":`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  expect((await server.send('GET', '/healthz', { as: null })).status).toBe(200);
});

test('OPTIONS says what an address takes', async () => {
  const { status, headers } = await server.send('OPTIONS', '/api/v1/features', { as: null });
  expect(status).toBe(204);
  expect(headers.get('allow')).toBe('GET, HEAD, POST');
});

test('HEAD answers like GET without the body', async () => {
  const { status, body, headers } = await server.send('HEAD', '/api/v1/kinds');
  expect(status).toBe(200);
  expect(body).toBe('');
  expect(headers.get('etag')).not.toBeNull();
});

test('a missing file or a wrong API address is 404 and never an empty page', async () => {
  for (const path of ['/assets/nothing.js', '/api/nothing', '/favicon-that-is-not.ico', '/Bad_Name/x', '/healthz/x']) {
    const { status, headers } = await server.send('GET', path, { as: null, headers: { accept: 'text/html' } });
    expect(status, path).toBe(404);
    expect(headers.get('content-type'), path).toBe('application/problem+json');
  }
});

test('a stopped server lets requests end, answers no new one, and stops once', async () => {
  const other = await openTestServer({ database: server.database });
  const waiting = other.send('GET', '/api/v1/feed?wait=20', { town: server.town });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await Promise.all([other.stop(), other.stop()]);
  expect((await waiting).status).toBe(200);
  await expect(fetch(`${other.url}/healthz`)).rejects.toThrow();
});
