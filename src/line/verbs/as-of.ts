/** Items as they stood at a moment: today's rows taken back by the log. */
import { entriesAfter, takenBack } from '../as-of.ts';
import type { Change } from '../change.ts';
import type { Context, ItemQuery, Page } from '../context.ts';
import { dayIn } from '../day.ts';
import { badCursor, badFilter, itemNotFound } from '../failures.ts';
import { matches } from '../filter-match.ts';
import type { AnyItem, Kind } from '../kind.ts';
import type { Link } from '../link.ts';
import type { Values } from '../row.ts';
import { sortItems } from '../sort-items.ts';
import { changesTouching, seqAt } from '../store/changes.ts';
import { customTypesFor } from '../store/list-items.ts';
import { visibilityKey } from '../store/scope.ts';
import { zoneOf } from '../store/today.ts';
import { holding, type WithLinks } from './include.ts';

/** @throws `item.not-found` where there was none yet */
export async function asOfItem(context: Context, item: AnyItem, at: string): Promise<AnyItem> {
  const [then] = await itemsBack(context, [item], at);
  if (then === undefined) throw itemNotFound({ ref: item.key });
  return then;
}

async function itemsBack(context: Context, items: readonly AnyItem[], at: string): Promise<readonly AnyItem[]> {
  const seq = await seqAt(context, at);
  const changes = await changesTouching(
    context,
    items.map((item) => item.id),
    seq,
  );
  const after = entriesAfter(changes, { seq });
  return items.flatMap((item) => {
    const then = takenBack(item, after.get(item.id));
    return then === null ? [] : [then as AnyItem];
  });
}

/** Adds the links that these items, taken back already, had at that moment, with their other ends as they were then. */
export async function withLinksAsOf(
  context: Context,
  items: readonly AnyItem[],
  { wanted, at }: { readonly wanted: readonly string[]; readonly at: string },
): Promise<readonly WithLinks[]> {
  if (wanted.length === 0) return items;
  const ids = items.map((item) => item.id);
  const seq = await seqAt(context, at);
  const changes = await changesTouching(context, ids, seq);
  const isTheirs = ({ fromId, toId }: Link): boolean => ids.includes(fromId) || ids.includes(toId);
  const links = linksBack(await context.line.linksOf(ids, 'both'), changes, seq).filter(isTheirs);
  const known = new Map(items.map((item) => [item.id, item]));
  const missing = [...new Set(links.flatMap((link) => [link.fromId, link.toId]))].filter((id) => !known.has(id));
  for (const other of await itemsBack(context, await context.line.items(missing), at)) known.set(other.id, other);
  return holding(items, links, { known, withOther: wanted.includes('linked') });
}

/** The links of these items as they stood: today's, and those taken away since. */
function linksBack(today: readonly Link[], changes: readonly Change[], seq: number): readonly Link[] {
  const rows = new Map<string, Values | null>(today.map((link) => [link.id, { ...link }]));
  for (const { subject, id } of changes.flatMap((change) => change.entries)) {
    if (subject === 'link' && !rows.has(id)) rows.set(id, null);
  }
  const after = entriesAfter(changes, { seq });
  return [...rows].flatMap(([id, row]) => {
    const then = takenBack(row, after.get(id));
    return then === null ? [] : [then as unknown as Link];
  });
}

/**
 * The list as it stood: every item of the kind is taken back, and only then filtered and sorted, because what matches today may
 * not have matched then. What is past stands still, so a cursor is the number of items already given, and which items come in
 * which order is found once for all pages.
 *
 * @throws `list.bad-filter` for `search`, which knows the words of the present only; `list.bad-cursor`
 */
export async function asOfList(context: Context, kind: Kind, query: ItemQuery, at: string): Promise<Page<AnyItem>> {
  if (query.search !== undefined && query.search !== '')
    throw badFilter({ field: 'search', reason: 'words are found in the present only; leave out "search" or "asOf"' });
  const from = query.cursor === undefined ? 0 : givenSoFar(query.cursor);
  const ids = await idsInOrder(context, kind, query, at);
  const to = from + (query.limit ?? LIMIT_DEFAULT);
  const next = to < ids.length ? Buffer.from(`${CURSOR}${to}`).toString('base64url') : null;
  const shown = ids.slice(from, to);
  const byId = new Map((await itemsBack(context, await context.line.items(shown), at)).map((item) => [item.id, item]));
  const items = shown.flatMap((id) => byId.get(id) ?? []);
  return { items, next, ...(query.withTotal === true && { total: ids.length }) };
}

const LIMIT_DEFAULT = 50;
const LISTS_REMEMBERED = 16;
const remembered = new Map<string, readonly string[]>();

/** Found once for who sees the same, while the line stands still: a commit may move rights, fields and what is there. */
async function idsInOrder(context: Context, kind: Kind, query: ItemQuery, at: string): Promise<readonly string[]> {
  const { filter, sort, archived } = query;
  const { workspaceId, actor } = context;
  const reader = [visibilityKey(actor), actor.memberId];
  const key = JSON.stringify([workspaceId, await context.line.head(), reader, kind.name, filter, sort, archived, at]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const found = await findInOrder(context, kind, query, at);
  remembered.set(key, found);
  const [oldest] = remembered.keys();
  if (remembered.size > LISTS_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  return found;
}

async function findInOrder(
  context: Context,
  kind: Kind,
  { filter, sort, archived = 'without' }: ItemQuery,
  at: string,
): Promise<readonly string[]> {
  const custom = await customTypesFor(context, { ...(filter && { filter }), ...(sort && { sort }) });
  const today = dayIn(await zoneOf(context), new Date(at));
  const reader = { memberId: context.actor.memberId, today, custom };
  const isWanted = filter === undefined ? () => true : matches(filter, kind, reader);
  const found = (await allAsOf(context, kind, at)).filter(
    (item) => isWanted(item) && (archived === 'with' || (item.archivedAt === null) === (archived === 'without')),
  );
  return sortItems(found, sort ?? [{ field: 'rank' }], kind, custom).map(({ id }) => id);
}

const ITEMS_AT_ONCE = 1_000;

async function allAsOf(context: Context, kind: Kind, at: string): Promise<readonly AnyItem[]> {
  const all: AnyItem[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await context.line.list(kind, {
      limit: ITEMS_AT_ONCE,
      archived: 'with',
      ...(cursor === undefined ? {} : { cursor }),
    });
    all.push(...(await itemsBack(context, page.items as readonly AnyItem[], at)));
    if (page.next === null) return all;
    cursor = page.next;
  }
}

const CURSOR = 'as-of:';

function givenSoFar(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const count = text.startsWith(CURSOR) ? Number(text.slice(CURSOR.length)) : Number.NaN;
  if (!Number.isSafeInteger(count) || count < 0) throw badCursor({ field: 'cursor' });
  return count;
}
