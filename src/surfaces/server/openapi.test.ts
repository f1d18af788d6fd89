/** The printed document is valid, complete and true: what the server answers is what it promises. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../../../tests/http/server.ts';
import { failureCatalogue } from '../../platform/failure/index.ts';
import { personalOperations } from './account/index.ts';
import { describeOperations } from './described-operation.ts';
import { methodDoors } from './method/index.ts';
import { describedProduct } from './product.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const STREAMS = [
  'followChanges',
  'readSnapshot',
  'uploadTable',
  'attachFile',
  'downloadAttachment',
  'exportItems',
  'exportItem',
  'exportWorkspace',
];

const read = async () => (await server.send('GET', '/api/v1/openapi.json', { as: null })).body;

test('it passes an independent validator of OpenAPI 3.1', { timeout: 120_000 }, async () => {
  const validator = new Validator();
  const result = await validator.validate(await read());
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('it holds every operation that has a REST door, and names each once', async () => {
  const { paths } = await read();
  const listed = Object.values(paths).flatMap((path) =>
    Object.values(path ?? {}).map(({ operationId }) => operationId),
  );
  const operations = [...describedProduct().operations, ...(await methodDoors())];
  const expected = describeOperations(operations, personalOperations).map(({ name }) => name);
  expect(listed.toSorted()).toEqual([...expected, ...STREAMS].toSorted());
  expect(new Set(listed).size).toBe(listed.length);
});

test('it names every error id, and every reference leads somewhere', async () => {
  const document = await read();
  expect(document.components.schemas.Problem.properties.id.enum).toEqual(failureCatalogue().map(({ id }) => id));
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g)];
  for (const [, part = '', name = ''] of references) expect(document.components[part]).toHaveProperty(name);
  expect(JSON.stringify(document)).not.toContain('"$ref":"#/$defs');
});

test('it is 304 when one has it, and small enough to load', async () => {
  const answer = await server.send('GET', '/api/v1/openapi.json', { as: null });
  const again = await server.send('GET', '/api/v1/openapi.json', {
    as: null,
    headers: { 'if-none-match': answer.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
  expect(JSON.stringify(answer.body).length).toBeLessThan(2_000_000);
});

test('the reference is a page for people: every operation, no script, nothing from elsewhere', async () => {
  const { body, headers } = await server.send('GET', '/api/v1/reference', { as: null });
  expect(headers.get('content-type')).toContain('text/html');
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(body).not.toMatch(/<script|<style|style="|https?:\/\/(?!hooks\.example)[^"<]*"/);
  for (const { name, notAt } of describedProduct().operations)
    if (notAt?.rest === undefined) expect(body).toContain(`id="${name}"`);
  expect((await server.send('GET', '/api/v1/reference.css', { as: null })).headers.get('content-type')).toContain(
    'text/css',
  );
});
