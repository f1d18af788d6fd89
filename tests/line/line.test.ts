import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../src/line/change.ts';
import type { AnyItem } from '../../src/line/kind.ts';
import { lineModel } from '../../src/line/line.sample.ts';
import type { Link } from '../../src/line/link.ts';
import { failing, storyIn } from './story.ts';
import { openTestWorkspace, type TestWorkspace } from './workspace.ts';

let space: TestWorkspace;
beforeAll(async () => {
  space = await openTestWorkspace(lineModel);
});
afterAll(() => space.close());

const { feature, message, link, outOfStep } = storyIn(() => space);

describe('items', () => {
  it('come back as they were written, with every field', async () => {
    const made = await feature('Compact mode', {
      summary: 'Keep the toolbar small.',
      targetOn: '2021-06-01',
      cost: { amount: 5, currency: 'EUR' },
    });
    expect(made).toMatchObject({
      kind: 'feature',
      state: 'idea',
      revision: 1,
      materialRevision: 1,
      summary: 'Keep the toolbar small.',
      endOn: '2021-06-01',
      notes: null,
    });
    expect(await space.run('getFeature', { ref: made.key })).toEqual(made);
    expect(await space.run('getFeature', { ref: made.id })).toEqual(made);
  });

  it('count their keys per kind', async () => {
    const [a, b] = [await message('One'), await message('Two')];
    expect(b.number).toBe(a.number + 1);
    expect(b.key).toBe(`MSG-${b.number}`);
    expect(a.rank < b.rank).toBe(true);
  });

  it('are not found by a key of nothing, a foreign id or another kind', async () => {
    const made = await feature('Here');
    expect(await failing(space.run('getFeature', { ref: 'FEA-99999' }))).toBe('item.not-found');
    expect(await failing(space.run('getFeature', { ref: 'nonsense' }))).toBe('item.not-found');
    expect(await failing(space.run('getMessage', { ref: made.key }))).toBe('item.not-found');
  });

  it('refuse unknown fields, wrong types, over-long texts and unknown owners, each by its own id', async () => {
    expect(await failing(feature('X', { sumary: 'typo' }))).toBe('input.unknown-field');
    expect(await failing(feature('X', { targetOn: '2021-02-30' }))).toBe('input.invalid');
    expect(await failing(feature('X'.repeat(301)))).toBe('input.too-long');
    expect(await failing(feature('X', { ownerId: '01890a5d-ac96-774b-bcce-b302099a8057' }))).toBe(
      'item.member-unknown',
    );
  });

  it('writing what is there already changes nothing and takes no number', async () => {
    const made = await feature('Same', { summary: 'As it is' });
    const before = await space.line.head(space.workspaceId);
    const again = await space.run('updateFeature', { ref: made.key, summary: 'As it is' });
    expect(again).toEqual(made);
    expect(await space.line.head(space.workspaceId)).toEqual(before);
  });

  it('archive and restore, twice without harm', async () => {
    const made = await feature('Gone soon');
    const once = await space.run<AnyItem>('archiveFeature', { ref: made.key });
    expect(await space.run('archiveFeature', { ref: made.key })).toEqual(once);
    expect(await failing(space.run('updateFeature', { ref: made.key, title: 'No' }))).toBe('item.archived');
    const back = await space.run<AnyItem>('restoreFeature', { ref: made.key });
    expect(back.archivedAt).toBeNull();
    expect(await space.run('restoreFeature', { ref: made.key })).toEqual(back);
  });
});

describe('merging', () => {
  it('merges different fields and refuses the same field with both values', async () => {
    const made = await feature('Merge', { summary: 'one', notes: 'a' });
    await space.run('updateFeature', { ref: made.key, revision: 1, summary: 'two' });
    const merged = await space.run<AnyItem>('updateFeature', { ref: made.key, revision: 1, notes: 'b' });
    expect(merged).toMatchObject({ summary: 'two', notes: 'b', revision: 3 });
    const refused = await space
      .run('updateFeature', { ref: made.key, revision: 1, summary: 'three' })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      id: 'item.conflict',
      status: 409,
      facts: { field: 'summary', revision: 3, conflicts: [{ yours: 'three', theirs: 'two', by: 'The editor' }] },
    });
    expect(await failing(space.run('updateFeature', { ref: made.key, revision: 9, summary: 'x' }))).toBe(
      'item.revision-ahead',
    );
  });
});

describe('in step and out of step', () => {
  it('a material change puts what relies on it out of step until somebody says still true', async () => {
    const [made, said] = [await feature('Proton'), await message('Faster')];
    const promise = await link('message.promises', said, made);
    expect(await outOfStep(made)).toEqual([]);
    await space.run('updateFeature', { ref: made.key, notes: 'a typo disturbs nobody' });
    expect(await outOfStep(made)).toEqual([]);
    await space.run('updateFeature', { ref: made.key, targetOn: '2021-06-08' });
    expect((await outOfStep(made)).map((one) => one.link.id)).toEqual([promise.id]);
    const agreed = await space.run<Link>('confirmLink', { linkId: promise.id, remark: 'A week changes nothing.' });
    expect(agreed).toMatchObject({ remark: 'A week changes nothing.', agreedRevision: 3 });
    expect(await outOfStep(made)).toEqual([]);
    expect(await space.run('confirmLink', { linkId: promise.id, remark: 'A week changes nothing.' })).toEqual(agreed);
  });

  it('archiving and cutting put reliers out of step; a change that answers brings them back', async () => {
    const [made, said] = [await feature('Cut me'), await message('Promise')];
    await link('message.promises', said, made);
    await space.run('updateFeature', { ref: made.key, state: 'cut' });
    expect(await outOfStep(made)).toHaveLength(1);
    await space.run('updateMessage', { ref: said.key, words: 'Something else', answers: 'all' });
    expect(await outOfStep(made)).toEqual([]);
    await space.run('archiveFeature', { ref: made.key });
    expect(await outOfStep(made)).toHaveLength(1);
  });

  it('tells the owner of what fell out of step, with the reason', async () => {
    const viewer = space.as('viewer').actor.memberId;
    const [made, said] = [await feature('Told'), await message('Owned', { ownerId: viewer })];
    await link('message.promises', said, made);
    await space.run('updateFeature', { ref: made.key, title: 'Told anew' });
    const inbox = await space.run<{ notifications: { reason: string; itemId: string }[] }>(
      'listNotifications',
      {},
      space.as('viewer'),
    );
    expect(inbox.notifications.filter((one) => one.itemId === said.id).map((one) => one.reason)).toEqual([
      'outOfStep',
      'assigned',
    ]);
  });
});

describe('links', () => {
  it('repeat without a second link, and unlink without harm when gone', async () => {
    const [a, b] = [await message('A'), await feature('B')];
    const first = await link('message.promises', a, b);
    expect(await link('message.promises', a, b)).toEqual(first);
    expect(await space.run('unlinkItems', { linkId: first.id })).toMatchObject({ unlinked: true });
    expect(await space.run('unlinkItems', { linkId: first.id })).toMatchObject({ unlinked: false });
  });

  it('refuse circles, themselves, kinds not allowed and kinds unknown', async () => {
    const [a, b, c, said] = [await feature('a'), await feature('b'), await feature('c'), await message('m')];
    await link('feature.dependsOn', a, b);
    await link('feature.dependsOn', b, c);
    expect(await failing(link('feature.dependsOn', c, a))).toBe('link.circular');
    expect(await failing(link('feature.dependsOn', a, a))).toBe('link.itself');
    expect(await failing(link('feature.serves', a, said))).toBe('link.not-allowed');
    expect(await failing(link('message.promises', a, b))).toBe('link.not-allowed');
    expect(await failing(link('feature.nothing', a, b))).toBe('link.kind-unknown');
  });
});

describe('the log', () => {
  it('counts without a gap and shows what was before and after', async () => {
    const start = (await space.line.head(space.workspaceId)).seq;
    const made = await feature('Logged');
    await space.run('updateFeature', { ref: made.key, title: 'Logged twice' });
    await failing(feature('X', { state: 'nowhere' }));
    const changes = await space.line.changesAfter(space.as('editor'), start, 10);
    expect(changes.map((change: Change) => change.seq)).toEqual([start + 1, start + 2]);
    expect(changes[1]).toMatchObject({
      operation: 'updateFeature',
      via: 'api',
      entries: [{ before: { title: 'Logged', revision: 1 }, after: { title: 'Logged twice', revision: 2 } }],
    });
  });

  it('is handed out in parts of the size asked for, each at least one commit, and none left out', async () => {
    const start = (await space.line.head(space.workspaceId)).seq;
    const notes = Array.from({ length: 3000 }, (_, at) => `note ${at * 7919}`).join(' ');
    for (const title of ['Large', 'Small', 'Smaller']) await feature(title, title === 'Large' ? { notes } : {});
    const sinceThen = async (seq: number): Promise<readonly number[]> =>
      (await space.line.changesAfter(space.as('editor'), seq, 10, 4096)).map((change) => change.seq - start);
    expect(await sinceThen(start)).toEqual([1]);
    expect(await sinceThen(start + 1)).toEqual([2, 3]);
    expect(await sinceThen(start + 3)).toEqual([]);
  });

  it('undoes a change, undoes the undo, and says what stands in the way', async () => {
    const made = await feature('Undo me', { summary: 'first' });
    await space.run('updateFeature', { ref: made.key, summary: 'second' });
    const seq = (await space.line.head(space.workspaceId)).seq;
    await space.run('undoChange', { seq });
    expect(await space.run('getFeature', { ref: made.key })).toMatchObject({ summary: 'first', revision: 3 });
    await space.run('undoChange', { seq: seq + 1 });
    expect(await space.run('getFeature', { ref: made.key })).toMatchObject({ summary: 'second', revision: 4 });
    await space.run('updateFeature', { ref: made.key, summary: 'third' });
    expect(await failing(space.run('undoChange', { seq }))).toBe('change.cannot-undo');
    expect(await failing(space.run('undoChange', { seq: 999_999 }))).toBe('change.not-found');
  });

  it('lists what is out of step at an end of the kinds asked for', async () => {
    const [a, b] = [await message('Asked by kind'), await feature('Moved')];
    const made = await link('message.promises', a, b);
    await space.run('updateFeature', { ref: b.key, title: 'Moved away' });
    const ofKinds = async (...kinds: string[]) =>
      (await space.run<{ items: { link: Link }[] }>('listOutOfStep', { kinds, item: b.key })).items.map(
        (one) => one.link.id,
      );
    expect(await ofKinds('message')).toEqual([made.id]);
    expect(await ofKinds('feature')).toEqual([made.id]);
    expect(await ofKinds('launch')).toEqual([]);
    for (const at of ['0', 'nonsense', 'Jan 1 2021'])
      expect(await failing(space.run('listOutOfStep', { cursor: `${at}_${made.id}` }))).toBe('list.bad-cursor');
  });

  it('brings an unlinked link back with its agreement', async () => {
    const [a, b] = [await message('A'), await feature('B')];
    const made = await link('message.promises', a, b);
    await space.run('unlinkItems', { linkId: made.id });
    await space.run('undoChange', { seq: (await space.line.head(space.workspaceId)).seq });
    expect((await space.run<{ links: Link[] }>('listLinks', { ref: a.key })).links).toMatchObject([
      { id: made.id, agreedRevision: 1, inStep: true },
    ]);
  });

  it('shows an item as of a moment', async () => {
    const made = await feature('Then');
    const then = (
      await space.line.changesAfter(space.as('editor'), (await space.line.head(space.workspaceId)).seq - 1, 1)
    )[0]?.at;
    await space.run('updateFeature', { ref: made.key, title: 'Now' });
    expect(await space.run('getFeature', { ref: made.key, asOf: then })).toMatchObject({ title: 'Then', revision: 1 });
  });

  it('walks a list of the past while the present moves, for each reader what they may see', async () => {
    const made: AnyItem[] = [];
    for (const at of [1, 2, 3]) made.push(await feature(`Past ${at}`));
    const head = (await space.line.head(space.workspaceId)).seq;
    const then = (await space.line.changesAfter(space.as('editor'), head - 1, 1))[0]?.at;
    const filter = { field: 'title', op: 'contains', value: 'past' };
    const page = (more: object, role: 'admin' | 'viewer' = 'admin') =>
      space.run<{ items: AnyItem[]; next: string | null }>(
        'listFeatures',
        { asOf: then, filter, sort: 'title', ...more },
        space.as(role),
      );
    const [first, second] = made;
    await space.run('updateFeature', { ref: first?.key, title: 'Renamed since' });
    const one = await page({ limit: 2 });
    await space.run('updateFeature', { ref: second?.key, restrictedTo: [uuidv7()] }, space.as('admin'));
    const two = await page({ limit: 2, cursor: one.next });
    expect([...one.items, ...two.items].map(({ title }) => title)).toEqual(['Past 1', 'Past 2', 'Past 3']);
    expect((await page({})).items).toHaveLength(3);
    expect((await page({}, 'viewer')).items.map(({ title }) => title)).toEqual(['Past 1', 'Past 3']);
  });

  it('shows the links of that moment: gone ones are back, later ones are not there, agreements are as they were', async () => {
    const [a, b, later] = [await message('A'), await feature('B'), await message('Later')];
    const early = await link('message.promises', a, b);
    const head = (await space.line.head(space.workspaceId)).seq;
    const then = (await space.line.changesAfter(space.as('editor'), head - 1, 1))[0]?.at;
    await link('message.promises', later, b);
    await space.run('updateFeature', { ref: b.key, title: 'B moved' });
    await space.run('confirmLink', { linkId: early.id });
    await space.run('unlinkItems', { linkId: early.id });
    await space.run('updateMessage', { ref: a.key, title: 'A now' });
    const stood = await space.run('getFeature', { ref: b.key, asOf: then, include: ['linked'] });
    expect(stood).toMatchObject({
      title: 'B',
      links: [{ id: early.id, agreedRevision: 1, inStep: true, direction: 'reliedOnBy', other: { title: 'A' } }],
    });
    const now = await space.run<{ links: Link[] }>('getFeature', { ref: b.key, include: ['links'] });
    expect(now.links).toMatchObject([{ fromId: later.id }]);
  });
});
