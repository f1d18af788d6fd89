import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineModel } from '../../src/line/line.sample.ts';
import { type Desk, jsonsOf, openDesk } from './exchange-desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(lineModel);
});
afterAll(() => desk.close());

const SETTINGS = { kind: 'feature', source: 'jira', columns: [{ column: 'Summary', to: 'title' }] };

describe('mistakes', () => {
  it.each([
    [{ columns: [{ column: 'nope', to: 'title' }] }, 'import.column-unknown', 'settings.columns.0.column'],
    [{ columns: [{ column: 'a', to: 'titel' }] }, 'import.target-unknown', 'settings.columns.0.to'],
    [
      {
        columns: [
          { column: 'a', to: 'title' },
          { column: 'b', to: 'title' },
        ],
      },
      'import.target-twice',
      'settings.columns.1.to',
    ],
    [{ columns: [{ column: 'a', to: 'state' }] }, 'import.no-title', 'settings.columns'],
    [{ kind: 'nothing', columns: [{ column: 'a', to: 'title' }] }, 'kind.unknown', 'kind'],
    [{ columns: [] }, 'input.invalid', 'settings.columns'],
    [{ columns: [{ column: 'a', to: 'title' }], timeZone: 'Mars' }, 'input.invalid', 'settings.timeZone'],
  ])('%j is refused', async (settings, id, field) => {
    const uploadId = await desk.upload('a,b\n1,2\n');
    await expect(
      desk.run('runImport', { uploadId, settings: { kind: 'need', source: 's', ...settings } }),
    ).rejects.toMatchObject({ id, facts: { field } });
  });

  it('an upload of another workspace is not found', async () => {
    const unknown = '01890a5d-ac96-774b-bcce-b302099a8057';
    await expect(desk.run('previewImport', { uploadId: unknown, kind: 'need' })).rejects.toMatchObject({
      id: 'upload.not-found',
    });
    await expect(desk.run('getImport', { importId: 'x' })).rejects.toMatchObject({ id: 'import.not-found' });
  });

  it('what was odd about a line says what became of its row', async () => {
    const uploadId = await desk.upload('ID,Title\n1,One,more\nID,Title\n2,,more\n');
    const columns = [
      { column: 'ID', to: 'sourceId' },
      { column: 'Title', to: 'title' },
    ];
    const report = await desk.run('dryRunImport', { uploadId, settings: { kind: 'need', source: 's', columns } });
    const outcomes = jsonsOf(report.findings).map(({ line, outcome, problem }) => [line, outcome, problem]);
    expect(outcomes).toEqual([
      [3, 'skip', 'The header is repeated here.'],
      [2, 'create', 'The line has 1 more values than there are columns: more.'],
      [4, 'error', 'The line has 1 more values than there are columns: more.'],
      [4, 'error', 'The row has no title.'],
    ]);
  });

  it.each([
    ['ideas.csv', 'ID,Title\n', '"ideas.csv" has a header (ID, Title) and no row below it.'],
    ['ideas.json', '[]', '"ideas.json" holds no record.'],
  ])('%s without rows: what was seen, and what to do', async (name, content, sentence) => {
    const uploadId = await desk.upload(content, name);
    const preview = await desk.run('previewImport', { uploadId, kind: 'need' });
    expect(preview.notes).toEqual([expect.stringContaining(sentence)]);
    if (name.endsWith('.json')) return;
    const settings = { kind: 'need', source: 's', columns: [{ column: 'Title', to: 'title' }] };
    for (const verb of ['dryRunImport', 'runImport']) {
      await expect(desk.run(verb, { uploadId, settings })).rejects.toMatchObject({
        id: 'import.no-rows',
        message: expect.stringContaining('Export it again with its rows'),
      });
    }
    expect((await desk.run('listImports', {})).items).toEqual([]);
  });

  it('viewers neither upload nor import', async () => {
    const viewer = desk.workspace.as('viewer');
    await expect(
      desk.exchange.receiveUpload({ name: 'a.csv', mediaType: null, content: (async function* () {})() }, viewer),
    ).rejects.toMatchObject({ id: 'permission.denied' });
    await expect(desk.run('listImports', {}, viewer)).resolves.toHaveProperty('items');
  });
});

describe('presets', () => {
  it('are kept under their title, replaced and forgotten', async () => {
    const saved = await desk.run('saveImportPreset', { title: 'Jira', settings: SETTINGS });
    await desk.run('saveImportPreset', { title: 'Jira', settings: { ...SETTINGS, source: 'jira-2' } });
    const { items } = await desk.run('listImportPresets', {});
    expect(items).toEqual([
      expect.objectContaining({ id: saved.id, title: 'Jira', settings: expect.objectContaining({ source: 'jira-2' }) }),
    ]);
    expect(await desk.run('removeImportPreset', { presetId: saved.id })).toEqual({ removed: true });
    expect(await desk.run('removeImportPreset', { presetId: saved.id })).toEqual({ removed: false });
  });
});
