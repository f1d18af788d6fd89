/** Changes of an item as the server keeps them: asked once for each state the item has been in, shared by all who look. */
import { useEffect, useState } from 'react';
import type { AnyItem, Change } from '../../../line/index.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import { errorFrom } from '../workspace/request.ts';
import type { Loaded } from '../workspace/resource.ts';
import type { Workspace } from '../workspace/workspace.ts';

interface HistoryPage {
  readonly changes: readonly Change[];
  readonly next: number | null;
}

const PAGE = 200;
/** An item changed more often than this since an agreement has lost its thread; the newest changes still explain it. */
const PAGES_MOST = 5;
const KEPT_MOST = 400;

interface Kept {
  readonly revision: number;
  readonly changes: Promise<readonly Change[]>;
}
const kept = new WeakMap<Workspace, Map<string, Kept>>();

/** Changes of the item after a revision, newest first. */
async function changesSince(workspace: Workspace, itemId: string, revision: number): Promise<readonly Change[]> {
  const found: Change[] = [];
  let before: number | undefined;
  for (let page = 0; page < PAGES_MOST; page += 1) {
    const query = { limit: PAGE, ...(before !== undefined && { before }) };
    const { changes, next } = await workspace.request<HistoryPage>('GET', `/items/${itemId}/history`, { query });
    found.push(...changes);
    if (next === null || changes.some((change) => reaches(change, itemId, revision))) break;
    before = next;
  }
  return found;
}

function reaches(change: Change, itemId: string, revision: number): boolean {
  return change.entries.some(
    (entry) => entry.id === itemId && typeof entry.after?.revision === 'number' && entry.after.revision <= revision,
  );
}

/** The changes of an item since a revision, newest first; asked once for each state it has been in. */
export function changesOf(workspace: Workspace, item: AnyItem, since: number): Promise<readonly Change[]> {
  const byItem = kept.get(workspace) ?? new Map<string, Kept>();
  kept.set(workspace, byItem);
  const name = `${item.id} ${String(since)}`;
  const known = byItem.get(name);
  if (known !== undefined && known.revision === item.revision) return known.changes;
  if (byItem.size > KEPT_MOST) byItem.clear();
  const changes = changesSince(workspace, item.id, since);
  byItem.set(name, { revision: item.revision, changes });
  changes.catch(() => byItem.delete(name));
  return changes;
}

/**
 * The changes of an item since a revision. `null` asks nothing.
 *
 * @example
 * const { value: changes } = useChangesSince(link.inStep ? null : to, link.agreedRevision);
 */
export function useChangesSince(item: AnyItem | null, since: number): Loaded<readonly Change[]> {
  const workspace = useWorkspace();
  const [state, setState] = useState<Loaded<readonly Change[]>>({
    value: null,
    problem: null,
    isLoading: item !== null,
  });
  const id = item?.id;
  const revision = item === null ? null : (workspace.mirror.truth(item.id) ?? item).revision;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the item is asked anew when the server has moved it on, not with every edit on its way.
  useEffect(() => {
    if (item === null) return;
    let isWanted = true;
    changesOf(workspace, workspace.mirror.truth(item.id) ?? item, since)
      .then((value) => isWanted && setState({ value, problem: null, isLoading: false }))
      .catch((error: unknown) => {
        const problem = errorFrom(error);
        if (isWanted) setState((held) => ({ ...held, problem, isLoading: false }));
      });
    return () => {
      isWanted = false;
    };
  }, [workspace, id, revision, since]);
  return state;
}
