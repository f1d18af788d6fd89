/** Items as they stood at a moment: today's rows taken back by the log. */
import { rowAsOf } from '../as-of.ts';
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
import { zoneOf } from '../store/today.ts';
import { holding, type WithLinks } from './include.ts';

const ITEMS_MOST = 200;

/** @throws `item.not-found` where there was none yet */
export async function asOfItem(context: Context, item: AnyItem, at: string): Promise<AnyItem> {
  const [then] = await takenBack(context, [item], at);
  if (then === undefined) throw itemNotFound({ ref: item.key });
  return then;
}

async function takenBack(context: Context, items: readonly AnyItem[], at: string): Promise<readonly AnyItem[]> {
  const seq = await seqAt(context, at);
  const changes = await changesTouching(
    context,
    items.map((item) => item.id),
    seq,
  );
  return items.flatMap((item) => {
    const then = rowAsOf(item, { id: item.id, changes, moment: { seq } });
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
  for (const other of await takenBack(context, await context.line.items(missing), at)) known.set(other.id, other);
  return holding(items, links, { known, withOther: wanted.includes('linked') });
}

/** The links of these items as they stood: today's, and those taken away since. */
function linksBack(today: readonly Link[], changes: readonly Change[], seq: number): readonly Link[] {
  const rows = new Map<string, Values | null>(today.map((link) => [link.id, { ...link }]));
  for (const { subject, id } of changes.flatMap((change) => change.entries)) {
    if (subject === 'link' && !rows.has(id)) rows.set(id, null);
  }
  return [...rows].flatMap(([id, row]) => {
    const then = rowAsOf(row, { id, changes, moment: { seq } });
    return then === null ? [] : [then as unknown as Link];
  });
}

/**
 * The list as it stood: every item of the kind is taken back, and only then filtered and sorted, because what matches today may
 * not have matched then. What is past stands still, so a cursor is the number of items already given.
 *
 * @throws `list.bad-filter` for `search`, which knows the words of the present only; `list.bad-cursor`
 */
export async function asOfList(context: Context, kind: Kind, query: ItemQuery, at: string): Promise<Page<AnyItem>> {
  if (query.search !== undefined && query.search !== '')
    throw badFilter({ field: 'search', reason: 'words are found in the present only; leave out "search" or "asOf"' });
  const from = query.cursor === undefined ? 0 : givenSoFar(query.cursor);
  const custom = await customTypesFor(context, query);
  const today = dayIn(await zoneOf(context), new Date(at));
  const reader = { memberId: context.actor.memberId, today, custom };
  const isWanted = query.filter === undefined ? () => true : matches(query.filter, kind, reader);
  const archived = query.archived ?? 'without';
  const found = (await allAsOf(context, kind, at)).filter(
    (item) => isWanted(item) && (archived === 'with' || (item.archivedAt === null) === (archived === 'without')),
  );
  const sorted = sortItems(found, query.sort ?? [{ field: 'rank' }], kind, custom);
  const to = from + (query.limit ?? ITEMS_MOST);
  const next = to < sorted.length ? Buffer.from(`${CURSOR}${to}`).toString('base64url') : null;
  return { items: sorted.slice(from, to), next, ...(query.withTotal === true && { total: sorted.length }) };
}

async function allAsOf(context: Context, kind: Kind, at: string): Promise<readonly AnyItem[]> {
  const all: AnyItem[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await context.line.list(kind, {
      limit: ITEMS_MOST,
      archived: 'with',
      ...(cursor === undefined ? {} : { cursor }),
    });
    all.push(...(await takenBack(context, page.items as readonly AnyItem[], at)));
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
