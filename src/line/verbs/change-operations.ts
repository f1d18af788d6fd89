/** The log: history of an item, audit of a workspace, undo. */
import { z } from 'zod';
import * as failures from '../failures.ts';
import { type AnyOperation, admins, editors, operation, viewers } from '../operation.ts';
import { changesBefore } from '../store/changes.ts';
import { changeSchema, entrySchema } from './change-schema.ts';
import { refSchema } from './kind-operations.ts';

const PAGE = 50;
const PAGE_MOST = 200;
const page = {
  before: z.int().min(1).optional().meta({ description: 'Only commits with a lower seq.' }),
  limit: z.int().min(1).max(PAGE_MOST).optional(),
};

/** What happened to an item, newest first. */
const itemHistory = operation({
  name: 'listItemHistory',
  does: 'Lists the commits that touched an item or its links, newest first, with the fields before and after.',
  may: viewers('read what is not restricted'),
  effect: 'read',
  rest: { method: 'GET', path: '/items/{ref}/history', tag: 'History' },
  input: z.strictObject({ ref: refSchema, ...page }),
  output: z.strictObject({ changes: changeSchema.array(), next: z.int().nullable() }),
  failures: [failures.itemNotFound],
  example: { ref: 'FEA-1' },
  run: async ({ ref, before, limit = PAGE }, { line }) => {
    const item = await line.item(ref);
    const changes = await line.changesOf(item.id, before ?? null, limit);
    return paged(changes, limit);
  },
});

/** Everything that happened, for people who answer for the workspace. */
const listChanges = operation({
  name: 'listChanges',
  does: 'The audit view: every commit, newest first, with who, when and through which door.',
  may: admins('read the audit view'),
  effect: 'read',
  rest: { method: 'GET', path: '/changes', tag: 'History' },
  input: z.strictObject(page),
  output: z.strictObject({ changes: changeSchema.array(), next: z.int().nullable() }),
  failures: [],
  example: { limit: 20 },
  run: async ({ before, limit = PAGE }, context) => paged(await changesBefore(context, before ?? null, limit), limit),
});

/** Reverses a commit by a new one. */
const undoChange = operation({
  name: 'undoChange',
  does: 'Reverses a commit by a new one: items, links, comments, views and files. Where something later stands in the way it says what; rights and settings wait and ask instead. Undoing the undo is redo.',
  may: editors('undo changes'),
  effect: 'write',
  rest: { method: 'POST', path: '/changes/{seq}/undo', tag: 'History' },
  input: z.strictObject({ seq: z.int().min(1) }),
  output: z.strictObject({ undone: z.int(), entries: entrySchema.array() }),
  failures: [
    failures.changeNotFound,
    failures.cannotUndo,
    failures.changeAsksFirst,
    failures.notYourComment,
    failures.notYourView,
  ],
  example: { seq: 1 },
  run: async ({ seq }, { line }) => ({ undone: seq, entries: [...(await line.undo(seq))] }),
});

function paged<T extends { readonly seq: number }>(
  changes: readonly T[],
  limit: number,
): { changes: T[]; next: number | null } {
  return { changes: [...changes], next: changes.length < limit ? null : (changes.at(-1)?.seq ?? null) };
}

export const changeOperations = [itemHistory, listChanges, undoChange] as const satisfies readonly AnyOperation[];
