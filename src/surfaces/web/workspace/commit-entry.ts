/** What a write shows before it is confirmed, how it is known again in the feed, and what is said of it. */
import type { AnyItem, Change, Entry, Kind } from '../../../line/index.ts';
import { plural } from '../format/format.ts';
import { sayFailure, sayRefused } from '../primitive/toast.tsx';

/** Fields and what they become. */
export type Patch = Readonly<Record<string, unknown>>;

export interface BulkAnswer {
  readonly done: number;
  readonly failed: number;
  readonly results: readonly {
    readonly row: number;
    readonly ok: boolean;
    readonly problem?: { readonly detail: string };
  }[];
}

export function updated(item: AnyItem, patch: Patch): Entry {
  const before = Object.fromEntries(Object.keys(patch).map((name) => [name, item[name]]));
  // The server lays the custom fields that are named over those the item has; so does what is shown until it answers.
  const after = 'custom' in patch ? { ...patch, custom: { ...item.custom, ...asRecord(patch.custom) } } : patch;
  return { subject: 'item', id: item.id, itemId: item.id, kind: item.kind, before, after };
}

const asRecord = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

export function reaches(change: Change, itemId: string, revision: number): boolean {
  return change.entries.some(
    (entry) => entry.subject === 'item' && entry.id === itemId && entry.after?.revision === revision,
  );
}

export function confirmsLinks(change: Change, itemId: string): boolean {
  return change.entries.some((entry) => entry.subject === 'link' && entry.itemId === itemId);
}

export function createsItem(change: Change, kind: Kind, id: string | null, title: string): boolean {
  const isIt = (entry: Entry): boolean => (id === null ? entry.after?.title === title : entry.id === id);
  return change.entries.some(
    (entry) => entry.subject === 'item' && entry.before === null && entry.kind === kind.name && isIt(entry),
  );
}

export function updateText(item: AnyItem, patch: Patch): string {
  const names = Object.keys(patch);
  return names.length === 1 && names[0] === 'rank' ? `${item.key} moved` : `${item.key} changed`;
}

export const nameOf = (items: readonly AnyItem[]): string =>
  items.length === 1 ? (items[0]?.key ?? '') : plural(items.length, 'item', 'items');

export function nameRefused(answer: BulkAnswer, items: readonly AnyItem[]): void {
  const refused = answer.results.filter((result) => !result.ok);
  const names = refused.map((result) => items[result.row]?.key ?? '').join(', ');
  sayFailure({
    text: `${plural(refused.length, 'item was', 'items were')} not changed: ${names}`,
    detail: refused[0]?.problem?.detail ?? '',
  });
}

export function refuse(text: string, error: unknown): null {
  sayRefused(text, error);
  return null;
}
