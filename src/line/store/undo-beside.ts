/**
 * Undo of what a commit did beside items and links: comments, saved views, files. The same rights as doing it by hand; what
 * was changed again since is in the way, and is told as a sentence.
 */
import { sql } from 'drizzle-orm';
import { isAtLeast } from '../../platform/permission/index.ts';
import type { Entry, EntrySubject } from '../change.ts';
import type { Comment } from '../comment.ts';
import { notYourComment, notYourView } from '../failures.ts';
import { isSame, type Values } from '../row.ts';
import type { View } from '../saved-view.ts';
import { commentById, updateCommentRow } from './comment-rows.ts';
import type { Commit } from './commit.ts';
import { findItem } from './reader.ts';
import { deleteViewRow, insertViewRow, updateViewRow, viewById } from './view-rows.ts';

/** Brings a thing from `before` to `after` of a reversed entry. Answers what stands in the way, if anything does. */
type Turn = (commit: Commit, reversed: Entry) => Promise<string | undefined>;

const TURNS: Partial<Record<EntrySubject, Turn>> = { comment: turnComment, view: turnView, attachment: turnAttachment };

export async function undoBeside(commit: Commit, reversed: Entry): Promise<string | undefined> {
  return TURNS[reversed.subject]?.(commit, reversed);
}

/** The members to write so that `now` goes back; `stuck` where somebody changed one of them again since. */
function membersBack(now: Values, { before, after }: Pick<Entry, 'before' | 'after'>): Values | 'stuck' {
  const back: Record<string, unknown> = {};
  for (const name of Object.keys(after ?? {})) {
    const [was, shall] = [before?.[name], after?.[name]];
    if (isSame(was, shall) || isSame(now[name], shall)) continue;
    if (!isSame(now[name], was)) return 'stuck';
    back[name] = shall;
  }
  return back;
}

const COMMENT_MEMBERS = ['body', 'editedAt', 'resolvedAt', 'resolvedBy', 'removedAt'] as const;

async function turnComment(commit: Commit, { id, kind, before, after }: Entry): Promise<string | undefined> {
  const { scope } = commit;
  const now = await commentById(scope, id);
  if (now === undefined) return 'a comment it touched is no longer here';
  const item = await findItem(scope, now.itemId);
  // What was said is taken back as by hand: its place stays, its text does not.
  if (after === null && now.removedAt !== null) return undefined;
  const created = before ?? {};
  const removed = { ...created, body: '', removedAt: commit.at };
  const wanted = { before: only(COMMENT_MEMBERS, created), after: only(COMMENT_MEMBERS, after ?? removed) };
  const back = after === null && !sameIn(COMMENT_MEMBERS, now, created) ? 'stuck' : membersBack(now, wanted);
  if (back === 'stuck') return `a comment on ${item.key} was changed again since`;
  const names = Object.keys(back);
  if (names.length === 0) return undefined;
  const isText = names.some((name) => name !== 'resolvedAt' && name !== 'resolvedBy');
  const isTheirs = now.authorId !== null && now.authorId === scope.actor.memberId;
  if (isText && !isTheirs && !isAtLeast(scope.actor.role, 'admin')) throw notYourComment({ comment: id });
  const turned: Comment = { ...now, ...back };
  await updateCommentRow(scope, turned);
  commit.entries.push({ subject: 'comment', id, itemId: item.id, kind, before: now, after: turned });
  return undefined;
}

const VIEW_MEMBERS = ['title', 'layout', 'definition', 'scope'] as const;

async function turnView(commit: Commit, { id, kind, before, after }: Entry): Promise<string | undefined> {
  const { scope } = commit;
  const now = await viewById(scope, id);
  const turned = now === undefined ? viewAnew(before, after) : viewBack(now, { before, after });
  if (turned === 'stuck') return `the view "${String(now?.title ?? before?.title)}" was changed again since`;
  if (turned === undefined) return undefined;
  const owner = (now ?? turned)?.ownerId ?? null;
  if (owner !== scope.actor.memberId && !isAtLeast(scope.actor.role, 'admin')) throw notYourView({ view: id });
  const written = turned === null ? null : { ...turned, changedAt: commit.at };
  if (written === null) await deleteViewRow(scope, id);
  else if (now === undefined) await insertViewRow(scope, written);
  else await updateViewRow(scope, written);
  commit.entries.push({ subject: 'view', id, itemId: null, kind, before: now ?? null, after: written });
  return undefined;
}

/** A view that is not there: removed by the commit, so it comes back; or removed since, which is in the way of anything else. */
function viewAnew(before: Values | null, after: Values | null): View | 'stuck' | undefined {
  if (after === null) return undefined;
  return before === null ? (after as unknown as View) : 'stuck';
}

/** The view as it was, `null` where it was not there yet, undefined where nothing is to do. */
function viewBack(now: View, { before, after }: Pick<Entry, 'before' | 'after'>): View | null | 'stuck' | undefined {
  if (after === null) return sameIn(VIEW_MEMBERS, now, before ?? {}) ? null : 'stuck';
  const back = membersBack(now, { before: only(VIEW_MEMBERS, before ?? {}), after: only(VIEW_MEMBERS, after) });
  if (back === 'stuck') return back;
  return Object.keys(back).length === 0 ? undefined : { ...now, ...back };
}

/** A file taken off its item keeps its bytes, so both ways are one mark. */
async function turnAttachment(commit: Commit, { id, itemId, kind, before, after }: Entry): Promise<string | undefined> {
  const { scope } = commit;
  const item = itemId === null ? undefined : await findItem(scope, itemId);
  if (item === undefined || (after !== null && item.archivedAt !== null)) return 'the item of the file is archived';
  const written =
    await scope.sql.run(sql`update attachment set removed_at = ${after === null ? commit.at : null}::timestamptz
    where workspace_id = ${scope.workspaceId}::uuid and id = ${id}::uuid and (removed_at is null) = ${after === null}`);
  if (written > 0) commit.entries.push({ subject: 'attachment', id, itemId: item.id, kind, before, after });
  return undefined;
}

function only(names: readonly string[], values: Values): Values {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

function sameIn(names: readonly string[], now: object, then: Values): boolean {
  return names.every((name) => isSame(Reflect.get(now, name) ?? null, then[name] ?? null));
}
