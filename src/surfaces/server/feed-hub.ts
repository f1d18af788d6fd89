/**
 * Wakes whoever waits for a workspace to move: commits of this process at once, those of other processes by LISTEN/NOTIFY.
 * A notice that gets lost costs a heartbeat's wait and never a change: readers ask the log, the notice only says when.
 */

export interface FeedHub {
  /** Something happened in this workspace. */
  wake(workspaceId: string): void;
  /** Resolves when the workspace moved after this call, the time is over, the signal fires or the hub closes. */
  wait(workspaceId: string, milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Lets everybody go; waits end at once from now on. */
  close(): void;
  readonly closed: boolean;
}

/**
 * The meeting point of commits and feeds.
 *
 * @example
 * line.onCommit((workspaceId) => hub.wake(workspaceId));
 */
export function createFeedHub(): FeedHub {
  const waiting = new Map<string, Set<() => void>>();
  let closed = false;
  const wake = (workspaceId: string): void => {
    const sleepers = waiting.get(workspaceId);
    waiting.delete(workspaceId);
    for (const rouse of sleepers ?? []) rouse();
  };
  return {
    wake,
    wait(workspaceId, milliseconds, signal) {
      if (closed || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleepers = waiting.get(workspaceId) ?? new Set();
        const rouse = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', rouse);
          sleepers.delete(rouse);
          resolve();
        };
        const timer = setTimeout(rouse, milliseconds);
        signal.addEventListener('abort', rouse, { once: true });
        sleepers.add(rouse);
        waiting.set(workspaceId, sleepers);
      });
    },
    close() {
      closed = true;
      for (const workspaceId of [...waiting.keys()]) wake(workspaceId);
    },
    get closed() {
      return closed;
    },
  };
}
