/** What an item was opened for: to change a field (and so answer links out of step), or to make a link. */
import { useSyncExternalStore } from 'react';

export interface Intent {
  readonly itemId: string;
  /** Links that the next save brings back in step. */
  readonly answers: readonly string[];
  /** The field that opens; null: none. */
  readonly field: string | null;
  /** The link to choose the other end of; null: none. */
  readonly linkKind: string | null;
}

const listeners = new Set<() => void>();
let current: Intent | null = null;

export function setIntent(next: Intent | null): void {
  current = next;
  for (const listener of listeners) listener();
}

/** What this item was opened for; null where it was only opened. */
export function useIntent(itemId: string): Intent | null {
  const intent = useSyncExternalStore(subscribe, () => current);
  return intent?.itemId === itemId ? intent : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
