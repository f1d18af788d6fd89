/** What an operation is given. Implemented over PostgreSQL in store/; the domain sees only this. */
import type { SQL } from 'drizzle-orm';
import type { Actor } from '../platform/permission/index.ts';
import type { Change, Entry } from './change.ts';
import type { Filter, Sort } from './filter.ts';
import type { AnyItem, DraftOf, ItemOf, Kind } from './kind.ts';
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
  itemOf<K extends Kind>(kind: K, ref: string): Promise<ItemOf<K> & AnyItem>;
  items(ids: readonly string[]): Promise<readonly AnyItem[]>;
  list<K extends Kind>(kind: K, query: ItemQuery): Promise<Page<ItemOf<K> & AnyItem>>;
  link(id: string): Promise<Link>;
  /** Links from, to, or both sides of these items, hidden ends left out. */
  linksOf(itemIds: readonly string[], side: 'from' | 'to' | 'both'): Promise<readonly Link[]>;
  changesOf(itemId: string, before: number | null, limit: number): Promise<readonly Change[]>;
  head(): Promise<number>;
}

/** Writing the line: one commit of one transaction; all of it or nothing. */
export interface Writer extends Reader {
  create<K extends Kind>(kind: K, draft: DraftOf<K> & { readonly title: string }): Promise<ItemOf<K> & AnyItem>;
  /** `seenRevision`: what the writer last saw; fields others changed since are a conflict, other fields merge. */
  update(ref: string, patch: Readonly<Record<string, unknown>>, seenRevision?: number): Promise<AnyItem>;
  archive(ref: string): Promise<AnyItem>;
  restore(ref: string): Promise<AnyItem>;
  /** Repeating an existing link changes only its fields. */
  relate(fromRef: string, linkKind: string, toRef: string, fields?: Readonly<Record<string, unknown>>): Promise<Link>;
  unlink(linkId: string): Promise<void>;
  /** "Still true": agreed against the other side as it is now. */
  confirm(linkId: string, remark?: string): Promise<Link>;
  /** For tables of the slice or platform that belong in the log too. */
  record(entry: Entry): void;
}

/** Plain SQL inside the operation's transaction, for a slice's own tables; every statement names `workspace_id`. */
export interface Sql {
  rows<Row extends object>(query: SQL): Promise<readonly Row[]>;
  row<Row extends object>(query: SQL): Promise<Row | undefined>;
  run(query: SQL): Promise<number>;
}

export interface Context {
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly model: Model;
  readonly now: Date;
  readonly sql: Sql;
  /** In a read operation the writing methods are absent at run time and throw `operation.read-only`. */
  readonly line: Writer;
  /** Runs after the commit is durable (mail, webhooks); its failure is logged and never undoes the commit. */
  afterCommit(effect: () => Promise<void>): void;
}
