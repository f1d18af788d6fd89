/** Finds items as other tools name them: by key, id, id in the source, or title. */
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { AnyItem } from '../kind.ts';
import { ITEM_COLUMNS, type ItemRow, isId, readKey, toItem } from '../store/item-row.ts';
import { param, visible } from '../store/scope.ts';
import { keyBefore } from './keyed-name.ts';

/** The items an earlier import made of these rows, archived ones too, by source id. */
export async function itemsBySource(
  context: Context,
  {
    kind,
    source,
    sourceIds,
  }: { readonly kind: string; readonly source: string; readonly sourceIds: readonly string[] },
): Promise<ReadonlyMap<string, AnyItem>> {
  if (sourceIds.length === 0) return new Map();
  const rows =
    await context.sql.rows<ItemRow>(sql`select ${ITEM_COLUMNS} from item i where i.workspace_id = ${context.workspaceId}::uuid
    and i.kind = ${kind} and i.source = ${source} and i.source_id = any(${param(sourceIds)}::text[]) and ${visible(context)}`);
  return new Map(rows.map((row) => [row.source_id ?? '', toItem(context.model, row)]));
}

/** Items of the kind by title in lower case, the oldest first; for imports that match by title. */
export async function itemsByTitle(
  context: Context,
  kind: string,
  titles: readonly string[],
): Promise<ReadonlyMap<string, AnyItem>> {
  if (titles.length === 0) return new Map();
  const rows =
    await context.sql.rows<ItemRow>(sql`select ${ITEM_COLUMNS} from item i where i.workspace_id = ${context.workspaceId}::uuid
    and i.kind = ${kind} and i.archived_at is null and lower(i.title) = any(${param(titles)}::text[]) and ${visible(context)}
    order by i.number desc`);
  return new Map(rows.map((row) => [row.title.toLowerCase(), toItem(context.model, row)]));
}

interface Found {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly source: string | null;
  readonly source_id: string | null;
}

export interface ReferenceQuery {
  readonly kinds: readonly string[] | 'any';
  readonly source: string;
  readonly refs: readonly string[];
}

/** What each name stands for, where it stands for anything: id and key first, then the source's id, then the title. */
export async function resolveReferences(context: Context, query: ReferenceQuery): Promise<ReadonlyMap<string, string>> {
  const refs = [...new Set(query.refs)];
  const found = new Map<string, string>();
  if (refs.length === 0) return found;
  const ofKinds = query.kinds === 'any' ? sql`true` : sql`i.kind = any(${param(query.kinds)}::text[])`;
  const select = (where: ReturnType<typeof sql>) =>
    context.sql.rows<Found>(sql`select i.id, i.kind, i.number, i.title, i.source, i.source_id
    from item i where i.workspace_id = ${context.workspaceId}::uuid and ${ofKinds} and i.archived_at is null and ${visible(context)} and ${where}
    order by i.number desc`);
  const keys = refs.flatMap((ref) => readKey(context.model, ref) ?? []);
  const direct =
    await select(sql`(i.id = any(${param(refs.filter(isId))}::uuid[]) or i.source_id = any(${param(refs)}::text[])
    or (i.kind, i.number) in (select k.kind, k.number from unnest(${param(keys.map((key) => key.kind))}::text[],
      ${param(keys.map((key) => key.number))}::int[]) as k(kind, number)))`);
  const bySource = new Map(direct.filter((row) => row.source === query.source).map((row) => [row.source_id, row.id]));
  const byOtherSource = new Map(direct.map((row) => [row.source_id, row.id]));
  const byId = new Map(direct.map((row) => [row.id, row.id]));
  const byKey = new Map(direct.map((row) => [`${row.kind}-${row.number}`, row.id]));
  for (const ref of refs) {
    const key = readKey(context.model, ref);
    const id =
      byId.get(ref.toLowerCase()) ??
      bySource.get(ref) ??
      (key === undefined ? undefined : byKey.get(`${key.kind}-${key.number}`)) ??
      byOtherSource.get(ref);
    if (id !== undefined) found.set(ref, id);
  }
  await byTitle(
    refs.filter((ref) => !found.has(ref)),
    select,
    found,
  );
  await byKeyAndTitle(
    context,
    refs.filter((ref) => !found.has(ref)),
    { query, found },
  );
  return found;
}

/** As our own exports name an item: `NEED-3 Keep my tabs`; the key decides, for titles are edited. */
async function byKeyAndTitle(
  context: Context,
  refs: readonly string[],
  { query, found }: { readonly query: ReferenceQuery; readonly found: Map<string, string> },
): Promise<void> {
  const keys = new Map(refs.flatMap((ref) => keyBefore(ref).map((key) => [ref, key] as const)));
  if (keys.size === 0) return;
  const byKey = await resolveReferences(context, { ...query, refs: [...keys.values()] });
  for (const [ref, key] of keys) {
    const id = byKey.get(key);
    if (id !== undefined) found.set(ref, id);
  }
}

async function byTitle(
  refs: readonly string[],
  select: (where: ReturnType<typeof sql>) => Promise<readonly Found[]>,
  found: Map<string, string>,
): Promise<void> {
  if (refs.length === 0) return;
  const rows = await select(sql`lower(i.title) = any(${param(refs.map((ref) => ref.toLowerCase()))}::text[])`);
  const byName = new Map(rows.map((row) => [row.title.toLowerCase(), row.id]));
  for (const ref of refs) {
    const id = byName.get(ref.toLowerCase());
    if (id !== undefined) found.set(ref, id);
  }
}
