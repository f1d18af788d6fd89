/** Writing items: create, change, archive, restore; each checks what it is given, and says what it touched. */

import { type SQL, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { isAtLeast } from '../../platform/permission/index.ts';
import { contributorsBeginOnly, itemArchived, notUnique, revisionAhead, unknownReference } from '../failures.ts';
import type { AnyItem, Kind } from '../kind.ts';
import { validateDraft, validatePatch } from '../schema.ts';
import { alignSpan } from '../span.ts';
import type { Commit } from './commit.ts';
import { refuseConflicts } from './conflict.ts';
import { customValues } from './custom-values.ts';
import { rankOfNumber } from './first-rank.ts';
import { changeOfItem, noteItem, withoutEmpty } from './item-change.ts';
import { columnOf, emptyFields, fieldsOf, isId, keyOf } from './item-row.ts';
import { findItem } from './reader.ts';
import { param, type Scope } from './scope.ts';
import { searchTextOf } from './search.ts';
import { guardSight, writtenNames } from './sight.ts';

type Values = Readonly<Record<string, unknown>>;

export async function createItem(commit: Commit, kind: Kind, draft: Values): Promise<AnyItem> {
  const { scope } = commit;
  const { source = null, sourceId = null, ...given } = draft;
  const values = alignSpan(kind, validateDraft(kind, given));
  checkFirstState(scope, kind, values);
  await checkReferences(scope, values);
  await checkUnique(scope, kind, values);
  const number = await nextNumber(scope, kind);
  const id = uuidv7();
  const custom = await customValues(commit, kind, values.custom as Values | undefined, {
    ...emptyFields(kind),
    ...values,
    custom: {},
  });
  const item = {
    ...emptyFields(kind),
    state: kind.initialState,
    rank: rankOfNumber(number),
    tags: [],
    restrictedTo: null,
    ...values,
    source,
    sourceId,
    custom,
    id,
    kind: kind.name,
    number,
    key: keyOf(kind, number),
    revision: 1,
    materialRevision: 1,
    archivedAt: null,
    createdAt: commit.at,
    createdBy: scope.actor.memberId,
    changedAt: commit.at,
    changedBy: scope.actor.memberId,
  } as unknown as AnyItem;
  await guardSight(commit, kind, writtenNames(item));
  await insertItem(scope, item);
  noteItem(commit, item, null, withoutEmpty(item));
  return item;
}

/**
 * Changes fields of an item. A writer who read an older revision merges where others changed other fields, and meets
 * `item.conflict` with both values where they changed the same one. Writing what is there already changes nothing.
 */
export async function updateItem(commit: Commit, ref: string, patch: Values, seenRevision?: number): Promise<AnyItem> {
  const { scope } = commit;
  const item = await findItem(scope, ref);
  const kind = scope.model.kind(item.kind);
  if (item.archivedAt !== null) throw itemArchived({ ref: item.key });
  const values = alignSpan(kind, validatePatch(kind, patch));
  await checkReferences(scope, values);
  await checkUnique(scope, kind, values, item.id);
  if (seenRevision !== undefined && seenRevision > item.revision) {
    throw revisionAhead({ field: 'revision', revision: seenRevision, current: item.revision });
  }
  if (seenRevision !== undefined && seenRevision < item.revision)
    await refuseConflicts(scope, item, values, seenRevision);
  values.custom = await customValues(commit, kind, values.custom as Values | undefined, {
    ...item,
    ...values,
    custom: item.custom,
  });
  return applyItem(commit, item, values);
}

/** Writes the members that differ; shared by update, archive, restore and undo, which have checked them. */
export async function applyItem(commit: Commit, item: AnyItem, values: Values): Promise<AnyItem> {
  const change = changeOfItem(commit, item, values);
  if (change === undefined) return item;
  await guardSight(commit, commit.scope.model.kind(item.kind), change.names);
  await saveItem(commit.scope, change.item, change.names);
  noteItem(commit, change.item, change.before, change.after);
  return change.item;
}

export async function archiveItem(commit: Commit, ref: string): Promise<AnyItem> {
  const item = await findItem(commit.scope, ref);
  return item.archivedAt === null ? applyItem(commit, item, { archivedAt: commit.at }) : item;
}

export async function restoreItem(commit: Commit, ref: string): Promise<AnyItem> {
  return applyItem(commit, await findItem(commit.scope, ref), { archivedAt: null });
}

async function nextNumber(scope: Scope, kind: Kind): Promise<number> {
  const counted = sql`insert into item_counter as c (workspace_id, kind, last_number)
    values (${scope.workspaceId}::uuid, ${kind.name}, 1) on conflict (workspace_id, kind)
    do update set last_number = c.last_number + 1 returning last_number`;
  const row = await scope.sql.row<{ last_number: number }>(counted, 'count-item');
  return row?.last_number ?? 1;
}

/** The product and team an item names must be there, and be what they are named as. Owners are held by a foreign key. */
async function checkReferences(scope: Scope, values: Values): Promise<void> {
  for (const [field, wanted] of [
    ['productId', 'product'],
    ['teamId', 'team'],
  ] as const) {
    const value = values[field];
    if (typeof value !== 'string') continue;
    const found = isId(value)
      ? await scope.sql.row(sql`select 1 from item i where i.workspace_id = ${scope.workspaceId}::uuid
      and i.id = ${value}::uuid and i.kind = ${wanted}`)
      : undefined;
    if (found === undefined) throw unknownReference({ field, value, wanted });
  }
  const teams = values.restrictedTo;
  if (!Array.isArray(teams) || isAtLeast(scope.actor.role, 'admin')) return;
  const foreign = teams.find((team) => !scope.actor.teamIds.includes(String(team)));
  if (foreign !== undefined)
    throw unknownReference({ field: 'restrictedTo', value: String(foreign), wanted: 'team of yours' });
}

/** Contributors add ideas and feedback; moving them on is an editor's. */
function checkFirstState(scope: Scope, kind: Kind, values: Values): void {
  const state = values.state;
  if (state === undefined || state === kind.initialState || isAtLeast(scope.actor.role, 'editor')) return;
  throw contributorsBeginOnly({ field: 'state', state: kind.initialState });
}

/** A unique field (the e-mail address of a contact) names one item of its kind; case aside, archived ones aside. */
async function checkUnique(scope: Scope, kind: Kind, values: Values, ownId: string | null = null): Promise<void> {
  for (const [field, { unique }] of Object.entries(kind.fields)) {
    const value = values[field];
    if (unique !== true || typeof value !== 'string') continue;
    const row = await scope.sql.row<{ taken: number | null }>(
      sql`select app_taken(${kind.name}, ${field}, ${value}, ${ownId}::uuid) as taken`,
    );
    if (typeof row?.taken === 'number') throw notUnique({ field, value, taken: keyOf(kind, row.taken) });
  }
}

async function insertItem(scope: Scope, item: AnyItem): Promise<void> {
  const fields = fieldsOf(item);
  const inserted = sql`insert into item (workspace_id, id, kind, number, title, state, owner_id, product_id, team_id, start_on,
    end_on, rank, fields, custom, tags, restricted_to, created_at, created_by, changed_at, changed_by, source, source_id, search_text)
    values (${scope.workspaceId}::uuid, ${item.id}::uuid, ${item.kind}, ${item.number}, ${item.title}, ${item.state},
    ${item.ownerId}::uuid, ${item.productId}::uuid, ${item.teamId}::uuid, ${item.startOn}::date, ${item.endOn}::date, ${item.rank},
    ${JSON.stringify(fields)}::jsonb, ${JSON.stringify(item.custom)}::jsonb, ${param(item.tags)}::text[],
    ${param(item.restrictedTo)}::uuid[], ${item.createdAt}::timestamptz, ${item.createdBy}::uuid, ${item.changedAt}::timestamptz,
    ${item.changedBy}::uuid, ${item.source}, ${item.sourceId}, ${searchTextOf(item.key, item.title, fields)})`;
  await scope.sql.run(inserted, 'insert-item');
}

const CASTS: Readonly<Record<string, string>> = {
  owner_id: 'uuid',
  product_id: 'uuid',
  team_id: 'uuid',
  start_on: 'date',
  end_on: 'date',
  restricted_to: 'uuid[]',
  tags: 'text[]',
  custom: 'jsonb',
  archived_at: 'timestamptz',
};

async function saveItem(scope: Scope, item: AnyItem, names: readonly string[]): Promise<void> {
  const fields = fieldsOf(item);
  const sets: SQL[] = names.flatMap((name) => {
    const column = columnOf(name);
    if (column === undefined) return [];
    const value = column === 'custom' ? JSON.stringify(item[name]) : item[name];
    return [sql`${sql.raw(column)} = ${param(value)}${sql.raw(`::${CASTS[column] ?? 'text'}`)}`];
  });
  const text = searchTextOf(item.key, item.title, fields);
  await scope.sql.run(sql`update item set ${sql.join(
    [
      ...sets,
      sql`fields = ${JSON.stringify(fields)}::jsonb`,
      sql`search_text = ${text}`,
      sql`revision = ${item.revision}`,
      sql`material_revision = ${item.materialRevision}`,
      sql`changed_at = ${item.changedAt}::timestamptz`,
      sql`changed_by = ${item.changedBy}::uuid`,
    ],
    sql`, `,
  )}
    where workspace_id = ${scope.workspaceId}::uuid and id = ${item.id}::uuid`);
}
