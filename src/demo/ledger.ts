/** What of a demonstration is in the workspace: its items by their id in the source, its links by their ends. */

import { sql } from 'drizzle-orm';
import type { AnyItem, Context, Link } from '../line/index.ts';
import type { Confirmed } from './plan.ts';

type Ends = Pick<Confirmed, 'kind' | 'from' | 'to'>;

export class Ledger {
  readonly #items = new Map<string, AnyItem>();
  readonly #refs = new Map<string, string>();
  readonly #links = new Map<string, Link>();
  readonly #firstRanks = new Map<string, string>();
  readonly members = new Map<string, string>();

  item(ref: string): AnyItem | undefined {
    return this.#items.get(ref);
  }

  /** The rank that stands first among what this demonstration has of a kind. */
  firstRank(kind: string): string | null {
    return this.#firstRanks.get(kind) ?? null;
  }

  link({ kind, from, to }: Ends): Link | undefined {
    return this.#links.get(`${kind} ${from} ${to}`);
  }

  keepItems(items: readonly AnyItem[]): void {
    for (const item of items) {
      if (item.sourceId === null) continue;
      this.#items.set(item.sourceId, item);
      this.#refs.set(item.id, item.sourceId);
      const first = this.#firstRanks.get(item.kind);
      if (first === undefined || item.rank < first) this.#firstRanks.set(item.kind, item.rank);
    }
  }

  keepLinks(links: readonly Link[]): void {
    for (const link of links) {
      const from = this.#refs.get(link.fromId);
      const to = this.#refs.get(link.toId);
      if (from !== undefined && to !== undefined) this.#links.set(`${link.kind} ${from} ${to}`, link);
    }
  }
}

const BATCH = 500;

/** What an earlier load left behind, so that it can be carried on. */
export async function readLedger(context: Context, source: string): Promise<Ledger> {
  const ledger = new Ledger();
  const rows = await context.sql.rows<{ id: string }>(sql`select id from item
    where workspace_id = ${context.workspaceId}::uuid and source = ${source} order by id`);
  for (let at = 0; at < rows.length; at += BATCH) {
    const ids = rows.slice(at, at + BATCH).map((row) => row.id);
    ledger.keepItems(await context.line.items(ids));
  }
  for (let at = 0; at < rows.length; at += BATCH) {
    const ids = rows.slice(at, at + BATCH).map((row) => row.id);
    ledger.keepLinks(await context.line.linksOf(ids, 'from'));
  }
  return ledger;
}
