/** The change feed: every commit from a sequence number on, as server-sent events or by long poll, to each what they may see. */
import { z } from 'zod';
import { type Change, validate } from '../../line/index.ts';
import { type LineServer, visibilityKey } from '../../line/server.ts';
import type { Identity } from '../../platform/auth/index.ts';
import { coerceQuery, type Metrics } from '../../platform/http/index.ts';
import type { ServerContext } from './call.ts';
import type { FeedHub, Listener } from './feed-hub.ts';
import { type Gate, READING } from './gate.ts';
import type { Heads } from './heads.ts';
import type { Presence } from './presence/index.ts';

export interface FeedParts {
  readonly line: LineServer;
  readonly gate: Gate;
  readonly heads: Heads;
  readonly hub: FeedHub;
  readonly metrics: Metrics;
  readonly presence: Presence;
  /** Says who asks, again: rights may end while a feed is open. */
  readonly identify: (request: Request) => Promise<Identity | null>;
}

const WAIT_MOST_SECONDS = 60;
const HEARTBEAT_MS = 15_000;
const CHANGES_AT_ONCE = 200;
/** As they are stored, several times less than as text: what a reader who stops reading makes the server hold. */
const BYTES_AT_ONCE = 64 * 1024;
const RETRY_AFTER_MS = 2000;

export const feedQuerySchema = z.object({
  after: z
    .int()
    .min(0)
    .optional()
    .meta({ description: 'The last seq you have; left out: only what comes from now on.' }),
  epoch: z
    .int()
    .min(0)
    .optional()
    .meta({ description: 'The epoch of your snapshot; where it moved since, you are told to load anew.' }),
  wait: z
    .int()
    .min(0)
    .max(WAIT_MOST_SECONDS)
    .optional()
    .meta({ description: 'Long poll: seconds to wait for a change. Left out: server-sent events.' }),
  workspace: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Stands for X-Workspace, which EventSource cannot send.' }),
});

const NOBODY = '[]';
/** What a member’s feed is woken by besides commits. */
export const presenceTopic = (workspaceId: string, memberId: string): string => `${workspaceId} ${memberId}`;

type FeedQuery = z.output<typeof feedQuerySchema>;

/** `GET /api/v1/feed`. */
export function feedRoute(parts: FeedParts): (context: ServerContext) => Promise<Response> {
  const shared = shareReads(parts.line);
  return async (context) => {
    const request = context.req.raw;
    const identity = await parts.gate.enter(context, READING);
    const query = validate(feedQuerySchema, coerceQuery(feedQuerySchema, context.req.queries()));
    const head = await parts.heads.of(identity.workspaceId);
    const after = lastEventId(context) ?? query.after ?? head.seq;
    const start = { after, epoch: query.epoch ?? head.epoch };
    const feed = new Feed({ ...parts, shared, request, identity, start });
    return query.wait === undefined ? feed.stream() : feed.poll(query.wait * 1000);
  };
}

function lastEventId(context: ServerContext): FeedQuery['after'] {
  const given = context.req.header('last-event-id');
  return given !== undefined && /^\d{1,15}$/.test(given) ? Number(given) : undefined;
}

type SharedReads = (identity: Identity, seq: number) => Promise<readonly Change[]>;

/** Feeds that see the same and stand at the same place are woken together and ask once. */
function shareReads(line: LineServer): SharedReads {
  const underWay = new Map<string, Promise<readonly Change[]>>();
  return ({ workspaceId, actor }, seq) => {
    const key = [workspaceId, visibilityKey(actor), actor.memberId, seq].join('|');
    const asked = underWay.get(key);
    if (asked !== undefined) return asked;
    const answer = line
      .changesAfter({ workspaceId, actor }, seq, CHANGES_AT_ONCE, BYTES_AT_ONCE)
      .finally(() => underWay.delete(key));
    underWay.set(key, answer);
    return answer;
  };
}

interface FeedStart extends FeedParts {
  readonly shared: SharedReads;
  readonly request: Request;
  readonly identity: Identity;
  readonly start: { readonly after: number; readonly epoch: number };
}

/** What a reader is given next. `gone`: they may read no more. */
type Next =
  | { readonly is: 'changes'; readonly changes: readonly Change[] }
  | { readonly is: 'resync' }
  | { readonly is: 'nothing' }
  | { readonly is: 'gone' };

class Feed {
  readonly #parts: FeedStart;
  #identity: Identity;
  #after: number;
  #epoch: number;
  /** Who else is where the reader is, as it was last told. */
  #told = NOBODY;
  #ended = false;

  constructor(parts: FeedStart) {
    this.#parts = parts;
    this.#identity = parts.identity;
    this.#after = parts.start.after;
    this.#epoch = parts.start.epoch;
  }

  async poll(milliseconds: number): Promise<Response> {
    const { workspaceId } = this.#identity;
    const { heads, hub, request } = this.#parts;
    const listener = hub.listen([workspaceId]);
    request.signal.addEventListener('abort', listener.leave, { once: true });
    try {
      let next = await this.#next();
      if (next.is === 'nothing' && milliseconds > 0) {
        await listener.wait(milliseconds);
        next = await this.#next();
      }
      const head = await heads.of(workspaceId);
      const changes = next.is === 'changes' ? next.changes : [];
      return Response.json(
        { changes, head: head.seq, epoch: head.epoch, resync: next.is === 'resync' || next.is === 'gone' },
        { headers: { 'Cache-Control': 'no-store' } },
      );
    } finally {
      listener.leave();
    }
  }

  /** Pulled by the reader: a slow one is sent nothing more until it has read what it has. */
  stream(): Response {
    const { hub, metrics } = this.#parts;
    const { workspaceId, memberId } = this.#identity;
    const listener = hub.listen([workspaceId, presenceTopic(workspaceId, memberId)]);
    const encoder = new TextEncoder();
    metrics.feedOpened();
    let first = true;
    const end = (): void => {
      if (!this.#ended) metrics.feedClosed();
      this.#ended = true;
      listener.leave();
    };
    const body = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const text = first
            ? `retry: ${RETRY_AFTER_MS}\n: welcome\n\n`
            : await this.#event(listener).catch(() => null);
          first = false;
          if (text !== null) return controller.enqueue(encoder.encode(text));
          end();
          controller.close();
        },
        cancel: end,
      },
      { highWaterMark: 1 },
    );
    return new Response(body, {
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      },
    });
  }

  /** The next text of the stream; null: it is over. */
  async #event(listener: Listener): Promise<string | null> {
    const { hub } = this.#parts;
    if (hub.closed) return null;
    let next = await this.#next();
    if (next.is === 'nothing') {
      const presence = this.#presence();
      if (presence !== null) return presence;
      await listener.wait(HEARTBEAT_MS);
      if (hub.closed || this.#ended) return null;
      next = await this.#next();
    }
    switch (next.is) {
      case 'changes':
        return next.changes.map(eventOf).join('');
      case 'resync':
        return `event: resync\ndata: {"epoch":${this.#epoch}}\n\n`;
      case 'nothing':
        return this.#presence() ?? ': still here\n\n';
      case 'gone':
        return null;
    }
  }

  /** Who else is where the reader is, where that is another answer than the last. It is no part of the line and has no id. */
  #presence(): string | null {
    const { workspaceId, memberId } = this.#identity;
    const around = JSON.stringify(this.#parts.presence.around(workspaceId, memberId));
    if (around === this.#told) return null;
    this.#told = around;
    return `event: presence\ndata: {"around":${around}}\n\n`;
  }

  /** Asks who reads, whether their rights moved, and what came. */
  async #next(): Promise<Next> {
    const { heads, identify, request, shared } = this.#parts;
    const { seq, epoch } = await heads.of(this.#identity.workspaceId);
    const identity = await identify(request);
    if (identity === null || identity.workspaceId !== this.#identity.workspaceId) return { is: 'gone' };
    this.#identity = identity;
    if (epoch !== this.#epoch || this.#after > seq) {
      this.#epoch = epoch;
      this.#after = seq;
      this.#parts.presence.forget(identity.workspaceId, identity.memberId);
      return { is: 'resync' };
    }
    if (this.#after === seq) return { is: 'nothing' };
    const changes = await shared(identity, this.#after);
    this.#after = changes.at(-1)?.seq ?? this.#after;
    return changes.length === 0 ? { is: 'nothing' } : { is: 'changes', changes };
  }
}

const eventOf = (change: Change): string => `id: ${change.seq}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`;
