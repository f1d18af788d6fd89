/** What a write makes of an item, and how the commit remembers it: the same for one item as for hundreds. */
import { isDeepStrictEqual } from 'node:util';
import { type AnyItem, isMaterial } from '../kind.ts';
import type { Commit } from './commit.ts';

type Values = Readonly<Record<string, unknown>>;

export interface ItemChange {
  /** As it is after the write. */
  readonly item: AnyItem;
  /** The members that differ. */
  readonly names: readonly string[];
  readonly before: Values;
  readonly after: Values;
}

/** The item with these values and its next revision; undefined where nothing differs. */
export function changeOfItem(commit: Commit, item: AnyItem, values: Values): ItemChange | undefined {
  const kind = commit.scope.model.kind(item.kind);
  const names = Object.keys(values).filter(
    (name) => values[name] !== undefined && !isDeepStrictEqual(values[name], item[name]),
  );
  if (names.length === 0) return undefined;
  const revision = item.revision + 1;
  const material = names.some((name) => isMaterial(kind, name));
  const changed = {
    ...item,
    ...Object.fromEntries(names.map((name) => [name, values[name]])),
    revision,
    materialRevision: material ? revision : item.materialRevision,
    changedAt: commit.at,
    changedBy: commit.scope.actor.memberId,
  } as AnyItem;
  const noted = [...names, 'revision', 'materialRevision', 'changedAt', 'changedBy'];
  return { item: changed, names, before: pick(item, noted), after: pick(changed, noted) };
}

export function noteItem(commit: Commit, item: AnyItem, before: Values | null, after: Values): void {
  commit.entries.push({ subject: 'item', id: item.id, itemId: item.id, kind: item.kind, before, after });
  commit.touched.set(item.id, item.revision);
}

function pick(item: AnyItem, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, item[name] ?? null]));
}

export function withoutEmpty(item: AnyItem): Values {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
}
