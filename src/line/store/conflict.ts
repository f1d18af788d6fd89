/** Field-level merge: different fields merge, the same field conflicts and nobody's value is lost silently. */
import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../change.ts';
import { type FieldConflict, itemConflict } from '../failures.ts';
import type { AnyItem } from '../kind.ts';
import { changesSinceRevision } from './changes.ts';
import type { Scope } from './scope.ts';

/** Kept with every change of any field, so never a conflict of their own. */
const BOOKKEEPING = new Set(['revision', 'materialRevision', 'changedAt', 'changedBy']);

/** Throws `item.conflict` where a field of the patch was changed by others after the revision the writer saw. */
export async function refuseConflicts(
  scope: Scope,
  item: AnyItem,
  patch: Readonly<Record<string, unknown>>,
  seen: number,
): Promise<void> {
  const changes = await changesSinceRevision(scope, item.id, seen);
  const conflicts = Object.keys(patch).flatMap((field) => conflictOn(field, item, patch[field], changes));
  const first = conflicts[0];
  if (first !== undefined) throw itemConflict({ field: first.field, revision: item.revision, conflicts });
}

function conflictOn(
  field: string,
  item: AnyItem,
  yours: unknown,
  changes: readonly Change[],
): readonly FieldConflict[] {
  const theirs = item[field] ?? null;
  if (BOOKKEEPING.has(field) || isDeepStrictEqual(yours ?? null, theirs)) return [];
  const last = changes.findLast((change) =>
    change.entries.some((entry) => entry.id === item.id && entry.after !== null && field in entry.after),
  );
  return last === undefined ? [] : [{ field, yours, theirs, by: last.actorName, at: last.at }];
}
