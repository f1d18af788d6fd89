import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModel, defineKind, email, text } from '../../src/line/index.ts';
import { lineModel } from '../../src/line/line.sample.ts';
import { type Desk, type Json, jsonOf, jsonsOf, openDesk } from './exchange-desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(lineModel);
});
afterAll(() => desk.close());

const list = async (name: string, input: Json = {}): Promise<readonly Json[]> =>
  (await desk.workspace.run<{ items: readonly Json[] }>(name, { limit: 200, ...input })).items;

const FEATURES = `Issue key;Summary;Status;Due;Cost;Reviewer;Labels;Labels;Serves;Depends on
J-1;Compact mode;In Progress;25/06/2021;1.234,50 €;editor@example.org;ui;tabs;Keep my tabs;
J-2;Tall tabs;Done;01/07/2021;;The viewer;ui;;Keep my tabs;J-3
J-3;Hidden menu;Wontfix;soon;12;;;;Nobody asked;
`;
const SETTINGS = {
  kind: 'feature',
  source: 'jira',
  columns: [
    { column: 'Issue key', to: 'sourceId' },
    { column: 'Summary', to: 'title' },
    { column: 'Status', to: 'state' },
    { column: 'Due', to: 'targetOn' },
    { column: 'Cost', to: 'cost', currency: 'EUR' },
    { column: 'Reviewer', to: 'reviewer' },
    { column: 'Labels', to: 'tags' },
    { column: 'Labels (2)', to: 'tags' },
    { column: 'Serves', to: 'link:serves' },
    { column: 'Depends on', to: 'link:dependsOn' },
  ],
};

describe('an import from start to undo', () => {
  it('previews the file and suggests where columns lead', async () => {
    const preview = await desk.run('previewImport', {
      uploadId: await desk.upload(FEATURES, 'jira.csv'),
      kind: 'feature',
    });
    expect(preview).toMatchObject({ format: 'csv', fileName: 'jira.csv' });
    const suggested = Object.fromEntries(
      jsonsOf(preview.columns).map((column) => [column.name, jsonOf(column.suggestion).to ?? null]),
    );
    expect(suggested).toEqual({
      'Issue key': 'sourceId',
      Summary: 'title',
      Status: 'state',
      Due: 'targetOn',
      Cost: 'cost',
      Reviewer: 'reviewer',
      Labels: 'tags',
      'Labels (2)': 'tags',
      Serves: 'link:serves',
      'Depends on': 'link:dependsOn',
    });
    expect(jsonsOf(preview.columns)[3]).toMatchObject({ dateOrder: 'day-first' });
  });

  it('tries without writing, and says what is wrong with which row', async () => {
    await desk.workspace.run('createNeed', { title: 'Keep my tabs', statement: 'Give me back my tabs.' });
    const report = await desk.run('dryRunImport', { uploadId: await desk.upload(FEATURES), settings: SETTINGS });
    expect(report).toMatchObject({ counts: { create: 3, update: 0, unchanged: 0, skip: 0, error: 0 }, rowsRead: 3 });
    expect(report.findings).toEqual([
      {
        line: 4,
        outcome: 'create',
        field: 'Due',
        problem: '“soon” does not fit.',
        remedy: 'It must be a day of the calendar, as 2021-06-01.',
      },
      expect.objectContaining({
        line: 4,
        outcome: 'skip',
        field: 'link:serves',
        problem: expect.stringContaining('“Nobody asked”'),
      }),
    ]);
    expect(await list('listFeatures')).toHaveLength(0);
  });

  let first: Json;
  it('writes, resolves people, links between rows and to others', async () => {
    first = await desk.bring(FEATURES, SETTINGS);
    expect(first).toMatchObject({
      state: 'finished',
      counts: { created: 3, updated: 0, failed: 0, linked: 3 },
      findingCount: 2,
    });
    const features = await list('listFeatures', { sort: 'number' });
    expect(
      features.map(({ title, state, targetOn, cost, tags, sourceId }) => ({
        title,
        state,
        targetOn,
        cost,
        tags,
        sourceId,
      })),
    ).toEqual([
      {
        title: 'Compact mode',
        state: 'building',
        targetOn: '2021-06-25',
        cost: { amount: 1234.5, currency: 'EUR' },
        tags: ['ui', 'tabs'],
        sourceId: 'J-1',
      },
      { title: 'Tall tabs', state: 'shipped', targetOn: '2021-07-01', cost: null, tags: ['ui'], sourceId: 'J-2' },
      {
        title: 'Hidden menu',
        state: 'cut',
        targetOn: null,
        cost: { amount: 12, currency: 'EUR' },
        tags: [],
        sourceId: 'J-3',
      },
    ]);
  });

  it('run again, changes nothing', async () => {
    const again = await desk.bring(FEATURES, SETTINGS);
    expect(again).toMatchObject({ counts: { created: 0, updated: 0, unchanged: 3, linked: 0 } });
    expect(await list('listFeatures')).toHaveLength(3);
  });

  it('updates what the file changed, and keeps what people edited', async () => {
    const [compact] = await list('listFeatures', { sort: 'number' });
    await desk.workspace.run('updateFeature', { ref: compact?.key, targetOn: '2021-08-01' });
    const changed = FEATURES.replace('25/06/2021', '26/06/2021').replace('Tall tabs', 'Taller tabs');
    const second = await desk.bring(changed, SETTINGS);
    expect(second).toMatchObject({ counts: { created: 0, updated: 1, unchanged: 2 } });
    expect(second.findings).toContainEqual(
      expect.objectContaining({ line: 2, field: 'targetOn', problem: '"targetOn" of FEA-1 was edited here.' }),
    );
    const overwriting = await desk.bring(changed, { ...SETTINGS, overwriteEdited: true });
    expect(overwriting).toMatchObject({ counts: { updated: 1 } });
    expect((await list('listFeatures', { sort: 'number' })).map((one) => [one.title, one.targetOn])).toEqual([
      ['Compact mode', '2021-06-26'],
      ['Taller tabs', '2021-07-01'],
      ['Hidden menu', null],
    ]);
  });

  it('refuses an undo over later work, and says over which', async () => {
    await expect(desk.run('undoImport', { importId: first.id })).rejects.toMatchObject({
      id: 'import.cannot-undo',
      status: 409,
      facts: {
        count: 2,
        inTheWay: [
          expect.objectContaining({ key: 'FEA-1', why: 'was edited' }),
          expect.objectContaining({ key: 'FEA-2' }),
        ],
      },
    });
  });

  it('takes back the rest when told to keep what was edited', async () => {
    await desk.run('undoImport', { importId: first.id, keepEdited: true });
    await desk.exchange.idle();
    expect(await desk.run('getImport', { importId: first.id })).toMatchObject({ state: 'undone' });
    expect((await list('listFeatures')).map((one) => one.key).sort()).toEqual(['FEA-1', 'FEA-2']);
    expect(await desk.run('undoImport', { importId: first.id })).toMatchObject({ state: 'undone' });
  });
});

describe('rows', () => {
  const REMARKS = { kind: 'remark', source: 'survey', columns: [{ column: 'words', to: 'words' }] };

  it('without id or title are known again by what they say, repeated ones counted once', async () => {
    const file = 'words,stars\n<p>Give me <b>compact</b> tabs</p>,5\nToo tall,1\nToo tall,2\n,3\n';
    const first = await desk.bring(file, REMARKS);
    expect(first).toMatchObject({ counts: { created: 2, skipped: 1, failed: 1 } });
    expect(first.findings).toEqual([
      expect.objectContaining({ line: 4, outcome: 'skip', problem: 'The row holds the same as line 3.' }),
      expect.objectContaining({ line: 5, outcome: 'error', field: 'title' }),
    ]);
    expect((await list('listRemarks', { sort: 'number' })).map((one) => [one.title, one.words])).toEqual([
      ['Give me compact tabs', 'Give me **compact** tabs'],
      ['Too tall', 'Too tall'],
    ]);
    expect(await desk.bring(file, REMARKS)).toMatchObject({ counts: { created: 0, unchanged: 2 } });
  });

  it('come back after an undo', async () => {
    const run = await desk.bring('id,name\n1,One\n2,Two\n', {
      kind: 'message',
      source: 'x',
      columns: [
        { column: 'id', to: 'sourceId' },
        { column: 'name', to: 'title' },
      ],
    });
    await desk.run('undoImport', { importId: run.id });
    await desk.exchange.idle();
    expect(await list('listMessages')).toHaveLength(0);
    const again = await desk.bring('id,name\n1,One\n2,Two\n', {
      kind: 'message',
      source: 'x',
      columns: [
        { column: 'id', to: 'sourceId' },
        { column: 'name', to: 'title' },
      ],
    });
    expect(again).toMatchObject({ counts: { updated: 2 } });
    expect(await list('listMessages')).toHaveLength(2);
  });

  it('that people archived stay archived', async () => {
    const [one] = await list('listMessages');
    await desk.workspace.run('archiveMessage', { ref: one?.key });
    const again = await desk.bring('id,name\n1,One new\n2,Two new\n', {
      kind: 'message',
      source: 'x',
      columns: [
        { column: 'id', to: 'sourceId' },
        { column: 'name', to: 'title' },
      ],
    });
    expect(again).toMatchObject({ counts: { updated: 1, skipped: 1 } });
  });
});

describe('a value that only one item may have', () => {
  const person = defineKind({
    name: 'person',
    plural: 'persons',
    key: 'PRS',
    icon: 'user',
    label: { one: 'Person', many: 'Persons' },
    purpose: 'Somebody.',
    fields: { email: email({ unique: true }), role: text() },
    states: { active: 'active' },
    example: { title: 'Ana' },
  });
  it('finds its item, is never given twice, and is no error of ours', async () => {
    const own = await openDesk(createModel([{ name: 'test', label: 'Test', kinds: [person], checks: [] }]));
    try {
      await own.workspace.run('createPerson', { title: 'Ana', email: 'ana@example.org' });
      const columns = [
        { column: 'name', to: 'title' },
        { column: 'mail', to: 'email' },
        { column: 'role', to: 'role' },
      ];
      const file = 'name,mail,role\nAna,ANA@example.org,PM\nBo,bo@example.org,PMM\nBob,bo@example.org,Dev\n';
      const run = await own.bring(file, { kind: 'person', source: 'crm', columns });
      expect(run).toMatchObject({ state: 'finished', counts: { created: 1, updated: 1, skipped: 1 } });
      expect(run.findings).toEqual([
        expect.objectContaining({ line: 4, outcome: 'skip', problem: '“bo@example.org” stands in line 3 already.' }),
      ]);
      const { items } = await own.workspace.run<{ items: readonly Json[] }>('listPersons', { sort: 'number' });
      expect(items.map((one) => [one.title, one.email, one.role])).toEqual([
        ['Ana', 'ana@example.org', 'PM'],
        ['Bo', 'bo@example.org', 'PMM'],
      ]);
    } finally {
      await own.close();
    }
  });
});
