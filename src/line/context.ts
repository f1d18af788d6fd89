/** What an operation is given. Implemented over PostgreSQL in store/; the domain sees only this. */
import type { SQL } from 'drizzle-orm';
import type { Actor } from '../platform/permission/index.ts';
import type { Change, Entry } from './change.ts';
import type { PlacedFinding } from './check.ts';
import type { Filter, Sort } from './filter.ts';
import type { AnyItem, DraftOf, ItemOf, Kind } from './kind.ts';
import type { LineView } from './line-view.ts';
import type { Link } from './link.ts';
import type { Model } from './model.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Give it back as `cursor` for the next page; null on the last. */
  readonly next: string | null;
  readonly total?: number;
}

export interface ItemQuery {
  readonly filter?: Filter;
  readonly sort?: readonly Sort[];
  /** 1 to 200, 50 unless said. */
  readonly limit?: number;
  readonly cursor?: string;
  /** Full text with prefixes and one typo. */
  readonly search?: string;
  readonly archived?: 'without' | 'with' | 'only';
  readonly withTotal?: boolean;
}

/** Reading the line: obeys what the actor may see. */
export interface Reader {
  /** By id or key (`FEA-42`); another workspace's or a hidden item is `item.not-found`. */
  item(ref: string): Promise<AnyItem>;
  itemOf<K extends Kind>(kind: K, ref: string): Promise<ItemOf<K>>;
  items(ids: readonly string[]): Promise<readonly AnyItem[]>;
  list<K extends Kind>(kind: K, query: ItemQuery): Promise<Page<ItemOf<K>>>;
  link(id: string): Promise<Link>;
  /** Links from, to, or both sides of these items, hidden ends left out. */
  linksOf(itemIds: readonly string[], side: 'from' | 'to' | 'both'): Promise<readonly Link[]>;
  changesOf(itemId: string, before: number | null, limit: number): Promise<readonly Change[]>;
  head(): Promise<number>;
}

/** Writing the line: one commit of one transaction; all of it or nothing. */
export interface Writer extends Reader {
  create<K extends Kind>(kind: K, draft: DraftOf<K> & { readonly title: string }): Promise<ItemOf<K>>;
  /** `seenRevision`: what the writer last saw; fields others changed since are a conflict, other fields merge. */
  update(ref: string, patch: Readonly<Record<string, unknown>>, seenRevision?: number): Promise<AnyItem>;
  archive(ref: string): Promise<AnyItem>;
  restore(ref: string): Promise<AnyItem>;
  /** Repeating an existing link changes only its fields. */
  relate(fromRef: string, linkKind: string, toRef: string, fields?: Readonly<Record<string, unknown>>): Promise<Link>;
  unlink(linkId: string): Promise<void>;
  /** "Still true": agreed against the other side as it is now. */
  confirm(linkId: string, remark?: string): Promise<Link>;
  /** Imports: hundreds at once, values checked before by the kind's schema. */
  createMany(kind: Kind, drafts: readonly BulkDraft[]): Promise<readonly AnyItem[]>;
  /** Writes the members that differ; answers the items that changed. */
  updateMany(patches: readonly BulkPatch[]): Promise<readonly AnyItem[]>;
  /** Archives those that the actor sees and that are not archived yet; answers their ids. */
  archiveMany(ids: readonly string[]): Promise<readonly string[]>;
  /** Links of one kind that cannot close a circle; those there already are left as they are. */
  relateMany(linkKind: string, links: readonly BulkLink[]): Promise<readonly Link[]>;
  unlinkMany(linkIds: readonly string[]): Promise<readonly Link[]>;
  /** For tables of the slice or platform that belong in the log too. */
  record(entry: Entry): void;
  /** Reverses one change by a new commit; refuses with what stands in the way. */
  undo(seq: number): Promise<readonly Entry[]>;
  /** Tells members why, once each; the actor and those who muted the item are left out. */
  notify(notices: readonly Notice[]): Promise<void>;
  /** Rights, restrictions or custom fields moved: readers load anew. */
  moveEpoch(): Promise<void>;
}

/** outOfStep: something your item relies on changed; assigned: you own it now; mentioned; commented: on an item of yours. */
export type Reason = 'outOfStep' | 'assigned' | 'mentioned' | 'commented';

export interface Notice {
  readonly memberId: string;
  readonly itemId: string;
  readonly reason: Reason;
  readonly sentence: string;
}

export interface BulkDraft {
  readonly values: Readonly<Record<string, unknown>> & { readonly title: string };
  readonly source: string | null;
  readonly sourceId: string | null;
}
export interface BulkPatch {
  readonly item: AnyItem;
  readonly values: Readonly<Record<string, unknown>>;
}
export interface BulkLink {
  readonly fromId: string;
  readonly toId: string;
}

/** Plain SQL inside the operation's transaction, for a slice's own tables; every statement names `workspace_id`. */
export interface Sql {
  rows<Row extends object>(query: SQL, prepared?: string): Promise<readonly Row[]>;
  row<Row extends object>(query: SQL, prepared?: string): Promise<Row | undefined>;
  /** `prepared`: name of a statement whose text is always the same, read and planned once by each connection. */
  run(query: SQL, prepared?: string): Promise<number>;
}

/** Within one transaction: whose workspace, who acts, and over which model. */
export interface Scope {
  readonly sql: Sql;
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly model: Model;
  readonly now: Date;
}

/** The line in the server's memory, brought up to this transaction before each answer. */
export interface WholeLines {
  /** Everything resident, whatever the actor may see. */
  of(scope: Scope): Promise<LineView>;
  /** What the checks find on that day, everywhere. */
  findings(scope: Scope, today: string): Promise<readonly PlacedFinding[]>;
}

/** Whoever waits for a long calculation. */
export interface Watcher {
  /** Aborted where they go away. */
  readonly signal: AbortSignal;
  /** Told how much is done, 0 to 1. */
  readonly progress: (done: number) => void;
}

export interface Context extends Scope {
  readonly watcher?: Watcher;
  /** The whole line in the server's memory, for checks and what-ifs. */
  readonly lines: WholeLines;
  /** In a read operation the writing methods are absent at run time and throw `operation.read-only`. */
  readonly line: Writer;
  /** Runs after the commit is durable (mail, webhooks); its failure is logged and never undoes the commit. */
  afterCommit(effect: () => Promise<void>): void;
}
