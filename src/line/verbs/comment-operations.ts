/** What people say about items: comment, edit, resolve, remove; mentions reach the person with the reason. */
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { isAtLeast } from '../../platform/permission/index.ts';
import { type Comment, commentSchema } from '../comment.ts';
import type { Context, Notice } from '../context.ts';
import * as failures from '../failures.ts';
import type { AnyItem } from '../kind.ts';
import { mentionedMembers } from '../mention.ts';
import { type AnyOperation, contributors, operation, viewers } from '../operation.ts';
import { authorsOn, commentById, commentsOn, insertCommentRow, updateCommentRow } from '../store/comment-rows.ts';
import { refSchema } from './kind-operations.ts';

const BODY_MOST = 20_000;
const QUOTE_MOST = 2000;

const body = z
  .string()
  .trim()
  .min(1, 'must say something')
  .max(BODY_MOST)
  .meta({ description: 'Markdown; `@[Ana](member:<id>)` mentions.' });
const commentId = z.guid();
const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

/** The comments of an item, oldest first; removed ones keep their place without their text. */
const listComments = operation({
  name: 'listComments',
  does: 'Lists the comments on an item, oldest first.',
  may: viewers('read what is not restricted'),
  effect: 'read',
  rest: { method: 'GET', path: '/items/{ref}/comments', tag: 'Comments' },
  input: z.strictObject({ ref: refSchema }),
  output: z.strictObject({ comments: commentSchema.array() }),
  failures: [failures.itemNotFound],
  example: { ref: 'FEA-1' },
  run: async ({ ref }, context) => {
    const item = await context.line.item(ref);
    return { comments: await commentsOn(context, item.id) };
  },
});

/** Adds a comment; the same id again is the same comment. */
const addComment = operation({
  name: 'addComment',
  does: 'Comments on an item, or on a quoted passage of it, internally or for the portal to see. Owners and people mentioned hear of it.',
  may: contributors('comment'),
  effect: 'write',
  rest: { method: 'POST', path: '/items/{ref}/comments', tag: 'Comments' },
  input: z.strictObject({
    ref: refSchema,
    body,
    id: commentId.optional(),
    parentId: z.guid().optional(),
    quote: z.string().max(QUOTE_MOST).optional(),
    visibility: z.enum(['internal', 'public']).optional(),
  }),
  output: commentSchema,
  failures: [failures.itemNotFound, failures.commentNotFound],
  example: { ref: 'FEA-1', body: 'Is the date still firm?' },
  run: async (input, context) => {
    const item = await context.line.item(input.ref);
    const known = input.id === undefined ? undefined : await commentById(context, input.id);
    if (known !== undefined) return (await findComment(context, known.id)).comment;
    await checkAnswered(context, item, input.parentId);
    const comment: Comment = {
      id: input.id ?? uuidv7(),
      itemId: item.id,
      parentId: input.parentId ?? null,
      body: input.body,
      quote: input.quote ?? null,
      visibility: input.visibility ?? 'internal',
      authorId: context.actor.memberId,
      authorName: context.actor.name,
      createdAt: context.now.toISOString(),
      ...{ editedAt: null, resolvedAt: null, resolvedBy: null, removedAt: null },
    };
    await insertCommentRow(context, comment);
    record(context, item, { before: null, after: comment });
    await context.line.notify(await listeners(context, item, comment));
    return comment;
  },
});

/** Edits, resolves or reopens. */
const updateComment = operation({
  name: 'updateComment',
  does: 'Edits the text of your comment, or marks any comment resolved or open again.',
  may: contributors('comment'),
  effect: 'write',
  rest: { method: 'PATCH', path: '/comments/{commentId}', tag: 'Comments' },
  input: z.strictObject({ commentId, body: body.optional(), resolved: z.boolean().optional() }),
  output: commentSchema,
  failures: [failures.commentNotFound, failures.notYourComment],
  example: { commentId: EXAMPLE_ID, resolved: true },
  run: async (input, context) => {
    const { comment: before, item } = await findComment(context, input.commentId);
    const at = context.now.toISOString();
    const isEdited = input.body !== undefined && input.body !== before.body;
    if (isEdited && before.authorId !== context.actor.memberId) throw failures.notYourComment({ comment: before.id });
    const resolvedAt =
      input.resolved === undefined ? before.resolvedAt : input.resolved ? (before.resolvedAt ?? at) : null;
    const resolvedBy = resolvedAt === null ? null : (before.resolvedBy ?? context.actor.memberId);
    if (!isEdited && resolvedAt === before.resolvedAt) return before;
    const edited = isEdited ? { body: input.body ?? before.body, editedAt: at } : {};
    return change(context, item, { before, after: { ...before, ...edited, resolvedAt, resolvedBy } });
  },
});

/** Takes a comment back; its place stays so that answers still make sense. */
const removeComment = operation({
  name: 'removeComment',
  does: 'Removes your comment (admins: any). Its place stays, its text does not.',
  may: contributors('remove their comments'),
  effect: 'destroy',
  rest: { method: 'DELETE', path: '/comments/{commentId}', tag: 'Comments' },
  input: z.strictObject({ commentId }),
  output: commentSchema,
  failures: [failures.commentNotFound, failures.notYourComment],
  example: { commentId: EXAMPLE_ID },
  run: async (input, context) => {
    const { comment: before, item } = await findComment(context, input.commentId);
    const isTheirs = before.authorId !== null && before.authorId === context.actor.memberId;
    if (!isTheirs && !isAtLeast(context.actor.role, 'admin')) throw failures.notYourComment({ comment: before.id });
    if (before.removedAt !== null) return before;
    return change(context, item, { before, after: { ...before, body: '', removedAt: context.now.toISOString() } });
  },
});

interface Turn {
  readonly before: Comment | null;
  readonly after: Comment;
}

async function change(context: Context, item: AnyItem, turn: Turn): Promise<Comment> {
  await updateCommentRow(context, turn.after);
  record(context, item, turn);
  return turn.after;
}

function record({ line }: Context, { id: itemId, kind }: AnyItem, { before, after }: Turn): void {
  line.record({ subject: 'comment', id: after.id, itemId, kind, before, after });
}

/** A comment, with the item it is on, which the reader may see. @throws `comment.not-found`, `item.not-found` */
async function findComment(
  context: Context,
  id: string,
): Promise<{ readonly comment: Comment; readonly item: AnyItem }> {
  const comment = await commentById(context, id);
  if (comment === undefined) throw failures.commentNotFound({ comment: id });
  return { comment, item: await context.line.item(comment.itemId) };
}

/** An answer stands beside what it answers. @throws `comment.not-found` where that is on another item */
async function checkAnswered(context: Context, item: AnyItem, parentId: string | undefined): Promise<void> {
  if (parentId === undefined) return;
  const { comment: parent } = await findComment(context, parentId);
  if (parent.itemId !== item.id) throw failures.commentNotFound({ comment: parentId });
}

/** Those mentioned, and otherwise the owner and everyone who has commented here. */
async function listeners(context: Context, item: AnyItem, comment: Comment): Promise<readonly Notice[]> {
  const excerpt = comment.body.slice(0, 140);
  const about = { itemId: item.id, sentence: `${comment.authorName}: ${excerpt}` };
  const mentioned = mentionedMembers(comment.body);
  const others = new Set([...(await authorsOn(context, item.id)), ...(item.ownerId === null ? [] : [item.ownerId])]);
  for (const id of mentioned) others.delete(id);
  return [
    ...mentioned.map((memberId) => ({ ...about, memberId, reason: 'mentioned' as const })),
    ...[...others].map((memberId) => ({ ...about, memberId, reason: 'commented' as const })),
  ];
}

export const commentOperations = [
  listComments,
  addComment,
  updateComment,
  removeComment,
] as const satisfies readonly AnyOperation[];
