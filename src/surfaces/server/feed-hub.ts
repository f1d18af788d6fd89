/**
 * Wakes whoever waits for a workspace to move, or for another topic: commits of this process at once, those of other processes by LISTEN/NOTIFY.
 * A notice that gets lost costs a heartbeat's wait and never a change: readers ask the log, the notice only says when.
 */

export interface FeedHub {
  /** Something happened in this workspace, or about this topic. */
  wake(topic: string): void;
  /** Resolves when one of the topics was woken after this call, the time is over, the signal fires or the hub closes. */
  wait(topics: readonly string[], milliseconds: number, signal: AbortSignal): Promise<void>;
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
  const wake = (topic: string): void => {
    for (const rouse of [...(waiting.get(topic) ?? [])]) rouse();
  };
  const leave = (topic: string, rouse: () => void): void => {
    const sleepers = waiting.get(topic);
    sleepers?.delete(rouse);
    if (sleepers?.size === 0) waiting.delete(topic);
  };
  return {
    wake,
    wait(topics, milliseconds, signal) {
      if (closed || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const rouse = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', rouse);
          for (const topic of topics) leave(topic, rouse);
          resolve();
        };
        const timer = setTimeout(rouse, milliseconds);
        signal.addEventListener('abort', rouse, { once: true });
        for (const topic of topics) waiting.set(topic, (waiting.get(topic) ?? new Set()).add(rouse));
      });
    },
    close() {
      closed = true;
      for (const topic of [...waiting.keys()]) wake(topic);
    },
    get closed() {
      return closed;
    },
  };
}
