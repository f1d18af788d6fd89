/** Names of the people of the workspace, those who left included: what they wrote carries them. */
import { ask, type Desk } from './desk.ts';

/** By id. */
export async function memberNames(desk: Desk): Promise<ReadonlyMap<string, string>> {
  const { members } = await ask(desk, 'listMembers', { removed: true });
  return new Map(members.map(({ id, name }) => [id, name]));
}
