/**
 * The line in memory, kept equal to the server's by a snapshot and the changes after it, with the edits on their way
 * shown on top. What is read here is what a person sees; `truth` is what the server has confirmed.
 */
import type { Change, Entry } from './change.ts';
import type { AnyItem, Kind } from './kind.ts';
import type { LineView } from './line-view.ts';
import type { Link } from './link.ts';
import type { Model } from './model.ts';
import { editedRow, nextRow, type Row } from './next-row.ts';
import { type Snapshot, SnapshotReader } from './read-snapshot.ts';
import type { Values } from './row.ts';
import { Rows } from './rows.ts';

/** Ids of the items touched, by themselves or by a link at either end; `all` after loading anew. */
export type Touched = ReadonlySet<string> | 'all';
/** `gap`: changes are missing in between; ask the feed again from `seq`. */
export type Applied = 'applied' | 'seen' | 'gap';

export interface MirrorOptions {
  /** `resident`: only the kinds browsers hold, as the snapshot; `all`: every kind, for checks on the server. */
  readonly keep?: 'resident' | 'all';
}

interface Pending {
  readonly entries: readonly Entry[];
  /** The commit that confirmed it, which the feed has yet to bring. */
  settledAt: number | null;
}

export class Mirror implements LineView {
  readonly keeps: 'resident' | 'all';
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #listeners = new Set<(touched: Touched) => void>();
  readonly #pending = new Map<string, Pending>();
  /** The confirmed row under each row that a pending edit covers. */
  readonly #covered = new Map<string, Row>();
  #rows = new Rows();
  #seq = 0;
  #epoch = 0;
  #version = 0;

  constructor(model: Model, options: MirrorOptions = {}) {
    this.keeps = options.keep ?? 'resident';
    const kept = this.keeps === 'all' ? model.kinds : model.kinds.filter((kind) => kind.resident);
    this.#kinds = new Map(kept.map((kind) => [kind.name, kind]));
  }

  /** The last commit it has seen. */
  get seq(): number {
    return this.#seq;
  }
  get epoch(): number {
    return this.#epoch;
  }
  /** Moves with everything that can change what is read: for memoising. */
  get version(): number {
    return this.#version;
  }
  get size(): { readonly items: number; readonly links: number } {
    return this.#rows.size();
  }

  item(id: string): AnyItem | undefined {
    return this.#rows.item(id);
  }
  /** By id or key. @example mirror.find('FEA-42') */
  find(ref: string): AnyItem | undefined {
    return this.#rows.item(ref) ?? this.#rows.itemByKey(ref.toUpperCase());
  }
  link(id: string): Link | undefined {
    return this.#rows.link(id);
  }
  linksFrom(itemId: string): readonly Link[] {
    return this.#rows.linksFrom(itemId);
  }
  linksTo(itemId: string): readonly Link[] {
    return this.#rows.linksTo(itemId);
  }
  ofKind(kind: string): readonly AnyItem[] {
    return this.#rows.ofKind(kind);
  }
  items(): Iterable<AnyItem> {
    return this.#rows.items();
  }
  links(): Iterable<Link> {
    return this.#rows.links();
  }
  /** The item as the server has confirmed it, under the edits on their way. */
  truth(id: string): AnyItem | undefined {
    const row = this.#covered.has(id) ? this.#covered.get(id) : this.#rows.item(id);
    return row === null || row === undefined || 'fromId' in row ? undefined : row;
  }
  /** Edits sent and not yet confirmed. */
  get pending(): readonly string[] {
    return [...this.#pending.keys()];
  }

  subscribe(listener: (touched: Touched) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes a snapshot: its head line, rows and end line as parsed from NDJSON. Edits on their way stay on top.
   *
   * @throws `snapshot.incomplete` and keeps what it had, where the head or end is missing or rows were lost on the way.
   */
  load(lines: Iterable<unknown>): void {
    const reader = this.reader();
    reader.take(lines);
    this.loadFrom(reader);
  }

  /** For a snapshot that comes in parts: give them to the reader, `showItems` when it has all items, `loadFrom` at the end. */
  reader(): SnapshotReader {
    return new SnapshotReader(this.#kinds);
  }

  /** Shows the items of a snapshot whose links are still being read. */
  showItems(reader: SnapshotReader): void {
    this.#take(reader.sofar());
  }

  /** @throws `snapshot.incomplete` and keeps what it had, where the head or end is missing or rows were lost on the way. */
  loadFrom(reader: SnapshotReader): void {
    this.#take(reader.whole());
  }

  /** The confirmed line as a snapshot: for the browser's local copy. Edits on their way are not in it. */
  *dump(): Generator<Values> {
    yield { seq: this.#seq, epoch: this.#epoch };
    let items = 0;
    let links = 0;
    for (const row of this.#confirmed()) {
      if ('fromId' in row) links += 1;
      else items += 1;
      yield row as unknown as Values;
    }
    yield { end: true, items, links };
  }

  /** Takes the next commit of the feed. Again is harmless; too early is refused as `gap`. */
  apply(change: Change): Applied {
    if (change.seq <= this.#seq) return 'seen';
    if (change.seq > this.#seq + 1) return 'gap';
    const touched = new Set<string>();
    for (const entry of change.entries) this.#confirm(entry, this.#after(entry), touched);
    this.#seq = change.seq;
    for (const [id, pending] of this.#pending) {
      if (pending.settledAt !== null && pending.settledAt <= change.seq) this.#uncover(id, touched);
    }
    this.#tell(touched);
    return 'applied';
  }

  /** Takes the last commit back, for looking at the line as of a moment: newest first, down to it. */
  unapply(change: Change): 'unapplied' | 'gap' {
    if (change.seq !== this.#seq) return 'gap';
    const touched = new Set<string>();
    for (const entry of [...change.entries].reverse()) {
      this.#confirm(entry, this.#after({ ...entry, before: entry.after, after: entry.before }), touched);
    }
    this.#seq = change.seq - 1;
    this.#tell(touched);
    return 'unapplied';
  }

  /** Shows an edit on its way to the server. Entries need only the members that change, or all for something new. */
  draft(mutationId: string, entries: readonly Entry[]): void {
    const touched = new Set<string>();
    this.#uncover(mutationId, touched);
    const kept = entries.filter((entry) => this.#keeps(entry));
    this.#pending.set(mutationId, { entries: kept, settledAt: null });
    for (const entry of kept) {
      if (!this.#covered.has(entry.id)) this.#covered.set(entry.id, this.#shown(entry));
      this.#cover(entry, touched);
    }
    this.#tell(touched);
  }

  /** The server has committed it as `seq`; it stays on top until the feed brings that commit, so that nothing flickers. */
  settle(mutationId: string, seq = this.#seq): void {
    const pending = this.#pending.get(mutationId);
    if (pending !== undefined && seq > this.#seq) pending.settledAt = seq;
    else this.rollback(mutationId);
  }

  /** The server refused it, or it was given up: what was under it shows again, with what others have changed since. */
  rollback(mutationId: string): void {
    const touched = new Set<string>();
    this.#uncover(mutationId, touched);
    this.#tell(touched);
  }

  #take({ seq, epoch, rows }: Snapshot): void {
    const isShown = rows === this.#rows;
    [this.#rows, this.#seq, this.#epoch] = [rows, seq, epoch];
    // Rows that are shown already have the edits on their way on top; only links were added under them.
    if (!isShown) this.#coverAnew();
    this.#tell('all');
  }

  #keeps(entry: Entry): boolean {
    return entry.subject === 'link' || (entry.subject === 'item' && this.#kinds.has(entry.kind));
  }

  #shown(entry: Entry): Row {
    return (entry.subject === 'link' ? this.#rows.link(entry.id) : this.#rows.item(entry.id)) ?? null;
  }

  /** The row once the server has done this entry; a change of something not held stays unknown. */
  #after(entry: Entry): Row {
    const base = this.#covered.has(entry.id) ? (this.#covered.get(entry.id) ?? null) : this.#shown(entry);
    return nextRow(this.#kinds, base, entry);
  }

  #confirm(entry: Entry, row: Row, touched: Set<string>): void {
    if (!this.#keeps(entry)) return;
    if (this.#covered.has(entry.id)) {
      this.#covered.set(entry.id, row);
      this.#cover(entry, touched);
    } else this.#show(entry, row, touched);
  }

  /** Shows the confirmed row with every pending edit of it on top, in the order they were made. */
  #cover(entry: Entry, touched: Set<string>): void {
    let row = this.#covered.get(entry.id) ?? null;
    for (const { entries } of this.#pending.values()) {
      for (const edit of entries) if (edit.id === entry.id) row = editedRow(this.#kinds, row, edit);
    }
    this.#show(entry, row, touched);
  }

  #show(entry: Entry, row: Row, touched: Set<string>): void {
    const shown = this.#shown(entry);
    for (const one of [shown, row]) {
      if (one === null) continue;
      if ('fromId' in one) touched.add(one.fromId as string).add(one.toId as string);
      else touched.add(one.id);
    }
    if (row === null) {
      if (entry.subject === 'link') this.#rows.dropLink(entry.id);
      else this.#rows.dropItem(entry.id);
    } else if (entry.subject === 'link') this.#rows.putLink(row as Link);
    else this.#rows.putItem(row as AnyItem);
  }

  #uncover(mutationId: string, touched: Set<string>): void {
    const pending = this.#pending.get(mutationId);
    if (pending === undefined) return;
    this.#pending.delete(mutationId);
    const still = new Set([...this.#pending.values()].flatMap(({ entries }) => entries.map((entry) => entry.id)));
    for (const entry of pending.entries) this.#cover(entry, touched);
    for (const entry of pending.entries) if (!still.has(entry.id)) this.#covered.delete(entry.id);
  }

  #coverAnew(): void {
    this.#covered.clear();
    const entries = [...this.#pending.values()].flatMap((pending) => pending.entries);
    for (const entry of entries) this.#covered.set(entry.id, this.#shown(entry));
    for (const entry of entries) this.#cover(entry, new Set());
  }

  *#confirmed(): Generator<AnyItem | Link> {
    for (const item of this.#rows.items()) if (!this.#covered.has(item.id)) yield item;
    for (const row of this.#covered.values()) if (row !== null) yield row;
    for (const link of this.#rows.links()) if (!this.#covered.has(link.id)) yield link;
  }

  #tell(touched: Touched): void {
    this.#rows.endBatch();
    if (touched !== 'all' && touched.size === 0) return;
    this.#version += 1;
    for (const listener of this.#listeners) listener(touched);
  }
}

/**
 * An empty mirror; `load` a snapshot, then `apply` the feed.
 *
 * @example
 * const mirror = createMirror(model);
 * mirror.load(snapshotLines);
 * if (mirror.apply(change) === 'gap') fetchChangesAfter(mirror.seq);
 */
export function createMirror(model: Model, options?: MirrorOptions): Mirror {
  return new Mirror(model, options);
}
