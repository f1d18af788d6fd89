/** Lets search forgive typos in what was written a moment ago: gathers new words soon after commits, once for many of them. */
import type { LineServer } from '../../line/server.ts';

/** Long enough that a burst of commits is gathered once, short enough that nobody waits for it. */
const PAUSE_MS = 1500;

export interface WordGatherer {
  /** The workspace has changed. */
  wake(workspaceId: string): void;
  /** Waits for what is under way and gathers no more. */
  stop(): Promise<void>;
}

export function createWordGatherer(
  line: Pick<LineServer, 'gatherWords'>,
  report: (error: unknown) => void,
): WordGatherer {
  const waiting = new Map<string, NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  const gather = (workspaceId: string): void => {
    waiting.delete(workspaceId);
    const work = line
      .gatherWords(workspaceId)
      .catch(report)
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };
  return {
    wake(workspaceId) {
      if (stopped || waiting.has(workspaceId)) return;
      waiting.set(workspaceId, setTimeout(() => gather(workspaceId), PAUSE_MS).unref());
    },
    async stop() {
      stopped = true;
      for (const timer of waiting.values()) clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
}
