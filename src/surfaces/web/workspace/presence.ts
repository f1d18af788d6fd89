/**
 * Who else looks at what is on this screen. A tab says where it is when that changes and every ten seconds while it is looked at;
 * a hidden tab looks at nothing. Told by the answer and by the feed; nothing is kept.
 */
import type { WorkspaceRequest } from './request.ts';

export interface Around {
  /** `item:<id>` or `list:<plural>` */
  readonly place: string;
  readonly memberIds: readonly string[];
}

export interface Sight {
  readonly items: readonly string[];
  readonly list?: string;
}

export interface Presence {
  /** This tab looks here now, and nowhere else. */
  look(sight: Sight): void;
  /** The feed told who is where this browser looks, in all its tabs. */
  tell(around: readonly Around[]): void;
  at(place: string): readonly string[];
  subscribe(listener: () => void): () => void;
}

/** Walking through a list with J and K is not looking at each of its items. */
const SAID_AFTER_MILLISECONDS = 600;
const SAID_AGAIN_MILLISECONDS = 10_000;
const NOBODY: readonly string[] = [];
const NOTHING: Sight = { items: [] };

const isNothing = ({ items, list }: Sight): boolean => items.length === 0 && list === undefined;

/** Ends with `signal`, without a word: whoever is silent is gone soon. */
export function createPresence(request: WorkspaceRequest, signal: AbortSignal): Presence {
  const tab = crypto.randomUUID();
  const listeners = new Set<() => void>();
  let sight = NOTHING;
  let isSaid = false;
  let here: ReadonlyMap<string, readonly string[]> = new Map();
  let due = 0;

  const take = (around: readonly Around[]): void => {
    here = new Map(around.map(({ place, memberIds }) => [place, memberIds]));
    for (const listener of listeners) listener();
  };
  const post = (seen: Sight, keepalive = false): Promise<{ readonly around: readonly Around[] }> =>
    request('POST', '/presence', { body: { tab, ...seen }, keepalive, signal });
  const later = (milliseconds: number): void => {
    window.clearTimeout(due);
    due = window.setTimeout(() => void say(), milliseconds);
  };
  const leave = (): void => {
    window.clearTimeout(due);
    if (isSaid) post(NOTHING, true).catch(() => undefined);
    isSaid = false;
    take([]);
  };
  async function say(): Promise<void> {
    const seen = sight;
    if (signal.aborted || isNothing(seen) || document.hidden) return;
    isSaid = true;
    later(SAID_AGAIN_MILLISECONDS);
    if (!navigator.onLine) return;
    // Without an answer nobody is known to be here; the next word may have one.
    const { around } = await post(seen).catch(() => ({ around: [] }));
    if (seen === sight && !signal.aborted) take(around);
  }
  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : later(0)), { signal });
  signal.addEventListener('abort', () => window.clearTimeout(due));
  return {
    look: (next) => {
      sight = next;
      if (isNothing(next)) leave();
      else later(SAID_AFTER_MILLISECONDS);
    },
    tell: take,
    at: (place) => here.get(place) ?? NOBODY,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
