/** A comment: what somebody said about an item, or about a passage of it. */
import { z } from 'zod';

export const commentSchema = z
  .strictObject({
    id: z.guid(),
    itemId: z.guid(),
    parentId: z.guid().nullable(),
    body: z.string(),
    quote: z.string().nullable(),
    visibility: z.enum(['internal', 'public']),
    authorId: z.guid().nullable(),
    authorName: z.string(),
    createdAt: z.string(),
    editedAt: z.string().nullable(),
    resolvedAt: z.string().nullable(),
    resolvedBy: z.guid().nullable(),
    removedAt: z.string().nullable(),
  })
  .meta({ title: 'Comment' });
export type Comment = z.output<typeof commentSchema>;
