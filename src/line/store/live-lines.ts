/**
 * The line of a workspace in the server's memory, for checks and what-ifs: loaded once, then advanced by the log before each
 * answer, so it is exact whoever wrote. The same mirror as the browser's.
 */
import { sql } from 'drizzle-orm';
import { systemActor } from '../../platform/permission/index.ts';
import type { PlacedFinding } from '../check.ts';
import type { WholeLines } from '../context.ts';
import { createMirror, type Mirror } from '../mirror.ts';
import { runChecks } from '../near.ts';
import { changesAfter } from './changes.ts';
import type { Scope } from './scope.ts';
import { snapshotQueries } from './snapshot.ts';
import { findingsInStore } from './stored-findings.ts';

/** Workspaces held at once; the one asked longest ago goes first. */
const HELD_MOST = 8;
/** Behind by more than this, loading anew is quicker than catching up. */
const BEHIND_MOST = 2000;

interface Live {
  readonly mirror: Mirror;
  findings?: { readonly seq: number; readonly today: string; readonly found: Promise<readonly PlacedFinding[]> };
}

interface HeadRow {
  readonly seq: number;
  readonly epoch: number;
}

export class LiveLines implements WholeLines {
  readonly #held = new Map<string, Live>();
  /** Whoever comes while a line is being loaded waits for that one. */
  readonly #loading = new Map<string, Promise<Live>>();

  /** The line as of this transaction; everything in it, whatever the actor may see. */
  async of(scope: Scope): Promise<Mirror> {
    return (await this.#live(scope)).mirror;
  }

  /** What the checks find today, everywhere; kept until the sequence or the day moves. */
  async findings(scope: Scope, today: string): Promise<readonly PlacedFinding[]> {
    const live = await this.#live(scope);
    const { seq } = live.mirror;
    const { findings } = live;
    if (findings?.seq === seq && findings.today === today) {
      // The transaction of whoever asked first may have failed under it.
      const found = await findings.found.catch(() => undefined);
      if (found !== undefined) return found;
    }
    const found = find(scope, live.mirror, today);
    live.findings = { seq, today, found };
    return found;
  }

  async #live(scope: Scope): Promise<Live> {
    const id = scope.workspaceId;
    const known = (await this.#loading.get(id)?.catch(() => undefined)) ?? this.#held.get(id);
    if (known !== undefined && (await advance(scope, known))) return this.#hold(id, known);
    const loading = load(scope);
    this.#loading.set(id, loading);
    try {
      return this.#hold(id, await loading);
    } finally {
      if (this.#loading.get(id) === loading) this.#loading.delete(id);
    }
  }

  #hold(workspaceId: string, live: Live): Live {
    this.#held.delete(workspaceId);
    this.#held.set(workspaceId, live);
    for (const id of [...this.#held.keys()].slice(0, Math.max(0, this.#held.size - HELD_MOST))) this.#held.delete(id);
    return live;
  }
}

async function find(scope: Scope, mirror: Mirror, today: string): Promise<readonly PlacedFinding[]> {
  const inMemory = runChecks(scope.model, mirror, today);
  return [...inMemory, ...(await findingsInStore({ ...scope, actor: systemActor('job') }, mirror, today))];
}

async function headOf(scope: Scope): Promise<HeadRow> {
  const row = await scope.sql.row<HeadRow>(
    sql`select seq, epoch from workspace_head where workspace_id = ${scope.workspaceId}::uuid`,
  );
  return row ?? { seq: 0, epoch: 0 };
}

/** False where it is quicker or only right to load anew. */
async function advance(scope: Scope, { mirror }: Live): Promise<boolean> {
  let head = await headOf(scope);
  // Another reader took it farther between this head and now: asked again, the head is there too.
  if (head.seq < mirror.seq) head = await headOf(scope);
  const { seq, epoch } = head;
  const behind = seq - mirror.seq;
  if (mirror.epoch !== epoch || behind < 0 || behind > BEHIND_MOST) return false;
  if (behind === 0) return true;
  const changes = await changesAfter({ ...scope, actor: systemActor('job') }, mirror.seq, behind);
  return changes.every((change) => mirror.apply(change) !== 'gap') && mirror.seq >= seq;
}

async function load(scope: Scope): Promise<Live> {
  const head = await headOf(scope);
  const queries = snapshotQueries(scope.model, scope.workspaceId, systemActor('job'));
  const items = await rowsOf(scope, queries.items);
  const links = await rowsOf(scope, queries.links);
  const mirror = createMirror(scope.model);
  mirror.load([{ ...head }, ...items, ...links, { end: true, items: items.length, links: links.length }]);
  return { mirror };
}

async function rowsOf(scope: Scope, query: string): Promise<readonly object[]> {
  const rows = await scope.sql.rows<{ row: string }>(sql`select q.row from (${sql.raw(query)}) as q(row)`);
  return rows.map(({ row }) => JSON.parse(row));
}
