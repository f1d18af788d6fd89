/** What a row of the line becomes by an entry: confirmed by the server, or an edit still on its way. */
import type { Entry } from './change.ts';
import { type AnyItem, isMaterial, type Kind } from './kind.ts';
import type { Link } from './link.ts';
import { isSame, itemFrom, linkFrom } from './row.ts';

/** A row of the line; `null`: there is none. */
export type Row = AnyItem | Link | null;

export function nextRow(kinds: ReadonlyMap<string, Kind>, base: Row, entry: Entry): Row {
  if (entry.after === null) return null;
  if (entry.before !== null) return base === null ? null : ({ ...base, ...entry.after } as Row);
  if (entry.subject === 'link') return linkFrom(entry.after);
  const kind = kinds.get(entry.kind);
  return kind === undefined ? null : itemFrom(kind, entry.after);
}

/** Something new that the server has made meanwhile is the server's; a material edit puts others out of step at once. */
export function editedRow(kinds: ReadonlyMap<string, Kind>, base: Row, edit: Entry): Row {
  if (edit.before === null && base !== null) return base;
  const next = nextRow(kinds, base, edit);
  const kind = kinds.get(edit.kind);
  if (next === null || base === null || 'fromId' in next || kind === undefined || edit.after === null) return next;
  const before = base as AnyItem;
  const isMoved = Object.keys(edit.after).some((name) => isMaterial(kind, name) && !isSame(before[name], next[name]));
  return isMoved ? { ...next, materialRevision: next.revision + 1 } : next;
}
