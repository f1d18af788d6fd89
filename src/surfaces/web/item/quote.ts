/** The passage about to be commented on: chosen in a text of the item, taken up where comments are written. */
import { useSyncExternalStore } from 'react';

interface Quote {
  readonly itemId: string;
  readonly text: string;
}

/** As long as the server keeps. */
const CHARACTERS_MOST = 2000;
const listeners = new Set<() => void>();
let current: Quote | null = null;

export function setQuote(next: Quote | null): void {
  current = next === null ? null : { ...next, text: next.text.trim().slice(0, CHARACTERS_MOST) };
  for (const listener of listeners) listener();
}

/** What was chosen in this item; null where nothing was. */
export function useQuote(itemId: string): string | null {
  const quote = useSyncExternalStore(subscribe, () => current);
  return quote?.itemId === itemId ? quote.text : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
