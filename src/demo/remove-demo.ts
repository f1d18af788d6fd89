/** Takes a demonstration out of a workspace, whole: items, links, what was said about them, its people and its history. */
import { sql } from 'drizzle-orm';
import type { Context } from '../line/index.ts';
import { CAST } from './cast.ts';
import type { Demo } from './plan.ts';

export interface Removed {
  readonly items: number;
  readonly links: number;
}

/**
 * Leaves no trace in lists, search or history; sequence numbers keep their order, so the commits stay as empty places.
 * What people wrote themselves stays; their links to items of the demonstration go with those.
 *
 * @example
 * const { items } = await removeDemo(context, FIREFOX);
 */
export async function removeDemo(context: Context, demo: Demo): Promise<Removed> {
  const id = context.workspaceId;
  const { sql: tables, line } = context;
  const gone = sql`(select g.id from item g where g.workspace_id = ${id}::uuid and g.source = ${demo.source})`;
  await emptyChanges(context, demo);
  await forgetEmptyChanges(context);
  const links = await tables.run(sql`delete from link l where l.workspace_id = ${id}::uuid
    and (l.from_id in ${gone} or l.to_id in ${gone})`);
  for (const table of ['comment', 'attachment', 'notification', 'notification_mute', 'change_item']) {
    await tables.run(
      sql`delete from ${sql.identifier(table)} t where t.workspace_id = ${id}::uuid and t.item_id in ${gone}`,
    );
  }
  await tables.run(sql`update item set product_id = null where workspace_id = ${id}::uuid and product_id in ${gone}
    and (source is null or source <> ${demo.source})`);
  const items = await tables.run(sql`delete from item where workspace_id = ${id}::uuid and source = ${demo.source}`);
  await tables.run(sql`delete from item_counter c where c.workspace_id = ${id}::uuid
    and not exists (select 1 from item i where i.workspace_id = ${id}::uuid and i.kind = c.kind)`);
  // The words of its texts go too; search gathers those of what is left when it is next asked.
  await tables.run(sql`delete from search_word where workspace_id = ${id}::uuid`);
  await tables.run(sql`delete from search_progress where workspace_id = ${id}::uuid`);
  await dismissCast(context, demo);
  await line.moveEpoch();
  return { items, links };
}

/** The demonstration's own commits lose what they held; in commits of people only the entries about its items go. */
async function emptyChanges({ workspaceId: id, sql: tables }: Context, demo: Demo): Promise<void> {
  await tables.run(sql`update change set entries = '[]'::jsonb, operation = 'removeDemo'
    where workspace_id = ${id}::uuid and operation = ${demo.operation}`);
  await tables.run(sql`update change c set entries = coalesce((
      select jsonb_agg(e order by n) from jsonb_array_elements(c.entries) with ordinality as t(e, n)
      where not exists (select 1 from item g where g.workspace_id = ${id}::uuid and g.source = ${demo.source}
        and g.id::text in (e ->> 'id', e ->> 'itemId', e -> 'before' ->> 'toId', e -> 'after' ->> 'toId'))), '[]'::jsonb)
    where c.workspace_id = ${id}::uuid and c.seq in (select t.seq from change_item t join item g
      on g.workspace_id = t.workspace_id and g.id = t.item_id
      where t.workspace_id = ${id}::uuid and g.workspace_id = ${id}::uuid and g.source = ${demo.source})`);
}

/** A commit that held nothing else is no part of anybody's history any more. */
async function forgetEmptyChanges({ workspaceId: id, sql: tables }: Context): Promise<void> {
  await tables.run(sql`delete from change_item t where t.workspace_id = ${id}::uuid and t.seq in (
    select c.seq from change c where c.workspace_id = ${id}::uuid and c.entries = '[]'::jsonb)`);
}

/** The cast leaves when no demonstration is left. Whom people made owner of their own things stays on record as gone. */
async function dismissCast({ workspaceId: id, sql: tables, line, now }: Context, demo: Demo): Promise<void> {
  const left = await tables.row(sql`select 1 as one from item where workspace_id = ${id}::uuid
    and source like 'demo:%' and source <> ${demo.source} limit 1`);
  if (left !== undefined) return;
  const emails = CAST.map((player) => player.email);
  const cast = await tables.rows<{ id: string; name: string; email: string }>(sql`select id, name, email from member
    where workspace_id = ${id}::uuid and user_id is null and removed_at is null and email = any(${sql.param(emails)}::text[])`);
  for (const member of cast) {
    await tables.run(sql`delete from member m where m.workspace_id = ${id}::uuid and m.id = ${member.id}::uuid
      and not exists (select 1 from item i where i.workspace_id = ${id}::uuid and i.owner_id = m.id)`);
    await tables.run(sql`update member set removed_at = ${now.toISOString()}::timestamptz
      where workspace_id = ${id}::uuid and id = ${member.id}::uuid`);
    const before = { name: member.name, email: member.email };
    line.record({ subject: 'member', id: member.id, itemId: null, kind: 'member', before, after: null });
  }
}
