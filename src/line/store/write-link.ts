/** Writing links: relate, unlink, still true. */

import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { circularLink, linkNotAllowed, linkToItself, oneLinkOnly } from '../failures.ts';
import type { AnyItem } from '../kind.ts';
import type { Link } from '../link.ts';
import { validateLinkFields } from '../link-schema.ts';
import type { LinkType } from '../model.ts';
import type { Commit } from './commit.ts';
import { createReader, findItem, LINK_COLUMNS, type LinkRow, toLink } from './reader.ts';
import type { Scope } from './scope.ts';

type Values = Readonly<Record<string, unknown>>;

/** A link to make, its ends by id or key. */
export interface LinkWanted {
  readonly from: string;
  readonly kind: string;
  readonly to: string;
  readonly fields?: Values | undefined;
}

/** Makes `from` rely on `to`. Repeated, it changes only the fields of the link that is there. */
export async function relate(commit: Commit, wanted: LinkWanted): Promise<Link> {
  const { kind: kindId, fields } = wanted;
  const { scope } = commit;
  const type = scope.model.link(kindId);
  const from = await findItem(scope, wanted.from);
  const to = await findItem(scope, wanted.to);
  checkEnds(scope, type, from, to);
  const values = validateLinkFields(type.definition, fields ?? {});
  const known = await linksFrom(scope, from.id, kindId);
  const same = known.find((link) => link.toId === to.id);
  if (same !== undefined)
    return fields === undefined ? same : changeLink(commit, same, { fields: { ...same.fields, ...values } });
  if (type.definition.one === true && known.length > 0)
    throw oneLinkOnly({ field: 'kind', from: from.key, kind: type.definition.says });
  if (await reliesOn(scope, to.id, from.id)) throw circularLink({ field: 'to', from: from.key, to: to.key });
  const link: Link = {
    id: uuidv7(),
    kind: kindId,
    fromId: from.id,
    toId: to.id,
    agreedRevision: to.revision,
    agreedAt: commit.at,
    agreedBy: scope.actor.memberId,
    remark: null,
    fields: values,
    createdAt: commit.at,
    createdBy: scope.actor.memberId,
  };
  await insertLink(commit, link);
  return link;
}

/** Puts a link in its row as it is; also how an undone unlink comes back. */
export async function insertLink(commit: Commit, link: Link): Promise<void> {
  await commit.scope.sql.run(sql`insert into link (workspace_id, id, kind, from_id, to_id, agreed_revision, agreed_at, agreed_by, remark,
    fields, created_at, created_by) values (${commit.scope.workspaceId}::uuid, ${link.id}::uuid, ${link.kind}, ${link.fromId}::uuid,
    ${link.toId}::uuid, ${link.agreedRevision}, ${link.agreedAt}::timestamptz, ${link.agreedBy}::uuid, ${link.remark},
    ${JSON.stringify(link.fields)}::jsonb, ${link.createdAt}::timestamptz, ${link.createdBy}::uuid)`);
  await noteLink(commit, link, null, { ...link });
}

/** "Still true": agreed against the other side as it is now, with who, when and an optional remark. */
export async function confirmLink(commit: Commit, linkId: string, remark?: string): Promise<Link> {
  const link = await createReader(commit.scope).link(linkId);
  const to = await findItem(commit.scope, link.toId);
  if (link.agreedRevision >= to.materialRevision && remark === undefined) return link;
  const agreed = {
    agreedRevision: to.revision,
    agreedAt: commit.at,
    agreedBy: commit.scope.actor.memberId,
    remark: remark ?? null,
  };
  return link.agreedRevision >= to.revision && link.remark === remark ? link : changeLink(commit, link, agreed);
}

export async function unlink(commit: Commit, linkId: string): Promise<void> {
  const link = await createReader(commit.scope).link(linkId);
  await commit.scope.sql.run(
    sql`delete from link where workspace_id = ${commit.scope.workspaceId}::uuid and id = ${link.id}::uuid`,
  );
  await noteLink(commit, link, { ...link }, null);
}

/** Writes the members that differ, and notes them. */
export async function changeLink(commit: Commit, link: Link, values: Partial<Link>): Promise<Link> {
  const changed = { ...link, ...values };
  const names = Object.keys(values).filter(
    (name) => !isDeepStrictEqual(link[name as keyof Link], changed[name as keyof Link]),
  );
  if (names.length === 0) return link;
  await commit.scope.sql.run(sql`update link set agreed_revision = ${changed.agreedRevision}, agreed_at = ${changed.agreedAt}::timestamptz,
    agreed_by = ${changed.agreedBy}::uuid, remark = ${changed.remark}, fields = ${JSON.stringify(changed.fields)}::jsonb
    where workspace_id = ${commit.scope.workspaceId}::uuid and id = ${link.id}::uuid`);
  const ends = ['fromId', 'toId'];
  await noteLink(commit, changed, pick(link, [...names, ...ends]), pick(changed, [...names, ...ends]));
  return changed;
}

function pick(link: Link, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, link[name as keyof Link]]));
}

/** A link shows in the history of both its ends; neither end's revision moves. */
async function noteLink(commit: Commit, link: Link, before: Values | null, after: Values | null): Promise<void> {
  commit.entries.push({ subject: 'link', id: link.id, itemId: link.fromId, kind: link.kind, before, after });
  const rows = await commit.scope.sql.rows<{ id: string; revision: number }>(sql`select id, revision from item
    where workspace_id = ${commit.scope.workspaceId}::uuid and id in (${link.fromId}::uuid, ${link.toId}::uuid)`);
  for (const row of rows) if (!commit.touched.has(row.id)) commit.touched.set(row.id, row.revision);
}

function checkEnds(scope: Scope, type: LinkType, from: AnyItem, to: AnyItem): void {
  if (from.id === to.id) throw linkToItself({ field: 'to', ref: from.key });
  if (from.kind === type.from.name && scope.model.allows(type, scope.model.kind(to.kind))) return;
  const { definition } = type;
  const allowed =
    definition.to === 'any'
      ? 'any item'
      : definition.to === 'self'
        ? type.from.label.many
        : definition.to.map((kind) => kind.label.many).join(', ');
  throw linkNotAllowed({
    field: from.kind === type.from.name ? 'to' : 'kind',
    from: from.key,
    kind: type.definition.says,
    to: to.key,
    allowed,
  });
}

async function linksFrom(scope: Scope, fromId: string, kind: string): Promise<readonly Link[]> {
  const rows =
    await scope.sql.rows<LinkRow>(sql`select ${LINK_COLUMNS} from link l where l.workspace_id = ${scope.workspaceId}::uuid
    and l.from_id = ${fromId}::uuid and l.kind = ${kind}`);
  return rows.map(toLink);
}

/** Does `from` rely on `to`, directly or through others? Asked of the whole line, hidden parts included. */
async function reliesOn(scope: Scope, fromId: string, toId: string): Promise<boolean> {
  const id = scope.workspaceId;
  const row = await scope.sql.row<{ found: boolean }>(sql`with recursive up (id) as (
      select l.to_id from link l where l.workspace_id = ${id}::uuid and l.from_id = ${fromId}::uuid
        and exists (select 1 from link t where t.workspace_id = ${id}::uuid and t.to_id = ${toId}::uuid)
      union select l.to_id from link l join up on l.from_id = up.id where l.workspace_id = ${id}::uuid)
    select exists (select 1 from up where up.id = ${toId}::uuid) as found`);
  return row?.found ?? false;
}
