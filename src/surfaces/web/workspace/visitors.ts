/** Items of kinds that do not live in the browser (feedback, contacts): those seen so far, kept current by the feed. */
import type { AnyItem, Change, Entry } from '../../../line/index.ts';

export interface Visitors {
  item(ref: string): AnyItem | undefined;
  /** Takes items as the server gave them. */
  take(items: readonly AnyItem[]): void;
  /** Shows an edit at once; call the result to take it back. */
  draft(entries: readonly Entry[]): () => void;
  apply(changes: readonly Change[]): void;
  readonly version: number;
  subscribe(listener: () => void): () => void;
}

export function createVisitors(): Visitors {
  const items = new Map<string, AnyItem>();
  const keys = new Map<string, string>();
  const listeners = new Set<() => void>();
  let version = 0;

  const tell = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };
  const merge = (entry: Entry): void => {
    const item = items.get(entry.id);
    if (item !== undefined && entry.after !== null && entry.before !== null)
      items.set(entry.id, { ...item, ...entry.after });
    if (item !== undefined && entry.after === null) items.delete(entry.id);
  };

  return {
    item: (ref) => items.get(ref) ?? items.get(keys.get(ref.toUpperCase()) ?? ''),
    take(fresh) {
      for (const item of fresh) {
        items.set(item.id, item);
        keys.set(item.key, item.id);
      }
      tell();
    },
    draft(entries) {
      const before = entries.map((entry) => items.get(entry.id));
      entries.forEach(merge);
      tell();
      return () => {
        for (const item of before) if (item !== undefined) items.set(item.id, item);
        tell();
      };
    },
    apply(changes) {
      const entries = changes.flatMap((change) => change.entries).filter((entry) => items.has(entry.id));
      if (entries.length === 0) return;
      entries.forEach(merge);
      tell();
    },
    get version() {
      return version;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
