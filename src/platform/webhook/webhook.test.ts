import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowedAddresses, delayAfter, isPublic, makeSecret, post, refuseObviouslyPrivate, signed } from './index.ts';

let server: Server;
let port = 0;
const seen: { url: string | undefined; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      seen.push({ url: request.url, headers: request.headers, body });
      if (request.url === '/away') response.writeHead(302, { location: '/here' }).end();
      else if (request.url !== '/silent') response.end('thanks'.repeat(1000));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const posting = (path: string, allowedHosts: readonly string[] = ['127.0.0.1']) => ({
  url: `http://127.0.0.1:${port}${path}`,
  body: '{"type":"x"}',
  headers: {},
  allowedHosts,
  timeoutMs: 1000,
});

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '::127.0.0.1',
  '::ffff:0:127.0.0.1',
  '5f00::1',
  'not an address',
])('%s is not public', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each(['8.8.8.8', '172.32.0.1', '1.1.1.1', '2606:4700::1111', '2a00:1450:4001:80b::200e'])(
  '%s is public',
  (address) => {
    expect(isPublic(address)).toBe(true);
  },
);

test.each([
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://127.1/',
  'http://[::1]/',
  'http://localhost./',
  'http://db.internal/',
])('%s is refused when it is typed in', (url) => {
  expect(() => refuseObviouslyPrivate(new URL(url), [])).toThrow(/private network/);
});

test('one private address among public ones is enough to refuse', async () => {
  const resolve = async () => [
    { address: '8.8.8.8', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ];
  await expect(allowedAddresses(new URL('https://rebind.example/'), [], resolve)).rejects.toMatchObject({
    id: 'webhook.address-forbidden',
  });
  expect(await allowedAddresses(new URL('https://rebind.example/'), ['rebind.example'], resolve)).toHaveLength(2);
});

test('a name that leads nowhere says so', async () => {
  const resolve = async () => Promise.reject(new Error('ENOTFOUND'));
  await expect(allowedAddresses(new URL('https://nobody.example/'), [], resolve)).rejects.toMatchObject({
    id: 'webhook.address-unknown',
  });
});

test('nothing is sent to a private address that is not allowed by name', async () => {
  const before = seen.length;
  expect(await post(posting('/hook', []))).toMatchObject({
    status: 0,
    reason: expect.stringContaining('private network'),
  });
  expect(seen).toHaveLength(before);
});

test('the connection goes to the address that was checked, whatever the name', async () => {
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const url = `http://hooks.example:${port}/pinned`;
  expect(await post({ ...posting('/'), url, allowedHosts: ['hooks.example'], resolve })).toMatchObject({ status: 200 });
  expect(seen.at(-1)).toMatchObject({ url: '/pinned', headers: { host: `hooks.example:${port}` } });
});

test('a redirect is an answer and is not followed', async () => {
  expect(await post(posting('/away'))).toMatchObject({ status: 302 });
  expect(seen.at(-1)?.url).toBe('/away');
});

test('a receiver that never answers is given up, and a long answer is cut', async () => {
  expect(await post({ ...posting('/silent'), timeoutMs: 100 })).toMatchObject({
    status: 0,
    reason: 'No answer in time.',
  });
  expect((await post(posting('/hook'))).reason).toHaveLength(500);
});

test('a message verifies with the reference library, and not when changed', () => {
  const secret = makeSecret();
  const headers = { ...signed(secret, { id: 'msg_1', body: '{"type":"x"}', sentAt: new Date() }) };
  expect(new Webhook(secret).verify('{"type":"x"}', headers)).toEqual({ type: 'x' });
  expect(() => new Webhook(secret).verify('{"type":"y"}', headers)).toThrow();
});

test('attempts come soon at first, then over days, then end', () => {
  const delays = Array.from({ length: 10 }, (_, at) => delayAfter(at + 1, () => 0.5));
  expect(delays[0]).toBe(5000);
  expect(delays[8]).toBe(86_400_000);
  expect(delays[9]).toBeNull();
});
