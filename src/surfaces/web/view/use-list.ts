/** A list of one kind under a view: from memory where the kind lives here, from the server in pages where it does not. */
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { AnyItem, CustomTypes, Entry, Kind } from '../../../line/index.ts';
import { today } from '../format/format.ts';
import { writeSort } from '../route/search.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import { errorFrom } from '../workspace/request.ts';
import type { ViewDefinition } from '../workspace/resource.ts';
import { ListQuery } from './list-query.ts';

export interface ListState {
  readonly items: readonly AnyItem[];
  readonly total: number;
  readonly isLoading: boolean;
  readonly problem: Error | null;
  /** Asks for the next page; null where everything is here. */
  readonly more: (() => void) | null;
}

export interface ListOptions {
  readonly kind: Kind;
  readonly view: ViewDefinition;
  readonly words: string;
  readonly custom?: CustomTypes;
}

/** @example const { items, total } = useList({ kind, view, words: '' }) */
export function useList(options: ListOptions): ListState {
  const resident = useResidentList(options);
  const paged = usePagedList(options);
  return options.kind.resident ? resident : paged;
}

const EMPTY: ListState = { items: [], total: 0, isLoading: false, problem: null, more: null };

function useResidentList({ kind, view, words, custom }: ListOptions): ListState {
  const { mirror, membership } = useWorkspace();
  const now = today(membership.timeZone);
  const { filter, sort, archived } = view;
  const made = useMemo(() => {
    try {
      const request = {
        kind,
        view: { filter, sort, archived },
        words,
        memberId: membership.memberId,
        today: now,
        ...(custom !== undefined && { custom }),
      };
      return { query: new ListQuery(mirror, request), problem: null };
    } catch (error) {
      // A saved view may name a field that is gone; the list says so instead of failing.
      return { query: null, problem: errorFrom(error) };
    }
  }, [mirror, kind, filter, sort, archived, words, membership.memberId, now, custom]);
  const subscribe = useCallback(
    (listener: () => void) =>
      mirror.subscribe((touched) => {
        made.query?.touch(touched);
        listener();
      }),
    [mirror, made],
  );
  const items = useSyncExternalStore(subscribe, () =>
    made.query === null || !kind.resident ? EMPTY.items : made.query.read(),
  );
  return useMemo(() => ({ ...EMPTY, items, total: items.length, problem: made.problem }), [items, made]);
}

interface ServerPage {
  readonly items: readonly AnyItem[];
  readonly next: string | null;
  readonly total?: number;
}

interface Pages {
  readonly ids: readonly string[];
  readonly next: string | null;
  readonly total: number;
  readonly isLoading: boolean;
  readonly problem: Error | null;
}

const NO_PAGES: Pages = { ids: [], next: null, total: 0, isLoading: true, problem: null };
const PAGE_SIZE = 100;
const TYPING_MILLISECONDS = 200;
const CHANGED_MILLISECONDS = 400;

function usePagedList({ kind, view, words }: ListOptions): ListState {
  const { request, visitors } = useWorkspace();
  const [pages, setPages] = useState(NO_PAGES);
  const asked = useRef<string | null>(null);
  const { archived, sort, filter } = view;
  const query = useMemo(() => pageQuery({ archived, sort, filter }, words), [archived, sort, filter, words]);
  const load = useCallback(
    async (cursor: string | null, signal?: AbortSignal) => {
      // Reading on asks for a page once, however often it is due.
      if (cursor !== null && asked.current === cursor) return;
      asked.current = cursor;
      const options = {
        query: { ...query, ...(cursor !== null && { cursor }) },
        ...(signal !== undefined && { signal }),
      };
      try {
        const page = await request<ServerPage>('GET', `/${kind.plural}`, options);
        visitors.take(page.items);
        const ids = page.items.map((item) => item.id);
        setPages((held) => ({
          ids: cursor === null ? ids : [...held.ids, ...ids],
          next: page.next,
          total: page.total ?? held.total,
          isLoading: false,
          problem: null,
        }));
      } catch (error) {
        if (signal?.aborted === true) return;
        asked.current = null;
        setPages((held) => ({
          ...held,
          isLoading: false,
          problem: errorFrom(error),
        }));
      }
    },
    [request, visitors, kind, query],
  );
  useEffect(() => {
    if (kind.resident) return;
    setPages((held) => ({ ...held, isLoading: true }));
    const stop = new AbortController();
    const timer = window.setTimeout(() => void load(null, stop.signal), words === '' ? 0 : TYPING_MILLISECONDS);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [load, kind.resident, words]);
  useComingAndGoing(kind, load);
  const version = useSyncExternalStore(visitors.subscribe, () => visitors.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the visitors' version says when their items changed.
  const items = useMemo(
    () => pages.ids.map((id) => visitors.item(id)).filter((item) => item !== undefined),
    [pages.ids, visitors, version],
  );
  const { next, total, isLoading, problem } = pages;
  const more = useMemo(() => (next === null ? null : () => void load(next)), [next, load]);
  return { items, total, isLoading, problem, more };
}

/** Somebody, the reader among them, adds or takes away: the first page is asked for again. */
function useComingAndGoing(kind: Kind, load: (cursor: null) => Promise<void>): void {
  const workspace = useWorkspace();
  useEffect(() => {
    if (kind.resident) return;
    let due = 0;
    const stop = workspace.onChanges((changes) => {
      if (!changes.some((change) => change.entries.some((entry) => comesOrGoes(entry, kind)))) return;
      window.clearTimeout(due);
      due = window.setTimeout(() => void load(null), CHANGED_MILLISECONDS);
    });
    return () => {
      window.clearTimeout(due);
      stop();
    };
  }, [workspace, kind, load]);
}

/** An item of the kind is new, gone, archived or restored: its list is another one. */
function comesOrGoes({ subject, kind, before, after }: Entry, { name }: Kind): boolean {
  return subject === 'item' && kind === name && (before === null || after === null || 'archivedAt' in after);
}

function pageQuery({ archived, sort, filter }: Pick<ViewDefinition, 'archived' | 'sort' | 'filter'>, words: string) {
  return {
    limit: PAGE_SIZE,
    withTotal: 'true',
    archived,
    sort: sort.length === 0 ? '-createdAt' : writeSort(sort),
    ...(filter !== null && { filter: JSON.stringify(filter) }),
    ...(words.trim() !== '' && { search: words.trim() }),
  };
}
