/** Which workspace a command works in: the one named, or the only one. */
import type { WorkspaceLine } from './desk.ts';
import { noSuchWorkspace, noWorkspace, whichWorkspace } from './failures.ts';

/**
 * @throws `workspace.none`, `workspace.ambiguous`, `workspace.unknown`
 * @example chooseWorkspace([firefox], undefined).slug // 'firefox'
 */
export function chooseWorkspace(workspaces: readonly WorkspaceLine[], named: string | undefined): WorkspaceLine {
  const slugs = workspaces.map(({ slug }) => slug);
  const [only] = workspaces;
  if (only === undefined) throw noWorkspace({});
  if (named === undefined) {
    if (workspaces.length > 1) throw whichWorkspace({ field: '--workspace', workspaces: slugs });
    return only;
  }
  const found = workspaces.find(({ id, slug }) => slug === named || id === named);
  if (found === undefined) throw noSuchWorkspace({ field: '--workspace', workspace: named, workspaces: slugs });
  return found;
}
