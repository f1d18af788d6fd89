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
