/**
 * Checks that look at what is not held in memory (feedback, contacts): the database picks the items they can find something on,
 * and only what lies around those is fetched.
 */
import { sql } from 'drizzle-orm';
import { type Check, type PlacedFinding, runsInMemory } from '../check.ts';
import { matches } from '../filter-match.ts';
import type { AnyItem, Kind } from '../kind.ts';
import type { LineView } from '../line-view.ts';
import type { Mirror } from '../mirror.ts';
import { around, findingsBy, nearIn } from '../near.ts';
import { ITEM_COLUMNS, type ItemRow, toItem } from './item-row.ts';
import { listItems } from './list-items.ts';
import { param, type Scope } from './scope.ts';

const PAGE = 200;

/** Of a scope that sees everything; `held` has every link of the workspace and the items that are kept in memory. */
export async function findingsInStore(scope: Scope, held: Mirror, today: string): Promise<readonly PlacedFinding[]> {
  const found: PlacedFinding[] = [];
  for (const check of scope.model.checks.filter((one) => !runsInMemory(one))) {
    const items = await candidates(scope, held, { check, today });
    const near = nearIn(await lineAround(scope, held, { items, kinds: check.sees ?? [] }), today);
    found.push(...items.flatMap((item) => findingsBy(check, item, near)));
  }
  return found;
}

interface Looking {
  readonly check: Check;
  readonly today: string;
}

async function candidates(scope: Scope, held: Mirror, { check, today }: Looking): Promise<readonly AnyItem[]> {
  const { on, among } = check;
  if (on.resident) {
    const isMeant = among === undefined ? () => true : matches(among, on, { memberId: null, today, line: held });
    return held.ofKind(on.name).filter((item) => item.archivedAt === null && isMeant(item));
  }
  const items: AnyItem[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listItems(scope, on, {
      limit: PAGE,
      sort: [],
      ...(among === undefined ? {} : { filter: among }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = page.next;
  }
}

interface Around {
  readonly items: readonly AnyItem[];
  readonly kinds: readonly Kind[];
}

/** The line in memory with these items in it, and with those of the kinds that lie within the reach of a check around them. */
async function lineAround(scope: Scope, held: Mirror, { items, kinds }: Around): Promise<LineView> {
  const fetched = new Map(items.map((item) => [item.id, item]));
  const ids = kinds.length === 0 ? [] : [...around(held, fetched.keys())];
  const absent = ids.filter((id) => held.item(id) === undefined && !fetched.has(id));
  for (const item of await itemsOfKinds(scope, absent, kinds)) fetched.set(item.id, item);
  return {
    item: (id) => held.item(id) ?? fetched.get(id),
    link: (id) => held.link(id),
    linksFrom: (id) => held.linksFrom(id),
    linksTo: (id) => held.linksTo(id),
    ofKind: (kind) => held.ofKind(kind),
  };
}

async function itemsOfKinds(scope: Scope, ids: readonly string[], kinds: readonly Kind[]): Promise<readonly AnyItem[]> {
  if (ids.length === 0) return [];
  const names = kinds.map((kind) => kind.name);
  const rows =
    await scope.sql.rows<ItemRow>(sql`select ${ITEM_COLUMNS} from item i where i.workspace_id = ${scope.workspaceId}::uuid
    and i.id = any(${param(ids)}::uuid[]) and i.kind = any(${param(names)}::text[])`);
  return rows.map((row) => toItem(scope.model, row));
}
