/** The typed client against a running server; wrong names and fields do not compile. */
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { openTestServer, type TestServer } from '../../../tests/http/server.ts';
import { type Client, createClient, Problem } from './index.ts';

let server: TestServer;
let client: Client;
beforeAll(async () => {
  server = await openTestServer();
  client = createClient({ baseUrl: server.url, key: server.town.keys.owner });
});
afterAll(() => server.close());

test('items are made, listed, changed and linked with types from end to end', async () => {
  const feature = await client.features.create({ title: 'Compact mode', summary: 'A smaller toolbar.' });
  const need = await client.needs.create({ title: 'Space', statement: 'Give me back the compact toolbar.' });
  expectTypeOf(feature.targetOn).toEqualTypeOf<string | null>();
  const link = await client.call('linkItems', { kind: 'feature.serves', from: feature.key, to: need.key });
  expectTypeOf(link.agreedRevision).toBeNumber();
  const { items } = await client.features.list({
    include: ['links', 'linked'],
    filter: { field: 'title', op: 'contains', value: 'Compact' },
  });
  expect(items[0]?.links?.[0]).toMatchObject({ id: link.id, kind: 'feature.serves' });
  await client.needs.update(need.key, { statement: 'Give me all of it back.' }, { revision: need.revision });
  const { links } = await client.call('listLinks', { ref: feature.key });
  expect(links).toMatchObject([{ inStep: false }]);
  await client.call('confirmLink', { linkId: link.id, remark: 'Still what they ask for.' });
  expect((await client.features.archive(feature.key)).archivedAt).not.toBeNull();
  expect((await client.features.restore(feature.key)).archivedAt).toBeNull();
});

test('every item, page by page', async () => {
  await client.personas.bulk(
    Array.from({ length: 5 }, (_, at) => ({ do: 'create' as const, values: { title: `Persona ${at}` } })),
  );
  const titles = [];
  for await (const persona of client.personas.all({ limit: 2, sort: 'title' })) titles.push(persona.title);
  expect(titles).toEqual([0, 1, 2, 3, 4].map((at) => `Persona ${at}`));
});

test('what the server refuses is a Problem with its id, field and facts', async () => {
  const feature = await client.features.create({ title: 'Contested', summary: 'x' });
  const admin = createClient({ baseUrl: server.url, key: server.town.keys.admin });
  await admin.features.update(feature.key, { title: 'Theirs' }, { revision: 1 });
  const refused = await client.features
    .update(feature.key, { title: 'Ours' }, { revision: 1 })
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({
    id: 'item.conflict',
    status: 409,
    field: 'title',
    facts: { conflicts: [{ theirs: 'Theirs' }] },
  });
  const stranger = createClient({ baseUrl: server.url });
  await expect(stranger.features.list()).rejects.toMatchObject({ id: 'request.unauthenticated' });
});

test('changes arrive as they happen', async () => {
  const leave = new AbortController();
  const before = await client.needs.create({ title: 'Before', statement: 'x' });
  const { changes } = await client.call('listChanges', {});
  const following = client.follow(changes[0]?.seq ?? 0, leave.signal);
  const next = following.next();
  await client.needs.update(before.key, { title: 'After' });
  expect((await next).value).toMatchObject({ is: 'change', change: { operation: 'updateNeed' } });
  leave.abort();
});

test('the client names every noun of the domain', async () => {
  const plurals = server.line.model.kinds.map(({ plural }) =>
    plural.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
  const { readFileSync } = await import('node:fs');
  const named = [
    ...readFileSync(new URL('./nouns.ts', import.meta.url), 'utf8').matchAll(/readonly (\w+): typeof/g),
  ].map(([, name]) => name);
  expect(named).toEqual(plurals);
});

test('wrong names and fields do not compile', () => {
  /** Never run: it only has to be refused by the compiler, line by line. */
  const refused = (): unknown => {
    return [
      // @ts-expect-error there is no such noun
      client.featurs,
      // @ts-expect-error there is no such field
      client.features.create({ title: 'x', titel: 'y' }),
      // @ts-expect-error a title is needed
      client.features.create({ summary: 'x' }),
      // @ts-expect-error a date is text
      client.features.update('FEA-1', { targetOn: 7 }),
      // @ts-expect-error there is no such state
      client.features.update('FEA-1', { state: 'nearly' }),
      // @ts-expect-error there is no such verb
      client.call('confirmLnik', { linkId: 'x' }),
      // @ts-expect-error the verb takes no such member
      client.call('confirmLink', { link: 'x' }),
    ];
  };
  expect(refused).toBeTypeOf('function');
});
