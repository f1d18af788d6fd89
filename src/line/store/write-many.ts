/**
 * Writing hundreds of items or links in a handful of statements, for imports and demonstrations: the same rows, entries and
 * revisions as one by one. Values have been checked by the kind's schema before they come here.
 */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { BulkDraft, BulkLink, BulkPatch } from '../context.ts';
import type { AnyItem, Kind } from '../kind.ts';
import type { Link } from '../link.ts';
import { alignSpan } from '../span.ts';
import type { Commit } from './commit.ts';
import { customValues } from './custom-values.ts';
import { rankOfNumber } from './first-rank.ts';
import { changeOfItem, type ItemChange, noteItem, withoutEmpty } from './item-change.ts';
import { emptyFields, fieldsOf, keyOf } from './item-row.ts';
import { LINK_COLUMNS, type LinkRow, toLink } from './reader.ts';
import { param, type Scope, visible } from './scope.ts';
import { searchTextOf } from './search.ts';
import { guardSight, writtenNames } from './sight.ts';

export async function createMany(
  commit: Commit,
  kind: Kind,
  drafts: readonly BulkDraft[],
): Promise<readonly AnyItem[]> {
  if (drafts.length === 0) return [];
  const first = (await takeNumbers(commit.scope, kind, drafts.length)) - drafts.length + 1;
  const items: AnyItem[] = [];
  for (const [at, draft] of drafts.entries()) items.push(await newItem(commit, kind, { draft, number: first + at }));
  await commit.scope.sql.run(sql`insert into item (workspace_id, id, kind, number, title, state, owner_id, product_id, team_id, start_on,
    end_on, rank, fields, custom, tags, restricted_to, created_at, created_by, changed_at, changed_by, source, source_id, search_text)
    select ${commit.scope.workspaceId}::uuid, r.id, ${kind.name}, r.number, r.title, r.state, r.owner_id, r.product_id, r.team_id, r.start_on,
      r.end_on, r.rank, r.fields, r.custom, r.tags, r.restricted_to, ${commit.at}::timestamptz, ${commit.scope.actor.memberId}::uuid,
      ${commit.at}::timestamptz, ${commit.scope.actor.memberId}::uuid, r.source, r.source_id, r.search_text
    from jsonb_to_recordset(${JSON.stringify(items.map(rowOf))}::jsonb) as r(id uuid, number int, title text, state text, owner_id uuid,
      product_id uuid, team_id uuid, start_on date, end_on date, rank text, fields jsonb, custom jsonb, tags text[], restricted_to uuid[],
      source text, source_id text, search_text text)`);
  for (const item of items) noteItem(commit, item, null, withoutEmpty(item));
  await guardSight(commit, kind, [...new Set(items.flatMap(writtenNames))]);
  return items;
}

async function newItem(
  commit: Commit,
  kind: Kind,
  { draft, number }: { draft: BulkDraft; number: number },
): Promise<AnyItem> {
  const by = commit.scope.actor.memberId;
  const values = { ...emptyFields(kind), ...alignSpan(kind, draft.values) };
  const custom = await customValues(commit, kind, draft.values.custom as Values | undefined, { ...values, custom: {} });
  return {
    ...{ state: kind.initialState, rank: rankOfNumber(number), tags: [], restrictedTo: null },
    ...values,
    ...{
      custom,
      source: draft.source,
      sourceId: draft.sourceId,
      id: uuidv7(),
      kind: kind.name,
      number,
      key: keyOf(kind, number),
    },
    ...{
      revision: 1,
      materialRevision: 1,
      archivedAt: null,
      createdAt: commit.at,
      createdBy: by,
      changedAt: commit.at,
      changedBy: by,
    },
  } as unknown as AnyItem;
}

async function takeNumbers(scope: Scope, kind: Kind, count: number): Promise<number> {
  const row = await scope.sql.row<{
    last_number: number;
  }>(sql`insert into item_counter as c (workspace_id, kind, last_number)
    values (${scope.workspaceId}::uuid, ${kind.name}, ${count}) on conflict (workspace_id, kind)
    do update set last_number = c.last_number + excluded.last_number returning last_number`);
  return row?.last_number ?? count;
}

/** Writes the members that differ; items of the same commit must be given once. Answers those that changed. */
export async function updateMany(commit: Commit, patches: readonly BulkPatch[]): Promise<readonly AnyItem[]> {
  const changes: ItemChange[] = [];
  for (const patch of patches) {
    const values = {
      ...alignSpan(commit.scope.model.kind(patch.item.kind), patch.values),
      custom: await customOf(commit, patch),
    };
    const change = changeOfItem(commit, patch.item, values);
    if (change !== undefined) changes.push(change);
  }
  if (changes.length === 0) return [];
  for (const { item, names } of changes) await guardSight(commit, commit.scope.model.kind(item.kind), names);
  await commit.scope.sql.run(sql`update item as i set title = r.title, state = r.state, owner_id = r.owner_id, product_id = r.product_id,
      team_id = r.team_id, start_on = r.start_on, end_on = r.end_on, rank = r.rank, fields = r.fields, custom = r.custom, tags = r.tags,
      restricted_to = r.restricted_to, source = r.source, source_id = r.source_id, search_text = r.search_text, archived_at = r.archived_at,
      revision = r.revision, material_revision = r.material_revision, changed_at = ${commit.at}::timestamptz,
      changed_by = ${commit.scope.actor.memberId}::uuid
    from jsonb_to_recordset(${JSON.stringify(changes.map(({ item }) => rowOf(item)))}::jsonb) as r(id uuid, title text, state text, owner_id uuid,
      product_id uuid, team_id uuid, start_on date, end_on date, rank text, fields jsonb, custom jsonb, tags text[], restricted_to uuid[],
      source text, source_id text, search_text text, archived_at timestamptz, revision int, material_revision int)
    where i.workspace_id = ${commit.scope.workspaceId}::uuid and i.id = r.id`);
  for (const { item, before, after } of changes) noteItem(commit, item, before, after);
  return changes.map(({ item }) => item);
}

/** What an archiving moves; read from the row as it was, in the same statement. */
interface ArchivedRow {
  readonly id: string;
  readonly kind: string;
  readonly revision: number;
  readonly material_revision: number;
  readonly changed_at: string;
  readonly changed_by: string | null;
}

/** Archives those of the items that are here, seen by the actor and not archived; no text of theirs is read or written. */
export async function archiveMany(commit: Commit, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const { scope, at } = commit;
  const by = scope.actor.memberId;
  const rows =
    await scope.sql.rows<ArchivedRow>(sql`with done as (update item as i set archived_at = ${at}::timestamptz,
      revision = i.revision + 1, material_revision = i.revision + 1, changed_at = ${at}::timestamptz, changed_by = ${by}::uuid
    from item as was where i.workspace_id = ${scope.workspaceId}::uuid and i.id = any(${param(ids)}::uuid[]) and i.archived_at is null
      and ${visible(scope)} and was.workspace_id = i.workspace_id and was.id = i.id
    returning was.id, was.kind, was.revision, was.material_revision, was.changed_at, was.changed_by) select * from done order by id`);
  for (const kind of new Set(rows.map((row) => row.kind))) {
    await guardSight(commit, scope.model.kind(kind), ['archivedAt']);
  }
  for (const { id, kind, revision, material_revision, changed_at, changed_by } of rows) {
    const next = revision + 1;
    const before = { archivedAt: null, revision, materialRevision: material_revision };
    commit.entries.push({
      subject: 'item',
      id,
      itemId: id,
      kind,
      before: { ...before, changedAt: changed_at, changedBy: changed_by },
      after: { archivedAt: at, revision: next, materialRevision: next, changedAt: at, changedBy: by },
    });
    commit.touched.set(id, next);
  }
  return rows.map(({ id }) => id);
}

type Values = Readonly<Record<string, unknown>>;
/** Formulas follow the fields they read, so custom values are gone through whatever the patch names. */
function customOf(commit: Commit, { item, values }: BulkPatch): Promise<Values> {
  const kind = commit.scope.model.kind(item.kind);
  return customValues(commit, kind, values.custom as Values | undefined, { ...item, ...values, custom: item.custom });
}

/** As the statements above take it, by the names of the columns. */
function rowOf(item: AnyItem): object {
  const fields = fieldsOf(item);
  return {
    id: item.id,
    number: item.number,
    title: item.title,
    state: item.state,
    owner_id: item.ownerId,
    product_id: item.productId,
    team_id: item.teamId,
    start_on: item.startOn,
    end_on: item.endOn,
    rank: item.rank,
    fields,
    custom: item.custom,
    tags: item.tags,
    restricted_to: item.restrictedTo,
    source: item.source,
    source_id: item.sourceId,
    archived_at: item.archivedAt,
    revision: item.revision,
    material_revision: item.materialRevision,
    search_text: searchTextOf(item.key, item.title, fields),
  };
}

/**
 * Makes links that are not there yet, all of one kind, between ends that exist and fit. For kinds of link that cannot close a
 * circle (`mayClose`): the others go one by one.
 */
export async function relateMany(commit: Commit, kind: string, links: readonly BulkLink[]): Promise<readonly Link[]> {
  if (links.length === 0) return [];
  const { scope } = commit;
  const by = scope.actor.memberId;
  const given = links.map((link) => ({ id: uuidv7(), from_id: link.fromId, to_id: link.toId }));
  const rows =
    await scope.sql.rows<LinkRow>(sql`with l as (insert into link (workspace_id, id, kind, from_id, to_id, agreed_revision, agreed_at,
      agreed_by, fields, created_at, created_by)
    select ${scope.workspaceId}::uuid, r.id, ${kind}, r.from_id, r.to_id, t.revision, ${commit.at}::timestamptz, ${by}::uuid, '{}'::jsonb,
      ${commit.at}::timestamptz, ${by}::uuid
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(id uuid, from_id uuid, to_id uuid)
    join item t on t.workspace_id = ${scope.workspaceId}::uuid and t.id = r.to_id
    where r.from_id <> r.to_id on conflict (workspace_id, from_id, kind, to_id) do nothing returning *) select ${LINK_COLUMNS} from l`);
  const made = rows.map(toLink);
  for (const link of made)
    commit.entries.push({ subject: 'link', id: link.id, itemId: link.fromId, kind, before: null, after: { ...link } });
  await touchEnds(commit, made);
  return made;
}

/** Removes links by id, those still there. */
export async function unlinkMany(commit: Commit, linkIds: readonly string[]): Promise<readonly Link[]> {
  const { scope } = commit;
  const rows =
    await scope.sql.rows<LinkRow>(sql`with l as (delete from link where workspace_id = ${scope.workspaceId}::uuid
    and id = any(${param(linkIds)}::uuid[]) returning *) select ${LINK_COLUMNS} from l`);
  const removed = rows.map(toLink);
  for (const link of removed)
    commit.entries.push({
      subject: 'link',
      id: link.id,
      itemId: link.fromId,
      kind: link.kind,
      before: { ...link },
      after: null,
    });
  await touchEnds(commit, removed);
  return removed;
}

/** A link shows in the history of both its ends. */
async function touchEnds(commit: Commit, links: readonly Link[]): Promise<void> {
  const ids = [...new Set(links.flatMap((link) => [link.fromId, link.toId]))].filter((id) => !commit.touched.has(id));
  if (ids.length === 0) return;
  const rows = await commit.scope.sql.rows<{ id: string; revision: number }>(sql`select id, revision from item
    where workspace_id = ${commit.scope.workspaceId}::uuid and id = any(${param(ids)}::uuid[])`);
  for (const row of rows) commit.touched.set(row.id, row.revision);
}
