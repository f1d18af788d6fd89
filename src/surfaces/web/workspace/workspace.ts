/** One workspace open in this tab: its mirror, its feed, its local copy and what is on its way to the server. */
import {
  type Change,
  createMirror,
  type EntrySubject,
  type Mirror,
  type Model,
  type SnapshotReader,
} from '../../../line/index.ts';
import { appendChanges, type StoredCopy, writeCopy } from './copy.ts';
import { type OpenedCopy, takeCopy } from './copy-ahead.ts';
import { followFeed } from './feed.ts';
import { breath, drawn, isFilledByItems, partsOf } from './items-first.ts';
import { model } from './model.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { type Around, createPresence, type Presence } from './presence.ts';
import { RequestProblem, requestIn, Unreachable, type WorkspaceRequest } from './request.ts';
import type { Membership } from './session.ts';
import { loadSnapshot } from './snapshot.ts';
import { createVisitors, type Visitors } from './visitors.ts';

export interface Status {
  /** `items`: lists have their rows, links are still being read. */
  readonly phase: 'loading' | 'items' | 'ready' | 'failed' | 'refused';
  readonly online: boolean;
  readonly problem: Error | null;
}

/** Past this many changes after the stored chunks, the copy is written anew from the mirror. */
const CHANGES_BEFORE_REWRITE = 2_000;
const REWRITE_CHUNK_ROWS = 4_000;

export class Workspace {
  readonly membership: Membership;
  readonly model: Model = model;
  readonly mirror: Mirror;
  readonly outbox: Outbox;
  readonly visitors: Visitors = createVisitors();
  readonly request: WorkspaceRequest;
  /** Who else looks at what is on screen. */
  readonly presence: Presence;
  readonly #stop = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #changeListeners = new Set<(changes: readonly Change[]) => void>();
  readonly #subjectListeners = new Set<() => void>();
  #status: Status = { phase: 'loading', online: true, problem: null };
  #copy: OpenedCopy['copy'] | null = null;
  #changesInCopy = 0;
  #isWhole = false;

  constructor(membership: Membership) {
    this.membership = membership;
    this.mirror = createMirror(model);
    this.outbox = createOutbox(this.mirror);
    this.request = requestIn(membership.slug);
    this.presence = createPresence(this.request, this.#stop.signal);
  }

  get status(): Status {
    return this.#status;
  }

  /** Are the links here too? What is counted over the whole line waits for them. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears every change once the mirror has it. */
  onChanges(listener: (changes: readonly Change[]) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** Hears that things outside the line moved (views, members, custom fields), by subject; or that they may have, unseen. */
  onSubject(subject: EntrySubject, listener: () => void): () => void {
    this.#subjectListeners.add(listener);
    const stop = this.onChanges((changes) => {
      if (changes.some((change) => change.entries.some((entry) => entry.subject === subject))) listener();
    });
    return () => {
      this.#subjectListeners.delete(listener);
      stop();
    };
  }

  /** The local copy first, the server's snapshot where there is none; then the feed. */
  async start(): Promise<void> {
    performance.mark('throughline.open');
    try {
      await this.#openCopy();
      if (this.#status.phase !== 'ready') await this.#load();
      this.#follow();
      await this.#indexAhead();
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#fail(error);
    }
  }

  stop(): void {
    this.#stop.abort();
    this.#copy?.close();
  }

  async #openCopy(): Promise<void> {
    const { id, memberId } = this.membership;
    try {
      const { copy, stored } = await takeCopy(id, memberId);
      this.#copy = copy;
      if (stored !== null) await this.#showCopy(stored);
    } catch {
      // Private windows and full disks have no copy; the server's snapshot serves.
    }
  }

  async #showCopy({ chunks, changes }: StoredCopy): Promise<void> {
    const reader = this.mirror.reader();
    for (const chunk of chunks) await this.#read(reader, JSON.parse(await chunk()));
    if (this.#stop.signal.aborted) return;
    this.#isWhole = true;
    this.mirror.loadFrom(reader);
    for (const change of changes) this.mirror.apply(change);
    this.#changesInCopy = changes.length;
    this.#ready();
  }

  async #load(): Promise<void> {
    const reader = this.mirror.reader();
    const chunks = await loadSnapshot(this.membership.slug, this.#stop.signal, ({ lines }) =>
      this.#read(reader, lines),
    );
    this.#isWhole = true;
    this.mirror.loadFrom(reader);
    this.outbox.loadedAnew();
    this.#ready();
    void this.#keep(chunks.map((chunk) => chunk.text));
  }

  /** Once something shows, reading on leaves room for drawing it and for the keys pressed meanwhile. */
  async #read(reader: SnapshotReader, lines: readonly unknown[]): Promise<void> {
    for (const part of partsOf(lines)) {
      reader.take(part);
      if (this.#status.phase === 'loading') await this.#showItems(reader);
      else await breath();
    }
  }

  /** Shows the items once, as soon as all of them are there, where the page can do without links. */
  async #showItems(reader: SnapshotReader): Promise<void> {
    if (!reader.hasAllItems || this.#stop.signal.aborted) return;
    if (!isFilledByItems(window.location.pathname, window.location.search)) return;
    this.mirror.showItems(reader);
    performance.measure('throughline.items', 'throughline.open');
    this.#set({ phase: 'items', problem: null });
    await drawn();
  }

  /** The mirror's indexes are made when first asked: here, in the pause after the page is drawn, not when an item is first opened. */
  async #indexAhead(): Promise<void> {
    await drawn();
    this.mirror.find('');
    this.mirror.linksFrom('');
    await breath();
    this.mirror.linksTo('');
  }

  /** Rights or members moved: the changes in between are not told one by one. */
  async #loadAnew(): Promise<void> {
    try {
      await this.#load();
      for (const listener of this.#subjectListeners) listener();
    } catch (error) {
      this.#fail(error);
    }
  }

  #ready(): void {
    performance.measure('throughline.ready', 'throughline.open');
    this.#set({ phase: 'ready', problem: null });
  }

  async #keep(chunks: readonly string[]): Promise<void> {
    if (this.#copy === null) return;
    const head = { seq: this.mirror.seq, workspaceId: this.membership.id, savedAt: new Date().toISOString() };
    this.#changesInCopy = 0;
    await writeCopy(this.#copy, head, chunks).catch(() => undefined);
  }

  #follow(): void {
    const listener = {
      seq: () => this.mirror.seq,
      epoch: () => this.mirror.epoch,
      onChanges: (changes: readonly Change[]) => this.#take(changes),
      onResync: () => void this.#loadAnew(),
      onPresence: (around: readonly Around[]) => this.presence.tell(around),
      onOnline: (online: boolean) => this.#set({ online }),
      onRefused: (problem: RequestProblem) => this.#set({ phase: 'refused', problem }),
    };
    followFeed(this.membership.slug, listener, this.#stop.signal);
  }

  #take(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.outbox.expect(changes);
    const applied = changes.filter((change) => this.mirror.apply(change) === 'applied');
    this.visitors.apply(applied);
    for (const listener of this.#changeListeners) listener(applied);
    if (this.#copy !== null && applied.length > 0) void this.#append(this.#copy, applied);
  }

  async #append(copy: OpenedCopy['copy'], changes: readonly Change[]): Promise<void> {
    this.#changesInCopy += changes.length;
    await appendChanges(copy, changes).catch(() => undefined);
    if (this.#changesInCopy > CHANGES_BEFORE_REWRITE) await this.#keep(chunksOf([...this.mirror.dump()]));
  }

  #fail(error: unknown): void {
    if (error instanceof RequestProblem && (error.status === 401 || error.status === 403 || error.status === 404)) {
      this.#set({ phase: 'refused', problem: error });
      return;
    }
    const problem = error instanceof Error ? error : new Unreachable();
    this.#set(this.#status.phase === 'ready' ? { online: false, problem } : { phase: 'failed', problem });
  }

  #set(patch: Partial<Status>): void {
    const next = { ...this.#status, ...patch };
    const { phase, online, problem } = this.#status;
    if (next.phase === phase && next.online === online && next.problem === problem) return;
    this.#status = next;
    for (const listener of this.#listeners) listener();
  }
}

function chunksOf(rows: readonly unknown[]): readonly string[] {
  const count = Math.ceil(rows.length / REWRITE_CHUNK_ROWS);
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify(rows.slice(index * REWRITE_CHUNK_ROWS, (index + 1) * REWRITE_CHUNK_ROWS)),
  );
}
