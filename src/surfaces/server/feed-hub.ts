/**
 * Wakes whoever listens to a workspace, or to another topic: commits of this process at once, those of other processes by LISTEN/NOTIFY.
 * The notice only says when: readers ask the log. Listening begins before the first question, so that what comes between a question and
 * the wait after it is heard too.
 */

export interface FeedHub {
  /** Something happened in this workspace, or about this topic. */
  wake(topic: string): void;
  listen(topics: readonly string[]): Listener;
  /** Lets everybody go; waits end at once from now on. */
  close(): void;
  readonly closed: boolean;
}

/** Hears from `listen` until it leaves. */
export interface Listener {
  /** Resolves when a topic was woken since the last wait ended, the time is over, the listener leaves or the hub closes. */
  wait(milliseconds: number): Promise<void>;
  leave(): void;
}

/**
 * The meeting point of commits and feeds.
 *
 * @example
 * const listener = hub.listen([workspaceId]);
 * line.onCommit((workspaceId) => hub.wake(workspaceId));
 * await listener.wait(15_000);
 */
export function createFeedHub(): FeedHub {
  const listening = new Map<string, Set<() => void>>();
  let closed = false;

  function wake(topic: string): void {
    for (const hear of [...(listening.get(topic) ?? [])]) hear();
  }

  function leave(topic: string, hear: () => void): void {
    const listeners = listening.get(topic);
    listeners?.delete(hear);
    if (listeners?.size === 0) listening.delete(topic);
  }

  return {
    wake,
    listen(topics) {
      let heard = false;
      let left = false;
      let goOn: (() => void) | null = null;
      const hear = (): void => {
        heard = true;
        goOn?.();
      };
      for (const topic of topics) listening.set(topic, (listening.get(topic) ?? new Set()).add(hear));
      return {
        async wait(milliseconds) {
          if (!(heard || left || closed)) {
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, milliseconds);
              goOn = () => {
                clearTimeout(timer);
                resolve();
              };
            });
          }
          goOn = null;
          heard = false;
        },
        leave() {
          left = true;
          for (const topic of topics) leave(topic, hear);
          goOn?.();
        },
      };
    },
    close() {
      closed = true;
      for (const topic of [...listening.keys()]) wake(topic);
    },
    get closed() {
      return closed;
    },
  };
}
