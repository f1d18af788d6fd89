/** Within one transaction: whose workspace, who acts, and what they may see. */
import { type SQL, sql } from 'drizzle-orm';
import { type Actor, isAtLeast } from '../../platform/permission/index.ts';
import type { Scope } from '../context.ts';

export type { Scope } from '../context.ts';

/** A value as one parameter, arrays included. */
export function param(value: unknown): SQL {
  return sql`${sql.param(value)}`;
}

/** The items of the table aliased `alias` that the actor may see: their own restriction and their product's. */
export function visible(scope: Scope, alias = 'i'): SQL {
  if (isAtLeast(scope.actor.role, 'admin')) return sql`true`;
  return openTo(scope, alias, sql`${param(scope.actor.teamIds)}::uuid[]`);
}

/**
 * The items aliased `alias` that the member of the row aliased `member` may see, where it is not the actor who is asked for: whose
 * teams those are is read from the line.
 */
export function visibleTo(scope: Scope, alias: string, member: string): SQL {
  const who = sql.raw(member);
  const opening = scope.model.kinds.flatMap(({ name, opensRestricted }) =>
    opensRestricted === undefined ? [] : [sql`g.kind = ${name} and g.fields -> ${opensRestricted} ? ${who}.id::text`],
  );
  const teams = sql`array(select g.id from item g where g.workspace_id = ${scope.workspaceId}::uuid and g.archived_at is null
    and (${opening.length === 0 ? sql`false` : sql.join(opening, sql` or `)}))`;
  return sql`(${who}.role in ('owner', 'admin') or ${openTo(scope, alias, teams)})`;
}

/** Neither the item nor its product is restricted to other teams than these. */
function openTo(scope: Scope, alias: string, teams: SQL): SQL {
  const of = sql.raw(alias);
  return sql`((${of}.restricted_to is null or ${of}.restricted_to && ${teams}) and (${of}.product_id is null or not exists (
    select 1 from item as held where held.workspace_id = ${scope.workspaceId}::uuid and held.id = ${of}.product_id
    and held.restricted_to is not null and not held.restricted_to && ${teams})))`;
}

/** The key under which answers may be shared: people who see the same. */
export function visibilityKey(actor: Actor): string {
  return isAtLeast(actor.role, 'admin') ? 'all' : [...actor.teamIds].sort().join(',');
}
