/** Requests made up from the OpenAPI document, valid and broken: no 5xx, no hang, and every error a problem with a known id. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureCatalogue } from '../../src/platform/failure/index.ts';
import { ROLES } from '../../src/platform/permission/index.ts';
import { rounds } from '../reliability/length.ts';
import { createSampler, drawFrom, type Json, pick } from './sample-json.ts';
import { openTestServer, type TestServer } from './server.ts';

const REQUESTS = rounds({ short: 1200, full: 50_000 });
const AT_ONCE = 16;
const ANSWER_MS_MOST = 15_000;
const SEED = Number(process.env.THROUGHLINE_SEED ?? 20_210_601);

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  for (const [plural, body] of [
    ['features', { title: 'Compact mode', summary: 'x' }],
    ['needs', { title: 'Space', statement: 'x' }],
  ] as const)
    await server.send('POST', `/api/v1/${plural}`, { body });
});
afterAll(() => server.close());

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Json;
  readonly content?: Readonly<Record<string, { readonly schema: Json }>>;
}

interface Listed {
  readonly path: string;
  readonly method: string;
  readonly parameters: readonly Parameter[];
  readonly body: Json | undefined;
}

async function listed(): Promise<{
  readonly operations: readonly Listed[];
  readonly resolve: (reference: string) => Json | undefined;
}> {
  const { body: document } = await server.send('GET', '/api/v1/openapi.json', { as: null });
  const operations = Object.entries<Record<string, ReturnType<typeof JSON.parse>>>(document.paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
        path,
        method: method.toUpperCase(),
        parameters,
        body: requestBody?.content?.['application/json']?.schema,
      })),
  );
  // Ending one's own session or feed would end the test's own key or wait for changes that nobody makes.
  const harmless = operations.filter(
    ({ path }) => path !== '/feed' && !path.startsWith('/api-keys') && !path.startsWith('/members'),
  );
  return {
    operations: harmless,
    resolve: (reference) => document.components.schemas[reference.split('/').at(-1) ?? ''],
  };
}

test(`${REQUESTS} requests made up from the document (seed ${SEED})`, { timeout: 1_800_000 }, async () => {
  const { operations, resolve } = await listed();
  const draw = drawFrom(SEED);
  const sampler = createSampler(draw, resolve);
  const ids = new Set(failureCatalogue().map(({ id }) => id));
  const statuses = new Map<number, number>();

  function makeUp(): { method: string; path: string; sending: Parameters<TestServer['send']>[2] } {
    const { path: pattern, method, parameters, body } = pick(draw, operations);
    const breaks = draw() < 0.5;
    const value = (schema: Json | undefined): Json =>
      breaks && draw() < 0.3 ? sampler.nasty() : sampler.fitting(schema);
    const text = (given: Json): string => (typeof given === 'string' ? given.toWellFormed() : JSON.stringify(given));
    const path = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const known = draw() < 0.5 ? pick(draw, ['FEA-1', 'NEED-1']) : undefined;
      return encodeURIComponent(known ?? (text(value(parameters.find((one) => one.name === name)?.schema)) || 'x'));
    });
    const query = new URLSearchParams();
    for (const { name, in: where, schema, content } of parameters) {
      if (where === 'query' && draw() < 0.5)
        query.append(name, text(value(schema ?? content?.['application/json']?.schema)));
    }
    if (breaks && draw() < 0.2) query.append(text(sampler.nasty()).slice(0, 50), text(sampler.nasty()).slice(0, 500));
    const broken = breaks && draw() < 0.2 ? pick(draw, ['{', '[]', 'null', '"x"', '{"a":', '\u0000']) : undefined;
    return {
      method: breaks && draw() < 0.05 ? pick(draw, ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']) : method,
      path: `/api/v1${path}${query.size === 0 ? '' : `?${query}`}`,
      sending: {
        as: draw() < 0.95 ? pick(draw, ROLES) : null,
        ...(body === undefined
          ? {}
          : { body: broken ?? (draw() < 0.9 ? withNasty(sampler.fitting(body), breaks) : sampler.nasty()) }),
        headers:
          draw() < 0.1
            ? {
                'if-match': pick(draw, ['"1"', '"x"', '*', 'W/"3.4.5"']),
                'idempotency-key': `key-${Math.floor(draw() * 50)}`,
              }
            : {},
      },
    };
  }

  function withNasty(body: Json, breaks: boolean): Json {
    if (!breaks || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
    const entries = Object.entries(body).map(([name, member]) => [name, draw() < 0.3 ? sampler.nasty() : member]);
    return Object.fromEntries(draw() < 0.2 ? [...entries, ['nobody-knows-this', 1]] : entries);
  }

  async function one(): Promise<void> {
    const { method, path, sending } = makeUp();
    const request = `${method} ${path.slice(0, 400)} ${JSON.stringify(sending).slice(0, 1500)}`;
    const timer = AbortSignal.timeout(ANSWER_MS_MOST);
    const answer = await Promise.race([
      server.send(
        method === 'GET' ? 'GET' : method,
        path,
        method === 'GET' ? { ...sending, body: undefined } : sending,
      ),
      new Promise<never>((_, reject) =>
        timer.addEventListener('abort', () => reject(new Error(`No answer: ${request}`))),
      ),
    ]);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    expect(answer.status, `${request} -> ${JSON.stringify(answer.body).slice(0, 500)}`).toBeLessThan(500);
    if (answer.status < 400) return;
    expect(answer.headers.get('content-type'), request).toBe('application/problem+json');
    expect(ids, `${request} -> ${answer.body.id}`).toContain(answer.body.id);
  }

  for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, one));
  expect([...statuses.keys()].filter((status) => status < 300).length).toBeGreaterThan(0);
  expect((await server.send('GET', '/metrics', { as: null })).body).not.toMatch(/status="5\d\d"/);
});
