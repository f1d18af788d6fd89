/**
 * The noun in files and at the command line. A command line knows the nouns of the product it was built with, so here the noun
 * is put into the product itself, as adding one to a slice would.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTestServer, type TestServer } from '../http/server.ts';
import { throughlineAt } from './command-line.ts';

vi.mock('../../src/domain/index.ts', async (original) => {
  const [{ domain }, { talking }] = await Promise.all([
    original<typeof import('../../src/domain/index.ts')>(),
    import('./podcast.ts'),
  ]);
  return { domain: [...domain, talking] };
});

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await openTestServer();
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-noun-'));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const throughline = (...words: readonly string[]): Promise<string> => throughlineAt(server, words);

const FILE = `Id;Title;Pitch;Minutes;Airs on;Cost;Platforms;Features
e-1;Tabs, again;Why tabs moved.;42;01/06/2021;1.200,50 €;web, phone;Compact tabs
e-2;Tabs, still;Why they stayed.;many;31/06/2021;;radio;
`;

test('a file of them is tried, brought in, written out and brought in again without doubles', async () => {
  await server.send('POST', '/api/v1/features', { body: { title: 'Compact tabs', summary: 'Small.' } });
  const file = path.join(folder, 'episodes.csv');
  writeFileSync(file, FILE);
  const mapping = ['Id=sourceId', 'Minutes=minutes', 'Airs on=airsOn', 'Features=link:features'];
  const words = ['--json', 'import', file, '--kind', 'podcast', ...mapping.flatMap((pair) => ['--map', pair])];
  expect(JSON.parse(await throughline(...words, '--dry-run'))).toMatchObject({ dryRun: true, rowsRead: 2 });
  const done = JSON.parse(await throughline(...words));
  expect(done).toMatchObject({ state: 'finished', counts: { created: 2, linked: 1, failed: 0 } });
  expect(done.findings).toMatchObject([
    { line: 3, field: 'Minutes' },
    { line: 3, field: 'Airs on' },
  ]);
  expect(JSON.parse(await throughline(...words))).toMatchObject({ counts: { created: 0, unchanged: 2 } });

  const out = path.join(folder, 'out.csv');
  await throughline(
    'export',
    'podcasts',
    '--sort',
    'number',
    '--columns',
    'title,pitch,minutes,airsOn,cost,platforms',
    '-o',
    out,
  );
  const [head, first] = readFileSync(out, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\r\n');
  expect(head?.split(',').sort()).toEqual(['Airs on', 'Cost', 'Minutes', 'Pitch', 'Platforms', 'Title']);
  expect(first).toContain('"Tabs, again",Why tabs moved.,42');
  const round = JSON.parse(
    await throughline('--json', 'import', out, '--kind', 'POD', '--match-by', 'title', '--dry-run'),
  );
  expect(round).toMatchObject({ rowsRead: 2, findingCount: 0 });

  await throughline('run', 'undo-import', `importId=${done.id}`);
  await expect.poll(async () => (await server.send('GET', '/api/v1/podcasts')).body.items).toEqual([]);
});

test('the command line makes, lists, filters, reads and follows them', async () => {
  const made = JSON.parse(
    await throughline('run', 'create-podcast', 'title=On the line', 'pitch=Said aloud.', 'minutes=30'),
  );
  expect(made).toMatchObject({ kind: 'podcast', minutes: 30 });
  expect(await throughline('list', 'podcasts', '--filter', 'minutes=30', '--columns', 'minutes,state')).toMatch(
    new RegExp(`${made.key}\\s+30\\s+idea\\s+On the line`),
  );
  expect(await throughline('get', made.key)).toContain('On the line');
  expect(JSON.parse(await throughline('--json', 'list', 'POD', '--search', 'nothing of it')).items).toEqual([]);
  expect(await throughline('run', 'create-podcast', '--describe')).toMatch(/editors?/i);
  await expect(throughline('run', 'create-podcast', 'title=No pitch')).rejects.toMatchObject({ id: 'input.invalid' });
});
