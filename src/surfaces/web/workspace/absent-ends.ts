/**
 * Links out of step that the mirror cannot judge, because an item at one of their ends does not live in the browser (feedback,
 * contacts): the server says which they are, and those items are fetched, so that they are counted and shown like any other.
 */
import type { AnyItem, Change, Entry } from '../../../line/index.ts';
import { errorFrom } from './request.ts';
import type { Loaded, Resource } from './resource.ts';
import type { Workspace } from './workspace.ts';

const PAGE = 200;
/** As many ids as an address carries with ease. */
const IDS_AT_ONCE = 50;
const REFRESH_MILLISECONDS = 300;

export interface Brief {
  readonly id: string;
  readonly kind: string;
}

interface OutOfStepPage {
  readonly items: readonly { readonly from: Brief; readonly to: Brief }[];
  readonly next: string | null;
}

/** Asked the first time somebody listens, and again when a change may have moved such a link. */
export function createAbsentEnds(workspace: Workspace): Resource<true> {
  const listeners = new Set<() => void>();
  let state: Loaded<true> = { value: null, problem: null, isLoading: true };
  let due = 0;
  let isAsked = false;
  const set = (next: Loaded<true>): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  async function refresh(): Promise<void> {
    isAsked = true;
    try {
      for await (const missing of absentIn(workspace)) await fetchMissing(workspace, missing);
      set({ value: true, problem: null, isLoading: false });
    } catch (error) {
      const problem = errorFrom(error);
      set({ ...state, problem, isLoading: false });
    }
  }
  const later = (): void => {
    if (!isAsked || due !== 0) return;
    due = window.setTimeout(() => {
      due = 0;
      void refresh();
    }, REFRESH_MILLISECONDS);
  };
  workspace.onChanges((changes) => {
    if (changes.some((change) => mayMove(workspace, change))) later();
  });
  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      if (!isAsked) void refresh();
      return () => listeners.delete(listener);
    },
    refresh,
  };
}

/** The items at the ends of such links that are not here yet, page by page: the first are shown while the next are asked for. */
async function* absentIn({ model, mirror, visitors, request }: Workspace): AsyncGenerator<readonly Brief[]> {
  const kinds = model.kinds.filter((kind) => !kind.resident).map((kind) => kind.name);
  let cursor: string | null | undefined = kinds.length === 0 ? null : undefined;
  while (cursor !== null) {
    const query = { kinds: kinds.join(','), limit: PAGE, cursor };
    const page: OutOfStepPage = await request('GET', '/out-of-step', { query });
    const ends = new Map(page.items.flatMap(({ from, to }) => [from, to]).map((end) => [end.id, end]));
    yield [...ends.values()].filter(({ id }) => (mirror.item(id) ?? visitors.item(id)) === undefined);
    cursor = page.next;
  }
}

/** Fetches items that do not live here, with the archived ones. What the reader may not see does not come. */
export async function fetchMissing({ model, visitors, request }: Workspace, missing: readonly Brief[]): Promise<void> {
  const byKind = Map.groupBy(missing, ({ kind }) => kind);
  for (const [name, group] of byKind) {
    const { plural } = model.kind(name);
    for (let at = 0; at < group.length; at += IDS_AT_ONCE) {
      const ids = group.slice(at, at + IDS_AT_ONCE).map(({ id }) => id);
      const query = {
        filter: JSON.stringify({ field: 'id', op: 'in', value: ids }),
        limit: IDS_AT_ONCE,
        archived: 'with',
      };
      const { items } = await request<{ readonly items: readonly AnyItem[] }>('GET', `/${plural}`, { query });
      visitors.take(items);
    }
  }
}

/** Could this commit have put a link to, or from, an absent item out of step? */
function mayMove(workspace: Workspace, { entries }: Change): boolean {
  return entries.some((entry) => isAbsentKind(workspace, entry) || endsAbsent(workspace, entry));
}

function isAbsentKind({ model }: Workspace, { subject, kind }: Entry): boolean {
  return subject === 'item' && !model.kind(kind).resident;
}

function endsAbsent({ mirror }: Workspace, { subject, id, after }: Entry): boolean {
  const isAbsent = (end: unknown): boolean => typeof end === 'string' && mirror.item(end) === undefined;
  if (subject === 'link') return isAbsent(after?.fromId) || isAbsent(after?.toId);
  return subject === 'item' && mirror.linksTo(id).some((link) => mirror.item(link.fromId) === undefined);
}
