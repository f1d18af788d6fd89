/** What follows a commit outside its transaction: feeds wake, webhooks leave, other processes hear, and it is counted. */
import type { LineServer } from '../../line/server.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Metrics } from '../../platform/http/index.ts';
import type { Settings } from '../../platform/settings/index.ts';
import { createCommitSignal } from './commit-signal.ts';
import { createFeedHub, type FeedHub } from './feed-hub.ts';
import { createDispatcher } from './webhook/index.ts';
import { createWordGatherer } from './word-gatherer.ts';

export interface LiveParts {
  readonly database: Database;
  readonly line: LineServer;
  readonly metrics: Metrics;
  readonly settings: Pick<Settings, 'webhookHosts'>;
  readonly report: (error: unknown) => void;
}

export interface Live {
  readonly hub: FeedHub;
  /** Webhooks of the workspace were made, changed or asked to send again. */
  webhooksChanged(workspaceId: string): void;
  /** Takes up what the process before left unsent. */
  begin(): void;
  stop(): Promise<void>;
}

/** Connects commits, of this process and of others, to whoever waits for them. */
export async function goLive({ database, line, metrics, settings, report }: LiveParts): Promise<Live> {
  const hub = createFeedHub();
  const dispatcher = createDispatcher({ database, line, allowedHosts: settings.webhookHosts, onFailure: report });
  const gatherer = createWordGatherer(line, report);
  const moved = (workspaceId: string): void => {
    hub.wake(workspaceId);
    gatherer.wake(workspaceId);
  };
  const signal = await createCommitSignal(database, (workspaceId) => {
    moved(workspaceId);
    dispatcher.lookAgain(workspaceId);
  });
  const disconnect = line.onCommit((workspaceId, { operation }) => {
    metrics.committed(operation);
    moved(workspaceId);
    dispatcher.wake(workspaceId);
    signal.tell(workspaceId);
  });
  return {
    hub,
    webhooksChanged: (workspaceId) => dispatcher.lookAgain(workspaceId),
    begin: () => dispatcher.start(),
    stop: async () => {
      disconnect();
      await Promise.all([dispatcher.stop(), signal.stop(), gatherer.stop()]);
    },
  };
}
