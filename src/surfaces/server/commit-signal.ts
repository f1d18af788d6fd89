/** Tells other processes that a workspace moved, and hears it from them. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../platform/database/index.ts';

/** The channel of NOTIFY; the payload names workspaces, or nothing: look everywhere. */
export const COMMIT_CHANNEL = 'throughline_commit';

export interface CommitSignal {
  tell(workspaceId: string): void;
  stop(): Promise<void>;
}

/** Many commits make one notice: under load a notice for each would cost more than the commits. */
const GATHER_MS = 20;
const PAYLOAD_MOST_WORKSPACES = 100;

/**
 * Connects this process to the others on the same database. A notice that is lost costs a heartbeat, never a change.
 *
 * @example
 * const signal = await createCommitSignal(database, (workspaceId) => hub.wake(workspaceId));
 * line.onCommit((workspaceId) => signal.tell(workspaceId));
 */
export async function createCommitSignal(
  database: Database,
  hear: (workspaceId: string) => void,
): Promise<CommitSignal> {
  const moved = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  // Everybody hears a notice, its sender too: who sent it stands in front, so that nothing is looked at twice.
  const self = randomUUID();
  const stopListening = await database.listen(COMMIT_CHANNEL, (payload) => {
    const [sender, ...workspaceIds] = payload.split(',');
    if (sender !== self) for (const workspaceId of workspaceIds) hear(workspaceId);
  });
  async function send(): Promise<void> {
    timer = undefined;
    const some = [...moved].slice(0, PAYLOAD_MOST_WORKSPACES);
    for (const workspaceId of some) moved.delete(workspaceId);
    await database.pool
      .query('select pg_notify($1, $2)', [COMMIT_CHANNEL, [self, ...some].join(',')])
      .catch(() => undefined);
    if (moved.size > 0) schedule();
  }
  function schedule(): void {
    timer ??= setTimeout(() => void send(), GATHER_MS);
  }
  return {
    tell(workspaceId) {
      moved.add(workspaceId);
      schedule();
    },
    async stop() {
      clearTimeout(timer);
      await stopListening();
    },
  };
}
