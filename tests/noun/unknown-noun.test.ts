/** A noun that is defined on the server alone: the command line and the client, which were built without it, read it from there. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { domain } from '../../src/domain/index.ts';
import { createModel, type Kind, linkKind } from '../../src/line/index.ts';
import { modelFrom } from '../../src/line/server.ts';
import { createClient } from '../../src/surfaces/client/index.ts';
import { openTestServer, type TestServer } from '../http/server.ts';
import { throughlineAt } from './command-line.ts';
import { podcast, talking } from './podcast.ts';

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await openTestServer({ slices: [...domain, talking] });
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-unknown-'));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const throughline = (...words: readonly string[]): Promise<string> => throughlineAt(server, words);

test('what a server says of its nouns is the noun again, every field, state and link of it', async () => {
  const builtIn = createModel(domain);
  const described = (await server.send('GET', '/api/v1/kinds')).body;
  const model = modelFrom(described, builtIn);
  const plain = ({ name, plural, key, label, fields, states, span, links }: Kind): object =>
    JSON.parse(
      JSON.stringify({
        ...{ name, plural, key, label, states, span },
        fields: Object.entries(fields).map(([field, { type }]) => [field, type]),
        links: Object.keys(links).map((link) => linkKind(podcast, link)),
      }),
    );
  expect(plain(model.kind('podcast'))).toEqual(plain(podcast));
  expect(model.kind('podcast').fields['minutes']).toMatchObject({ unit: 'minutes', min: 1, max: 600, integer: true });
  expect(model.allows(model.link('podcast.features'), model.kind('feature'))).toBe(true);
  expect(model.allows(model.link('podcast.features'), model.kind('need'))).toBe(false);
});

test('of the same nouns, and of a description that cannot be read, the built-in ones stay', async () => {
  const builtIn = createModel(domain);
  const plain = await openTestServer();
  const same = (await plain.send('GET', '/api/v1/kinds')).body;
  await plain.close();
  expect(modelFrom(same, builtIn)).toBe(builtIn);
  expect(modelFrom({ kinds: 'later' }, builtIn)).toBe(builtIn);
});

test('the command line makes, lists, changes, imports and exports them', async () => {
  const made = JSON.parse(
    await throughline('--json', 'run', 'create-podcast', 'title=Tabs', 'pitch=Why.', 'minutes=42'),
  );
  expect(made).toMatchObject({ key: 'POD-1', title: 'Tabs', minutes: 42 });
  await throughline('run', 'update-podcast', 'ref=POD-1', 'airsOn=2021-06-01');
  expect(await throughline('list', 'podcasts', '--columns', 'minutes,airsOn')).toBe('POD-1  42  2021-06-01  Tabs\n');
  expect(JSON.parse(await throughline('--json', 'get', 'POD-1'))).toMatchObject({ airsOn: '2021-06-01' });
  const file = path.join(folder, 'episodes.csv');
  writeFileSync(file, 'Title,Pitch,Minutes\nTabs again,Because.,7\n');
  const done = JSON.parse(await throughline('--json', 'import', file, '--kind', 'POD'));
  expect(done).toMatchObject({ state: 'finished', counts: { created: 1, failed: 0 } });
  const out = path.join(folder, 'out.csv');
  await throughline('export', 'podcast', '--columns', 'title,minutes', '--sort', 'title', '-o', out);
  expect(readFileSync(out, 'utf8')).toContain('Tabs again');
  await expect(throughline('list', 'podcasts', '--columns', 'minuts')).rejects.toMatchObject({
    id: 'input.unreadable',
  });
});

test('the client reaches them by their plural', async () => {
  const client = createClient({ baseUrl: server.url, key: server.town.keys.editor });
  const episodes = client.items('podcasts');
  const made = await episodes.create({ title: 'Typed', pitch: 'By its plural.' });
  expect(await episodes.update(made.key, { minutes: 3 })).toMatchObject({ minutes: 3 });
  expect((await episodes.list({ filter: { field: 'minutes', op: 'is', value: 3 } })).items).toHaveLength(1);
  const { kinds } = await client.call('listKinds', {});
  expect(kinds.map(({ plural }) => plural)).toContain('podcasts');
});
