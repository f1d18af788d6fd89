/** The headers of the tools people come from lead where they mean, without a hand on the mapping. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { domain } from '../../src/domain/index.ts';
import { createModel } from '../../src/line/index.ts';
import { type Desk, jsonOf, jsonsOf, openDesk } from './exchange-desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(createModel(domain));
});
afterAll(() => desk.close());

const ADDRESS = 'https://tool.example/1';
const TOOLS = [
  {
    tool: 'Aha! features',
    kind: 'feature',
    rows: {
      'Feature reference #': ['APP-12', 'sourceId'],
      'Feature name': ['Compact mode', 'title'],
      'Feature description': ['A smaller toolbar.', 'description'],
      'Feature status': ['Under consideration', 'state'],
      'Assigned to user': ['Mira Novak', 'ownerId'],
      'Initiative name': ['Proton', 'link:advances'],
      'Feature start date': ['2021-03-01', 'startOn'],
      'Feature due date': ['2021-06-01', 'targetOn'],
      'Feature tags': ['ui', 'tags'],
    },
  },
  {
    tool: 'Productboard notes',
    kind: 'feedback',
    rows: {
      'Note ID': ['9', 'sourceId'],
      'Note title': ['Compact mode', 'title'],
      'Note text': ['Please bring it back.', 'text'],
      'Source URL': [ADDRESS, 'originUrl'],
      'Created at': ['2021-06-02', 'receivedAt'],
      'User name': ['Jo', null],
    },
  },
  {
    tool: 'Canny',
    kind: 'feedback',
    rows: {
      'Post ID': ['60b8', 'sourceId'],
      'Post Title': ['Compact mode', 'title'],
      'Post Details': ['Please bring it back.', 'text'],
      Score: ['120', null],
      'Post URL': [ADDRESS, 'originUrl'],
    },
  },
  {
    tool: 'Jira',
    kind: 'feature',
    rows: {
      Summary: ['Compact mode', 'title'],
      'Issue key': ['FX-12', 'sourceId'],
      'Issue id': ['10012', null],
      Priority: ['High', null],
      'Component/s': ['Toolbar', 'tags'],
      'Due date': ['28/Feb/26 12:00 AM', 'targetOn'],
      'Parent key': ['FX-1', 'link:partOf'],
    },
  },
  {
    tool: 'Linear',
    kind: 'feature',
    rows: {
      ID: ['ENG-12', 'sourceId'],
      Title: ['Compact mode', 'title'],
      'Due Date': ['Wed May 13 2026 00:00:00 GMT+0000 (GMT+00:00)', 'targetOn'],
      'Parent issue': ['ENG-1', 'link:partOf'],
      'Blocked by': ['ENG-2', 'link:dependsOn'],
    },
  },
  {
    tool: 'HubSpot companies',
    kind: 'company',
    rows: {
      'Company name': ['Nordlys', 'title'],
      'Company Domain Name': ['nordlys.example', 'domain'],
      'Number of Employees': ['7000', 'size'],
      'Company owner': ['Ana', 'ownerId'],
    },
  },
] as const;

test.each(TOOLS)('$tool', async ({ kind, rows }) => {
  const headers = Object.keys(rows);
  const cells = Object.values(rows).map(([cell]) => cell);
  const uploadId = await desk.upload(`${headers.join(';')}\n${cells.join(';')}\n`);
  const preview = await desk.run('previewImport', { uploadId, kind });
  const suggested = jsonsOf(preview.columns).map(({ name, suggestion }) => [name, jsonOf(suggestion).to ?? null]);
  expect(suggested).toEqual(Object.entries(rows).map(([name, [, to]]) => [name, to]));
});

test('an id that all rows share, or that names something else, is not the row’s own', async () => {
  const uploadId = await desk.upload(
    `Collector ID;Respondent ID;owner_id;Title\n${[1, 2, 3, 4, 5].map((n) => `77;${n};${n};Answer ${n}`).join('\n')}\n`,
  );
  const preview = await desk.run('previewImport', { uploadId, kind: 'feedback' });
  const ids = jsonsOf(preview.columns).filter(({ suggestion }) => jsonOf(suggestion).to === 'sourceId');
  expect(ids.map(({ name }) => name)).toEqual(['Respondent ID']);
});

test('of a Trello board the cards are brought, however many actions it has', async () => {
  const actions = Array.from({ length: 9 }, (_, at) => ({ id: `a${at}`, type: 'updateCard' }));
  const board = { name: 'Board', actions, cards: [{ id: 'c1', name: 'Compact mode', desc: 'Bring it back.' }] };
  const uploadId = await desk.upload(JSON.stringify(board), 'board.json');
  const preview = await desk.run('previewImport', { uploadId, kind: 'feature' });
  expect(jsonsOf(preview.columns).map(({ name }) => name)).toEqual(['id', 'name', 'desc']);
});

test.each(['csv', 'xlsx', 'jsonl'] as const)(
  'a list that was exported as %s comes back without a change, links and all',
  async (format) => {
    const { run } = desk.workspace;
    const persona = await run<{ key: string }>('createPersona', { title: `Maya, keeps; many tabs (${format})` });
    const feature = await run<{ key: string; id: string }>('createFeature', {
      title: `Compact mode, kept (${format})`,
      availablePlans: ['Desktop; all', 'ESR'],
      tags: ['ui', 'tabs'],
      ownerId: desk.workspace.as('editor').actor.memberId,
      targetOn: '2021-06-01',
    });
    const message = await run<{ key: string }>('createMessage', { title: `Small (${format})`, text: 'It is small.' });
    await run('linkItems', { kind: 'message.addresses', from: message.key, to: persona.key });
    await run('linkItems', { kind: 'message.promises', from: message.key, to: feature.key });
    for (const [kind, plural] of [
      ['feature', 'features'],
      ['message', 'messages'],
    ] as const) {
      const exported = await exportedAs(kind, format);
      const uploadId = await desk.upload(exported, `${plural}.${format}`);
      const preview = await desk.run('previewImport', { uploadId, kind });
      const columns = jsonsOf(preview.columns).flatMap(({ name, suggestion }) =>
        suggestion === null ? [] : [{ column: name, to: jsonOf(suggestion).to }],
      );
      const done = await desk.bring(exported, { kind, source: 'our export', columns }, `${plural}.${format}`);
      expect(done).toMatchObject({ state: 'finished', findings: [] });
      expect(jsonOf(done.counts)).toMatchObject({ created: 0, updated: 0, skipped: 0, failed: 0, linked: 0 });
    }
  },
);

async function exportedAs(kind: string, format: 'csv' | 'xlsx' | 'jsonl'): Promise<Uint8Array> {
  const { content } = await desk.exchange.exportItems({ kind, format, query: {} }, desk.workspace.as('editor'));
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}
