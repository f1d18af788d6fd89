/** Who may see what: restrictions, and the people field that opens them. Touching either makes every reader load anew. */
import { isAtLeast } from '../../platform/permission/index.ts';
import { permissionDenied } from '../failures.ts';
import type { AnyItem, Kind } from '../kind.ts';
import { isNothing } from '../row.ts';
import { type Commit, moveEpoch } from './commit.ts';

/**
 * Called with the members of an item that a commit writes.
 *
 * @throws `permission.denied` where somebody who is no admin decides who is in a team: they could let themselves in
 */
export async function guardSight(commit: Commit, kind: Kind, names: readonly string[]): Promise<void> {
  const { role } = commit.scope.actor;
  const opening = kind.opensRestricted;
  const opens = opening !== undefined && names.includes(opening);
  if (opens && !isAtLeast(role, 'admin')) {
    throw permissionDenied({
      needed: `Only an admin or owner may change "${opening}" of ${kind.label.many.toLowerCase()}`,
      role,
    });
  }
  const closes = opening !== undefined && names.includes('archivedAt');
  if (opens || closes || names.includes('restrictedTo')) await moveEpoch(commit.scope);
}

/** The members of a new item that hold something. */
export function writtenNames(item: AnyItem): readonly string[] {
  return Object.keys(item).filter((name) => !isNothing(item[name]));
}
