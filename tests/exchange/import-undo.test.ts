/** A whole import taken back: what goes, what stays and why, and how it stands in the history. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { feature, lineModel, message, remark } from '../../src/line/line.sample.ts';
import { type Desk, type Json, openDesk } from './exchange-desk.ts';

const ROWS = 600;
const FILE = `id,name\n${Array.from({ length: ROWS }, (_, row) => `${row},Remark ${row}`).join('\n')}\n`;
const COLUMNS = [
  { column: 'id', to: 'sourceId' },
  { column: 'name', to: 'title' },
];
const TEAM = '0190a000-0000-7000-8000-00000000000a';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(lineModel);
});
afterAll(() => desk.close());

const items = async (name: string, input: Json = {}): Promise<readonly Json[]> =>
  (await desk.workspace.run<{ items: readonly Json[] }>(name, { limit: 200, ...input })).items;

/** The commits after a moment, each with what it did. */
async function changesSince(seq: number): Promise<Awaited<ReturnType<Desk['workspace']['line']['changesAfter']>>> {
  return desk.workspace.line.changesAfter(desk.workspace.as('admin'), seq, 1000);
}
const headSeq = async (): Promise<number> => (await desk.workspace.line.head(desk.workspace.workspaceId)).seq;

async function undo(importId: unknown, keepEdited: boolean): Promise<void> {
  await desk.run('undoImport', { importId, keepEdited });
  await desk.exchange.idle();
  expect(await desk.run('getImport', { importId })).toMatchObject({ state: 'undone' });
}

it('leaves what people built on and what one may not see; the rest is archived, a change for every batch', async () => {
  const run = await desk.bring(FILE, { kind: remark.name, source: 'survey', columns: COLUMNS });
  const refs = (await items('listRemarks', { sort: 'number' })).map(({ key }) => String(key));
  const [edited, reliedOn, commented, hidden, archived] = refs;
  await desk.workspace.run('updateRemark', { ref: edited, title: 'Said otherwise' });
  const { key } = await desk.workspace.run('createNeed', { title: 'Keep my tabs' });
  await desk.workspace.run('linkItems', { kind: 'need.heardIn', from: key, to: reliedOn });
  await desk.workspace.run('addComment', { ref: commented, body: 'Is that so?' });
  await desk.workspace.run('updateRemark', { ref: hidden, restrictedTo: [TEAM] }, desk.workspace.as('admin'));
  await desk.workspace.run('archiveRemark', { ref: archived });
  const before = await headSeq();

  await expect(desk.run('undoImport', { importId: run.id })).rejects.toMatchObject({
    id: 'import.cannot-undo',
    facts: {
      count: 3,
      inTheWay: [
        { key: edited, title: 'Said otherwise', why: 'was edited' },
        expect.objectContaining({ key: reliedOn, why: 'is relied on' }),
        expect.objectContaining({ key: commented, why: 'was commented on' }),
      ],
    },
  });
  await undo(run.id, true);

  const left = await desk.workspace.run<{ items: readonly Json[] }>(
    'listRemarks',
    { sort: 'number' },
    desk.workspace.as('admin'),
  );
  expect(left.items.map((item) => item.key)).toEqual([edited, reliedOn, commented, hidden]);
  const changes = await changesSince(before);
  expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, at) => before + 1 + at));
  expect(changes.map(({ operation, via, entries }) => [operation, via, entries.length])).toEqual([
    ['undoImport', 'import', 245],
    ['undoImport', 'import', 250],
    ['undoImport', 'import', 100],
  ]);
  expect(changes[0]?.entries[0]).toMatchObject({
    subject: 'item',
    kind: remark.name,
    before: { archivedAt: null, revision: 1, materialRevision: 1 },
    after: { archivedAt: changes[0]?.at, revision: 2, materialRevision: 2, changedAt: changes[0]?.at },
  });
  const history = await desk.workspace.run<{ changes: readonly Json[] }>('listItemHistory', { ref: refs[100] });
  expect(history.changes.map(({ operation }) => operation)).toEqual(['undoImport', 'runImport']);
});

it('takes its links away in batches as well', async () => {
  await desk.workspace.run('createNeed', { title: 'One for all' });
  const file = `id,name,need\n${Array.from({ length: 1_100 }, (_, row) => `${row},Feature ${row},One for all`).join('\n')}\n`;
  const run = await desk.bring(file, {
    kind: feature.name,
    source: 'jira',
    columns: [...COLUMNS, { column: 'need', to: 'link:serves' }],
  });
  expect(run).toMatchObject({ counts: { created: 1_100, linked: 1_100 } });
  const before = await headSeq();
  await undo(run.id, false);
  const entries = (await changesSince(before)).map((change) => change.entries);
  expect(Math.max(...entries.map((some) => some.length))).toBeLessThanOrEqual(1_000);
  expect(entries.flat().filter(({ subject, after }) => subject === 'link' && after === null)).toHaveLength(1_100);
  expect(await items('listFeatures')).toEqual([]);
  expect((await items('listNeeds')).map(({ title }) => title)).toContain('One for all');
});

it('gives back every value it changed, and nothing else', async () => {
  const made = await desk.workspace.run('createMessage', { title: 'Your tabs', words: 'Old words' });
  const settings = {
    kind: message.name,
    source: 'copy',
    matchBy: 'title',
    overwriteEdited: true,
    columns: [
      { column: 'name', to: 'title' },
      { column: 'words', to: 'words' },
      { column: 'said', to: 'saidOn' },
    ],
  };
  const run = await desk.bring('name,words,said\nYour tabs,New words,2021-06-01\nAnother,More,\n', settings);
  expect(run).toMatchObject({ counts: { created: 1, updated: 1 } });
  await desk.workspace.run('updateMessage', { ref: made.key, tags: ['ours'] });
  await undo(run.id, false);
  expect(await items('listMessages')).toEqual([
    expect.objectContaining({ key: made.key, words: 'Old words', saidOn: null, tags: ['ours'] }),
  ]);
  const found = await desk.workspace.run<{ items: readonly Json[] }>('searchLine', { q: 'old words' });
  expect(found.items.map(({ key }) => key)).toEqual([made.key]);
});
