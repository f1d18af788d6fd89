/** Comments as threads: each with the answers below it, however deep they were given. */

export interface Comment {
  readonly id: string;
  readonly parentId: string | null;
  readonly body: string;
  readonly quote: string | null;
  readonly visibility: 'internal' | 'public';
  readonly authorId: string | null;
  readonly authorName: string;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly resolvedAt: string | null;
  readonly removedAt: string | null;
}

export interface Thread {
  readonly first: Comment;
  /** Oldest first; an answer to an answer stands among them. */
  readonly replies: readonly Comment[];
}

/**
 * Oldest thread first. What was removed is left out, but for a first comment that still has answers: they need its place.
 *
 * @example
 * threadsOf(comments).map(({ first, replies }) => `${first.authorName}: ${replies.length}`)
 */
export function threadsOf(comments: readonly Comment[]): readonly Thread[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const byFirst = Map.groupBy(comments, (comment) => firstOf(comment, byId).id);
  return [...byFirst].flatMap(([id, group]) => {
    const first = byId.get(id);
    const replies = group.filter((comment) => comment.id !== id && comment.removedAt === null);
    return first === undefined || (first.removedAt !== null && replies.length === 0) ? [] : [{ first, replies }];
  });
}

function firstOf(comment: Comment, byId: ReadonlyMap<string, Comment>): Comment {
  let first = comment;
  for (const seen = new Set<string>(); first.parentId !== null && !seen.has(first.id); ) {
    seen.add(first.id);
    first = byId.get(first.parentId) ?? first;
  }
  return first;
}
