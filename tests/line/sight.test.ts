import { afterAll, beforeAll, expect, it } from 'vitest';
import { domain } from '../../src/domain/index.ts';
import { type AnyItem, createModel } from '../../src/line/index.ts';
import { openTestWorkspace, type TestWorkspace } from './workspace.ts';

let space: TestWorkspace;
beforeAll(async () => {
  space = await openTestWorkspace(createModel(domain));
});
afterAll(() => space.close());

const epoch = async (): Promise<number> => (await space.line.head(space.workspaceId)).epoch;

it('nobody lets themselves into a team; an admin does, and every reader loads anew', async () => {
  const editor = space.as('editor');
  const made = await space.run<AnyItem>('createTeam', { title: 'Front-end' }, editor);
  const before = await epoch();
  const joining = space.run('updateTeam', { ref: made.key, members: [editor.actor.memberId] }, editor);
  await expect(joining).rejects.toMatchObject({ id: 'permission.denied' });
  expect(await epoch()).toBe(before);
  await space.run('updateTeam', { ref: made.key, members: [editor.actor.memberId] }, space.as('admin'));
  expect(await epoch()).toBe(before + 1);
  await space.run('updateTeam', { ref: made.key, purpose: 'Toolbars' }, editor);
  expect(await epoch()).toBe(before + 1);
  await space.run('archiveTeam', { ref: made.key }, space.as('admin'));
  expect(await epoch()).toBe(before + 2);
});

it('nobody is told by name of a change they may not see, and what they may not see is not counted as unread', async () => {
  const [admin, editor, viewer] = [space.as('admin'), space.as('editor'), space.as('viewer')];
  const members = [viewer.actor.memberId];
  const team = await space.run<AnyItem>('createTeam', { title: 'Insiders', members }, admin);
  const secret = { title: 'Secret zebra', restrictedTo: [team.id] };
  const feature = await space.run<AnyItem>('createFeature', secret, admin);
  const promise = async (ownerId: unknown): Promise<void> => {
    const message = await space.run<AnyItem>('createMessage', { title: 'Promise', ownerId }, admin);
    await space.run('linkItems', { kind: 'message.promises', from: message.key, to: feature.key }, admin);
  };
  await promise(editor.actor.memberId);
  await promise(viewer.actor.memberId);
  await space.run('updateFeature', { ref: feature.key, ownerId: editor.actor.memberId, summary: 'Stripes' }, admin);
  const inbox = (standing: typeof editor) =>
    space.run<{ notifications: { reason: string; sentence: string }[]; unread: number }>(
      'listNotifications',
      {},
      standing,
    );
  const [outside, inside] = [await inbox(editor), await inbox(space.as('viewer', [team.id]))];
  expect(JSON.stringify(outside)).not.toContain('zebra');
  expect(outside.notifications.map(({ reason }) => reason)).toEqual(['assigned']);
  expect(outside.unread).toBe(1);
  expect(inside.notifications.map(({ reason }) => reason)).toEqual(['outOfStep', 'assigned']);
  expect(inside.notifications[0]?.sentence).toContain('Secret zebra');
});
