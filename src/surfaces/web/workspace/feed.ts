/**
 * The change feed of a workspace. One tab of a browser holds the connection (it has the lock) and hands every change to
 * the others, so that ten tabs cost one connection; the next tab takes over when it closes.
 */
import type { Change } from '../../../line/index.ts';
import { eventsOf } from './event-stream.ts';
import { pause } from './pause.ts';
import type { Around } from './presence.ts';
import { RequestProblem, send } from './request.ts';

export interface FeedListener {
  /** The last seq this tab has seen. */
  readonly seq: () => number;
  /** The epoch of its snapshot: where it moved since, the server says to load anew. */
  readonly epoch: () => number;
  readonly onChanges: (changes: readonly Change[]) => void;
  /** Rights or members changed, or the log no longer reaches back: load the snapshot anew. */
  readonly onResync: () => void;
  /** Somebody came to, or left, where this browser looks. */
  readonly onPresence: (around: readonly Around[]) => void;
  readonly onOnline: (online: boolean) => void;
  /** The session ended or the member was removed. */
  readonly onRefused: (problem: RequestProblem) => void;
}

interface Broadcast {
  readonly type: 'changes' | 'resync' | 'presence';
  readonly changes?: readonly Change[];
  readonly around?: readonly Around[];
}

const FIRST_WAIT_MILLISECONDS = 500;
const LONGEST_WAIT_MILLISECONDS = 15_000;
/** The server's heart beats every 15 s; three missed beats are a dead line. */
const SILENCE_MILLISECONDS = 45_000;
const BURST_MILLISECONDS = 16;
const REFUSALS = [401, 403, 404];

interface Feed {
  readonly slug: string;
  readonly listener: FeedListener;
  readonly channel: BroadcastChannel;
  readonly signal: AbortSignal;
}

/** Follows the feed until `signal` aborts. */
export function followFeed(slug: string, listener: FeedListener, signal: AbortSignal): void {
  const feed: Feed = { slug, listener, channel: new BroadcastChannel(`throughline.${slug}`), signal };
  signal.addEventListener('abort', () => feed.channel.close());
  feed.channel.onmessage = (event: MessageEvent<Broadcast>) => {
    listener.onOnline(true);
    if (event.data.type === 'resync') listener.onResync();
    else if (event.data.type === 'presence') listener.onPresence(event.data.around ?? []);
    else takeBroadcast(feed, event.data.changes ?? []);
  };
  window.addEventListener('offline', () => listener.onOnline(false), { signal });
  window.addEventListener('online', () => void catchUp(feed).catch(() => undefined), { signal });
  // Without a secure context there are no locks; each tab then follows on its own.
  if (!('locks' in navigator)) void lead(feed);
  else navigator.locks.request(`throughline.feed.${slug}`, { signal }, () => lead(feed)).catch(() => undefined);
  void catchUp(feed).catch(() => undefined);
}

function takeBroadcast(feed: Feed, changes: readonly Change[]): void {
  const fresh = changes.filter((change) => change.seq > feed.listener.seq());
  const first = fresh[0];
  if (first === undefined) return;
  if (first.seq === feed.listener.seq() + 1) feed.listener.onChanges(fresh);
  else void catchUp(feed).catch(() => undefined);
}

/** Asks for what was missed, page by page. */
async function catchUp(feed: Feed): Promise<void> {
  const { slug, listener, signal } = feed;
  const query = { after: listener.seq(), epoch: listener.epoch(), wait: 0 };
  const response = await send('GET', '/api/v1/feed', { query, headers: { 'x-workspace': slug }, signal });
  const answer: FeedPage = await response.json();
  listener.onOnline(true);
  if (answer.resync === true) return listener.onResync();
  listener.onChanges(answer.changes.filter((change) => change.seq > listener.seq()));
  if (answer.changes.length > 0 && listener.seq() < answer.head) await catchUp(feed);
}

interface FeedPage {
  readonly changes: readonly Change[];
  readonly head: number;
  readonly resync?: boolean;
}

async function lead(feed: Feed): Promise<void> {
  let wait = FIRST_WAIT_MILLISECONDS;
  while (!feed.signal.aborted) {
    try {
      await readFeed(feed, () => {
        wait = FIRST_WAIT_MILLISECONDS;
      });
    } catch (error) {
      if (feed.signal.aborted) return;
      if (error instanceof RequestProblem && REFUSALS.includes(error.status)) return feed.listener.onRefused(error);
    }
    feed.listener.onOnline(false);
    await pause(wait * (0.75 + Math.random() / 2), feed.signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS);
  }
}

async function readFeed(feed: Feed, onOpen: () => void): Promise<void> {
  const connection = new AbortController();
  const signal = AbortSignal.any([feed.signal, connection.signal]);
  const response = await send('GET', '/api/v1/feed', {
    query: { after: feed.listener.seq(), epoch: feed.listener.epoch() },
    headers: { accept: 'text/event-stream', 'x-workspace': feed.slug },
    signal,
  });
  if (response.body === null) return;
  onOpen();
  feed.listener.onOnline(true);
  const burst = createBurst(feed);
  let watch = 0;
  const heard = (): void => {
    window.clearTimeout(watch);
    watch = window.setTimeout(() => connection.abort(), SILENCE_MILLISECONDS);
  };
  heard();
  // A connection may outlive the network under it: it would only fall silent.
  window.addEventListener('offline', () => connection.abort(), { signal });
  try {
    for await (const { event, data } of eventsOf(response.body)) {
      heard();
      if (event === 'change') burst(JSON.parse(data));
      if (event === 'resync') announceResync(feed);
      if (event === 'presence') announcePresence(feed, JSON.parse(data));
    }
  } finally {
    window.clearTimeout(watch);
  }
}

/** Changes that arrive together are applied together: one redraw for an import of thousands. */
function createBurst(feed: Feed): (change: Change) => void {
  let waiting: Change[] = [];
  return (change) => {
    waiting.push(change);
    if (waiting.length > 1) return;
    window.setTimeout(() => {
      const changes = waiting;
      waiting = [];
      if (feed.signal.aborted) return;
      feed.listener.onChanges(changes.filter(({ seq }) => seq > feed.listener.seq()));
      feed.channel.postMessage({ type: 'changes', changes } satisfies Broadcast);
    }, BURST_MILLISECONDS);
  };
}

function announceResync(feed: Feed): void {
  feed.channel.postMessage({ type: 'resync' } satisfies Broadcast);
  feed.listener.onResync();
}

function announcePresence(feed: Feed, { around }: { readonly around: readonly Around[] }): void {
  feed.channel.postMessage({ type: 'presence', around } satisfies Broadcast);
  feed.listener.onPresence(around);
}
