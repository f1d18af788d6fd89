/** The command line as people and pipelines use it, beside a running server. */
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readArchive } from '../../src/platform/file/index.ts';
import { type CommandLine, openCommandLine } from './command-line.ts';

/** Each command is a process of its own. */
vi.setConfig({ testTimeout: 240_000 });
const OWNER = 'ana@example.com';
let line: CommandLine;
let url: string;
let key: string;

beforeAll(async () => {
  line = await openCommandLine();
  const made = await line.run(['workspace', 'create', 'Firefox', '--owner', OWNER, '--json']);
  expect(made).toMatchObject({
    code: 0,
    json: { slug: 'firefox', passwordLink: expect.stringContaining('/reset-password') },
  });
  url = await line.start();
  const feature = await line.run(['run', 'create-feature', 'title=Compact mode', 'state=planned', '--json']);
  expect(feature).toMatchObject({ code: 0, json: { key: 'FEA-1', title: 'Compact mode' } });
  await line.run(['run', 'create-message', 'title=Room for the page', '--json']);
  await line.run(['run', 'link-items', 'kind=message.promises', 'from=MSG-1', 'to=FEA-1']);
  await line.run(['run', 'update-feature', 'ref=FEA-1', 'title=Compact mode, at last']);
  key = (await line.run(['key', 'create', 'Script', '--as', OWNER, '--scope', 'write', '--json'])).json.token;
}, 180_000);
afterAll(() => line.close());

test('a command beside a running server uses its database and leaves it running', async () => {
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const items = await (await fetch(`${url}/api/v1/features`, { headers: { authorization: `Bearer ${key}` } })).json();
  expect(items.items).toHaveLength(1);
});

test('check says what is out of step, and fails where it is asked to', async () => {
  const found = await line.run(['check', '--json', '--fail-on', 'out-of-step']);
  expect(found.code).toBe(1);
  expect(found.json).toMatchObject({
    counts: { outOfStep: 1 },
    outOfStep: [{ from: { key: 'MSG-1' }, to: { key: 'FEA-1' }, link: { kind: 'message.promises' } }],
    findings: expect.any(Array),
  });
  const read = await line.run(['check', '--fail-on', 'blocking', '--item', 'MSG-1']);
  expect(read).toMatchObject({ code: 0, out: expect.stringContaining('MSG-1 Room for the page promises FEA-1') });
  expect(read.out).toContain('1 out of step, 0 blocking');
});

test('trace walks both ways and marks what is out of step', async () => {
  const up = await line.run(['trace', 'MSG-1']);
  expect(up.out).toMatch(/Relies on\n└─ promises FEA-1 Compact mode, at last \(planned\) out of step/);
  const down = await line.run(['trace', 'fea-1', '--direction', 'down', '--json']);
  expect(down.json).toMatchObject({
    item: { key: 'FEA-1' },
    up: [],
    down: [{ item: { key: 'MSG-1' }, inStep: false }],
  });
});

test('list and get take kinds by any of their names', async () => {
  const [listed, all, got] = await Promise.all([
    line.run(['list', 'FEA', '--filter', 'state=planned', '--json']),
    line.run(['list', 'feature', '--all', '--json']),
    line.run(['get', 'FEA-1', '--json']),
  ]);
  expect(listed.json).toMatchObject({ items: [{ key: 'FEA-1' }], next: null });
  expect(
    all.out
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text).key),
  ).toEqual(['FEA-1']);
  expect(got.json).toMatchObject({ key: 'FEA-1', links: [{ direction: 'reliedOnBy', inStep: false }] });
});

test('over HTTP the same commands say the same', async () => {
  const remote = { THROUGHLINE_URL: url, THROUGHLINE_KEY: key };
  const [here, there] = await Promise.all([line.run(['check', '--json']), line.run(['check', '--json'], remote)]);
  expect(there).toEqual(here);
  const made = await line.run(
    ['run', 'create-need', '--input', '-', '--json'],
    remote,
    '{"title":"See more of the page"}',
  );
  expect(made).toMatchObject({ code: 0, json: { key: 'NEED-1' } });
  const refused = await line.run(['user', 'role', OWNER, 'viewer', '--json'], remote);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(JSON.parse(refused.err)).toMatchObject({ id: 'key.scope-missing' });
});

describe('what goes wrong is said in a sentence with its id, on stderr, without a stack', () => {
  test.for([
    [['get', 'FEA-99'], 1, 'item.not-found'],
    [['list', 'unicorns'], 1, 'kind.unknown'],
    [['list', 'featurs'], 1, 'Did you mean "features"?'],
    [['export', 'features', '-o', '/nowhere/there/features.csv'], 1, 'file.refused'],
    [['run', 'create-featur'], 1, 'operation.unknown'],
    [['user', 'role', 'nobody@example.com', 'admin'], 1, 'member.unknown-address'],
    [['check', '--workspace', 'chrome'], 1, 'workspace.unknown'],
    [['import', 'nowhere.csv', '--kind', 'feature'], 1, 'file.not-readable'],
    [['check', '--url', 'http://127.0.0.1:9', '--key', 'tl_x'], 1, 'server.unreachable'],
    [['check', '--fail-on', 'everything'], 2, 'is invalid'],
    [['trace'], 2, 'missing required argument'],
    [['chek'], 2, "unknown command 'chek'"],
  ] as const)('%o', async ([args, code, said]) => {
    const heard = await line.run(args);
    expect(heard).toMatchObject({ code, out: '' });
    expect(heard.err).toContain(said);
    expect(heard.err).not.toMatch(/\n\s+at /);
  });
});

test('a file is tried, imported, known again and taken back', async () => {
  const file = path.join(line.folder, 'ideas.csv');
  writeFileSync(file, 'ID,Title,Status,Mood\nA-1,Vertical tabs,planned\nA-2,Tab groups,nonsense\nA-3,Panes,nonsense\n');
  const tried = await line.run(['import', file, '--kind', 'feature', '--dry-run', '--json']);
  expect(tried).toMatchObject({ code: 0, json: { dryRun: true, rowsRead: 3, settings: { source: 'ideas' } } });
  const done = await line.run(['import', file, '--kind', 'feature', '--save-preset', 'Ideas', '--json']);
  expect(done.json).toMatchObject({ state: 'finished', rowsRead: 3 });
  const again = await line.run(['import', file, '--preset', 'Ideas', '--json']);
  expect(again.json.counts).toMatchObject({ created: 0 });
  const text = await line.run(['import', file, '--preset', 'Ideas', '--dry-run']);
  expect(text.out).toMatch(/3 rows.*\n +line 3 and 1 more .*Status.*nonsense/);
  const undone = await line.run(['run', 'undo-import', `importId=${done.json.id}`]);
  expect(undone.code).toBe(0);
});

test('lists leave as files, over HTTP too, and never over one that is there', async () => {
  const csv = await line.run(['export', 'features', '--columns', 'key,title'], {
    THROUGHLINE_URL: url,
    THROUGHLINE_KEY: key,
  });
  expect(csv.out).toContain('FEA-1');
  const file = path.join(line.folder, 'features.xlsx');
  expect((await line.run(['export', 'features', '--format', 'xlsx', '-o', file, '--json'])).json.bytes).toBeGreaterThan(
    1000,
  );
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  expect(await line.run(['export', 'features', '-o', file])).toMatchObject({
    code: 1,
    err: expect.stringContaining('file.exists'),
  });
  const archive = path.join(line.folder, 'firefox.tar.gz');
  expect(await line.run(['export', '--archive', '-o', archive])).toMatchObject({ code: 0 });
  const brought = await line.run(['workspace', 'import', archive, 'Firefox again', '--owner', OWNER, '--json']);
  expect(brought).toMatchObject({ code: 0, json: { slug: 'firefox-again', passwordLink: null } });
  const [there, here] = await Promise.all(
    ['firefox-again', 'firefox'].map((slug) => line.run(['list', 'features', '--workspace', slug, '--json'])),
  );
  expect(there?.json.items.map((item: { key: string }) => item.key)).toEqual(
    here?.json.items.map((item: { key: string }) => item.key),
  );
  expect(await line.run(['check'])).toMatchObject({ code: 1, err: expect.stringContaining('workspace.ambiguous') });
  line.environment.THROUGHLINE_WORKSPACE = 'firefox';
  const graph = path.join(line.folder, 'firefox.upg');
  expect(await line.run(['export', '--upg', '-o', graph])).toMatchObject({ code: 0 });
  expect((await line.run(['import', graph, '--json'])).json).toMatchObject({ created: expect.any(Number) });
});

test('a workspace moves to a second installation, and leaves it as it came', async () => {
  const archive = path.join(line.folder, 'moving.tar.gz');
  const again = path.join(line.folder, 'moved.tar.gz');
  await line.run(['user', 'add', 'mia@example.com', '--json']);
  expect(await line.run(['export', '--archive', '-o', archive])).toMatchObject({ code: 0 });
  const second = { THROUGHLINE_DATA: path.join(line.folder, 'second') };
  const moved = await line.run(['workspace', 'import', archive, 'Firefox', '--owner', OWNER, '--json'], second);
  expect(moved).toMatchObject({ code: 0, json: { slug: 'firefox', passwordLink: expect.stringContaining('/reset-') } });
  expect(await line.run(['export', '--archive', '-o', again], second)).toMatchObject({ code: 0 });
  const [left, came] = await Promise.all([archive, again].map(tablesIn));
  // Its owner's account is another one, the log and its head say that they were let in, and files lie under the new workspace.
  const differs = [...(left ?? [])].filter(([table, sha256]) => came?.get(table) !== sha256).map(([table]) => table);
  expect(differs.toSorted()).toEqual(['change', 'member', 'upload', 'workspace_head']);
  expect([...(left ?? new Map()).keys()]).not.toEqual(expect.arrayContaining([expect.stringMatching(STAYS_HERE)]));
});

const STAYS_HERE = /membership|mail|key|session|invitation|webhook|share/;

/** The check sum of each table in an archive, as its manifest gives it. */
async function tablesIn(archive: string): Promise<ReadonlyMap<string, string>> {
  for await (const { name, content } of readArchive(createReadStream(archive))) {
    if (name !== 'manifest.json') continue;
    const { tables } = JSON.parse(await text(content));
    return new Map(tables.map((table: { name: string; sha256: string }) => [table.name, table.sha256]));
  }
  throw new Error('It has no manifest.');
}

test('people and keys are looked after, and the server hears at once', async () => {
  const asked = await line.run(['user', 'add', 'deniz@example.com', '--role', 'viewer', '--json']);
  expect(asked.json).toMatchObject({
    email: 'deniz@example.com',
    role: 'viewer',
    link: expect.stringContaining(`${url}/`),
  });
  expect((await line.run(['user', 'list', '--json'])).json.members).toMatchObject([{ email: OWNER, role: 'owner' }]);
  const made = (await line.run(['key', 'create', 'Short-lived', '--as', OWNER, '--json'])).json;
  const asks = (): Promise<Response> =>
    fetch(`${url}/api/v1/features`, { headers: { authorization: `Bearer ${made.token}` } });
  expect((await asks()).status).toBe(200);
  expect(await line.run(['key', 'revoke', 'Short-lived'])).toMatchObject({ code: 0 });
  expect((await asks()).status).toBe(401);
});

test('the doctor, the help and the colours', async () => {
  const [sound, help, plain] = await Promise.all([
    line.run(['doctor', '--json']),
    line.run(['help', 'check']),
    line.run(['list', 'features'], { FORCE_COLOR: '1', NO_COLOR: '1' }),
  ]);
  expect(sound).toMatchObject({ code: 0, json: { isSound: true } });
  expect(help).toMatchObject({ code: 0, out: expect.stringContaining('$ throughline check --fail-on') });
  expect(plain.out).not.toContain('\u001B');
  const painted = await line.run(['list', 'features'], { FORCE_COLOR: '1' });
  expect(painted.out).toContain('\u001B');
});

test('a backup beside the running server restores to an equal installation; a restore wants it stopped', async () => {
  const archive = path.join(line.folder, 'backup.tar.gz');
  expect((await line.run(['backup', archive, '--json'])).json).toMatchObject({ target: archive });
  expect(await line.run(['restore', archive])).toMatchObject({
    code: 1,
    err: expect.stringContaining('command.needs-stop'),
  });
  const other = path.join(line.folder, 'restored');
  mkdirSync(other);
  expect(await line.run(['restore', archive, '--data', other, '--json'])).toMatchObject({ code: 0 });
  for (const kind of ['features', 'messages']) {
    const [before, after] = await Promise.all([
      line.run(['list', kind, '--archived', 'with', '--json']),
      line.run(['list', kind, '--archived', 'with', '--json', '--data', other]),
    ]);
    expect(after.json).toEqual(before.json);
  }
  expect(await line.run(['restore', archive, '--data', other])).toMatchObject({
    code: 1,
    err: expect.stringContaining('database.not-empty'),
  });
});

test('a restore that fails leaves the folder as it was, and the next try goes through', async () => {
  const archive = path.join(line.folder, 'whole.tar.gz');
  await line.run(['backup', archive]);
  const broken = path.join(line.folder, 'broken.tar.gz');
  writeFileSync(broken, readFileSync(archive).subarray(0, -2_000));
  const fresh = path.join(line.folder, 'fresh');
  const kept = path.join(line.folder, 'kept');
  mkdirSync(kept);
  writeFileSync(path.join(kept, 'notes.txt'), 'mine');
  for (const folder of [fresh, kept]) {
    expect(await line.run(['restore', broken, '--data', folder])).toMatchObject({
      code: 1,
      err: expect.stringContaining('.broken)'),
    });
  }
  expect(existsSync(fresh)).toBe(false);
  expect(readdirSync(kept)).toEqual(['notes.txt']);
  expect(await line.run(['restore', archive, '--data', kept])).toMatchObject({ code: 0 });
  expect(await line.run(['restore', broken, '--replace', '--data', kept])).toMatchObject({ code: 1 });
  expect((await line.run(['list', 'features', '--data', kept, '--json'])).json.items).not.toEqual([]);
});

test('what is not a name with its value is said, not only refused', async () => {
  for (const args of [
    ['list', 'features', '--filter', 'planned'],
    ['run', 'create-feature', 'planned'],
  ])
    expect(await line.run(args)).toMatchObject({ code: 2, err: 'error: "planned" is not NAME=VALUE.\n' });
});

test('a list with nothing in it says so, and stays empty for a program', async () => {
  const folder = path.join(line.folder, 'nothing');
  const data = ['--data', folder];
  expect(await line.run(['workspace', 'list', ...data])).toMatchObject({
    code: 0,
    out: '',
    err: expect.stringContaining('There is no workspace yet.'),
  });
  await line.run(['workspace', 'create', 'Firefox', '--owner', OWNER, ...data]);
  for (const [args, sentence] of [
    [['key', 'list'], 'There is no API key.'],
    [['list', 'features'], 'There are no features yet. "throughline run create-feature title=…" makes one.'],
    [['list', 'features', '--filter', 'state=planned'], 'There are no features of that sort.'],
  ] as const) {
    expect(await line.run([...args, ...data])).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining(sentence),
    });
  }
  const said = await line.run(['key', 'list', '--json', ...data]);
  expect(said).toMatchObject({ code: 0, json: { apiKeys: [] }, err: '' });
});
