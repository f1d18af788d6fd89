import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyItem } from '../../src/line/kind.ts';
import { lineModel } from '../../src/line/line.sample.ts';
import { failing, storyIn } from './story.ts';
import { openTestWorkspace, type TestWorkspace } from './workspace.ts';

let space: TestWorkspace;
beforeAll(async () => {
  space = await openTestWorkspace(lineModel);
});
afterAll(() => space.close());

const { feature, message } = storyIn(() => space);

describe('lists', () => {
  it('filter, sort and page without repeating or skipping', async () => {
    for (const cost of [3, 1, 2, 1]) await space.run('createNeed', { title: `Need ${cost}`, importance: cost });
    const query = {
      sort: 'importance,-title',
      filter: { field: 'importance', op: 'gte', value: 1 },
      limit: 3,
      withTotal: true,
    };
    const first = await space.run<{ items: AnyItem[]; next: string; total: number }>('listNeeds', query);
    const rest = await space.run<{ items: AnyItem[]; next: null }>('listNeeds', { ...query, cursor: first.next });
    expect([...first.items, ...rest.items].map((one) => one['importance'])).toEqual([1, 1, 2, 3]);
    expect([first.total, rest.next]).toEqual([4, null]);
    expect(await failing(space.run('listNeeds', { cursor: 'nonsense' }))).toBe('list.bad-cursor');
    expect(await failing(space.run('listNeeds', { sort: 'nothing' }))).toBe('list.unknown-field');
    expect(await failing(space.run('listNeeds', { filter: { field: 'importance', op: 'is', value: 'many' } }))).toBe(
      'list.bad-filter',
    );
  });

  it('find words by prefix and with one typo', async () => {
    await feature('Vertical bookmarks toolbar');
    await space.line.gatherWords(space.workspaceId);
    const titles = async (q: string): Promise<string[]> =>
      (await space.run<{ items: AnyItem[] }>('searchLine', { q })).items.map((one) => one.title);
    expect(await titles('vert book')).toEqual(['Vertical bookmarks toolbar']);
    expect(await titles('bokmarks')).toEqual(['Vertical bookmarks toolbar']);
    expect(await titles('qqqqqq')).toEqual([]);
  });

  it('bulk writes give each row its own result and one undo', async () => {
    const made = await feature('Bulk');
    const answer = await space.run<{
      done: number;
      failed: number;
      results: { ok: boolean; problem?: { id: string } }[];
    }>('bulkFeatures', {
      rows: [
        { do: 'create', values: { title: 'Row' } },
        { do: 'update', ref: made.key, values: { nothing: 1 } },
        { do: 'update', ref: 'FEA-99999', values: {} },
        { do: 'archive', ref: made.key },
      ],
    });
    expect(answer).toMatchObject({ done: 2, failed: 2 });
    expect(answer.results.map((row) => row.problem?.id)).toEqual([
      undefined,
      'input.unknown-field',
      'item.not-found',
      undefined,
    ]);
    await space.run('undoChange', { seq: (await space.line.head(space.workspaceId)).seq });
    expect(await space.run('getFeature', { ref: made.key })).toMatchObject({ archivedAt: null });
  });
});

describe('rights', () => {
  it('viewers read, contributors comment, editors write', async () => {
    const made = await feature('Rights');
    expect(await failing(space.run('updateFeature', { ref: made.key, title: 'No' }, space.as('contributor')))).toBe(
      'permission.denied',
    );
    expect(await failing(space.run('addComment', { ref: made.key, body: 'No' }, space.as('viewer')))).toBe(
      'permission.denied',
    );
    expect(await space.run('addComment', { ref: made.key, body: 'Yes' }, space.as('contributor'))).toMatchObject({
      body: 'Yes',
    });
    expect(await space.run('getFeature', { ref: made.key }, space.as('viewer'))).toMatchObject({ title: 'Rights' });
  });

  it('another workspace and a restricted item are not found, at every door of the line', async () => {
    const team = '01890a5d-ac96-774b-bcce-b302099a8057';
    const admin = space.as('admin');
    const [hidden, said] = [
      await space.run<AnyItem>('createFeature', { title: 'Secret zebra', restrictedTo: [team] }, admin),
      await message('Open'),
    ];
    await space.run('linkItems', { kind: 'message.promises', from: said.key, to: hidden.key }, admin);
    await space.run('updateFeature', { ref: hidden.key, title: 'Secret zebra two' }, admin);
    for (const standing of [space.as('editor'), space.as('viewer')]) {
      expect(await failing(space.run('getFeature', { ref: hidden.key }, standing))).toBe('item.not-found');
      expect(await failing(space.run('getItem', { ref: hidden.id }, standing))).toBe('item.not-found');
      expect((await space.run<{ links: unknown[] }>('listLinks', { ref: said.key }, standing)).links).toEqual([]);
      expect((await space.run<{ items: AnyItem[] }>('searchLine', { q: 'zebra' }, standing)).items).toEqual([]);
      expect(
        (await space.run<{ items: { to: AnyItem }[] }>('listOutOfStep', {}, standing)).items.filter(
          (one) => one.to.id === hidden.id,
        ),
      ).toEqual([]);
      expect(
        (await space.run<{ items: AnyItem[] }>('listFeatures', { limit: 200 }, standing)).items.some(
          (one) => one.id === hidden.id,
        ),
      ).toBe(false);
      expect(JSON.stringify(await space.line.changesAfter(standing, 0, 1000))).not.toContain('zebra');
    }
    expect(await space.run('getFeature', { ref: hidden.key }, space.as('viewer', [team]))).toMatchObject({
      title: 'Secret zebra two',
    });
  });
});
