/** Where the line of a workspace stands, asked for once for all requests that wait at the same moment. */
import type { Head } from '../../line/server.ts';
import type { Database } from '../../platform/database/index.ts';

export type { Head };

export interface Heads {
  /** The head as of a moment after this call: never an older one, so what is answered by it is exact. */
  of(workspaceId: string): Promise<Head>;
}

/**
 * Shares questions: who asks while one is under way waits for the next, which begins after they asked.
 *
 * @example
 * const heads = createHeads(headReader(database));
 */
export function createHeads(ask: (workspaceId: string) => Promise<Head>): Heads {
  const underWay = new Map<string, Promise<Head>>();
  const next = new Map<string, Promise<Head>>();

  function start(workspaceId: string): Promise<Head> {
    const asked = ask(workspaceId).finally(() => {
      if (underWay.get(workspaceId) === asked) underWay.delete(workspaceId);
    });
    underWay.set(workspaceId, asked);
    return asked;
  }

  function startAfter(workspaceId: string, current: Promise<Head>): Promise<Head> {
    const begin = (): Promise<Head> => {
      next.delete(workspaceId);
      return start(workspaceId);
    };
    const waiting = current.then(begin, begin);
    next.set(workspaceId, waiting);
    return waiting;
  }

  return {
    of(workspaceId) {
      const current = underWay.get(workspaceId);
      if (current === undefined) return start(workspaceId);
      return next.get(workspaceId) ?? startAfter(workspaceId, current);
    },
  };
}

/**
 * Reads a head in one round trip: a transaction of one's own, as everything else has, would take three, and this stands before
 * every answer. It names the workspace and returns two numbers.
 */
export function headReader({ pool }: Database): (workspaceId: string) => Promise<Head> {
  return async (workspaceId) => {
    const { rows } = await pool.query<{ seq: string; epoch: string }>({
      name: 'workspace-head',
      text: 'select seq, epoch from workspace_head where workspace_id = $1',
      values: [workspaceId],
    });
    return { seq: Number(rows[0]?.seq ?? 0), epoch: Number(rows[0]?.epoch ?? 0) };
  };
}
