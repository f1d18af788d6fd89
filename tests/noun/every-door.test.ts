/** A noun is one value: put beside the others, it is at every door, without another line anywhere. */
import { Client as AgentClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { domain } from '../../src/domain/index.ts';
import { createClient } from '../../src/surfaces/client/index.ts';
import { openTestServer, type TestServer } from '../http/server.ts';
import { talking } from './podcast.ts';

const PODCASTS = '/api/v1/podcasts';
let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ slices: [...domain, talking] });
});
afterAll(() => server.close());

const draft = (): Record<string, unknown> => ({
  title: 'Tabs, again',
  pitch: 'Why tabs moved, told by those who moved them.',
  notes: 'Said *before* the release.',
  minutes: 42,
  cost: { amount: 1200.5, currency: 'EUR' },
  airsOn: '2021-06-01',
  recordedAt: '2021-05-20T09:00:00.000Z',
  explicit: false,
  format: 'panel',
  platforms: ['web', 'phone'],
  host: server.town.members.editor,
  guests: [server.town.members.owner],
  page: 'https://example.org/tabs',
  chapters: ['Before', 'After'],
  sponsors: [{ name: 'Nobody', fee: null }],
});

const make = async (values: object = {}) =>
  (await server.send('POST', PODCASTS, { as: 'editor', body: { ...draft(), ...values } })).body;
const filtered = (filter: object): string => `${PODCASTS}?filter=${encodeURIComponent(JSON.stringify(filter))}`;

describe('REST', () => {
  test('what is written comes back, field by field', async () => {
    const made = await server.send('POST', PODCASTS, { as: 'editor', body: draft() });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`${PODCASTS}/${made.body.key}`);
    expect(made.body).toMatchObject({ ...draft(), kind: 'podcast', state: 'idea', key: 'POD-1', contact: null });
    expect((await server.send('GET', `${PODCASTS}/POD-1`)).body).toMatchObject(draft());
    expect((await server.send('GET', '/api/v1/items/POD-1')).body).toMatchObject({ title: 'Tabs, again' });
  });

  test.each([
    ['a field there is not', { minuts: 4 }, 'input.unknown-field', 'minuts'],
    ['a number out of its range', { minutes: 0 }, 'input.invalid', 'minutes'],
    ['half a minute', { minutes: 1.5 }, 'input.invalid', 'minutes'],
    ['no option', { format: 'duet' }, 'input.invalid', 'format'],
    ['no option among several', { platforms: ['web', 'moon'] }, 'input.invalid', 'platforms.1'],
    ['no day', { airsOn: '2021-02-30' }, 'input.invalid', 'airsOn'],
    ['no currency', { cost: { amount: 5, currency: 'euros' } }, 'input.invalid', 'cost.currency'],
    ['no address', { page: 'javascript:alert(1)' }, 'input.invalid', 'page'],
    ['no state', { state: 'live' }, 'input.invalid', 'state'],
    ['nothing where something must be', { pitch: '' }, 'input.invalid', 'pitch'],
    ['a column there is not', { sponsors: [{ name: 'A', sum: 4 }] }, 'input.unknown-field', 'sponsors.0.sum'],
  ])('%s is refused by name', async (_what, wrong, id, field) => {
    const answer = await server.send('POST', PODCASTS, { as: 'editor', body: { ...draft(), ...wrong } });
    expect(answer).toMatchObject({ status: 422, body: { id, field } });
  });

  test('a value that must be unique is', async () => {
    await make({ contact: 'Host@Example.org' });
    const twice = await server.send('POST', PODCASTS, { body: { ...draft(), contact: 'host@example.org' } });
    expect(twice).toMatchObject({ status: 409, body: { field: 'contact' } });
  });

  test('filters, sorts, counts and pages by the fields of the noun', async () => {
    await make({ title: 'Short', minutes: 5, airsOn: '2022-01-01', platforms: ['radio'], format: 'solo' });
    await make({ title: 'Long', minutes: 500, airsOn: '2022-02-01', platforms: ['radio'], format: 'solo' });
    const titles = async (path: string): Promise<readonly string[]> =>
      (await server.send('GET', path)).body.items.map((item: { readonly title: string }) => item.title);
    expect(await titles(`${PODCASTS}?format=solo&sort=-minutes`)).toEqual(['Long', 'Short']);
    expect(await titles(filtered({ field: 'minutes', op: 'lt', value: 10 }))).toEqual(['Short']);
    expect(await titles(filtered({ field: 'platforms', op: 'in', value: ['radio'] }))).toHaveLength(2);
    expect(await titles(filtered({ field: 'airsOn', op: 'gt', value: '2022-01-15' }))).toEqual(['Long']);
    const first = await server.send('GET', `${PODCASTS}?format=solo&sort=title&limit=1&withTotal=true`);
    expect(first.body).toMatchObject({ items: [{ title: 'Long' }], total: 2 });
    expect(await titles(`${PODCASTS}?format=solo&sort=title&limit=1&cursor=${first.body.next}`)).toEqual(['Short']);
    expect(await server.send('GET', `${PODCASTS}?sort=length`)).toMatchObject({
      status: 422,
      body: { id: 'list.unknown-field' },
    });
  });

  test('many at once, archived and brought back', async () => {
    const rows = [
      { do: 'create', values: { ...draft(), title: 'Bulk' } },
      { do: 'create', values: { title: 'No pitch' } },
    ];
    const { body } = await server.send('POST', `${PODCASTS}/bulk`, { as: 'editor', body: { rows } });
    expect(body).toMatchObject({ done: 1, failed: 1, results: [{ ok: true }, { problem: { field: 'pitch' } }] });
    const at = `${PODCASTS}/${body.results[0].item.key}`;
    expect((await server.send('POST', `${at}/archive`, { as: 'editor' })).body.archivedAt).not.toBeNull();
    expect((await server.send('GET', `${PODCASTS}?title=Bulk`)).body.items).toEqual([]);
    expect((await server.send('POST', `${at}/restore`, { as: 'editor' })).body.archivedAt).toBeNull();
  });

  test('whoever may only look may only look', async () => {
    expect(await server.send('POST', PODCASTS, { as: 'viewer', body: draft() })).toMatchObject({
      status: 403,
      body: { id: 'permission.denied' },
    });
    expect((await server.send('GET', `${PODCASTS}/POD-1`, { as: 'viewer' })).status).toBe(200);
    const town = await server.newTown();
    expect((await server.send('GET', `${PODCASTS}/POD-1`, { town })).status).toBe(404);
  });
});

describe('the line', () => {
  test('it relies, falls out of step, and can be asked what a change would touch', async () => {
    const feature = (await server.send('POST', '/api/v1/features', { body: { title: 'Tabs', summary: 'They float.' } }))
      .body;
    const episode = await make({ title: 'On tabs' });
    const link = await server.send('POST', '/api/v1/links', {
      body: { kind: 'podcast.features', from: episode.key, to: feature.key },
    });
    expect(link.status).toBe(201);
    const impact = await server.send('POST', `/api/v1/items/${feature.key}/impact`, {
      body: { patch: { summary: 'They sink.' } },
    });
    expect(JSON.stringify(impact.body)).toContain(episode.key);
    await server.send('PATCH', `/api/v1/features/${feature.key}`, { body: { summary: 'They sink.' } });
    const { body } = await server.send('GET', `/api/v1/out-of-step?item=${episode.key}`);
    expect(body.items).toMatchObject([{ link: { id: link.body.id }, from: { key: episode.key } }]);
    const listed = await server.send('GET', `${PODCASTS}?title=On tabs&include=links,linked`);
    expect(listed.body.items[0].links).toMatchObject([{ kind: 'podcast.features', inStep: false }]);
    const trace = await server.send('GET', `/api/v1/items/${feature.key}/trace?direction=down&depth=3`);
    expect(JSON.stringify(trace.body)).toContain(episode.id);
    const wrong = await server.send('POST', '/api/v1/links', {
      body: { kind: 'podcast.features', from: episode.key, to: episode.key },
    });
    expect(wrong.status).toBe(422);
  });

  test('it remembers: history, as it stood, undo', async () => {
    const made = await make({ title: 'Once' });
    const then = new Date().toISOString();
    await server.send('PATCH', `${PODCASTS}/${made.key}`, { body: { minutes: 7, state: 'recorded' } });
    const history = (await server.send('GET', `/api/v1/items/${made.key}/history`)).body;
    expect(history.changes.map((change: { readonly operation: string }) => change.operation).sort()).toEqual([
      'createPodcast',
      'updatePodcast',
    ]);
    const stood = await server.send('GET', `${PODCASTS}/${made.key}?asOf=${encodeURIComponent(then)}`);
    expect(stood.body).toMatchObject({ minutes: 42, state: 'idea' });
    const update = history.changes.find(
      (change: { readonly operation: string }) => change.operation === 'updatePodcast',
    );
    expect((await server.send('POST', `/api/v1/changes/${update.seq}/undo`)).status).toBe(200);
    expect((await server.send('GET', `${PODCASTS}/${made.key}`)).body).toMatchObject({ minutes: 42, state: 'idea' });
  });

  test('search finds its words, also mistyped', async () => {
    const made = await make({ title: 'Unmistakable gramophone' });
    const found = async (words: string): Promise<string> =>
      JSON.stringify((await server.send('GET', `/api/v1/search?q=${words}`)).body);
    await expect.poll(() => found('gramoph'), { timeout: 15_000 }).toContain(made.key);
    await expect.poll(() => found('gramaphone'), { timeout: 15_000 }).toContain(made.key);
  });
});

describe('doors that are printed', () => {
  test('the model as data', async () => {
    const { kinds, slices } = (await server.send('GET', '/api/v1/kinds')).body;
    const told = kinds.find((kind: { readonly name: string }) => kind.name === 'podcast');
    expect(told).toMatchObject({
      plural: 'podcasts',
      key: 'POD',
      links: [{ kind: 'podcast.features', to: ['feature'] }],
    });
    expect(told.fields).toHaveLength(15);
    expect(slices.at(-1)).toMatchObject({ name: 'talking', kinds: ['podcast'] });
  });

  test('the OpenAPI document describes it, and is valid', async () => {
    const document = (await server.send('GET', '/api/v1/openapi.json', { as: null })).body;
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/podcasts', '/podcasts/{ref}', '/podcasts/{ref}/archive', '/podcasts/bulk']),
    );
    expect(JSON.stringify(document.components.schemas)).toContain('airsOn');
    expect((await new Validator().validate(document)).errors ?? []).toEqual([]);
    expect((await server.send('GET', '/api/v1/reference', { as: null })).body).toContain('id="createPodcast"');
  });

  test("an agent's tools", async () => {
    const agent = new AgentClient({ name: 'test', version: '1' });
    const authorization = `Bearer ${server.town.keys.editor}`;
    await agent.connect(
      new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { requestInit: { headers: { authorization } } }),
    );
    const { tools } = await agent.listTools();
    const create = tools.find(({ name }) => name === 'create_item');
    expect(JSON.stringify(create?.inputSchema)).toContain('"podcast"');
    const call = async (name: string, input: Record<string, unknown>): Promise<string> =>
      JSON.stringify(await agent.callTool({ name, arguments: input }));
    const values = { title: 'By an agent', pitch: 'Said by nobody.' };
    const key = /POD-\d+/.exec(await call('create_item', { kind: 'podcast', values }))?.[0] ?? '';
    await call('update_item', { ref: key, values: { minutes: 9 } });
    expect(await call('list_items', { kind: 'podcast', filter: { field: 'minutes', op: 'is', value: 9 } })).toContain(
      key,
    );
    expect(await call('create_item', { kind: 'podcast', values: { ...values, minutes: 'few' } })).toContain(
      'input.invalid',
    );
    await agent.close();
  });

  test('the client, whose door of a noun is made of its name', async () => {
    const client = createClient({ baseUrl: server.url, key: server.town.keys.editor });
    const podcasts = Reflect.get(client, 'podcasts');
    const made = await podcasts.create({ ...draft(), title: 'By a program' });
    await podcasts.update(made.key, { minutes: 11 }, { revision: 1 });
    expect(await podcasts.get(made.key)).toMatchObject({ minutes: 11, revision: 2 });
    expect((await podcasts.list({ filter: { field: 'minutes', op: 'is', value: 11 } })).items).toHaveLength(1);
    await expect(podcasts.create({ title: 'Bad' })).rejects.toMatchObject({ id: 'input.invalid', field: 'pitch' });
  });
});
