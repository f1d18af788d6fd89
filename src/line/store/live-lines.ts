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
  findings?: { readonly seq: number; readonly today: string; readonly found: readonly PlacedFinding[] };
}

interface HeadRow {
  readonly seq: number;
  readonly epoch: number;
}

export class LiveLines implements WholeLines {
  readonly #held = new Map<string, Live>();

  /** The line as of this transaction; everything in it, whatever the actor may see. */
  async of(scope: Scope): Promise<Mirror> {
    return (await this.#live(scope)).mirror;
  }

  /** What the checks find today, everywhere; kept until the sequence or the day moves. */
  async findings(scope: Scope, today: string): Promise<readonly PlacedFinding[]> {
    const live = await this.#live(scope);
    const { seq } = live.mirror;
    if (live.findings?.seq !== seq || live.findings.today !== today) {
      const stored = await findingsInStore({ ...scope, actor: systemActor('job') }, live.mirror, today);
      live.findings = { seq, today, found: [...runChecks(scope.model, live.mirror, today), ...stored] };
    }
    return live.findings.found;
  }

  async #live(scope: Scope): Promise<Live> {
    const head = await scope.sql.row<HeadRow>(
      sql`select seq, epoch from workspace_head where workspace_id = ${scope.workspaceId}::uuid`,
    );
    const known = this.#held.get(scope.workspaceId);
    this.#held.delete(scope.workspaceId);
    const live =
      known !== undefined && head !== undefined && (await this.#advance(scope, known, head))
        ? known
        : await load(scope, head);
    this.#held.set(scope.workspaceId, live);
    for (const id of [...this.#held.keys()].slice(0, Math.max(0, this.#held.size - HELD_MOST))) this.#held.delete(id);
    return live;
  }

  /** False where it is quicker or only right to load anew. */
  async #advance(scope: Scope, live: Live, head: HeadRow): Promise<boolean> {
    const behind = head.seq - live.mirror.seq;
    if (live.mirror.epoch !== head.epoch || behind < 0 || behind > BEHIND_MOST) return false;
    if (behind === 0) return true;
    const all = { ...scope, actor: systemActor('job') };
    const changes = await changesAfter(all, live.mirror.seq, behind);
    return changes.every((change) => live.mirror.apply(change) !== 'gap') && live.mirror.seq === head.seq;
  }
}

async function load(scope: Scope, head: HeadRow | undefined): Promise<Live> {
  const queries = snapshotQueries(scope.model, scope.workspaceId, systemActor('job'));
  const items = await rowsOf(scope, queries.items);
  const links = await rowsOf(scope, queries.links);
  const mirror = createMirror(scope.model);
  mirror.load([
    { seq: head?.seq ?? 0, epoch: head?.epoch ?? 0 },
    ...items,
    ...links,
    { end: true, items: items.length, links: links.length },
  ]);
  return { mirror };
}

async function rowsOf(scope: Scope, query: string): Promise<readonly object[]> {
  const rows = await scope.sql.rows<{ row: string }>(sql`select q.row from (${sql.raw(query)}) as q(row)`);
  return rows.map(({ row }) => JSON.parse(row));
}
