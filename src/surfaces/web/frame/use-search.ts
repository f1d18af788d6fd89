/** Search as one types: memory answers within the frame, the server adds what it finds in texts, comments and feedback. */
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import { findItems } from './find-items.ts';

const PAUSE_MILLISECONDS = 140;
const SHORTEST_FOR_SERVER = 2;

/** What the server says of an item in lists of hits. */
export type Brief = Pick<AnyItem, 'id' | 'kind' | 'key' | 'title' | 'state'>;

export interface Search {
  readonly found: readonly AnyItem[];
  /** Found by the server and not held here. */
  readonly elsewhere: readonly Brief[];
  readonly isSearching: boolean;
}

export function useSearch(typed: string, limit: number): Search {
  const { mirror, visitors, request } = useWorkspace();
  const settled = useDeferredValue(typed);
  const inMemory = useMemo(() => findItems(mirror, settled, limit), [mirror, settled, limit]);
  const [answer, setAnswer] = useState<{ readonly typed: string; readonly items: readonly Brief[] }>({
    typed: '',
    items: [],
  });
  const wanted = settled.trim();
  useEffect(() => {
    if (wanted.length < SHORTEST_FOR_SERVER) return;
    const stop = new AbortController();
    const timer = window.setTimeout(() => {
      request<{ readonly items: readonly Brief[] }>('GET', '/search', {
        query: { q: wanted, limit },
        signal: stop.signal,
      })
        .then(({ items }) => setAnswer({ typed: wanted, items }))
        .catch(() => stop.signal.aborted || setAnswer({ typed: wanted, items: [] }));
    }, PAUSE_MILLISECONDS);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [request, wanted, limit]);
  return useMemo(() => {
    const known = new Set(inMemory.map((item) => item.id));
    const more = answer.typed === wanted ? answer.items.filter((item) => !known.has(item.id)) : [];
    const held = more.map((brief) => mirror.item(brief.id) ?? visitors.item(brief.id));
    return {
      found: [...inMemory, ...held.filter((item) => item !== undefined)].slice(0, limit),
      elsewhere: more.filter((_, index) => held[index] === undefined).slice(0, limit),
      isSearching: wanted.length >= SHORTEST_FOR_SERVER && answer.typed !== wanted,
    };
  }, [inMemory, answer, wanted, limit, mirror, visitors]);
}
