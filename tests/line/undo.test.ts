/** Undo of what lies beside items and links: comments, saved views; and what no key stroke takes back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineModel } from '../../src/line/line.sample.ts';
import { failing, storyIn } from './story.ts';
import { openTestWorkspace, type TestWorkspace } from './workspace.ts';

let space: TestWorkspace;
beforeAll(async () => {
  space = await openTestWorkspace(lineModel);
});
afterAll(() => space.close());

const { feature } = storyIn(() => space);

interface Said {
  readonly id: string;
  readonly body: string;
  readonly removedAt: string | null;
  readonly resolvedAt: string | null;
}
const say = (ref: string, body = 'Is the date firm?', role: 'editor' | 'contributor' = 'editor'): Promise<Said> =>
  space.run('addComment', { ref, body }, space.as(role));
const saidOn = async (ref: string): Promise<readonly Said[]> =>
  (await space.run<{ comments: Said[] }>('listComments', { ref })).comments;
const lastSeq = async (): Promise<number> => (await space.line.head(space.workspaceId)).seq;
/** Reverses the newest commit; answers its own number, so that it can be reversed again. */
async function undoLast(role: 'editor' | 'admin' = 'editor'): Promise<number> {
  await space.run('undoChange', { seq: await lastSeq() }, space.as(role));
  return lastSeq();
}

describe('a comment', () => {
  it('that was added is removed, and comes back with its words when that is undone', async () => {
    const { key } = await feature('Talked about');
    await say(key);
    await undoLast();
    expect(await saidOn(key)).toMatchObject([{ body: '', removedAt: expect.any(String) }]);
    await undoLast();
    expect(await saidOn(key)).toMatchObject([{ body: 'Is the date firm?', removedAt: null }]);
  });

  it('that was edited, resolved or removed is as it was before', async () => {
    const { key } = await feature('Edited');
    const { id: commentId } = await say(key);
    await space.run('updateComment', { commentId, body: 'Is it?' });
    await undoLast();
    expect(await saidOn(key)).toMatchObject([{ body: 'Is the date firm?', editedAt: null }]);
    await space.run('updateComment', { commentId, resolved: true });
    await undoLast();
    expect(await saidOn(key)).toMatchObject([{ resolvedAt: null, resolvedBy: null }]);
    await space.run('removeComment', { commentId });
    await undoLast();
    expect(await saidOn(key)).toMatchObject([{ body: 'Is the date firm?', removedAt: null }]);
  });

  it('keeps what others did to other parts of it, and is in the way where they did the same', async () => {
    const { key } = await feature('Both');
    const { id: commentId } = await say(key);
    const added = await lastSeq();
    await space.run('updateComment', { commentId, body: 'Is it?' });
    const edited = await lastSeq();
    await space.run('updateComment', { commentId, resolved: true });
    expect(await failing(space.run('undoChange', { seq: added }))).toBe('change.cannot-undo');
    await space.run('undoChange', { seq: edited });
    expect(await saidOn(key)).toMatchObject([{ body: 'Is the date firm?', resolvedAt: expect.any(String) }]);
    await space.run('updateComment', { commentId, body: 'Another' });
    const undone = (await lastSeq()) - 1;
    expect(await failing(space.run('undoChange', { seq: undone }))).toBe('change.cannot-undo');
  });

  it('of somebody else is not unsaid by an editor, but is by an admin', async () => {
    const { key } = await feature('Theirs');
    await say(key, 'Mine', 'contributor');
    const seq = await lastSeq();
    expect(await failing(space.run('undoChange', { seq }))).toBe('comment.not-yours');
    await space.run('undoChange', { seq }, space.as('admin'));
    expect(await saidOn(key)).toMatchObject([{ body: '', removedAt: expect.any(String) }]);
    expect(await lastSeq()).toBe(seq + 1);
    await space.run('undoChange', { seq }, space.as('admin'));
    expect(await lastSeq()).toBe(seq + 1);
  });

  it('answers only what stands on the same item, and its id tells nothing of another', async () => {
    const [one, other] = [await feature('One'), await feature('Other')];
    const { id: parentId } = await say(one.key);
    expect(await failing(space.run('addComment', { ref: other.key, body: 'Here?', parentId }))).toBe(
      'comment.not-found',
    );
    const team = '01890a5d-ac96-774b-bcce-b302099a8057';
    const hidden = await space.run<{ key: string }>(
      'createFeature',
      { title: 'Hidden', restrictedTo: [team] },
      space.as('admin'),
    );
    const secret = await space.run<Said>('addComment', { ref: hidden.key, body: 'Secret' }, space.as('admin'));
    expect(await failing(space.run('addComment', { ref: one.key, body: 'x', id: secret.id }))).toBe('item.not-found');
  });
});

describe('a saved view', () => {
  interface Kept {
    readonly id: string;
    readonly title: string;
  }
  const keep = (title: string, scope: 'private' | 'shared' = 'shared', role: 'editor' | 'contributor' = 'editor') =>
    space.run<Kept>(
      'saveView',
      { kind: 'feature', title, layout: 'table', scope, definition: { search: title } },
      space.as(role),
    );
  const kept = async (id: string): Promise<readonly Kept[]> =>
    (await space.run<{ views: Kept[] }>('listViews', {})).views.filter((view) => view.id === id);

  it('that was saved goes, that was changed goes back, that was removed is here again', async () => {
    const { id } = await keep('Planned');
    await undoLast();
    expect(await kept(id)).toEqual([]);
    await undoLast();
    expect(await kept(id)).toMatchObject([{ title: 'Planned', definition: { search: 'Planned' } }]);
    await space.run('updateView', { viewId: id, title: 'Planned now', layout: 'board' });
    await undoLast();
    expect(await kept(id)).toMatchObject([{ title: 'Planned', layout: 'table' }]);
    await space.run('removeView', { viewId: id });
    await undoLast();
    expect(await kept(id)).toMatchObject([{ title: 'Planned', layout: 'table' }]);
  });

  it('sent again with its members in another order is no change', async () => {
    const definition = { search: 'tabs', columns: ['state'], group: 'state' };
    const view = { kind: 'feature', title: 'Same', layout: 'table', scope: 'shared', definition };
    const { id: viewId } = await space.run<Kept>('saveView', view);
    const seq = await lastSeq();
    await space.run('updateView', { viewId, definition: { group: 'state', search: 'tabs', columns: ['state'] } });
    expect(await lastSeq()).toBe(seq);
  });

  it('says what stands in the way where it was changed again since, or removed', async () => {
    const { id: viewId } = await keep('Later');
    await space.run('updateView', { viewId, title: 'Once' });
    const seq = await lastSeq();
    await space.run('updateView', { viewId, title: 'Twice' });
    await expect(space.run('undoChange', { seq })).rejects.toMatchObject({
      id: 'change.cannot-undo',
      facts: { inTheWay: ['the view "Twice" was changed again since'] },
    });
    await space.run('removeView', { viewId });
    expect(await failing(space.run('undoChange', { seq }))).toBe('change.cannot-undo');
  });

  it('of somebody else stays, and a private one is not even there', async () => {
    await keep('Shared', 'shared', 'contributor');
    expect(await failing(space.run('undoChange', { seq: await lastSeq() }))).toBe('view.not-yours');
    const { id } = await keep('Private', 'private', 'contributor');
    expect(await failing(space.run('undoChange', { seq: await lastSeq() }))).toBe('change.not-found');
    const again = { kind: 'feature', title: 'Mine', layout: 'table', scope: 'private', definition: {} };
    expect(await failing(space.run('saveView', { ...again, id }))).toBe('view.not-found');
  });
});

it('rights and settings wait and ask: the refusal says which and where', async () => {
  const field = { key: 'effort', label: 'Effort', type: 'number', kinds: ['feature'] };
  await space.run('createCustomField', field, space.as('admin'));
  await expect(space.run('undoChange', { seq: await lastSeq() }, space.as('admin'))).rejects.toMatchObject({
    id: 'change.asks-first',
    status: 409,
    facts: { about: 'custom fields' },
  });
});
