/** Writing the line inside a transaction: the kernel's verbs over one commit. */
import type { Writer } from '../context.ts';
import type { DraftOf, ItemOf, Kind } from '../kind.ts';
import { type Commit, moveEpoch } from './commit.ts';
import { notify } from './notify.ts';
import { createReader } from './reader.ts';
import { undoChange } from './undo-change.ts';
import { archiveItem, createItem, restoreItem, updateItem } from './write-item.ts';
import { confirmLink, relate, unlink } from './write-link.ts';
import { archiveMany, createMany, relateMany, unlinkMany, updateMany } from './write-many.ts';

export function createWriter(commit: Commit): Writer {
  return {
    ...createReader(commit.scope),
    create: async <K extends Kind>(kind: K, draft: DraftOf<K> & { readonly title: string }) =>
      (await createItem(commit, kind, draft as Readonly<Record<string, unknown>>)) as ItemOf<K>,
    update: (ref, patch, seenRevision) => updateItem(commit, ref, patch, seenRevision),
    archive: (ref) => archiveItem(commit, ref),
    restore: (ref) => restoreItem(commit, ref),
    relate: (from, kind, to, fields) => relate(commit, { from, kind, to, fields }),
    unlink: (id) => unlink(commit, id),
    confirm: (id, remark) => confirmLink(commit, id, remark),
    createMany: (kind, drafts) => createMany(commit, kind, drafts),
    updateMany: (patches) => updateMany(commit, patches),
    archiveMany: (ids) => archiveMany(commit, ids),
    relateMany: (kind, links) => relateMany(commit, kind, links),
    unlinkMany: (ids) => unlinkMany(commit, ids),
    record: (entry) => {
      commit.entries.push(entry);
    },
    undo: (seq) => undoChange(commit, seq),
    notify: (notices) => notify(commit, notices),
    moveEpoch: () => moveEpoch(commit.scope),
  };
}
