/**
 * Writing from the browser: every verb shows its result at once, sends it, offers Undo, and says what to do where the
 * server refuses. Nothing here decides what is allowed; the server does.
 */
import type { AnyItem, Entry, Kind, Link } from '../../../line/index.ts';
import { plural } from '../format/format.ts';
import { batchesOf, bulkMutation } from './commit-bulk.ts';
import {
  confirmsLinks,
  createsItem,
  nameOf,
  nameRefused,
  type Patch,
  reaches,
  refuse,
  updated,
  updateText,
} from './commit-entry.ts';
import { type ConflictDesk, conflictOf, createConflictDesk } from './conflict.ts';
import type { Mutation } from './outbox.ts';
import { RequestProblem } from './request.ts';
import { createUndoStack, type UndoStack } from './undo.ts';
import type { Workspace } from './workspace.ts';

export type { Patch };

export interface UpdateOptions {
  /** What the toast says; made from the fields unless given. */
  readonly text?: string;
  /** The revision the writer saw, where it is not the one on screen. */
  readonly revision?: number;
  /** Links of the item that the change brings back in step. */
  readonly answers?: 'all' | readonly string[];
  /** No toast: typing in a document saves often. Undo by key still works. */
  readonly quiet?: boolean;
}

/** Asked before a change is made; answering false leaves everything as it was ("before a change hurts"). */
export type Guard = (items: readonly AnyItem[], patch: Patch) => Promise<boolean>;

export class Commits {
  readonly undo: UndoStack;
  /** Set by the dialog that shows what a change would put out of step. */
  guard: Guard | null = null;
  readonly conflicts: ConflictDesk = createConflictDesk();
  readonly #workspace: Workspace;
  /** Revisions our own writes led to, before the feed brings them. */
  readonly #own = new Map<string, number>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.undo = createUndoStack(workspace);
  }

  /** Changes fields of an item. Resolves with the item as the server has it; null where it refused. */
  async update(item: AnyItem, patch: Patch, options: UpdateOptions = {}): Promise<AnyItem | null> {
    const { request, model, mirror, membership } = this.#workspace;
    const seen = options.revision ?? (mirror.truth(item.id) ?? item).revision;
    if (!(await this.#isAllowed([item], patch))) return null;
    const kind = model.kind(item.kind);
    const { answers } = options;
    let body: (Patch & { readonly revision: number }) | null = null;
    const mutation: Mutation<AnyItem> = {
      entries: [updated(item, patch)],
      send: async (headers) => {
        // Made when it is first sent, for an edit of ours before it in the queue has moved the item on; the same when sent again.
        body ??= { ...patch, ...(answers !== undefined && { answers }), revision: this.#revisionNow(item.id, seen) };
        const answer = await request<AnyItem>('PATCH', `/${kind.plural}/${item.id}`, { body, headers });
        if (answer.revision === body.revision + 1) this.#own.set(item.id, answer.revision);
        return answer;
      },
      becomes: (change, answer) =>
        answer !== null &&
        (reaches(change, item.id, answer.revision) ||
          (answers !== undefined && change.actorId === membership.memberId && confirmsLinks(change, item.id))),
      isNothing: (answer) => answers === undefined && answer.revision === body?.revision,
    };
    const sent = this.#send(options.text ?? updateText(item, patch), mutation, options.quiet === true);
    return sent.catch((error: unknown) => {
      const conflict = error instanceof RequestProblem ? conflictOf(error, item, patch) : null;
      if (conflict === null) refuse(`${item.key} was not changed`, error);
      else this.conflicts.raise(conflict);
      return null;
    });
  }

  /** Changes the same fields of many items, with one undo; rows the server refused are named. */
  async updateAll(items: readonly AnyItem[], patch: Patch): Promise<void> {
    const [first] = items;
    if (first === undefined) return;
    if (items.length === 1) return void (await this.update(first, patch));
    if (!(await this.#isAllowed(items, patch))) return;
    const rows = items.map((item) => ({ do: 'update' as const, ref: item.id, values: patch }));
    await this.#bulk(
      items,
      rows,
      items.map((item) => updated(item, patch)),
      `${plural(items.length, 'item', 'items')} changed`,
    );
  }

  async archive(items: readonly AnyItem[]): Promise<void> {
    const patch = { archivedAt: new Date().toISOString() };
    if (!(await this.#isAllowed(items, patch))) return;
    const rows = items.map((item) => ({ do: 'archive' as const, ref: item.id }));
    const entries = items.map((item) => updated(item, patch));
    await this.#bulk(items, rows, entries, `${nameOf(items)} archived`);
  }

  async restore(items: readonly AnyItem[]): Promise<void> {
    const rows = items.map((item) => ({ do: 'restore' as const, ref: item.id }));
    await this.#bulk(
      items,
      rows,
      items.map((item) => updated(item, { archivedAt: null })),
      `${nameOf(items)} restored`,
    );
  }

  /** Creates an item; it stands in the lists at once under a passing key. Null where the server refused. */
  async create(kind: Kind, draft: Patch & { readonly title: string }): Promise<AnyItem | null> {
    const { request, membership, visitors } = this.#workspace;
    const id = crypto.randomUUID();
    const now = new Date().toISOString();
    const passing = {
      id,
      kind: kind.name,
      key: `${kind.key}-…`,
      state: kind.initialState,
      createdAt: now,
      changedAt: now,
      ...draft,
    };
    const created = await this.#send<AnyItem>(`${kind.label.one} “${draft.title}” created`, {
      entries: [{ subject: 'item', id, itemId: id, kind: kind.name, before: null, after: passing }],
      send: (headers) => request('POST', `/${kind.plural}`, { body: draft, headers }),
      becomes: (change, answer) =>
        change.actorId === membership.memberId && createsItem(change, kind, answer?.id ?? null, draft.title),
    }).catch((error: unknown) => refuse(`The ${kind.label.one.toLowerCase()} was not created`, error));
    if (created !== null && !kind.resident) visitors.take([created]);
    return created;
  }

  /** Says that `from` relies on `to`. */
  async link(from: AnyItem, linkKind: string, to: AnyItem, fields: Patch = {}): Promise<Link | null> {
    const id = crypto.randomUUID();
    const now = new Date().toISOString();
    const after = {
      id,
      kind: linkKind,
      fromId: from.id,
      toId: to.id,
      agreedRevision: to.materialRevision,
      agreedAt: now,
      fields,
      createdAt: now,
    };
    return this.#send<Link>(`${from.key} linked to ${to.key}`, {
      entries: [{ subject: 'link', id, itemId: from.id, kind: linkKind, before: null, after }],
      send: (headers) =>
        this.#workspace.request('POST', '/links', {
          body: { kind: linkKind, from: from.id, to: to.id, fields },
          headers,
        }),
      becomes: (change, answer) =>
        change.entries.some(
          (entry) =>
            entry.subject === 'link' &&
            entry.before === null &&
            (answer === null
              ? entry.after?.fromId === from.id && entry.after.toId === to.id && entry.kind === linkKind
              : entry.id === answer.id),
        ),
    }).catch((error: unknown) => refuse('The link was not made', error));
  }

  async unlink(link: Link): Promise<void> {
    await this.#send<unknown>('Unlinked', {
      entries: [
        { subject: 'link', id: link.id, itemId: link.fromId, kind: link.kind, before: { ...link }, after: null },
      ],
      send: (headers) => this.#workspace.request('DELETE', `/links/${link.id}`, { headers }),
      becomes: (change) =>
        change.entries.some((entry) => entry.subject === 'link' && entry.id === link.id && entry.after === null),
    }).catch((error: unknown) => refuse('The link was not removed', error));
  }

  /** "Still true": the link is agreed against the other side as it is now. */
  async agree(link: Link, remark?: string): Promise<void> {
    await this.#send('Still true', this.#agreement(link, remark)).catch((error: unknown) =>
      refuse('It could not be confirmed', error),
    );
  }

  /** "Still true" of a selection, with one undo. */
  async agreeAll(links: readonly Link[]): Promise<void> {
    const sent = links.map((link) => this.#workspace.outbox.put(this.#agreement(link)));
    this.undo.doing(
      `${plural(links.length, 'link is', 'links are')} still true`,
      sent.map(async (one) => (await one).seq),
    );
    const results = await Promise.allSettled(sent);
    const refused = results.find((result) => result.status === 'rejected');
    if (refused !== undefined) refuse('Not every link could be confirmed', refused.reason);
  }

  #agreement(link: Link, remark?: string): Mutation<Link> {
    const to = this.#workspace.mirror.item(link.toId) ?? this.#workspace.visitors.item(link.toId);
    const after = {
      agreedRevision: to?.materialRevision ?? link.agreedRevision,
      agreedAt: new Date().toISOString(),
      remark: remark ?? null,
    };
    return {
      entries: [{ subject: 'link', id: link.id, itemId: link.fromId, kind: link.kind, before: {}, after }],
      send: (headers) =>
        this.#workspace.request('POST', `/links/${link.id}/still-true`, {
          body: remark === undefined ? {} : { remark },
          headers,
        }),
      becomes: (change, answer) =>
        answer !== null &&
        change.entries.some(
          (entry) => entry.subject === 'link' && entry.id === link.id && entry.after?.agreedAt === answer.agreedAt,
        ),
    };
  }

  async #isAllowed(items: readonly AnyItem[], patch: Patch): Promise<boolean> {
    return this.guard === null || this.guard(items, patch);
  }

  /** What the writer saw, or what their own writes since have made of it. */
  #revisionNow(itemId: string, seen: number): number {
    const truth = this.#workspace.mirror.truth(itemId);
    const mine = truth?.changedBy === this.#workspace.membership.memberId ? truth.revision : 0;
    return Math.max(seen, mine, this.#own.get(itemId) ?? 0);
  }

  /** In as few commits as the server takes, and taken back as one. */
  async #bulk(
    items: readonly AnyItem[],
    rows: readonly object[],
    entries: readonly Entry[],
    text: string,
  ): Promise<void> {
    const { outbox, visitors } = this.#workspace;
    const batches = batchesOf(items.map((item, index) => ({ item, row: rows[index], entry: entries[index] })));
    const all = batches.map((batch) => {
      const mutation = bulkMutation(this.#workspace, batch);
      return { batch, takeBack: visitors.draft(mutation.entries), sent: outbox.put(mutation) };
    });
    this.undo.doing(
      text,
      all.map(async ({ sent }) => (await sent).seq),
    );
    for (const { batch, takeBack, sent } of all) {
      try {
        const { answer } = await sent;
        const rowsSent = batch.map(({ item }) => item);
        if (answer.failed > 0) nameRefused(answer, rowsSent);
      } catch (error) {
        takeBack();
        refuse('Nothing was changed', error);
      }
    }
  }

  async #send<Answer>(text: string, mutation: Mutation<Answer>, quiet = false): Promise<Answer> {
    const takeBack = this.#workspace.visitors.draft(mutation.entries);
    try {
      const sent = this.#workspace.outbox.put(mutation);
      this.undo.doing(text, [sent.then(({ seq }) => seq)], quiet);
      return (await sent).answer;
    } catch (error) {
      takeBack();
      throw error;
    }
  }
}
