/** Sends queued messages: woken by commits, by the clock, and at start for what the process before left behind. */
import type { LineServer } from '../../../line/server.ts';
import type { Database } from '../../../platform/database/index.ts';
import { systemActor } from '../../../platform/permission/index.ts';
import { isTaken, type Posted, post, signed } from '../../../platform/webhook/index.ts';
import {
  type Due,
  forgetOldDeliveries,
  LEASE_MS,
  nextDueInMs,
  putBack,
  queueChanges,
  settle,
  takeDue,
  workspacesWithWebhooks,
} from './queue.ts';

export interface DispatcherParts {
  readonly database: Database;
  readonly line: LineServer;
  readonly allowedHosts: readonly string[];
  readonly onFailure: (error: unknown) => void;
  readonly timeoutMs?: number;
}

export interface Dispatcher {
  /** Something happened in this workspace: queue it and send, unless it is known to have no webhook. */
  wake(workspaceId: string): void;
  /** As `wake`, and what is known of its webhooks may no longer hold. */
  lookAgain(workspaceId: string): void;
  /** Takes up what was left, and looks after all workspaces from time to time. */
  start(): void;
  /** Ends when nothing is being sent any more; what waits stays queued. */
  stop(): Promise<void>;
}

const TIMEOUT_MS = 15_000;
/** Looks after workspaces whose notices got lost, and after leases of processes that died. */
const LOOK_EVERY_MS = 60_000;
const FORGET_EVERY_MS = 3_600_000;

/**
 * The sender of webhooks.
 *
 * @example
 * const dispatcher = createDispatcher({ database, line, allowedHosts: settings.webhookHosts, onFailure: log.error });
 * line.onCommit((workspaceId) => dispatcher.wake(workspaceId));
 */
export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const turns = new Map<string, Turn>();
  const timers: NodeJS.Timeout[] = [];
  let stopping = false;

  function wake(workspaceId: string): void {
    const turn = turnOf(turns, workspaceId);
    if (stopping || turn.watched === false) return;
    clearTimeout(turn.timer);
    turn.again = true;
    turn.working ??= work(workspaceId, turn).finally(() => {
      turn.working = null;
      // Woken after the last look, while the clock was being set.
      if (turn.again) wake(workspaceId);
    });
  }

  function lookAgain(workspaceId: string): void {
    turnOf(turns, workspaceId).watched = undefined;
    wake(workspaceId);
  }

  /** One turn at a time for each workspace; a wake meanwhile makes one more. */
  async function work(workspaceId: string, turn: Turn): Promise<void> {
    try {
      while (turn.again && !stopping) {
        turn.again = false;
        const watched = await queueChanges(parts.database, parts.line, workspaceId);
        // Somebody who asked to look again meanwhile is answered by the next round.
        if (!turn.again) turn.watched = watched;
        while (watched && !stopping && (await sendDue(parts, workspaceId)) > 0);
      }
      if (turn.watched === false) return;
      const waitMs = await nextDueInMs(parts.database, workspaceId);
      if (waitMs !== null && !stopping)
        turn.timer = setTimeout(() => lookAgain(workspaceId), Math.min(waitMs + 10, LOOK_EVERY_MS)).unref();
    } catch (error) {
      if (!stopping) parts.onFailure(error);
    }
  }

  const lookAround = (): void => everywhere(parts, lookAgain);
  const forget = (): void => everywhere(parts, (workspaceId) => forgetOldDeliveries(parts.database, workspaceId));

  return {
    wake,
    lookAgain,
    start() {
      lookAround();
      timers.push(setInterval(lookAround, LOOK_EVERY_MS).unref(), setInterval(forget, FORGET_EVERY_MS).unref());
    },
    async stop() {
      stopping = true;
      for (const timer of timers) clearInterval(timer);
      for (const turn of turns.values()) clearTimeout(turn.timer);
      await Promise.all([...turns.values()].map((turn) => turn.working));
    },
  };
}

function turnOf(turns: Map<string, Turn>, workspaceId: string): Turn {
  const turn = turns.get(workspaceId) ?? { working: null, again: false, timer: undefined, watched: undefined };
  turns.set(workspaceId, turn);
  return turn;
}

/** Does something for every workspace that has webhooks. */
function everywhere({ database, onFailure }: DispatcherParts, act: (workspaceId: string) => unknown): void {
  const done = workspacesWithWebhooks(database).then(async (workspaceIds) => {
    for (const workspaceId of workspaceIds) await act(workspaceId);
  });
  done.catch(onFailure);
}

interface Turn {
  working: Promise<void> | null;
  again: boolean;
  timer: NodeJS.Timeout | undefined;
  /** False: it has no active webhook, as most have none; then its commits cost nothing here. */
  watched: boolean | undefined;
}

/** Sends what is due: to each webhook in order, to different ones side by side. */
async function sendDue(parts: DispatcherParts, workspaceId: string): Promise<number> {
  const due = await takeDue(parts.database, workspaceId);
  const inOrder = due.toSorted((a, b) => a.seq - b.seq);
  const byWebhook = [...Map.groupBy(inOrder, ({ webhookId }) => webhookId).values()];
  await Promise.all(byWebhook.map((messages) => sendInOrder(parts, workspaceId, messages)));
  return due.length;
}

/** A receiver that fails or dawdles is left alone for a moment, and its other messages go back into the queue unharmed. */
async function sendInOrder(parts: DispatcherParts, workspaceId: string, messages: readonly Due[]): Promise<void> {
  const startedMs = performance.now();
  for (const [at, due] of messages.entries()) {
    const posted = await send(parts, workspaceId, due);
    await settle(parts.database, workspaceId, due, posted);
    const isLate = performance.now() - startedMs > LEASE_MS / 2;
    if (isTaken(posted.status) && !isLate) continue;
    await putBack(parts.database, workspaceId, messages.slice(at + 1));
    return;
  }
}

async function send(
  { line, allowedHosts, timeoutMs = TIMEOUT_MS }: DispatcherParts,
  workspaceId: string,
  due: Due,
): Promise<Posted> {
  const [change] = await line.changesAfter({ workspaceId, actor: systemActor('job') }, due.seq - 1, 1);
  if (change === undefined) return { status: 0, reason: 'The change is not in the log any more.', durationMs: 0 };
  const body = JSON.stringify({ type: change.operation, timestamp: change.at, data: { workspaceId, ...change } });
  const headers = signed(due.secret, { id: due.messageId, body, sentAt: new Date() });
  return post({ url: due.url, body, headers, allowedHosts, timeoutMs });
}
