/** Requests made from the API's own document, as promised and spoiled: none breaks the server, none is left waiting. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureCatalogue } from '../../src/platform/failure/index.ts';
import { ROLES } from '../../src/platform/permission/index.ts';
import { openTestServer, type TestServer, type Town } from '../http/server.ts';
import { type ApiRequest, type Endpoint, endpointsOf, exampleRequest, memberNames, requestFor } from './api-request.ts';
import { broken } from './break-request.ts';
import { createChance, seedOfRun } from './chance.ts';
import { rounds } from './length.ts';
import type { Sampler } from './sample-schema.ts';

const REQUESTS = rounds({ short: 1_000, full: 50_000 });
const AT_ONCE = 8;
/** Keys are revoked, members removed and settings turned on the way: others go on in a workspace of their own. */
const PER_TOWN = 400;
const ANSWER_MS_MOST = 20_000;
const FIRST_ITEMS = 24;
const KNOWN_MOST = 200;
const chance = createChance(seedOfRun());

/** Each writes thousands of items beside the requests, which is another test's business. */
const LEFT_OUT = new Set(['loadDemo', 'removeDemo']);

let server: TestServer;
let endpoints: readonly Endpoint[] = [];
let schemas: Sampler['schemas'] = {};
beforeAll(async () => {
  server = await openTestServer();
  const { body: document } = await server.send('GET', '/api/v1/openapi.json', { as: null });
  endpoints = endpointsOf(document).filter(({ operation }) => !LEFT_OUT.has(operation));
  schemas = document.components.schemas;
});
afterAll(() => server.close());

const known = new Set(failureCatalogue().map(({ id }) => id));

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

async function send({ method, path, headers, body }: ApiRequest, key: string): Promise<Answered | string> {
  try {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS_MOST),
      ...(body === undefined ? {} : { body }),
    });
    const type = answer.headers.get('content-type') ?? '';
    if (type.startsWith('text/event-stream')) {
      await answer.body?.cancel();
      return { status: answer.status, type, text: '' };
    }
    return { status: answer.status, type, text: await answer.text() };
  } catch (error) {
    return `no answer: ${error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error)}`;
  }
}

/** A busy machine is no hang: what had no answer in time, or no connection to the database, is asked once more. */
async function ask(request: ApiRequest, key: string): Promise<Answered | string> {
  const answer = await send(request, key);
  return typeof answer === 'string' || answer.status === 503 ? send(request, key) : answer;
}

/** What is wrong with an answer; undefined where nothing is. */
function faultOf(answer: Answered | string, method: string): string | undefined {
  if (typeof answer === 'string') return answer;
  const { status, type, text } = answer;
  if (status >= 500) return `${status} ${text.slice(0, 500)}`;
  if (status < 400 || method === 'HEAD') return undefined;
  if (!type.startsWith('application/problem+json')) return `${status} as ${type}: ${text.slice(0, 200)}`;
  const problem: ReturnType<typeof JSON.parse> = JSON.parse(text);
  if (!known.has(problem.id)) return `${status} with the unknown id ${problem.id}`;
  return typeof problem.detail === 'string' && problem.detail.length > 0 ? undefined : `${status} without a sentence`;
}

function told({ method, path, headers, body }: ApiRequest): string {
  const given = Object.entries(headers).map(([name, value]) => `${name}: ${value.slice(0, 60)}`);
  return `${method} ${path.slice(0, 300)} [${given.join('; ')}] ${(body ?? '').slice(0, 600)}`;
}

/** Feeds are asked for one moment: waiting is what they are for. */
function hurried(request: ApiRequest): ApiRequest {
  return { ...request, path: request.path.replace(/([?&]wait=)[^&]*/, '$11') };
}

describe(`${REQUESTS} requests (seed ${chance.seed})`, () => {
  const faults: string[] = [];
  const statuses = new Map<number, number>();

  /** A first item of many kinds, so that there is something to name. */
  async function settle({ keys }: Town): Promise<readonly string[]> {
    const creating = endpoints.filter(({ operation, path }) => operation.startsWith('create') && !path.includes('{'));
    const names: string[] = [];
    for (let done = 0; done < FIRST_ITEMS; done += AT_ONCE) {
      const requests = Array.from({ length: AT_ONCE }, () => exampleRequest(chance.pick(creating)));
      const answers = await Promise.all(requests.map((request) => send(request, keys.owner)));
      for (const answer of answers) if (typeof answer !== 'string') names.push(...namesIn(answer.text));
    }
    return names;
  }

  async function inTown(town: Town, requests: number, stranger: Town): Promise<void> {
    let seen: string[] = [...Object.values(town.members), stranger.members.owner];
    const fields = memberNames(endpoints);
    const words = {
      field: [...fields, 'custom.x', 'outOfStep', 'linked.feature.serves'],
      kind: ['feature.serves', 'message.promises', 'feature', 'need', 'nothing'],
      sort: ['-changedAt,title', 'title', 'targetOn', 'rank'],
    };
    const prefixes = new Map(server.line.model.kinds.map(({ plural, key }) => [plural, `${key}-`]));
    seen = [...(await settle(town)), ...seen];
    for (let done = 0; done < requests; done += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, () => {
        const valid = requestFor(chance.pick(endpoints), { chance, schemas, known: seen, words, prefixes });
        const role = chance.happens(0.8) ? 'owner' : chance.pick(ROLES);
        const key = chance.happens(0.02) ? stranger.keys.owner : town.keys[role];
        return { request: hurried(chance.happens(0.4) ? valid : broken(valid, chance)), key };
      });
      const answers = await Promise.all(batch.map(({ request, key }) => ask(request, key)));
      for (const [at, answer] of answers.entries()) {
        const { request } = batch[at] ?? { request: undefined };
        if (request === undefined) continue;
        const fault = faultOf(answer, request.method);
        if (fault !== undefined) faults.push(`${request.operation}: ${fault}\n    ${told(request)}`);
        if (typeof answer === 'string') continue;
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status < 300) seen = [...namesIn(answer.text), ...seen].slice(0, KNOWN_MOST);
      }
    }
  }

  test(
    'none is answered by a fault, none waits, and every error has a known id',
    async () => {
      const stranger = await server.newTown();
      for (let done = 0; done < REQUESTS; done += PER_TOWN)
        await inTown(await server.newTown(), Math.min(PER_TOWN, REQUESTS - done), stranger);
      console.log(
        [...statuses]
          .sort(([one], [other]) => one - other)
          .map(([status, times]) => `${status}: ${times}`)
          .join(', '),
      );
      expect([...new Set(faults)].slice(0, 40).join('\n')).toBe('');
      expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(REQUESTS / 20);
    },
    rounds({ short: 120_000, full: 14_400_000 }),
  );
});

describe('beside the document', () => {
  const PLACES = [
    '/mcp',
    '/api/auth/sign-in/email',
    '/api/auth/get-session',
    '/api/auth/nothing',
    '/',
    '/firefox/x',
    '/assets/%00',
  ];

  test(
    'no other address breaks either',
    async () => {
      const faults: string[] = [];
      const valid = { operation: 'none', headers: { 'content-type': 'application/json' } };
      const call =
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_item","arguments":{"ref":"FEA-1"}}}';
      for (let done = 0; done < REQUESTS / 20; done += 1) {
        const method = chance.pick(['GET', 'POST', 'DELETE']);
        const body = method === 'POST' ? { body: call } : {};
        const request = broken({ ...valid, method, path: chance.pick(PLACES), ...body }, chance);
        const answer = await ask(request, server.town.keys.owner);
        if (typeof answer === 'string' || answer.status >= 500)
          faults.push(
            `${typeof answer === 'string' ? answer : `${answer.status} ${answer.text.slice(0, 200)}`}\n    ${told(request)}`,
          );
      }
      expect([...new Set(faults)].join('\n')).toBe('');
    },
    rounds({ short: 60_000, full: 3_600_000 }),
  );

  test.each([
    'GET / HTTP/9.9\r\n\r\n',
    'nonsense\r\n\r\n',
    'GET /healthz HTTP/1.1\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n',
    'GET http://[::1/ HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET //// HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'POST /api/v1/features HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}',
    'POST /api/v1/features HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`,
    'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /api/v1/feed HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  ])('what is hardly HTTP is answered or hung up on: %j', async (text) => {
    const said = await raw(text);
    expect(said).not.toMatch(/^HTTP\/1\.1 5/);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});

/** What the server says to bytes, until it hangs up or says no more. */
function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setTimeout(ANSWER_MS_MOST, () => reject(new Error(`Nothing within ${ANSWER_MS_MOST} ms; so far: ${said}`)));
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1');
      socket.end();
    });
    socket.on('error', () => resolve(said));
    socket.on('close', () => resolve(said));
  });
}

/** Ids and keys of what the server answered. */
function namesIn(text: string): readonly string[] {
  return [...text.slice(0, 4_000).matchAll(/"(?:id|key)":"([\w-]{3,40})"/g)].map((found) => found[1] ?? '');
}
