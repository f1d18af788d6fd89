/** Files on items: kept as they came, served only as downloads. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type FileStore, fileNotFound, safeMediaType, safeName } from '../../platform/file/index.ts';
import type { Context } from '../context.ts';
import { itemArchived } from '../failures.ts';
import { type AnyOperation, editors, operation, viewers } from '../operation.ts';
import type { Steps } from './in-line.ts';

export const attachmentSchema = z.object({
  id: z.guid(),
  itemId: z.guid(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
});
export type Attachment = z.output<typeof attachmentSchema>;

const COLUMNS =
  sql.raw(`a.id, a.item_id as "itemId", a.name, a.media_type as "mediaType", a.size_bytes as "sizeBytes", a.sha256,
  a.created_at as "createdAt", a.created_by as "createdBy"`);

/** A file on its way in. */
export interface Incoming {
  readonly name: string;
  readonly mediaType: string | null;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface Keeping {
  readonly files: FileStore;
  readonly workspaceId: string;
  readonly maxBytes: number;
}

/**
 * Keeps the file, then notes it on the item; a file whose item refuses it is removed again.
 *
 * @throws `file.too-large`, `item.not-found`, `item.archived`
 */
export async function attachFile(
  steps: Steps,
  { files, workspaceId, maxBytes }: Keeping,
  { item, file }: { item: string; file: Incoming },
): Promise<Attachment> {
  await steps.read('readItem', (context) => attachable(context, item));
  const id = uuidv7();
  const key = `${workspaceId}/${id}`;
  const stored = await files.put(key, file.content, { maxBytes });
  try {
    return await steps.write('attachFile', async (context) => {
      const on = await attachable(context, item);
      const kept: Attachment = {
        id,
        itemId: on.id,
        name: safeName(file.name),
        mediaType: safeMediaType(file.mediaType),
        ...stored,
        createdAt: context.now.toISOString(),
        createdBy: context.actor.memberId,
      };
      await context.sql.run(sql`insert into attachment (workspace_id, id, item_id, name, media_type, size_bytes, sha256, stored_as, created_at, created_by)
        values (${context.workspaceId}::uuid, ${id}::uuid, ${on.id}::uuid, ${kept.name}, ${kept.mediaType}, ${kept.sizeBytes}, ${kept.sha256}, ${key},
          ${kept.createdAt}::timestamptz, ${kept.createdBy}::uuid)`);
      context.line.record({
        subject: 'attachment',
        id,
        itemId: on.id,
        kind: on.kind,
        before: null,
        after: { ...kept },
      });
      return kept;
    });
  } catch (error) {
    await files.remove(key);
    throw error;
  }
}

async function attachable(context: Context, ref: string) {
  const item = await context.line.item(ref);
  if (item.archivedAt !== null) throw itemArchived({ ref: item.key });
  return item;
}

interface StoredAttachment extends Attachment {
  readonly storedAs: string;
}

/** The attachment, if its item may be seen. @throws `file.not-found` */
export async function findAttachment(context: Context, attachmentId: string): Promise<StoredAttachment> {
  const found = await attachmentOrNone(context, attachmentId);
  if (found === undefined) throw fileNotFound({ file: attachmentId });
  return found;
}

async function attachmentOrNone(context: Context, attachmentId: string): Promise<StoredAttachment | undefined> {
  const row = z.guid().safeParse(attachmentId).success
    ? await context.sql.row<StoredAttachment>(sql`select ${COLUMNS}, a.stored_as as "storedAs" from attachment a
        where a.workspace_id = ${context.workspaceId}::uuid and a.id = ${attachmentId}::uuid and a.removed_at is null`)
    : undefined;
  return row !== undefined && (await context.line.items([row.itemId])).length > 0 ? row : undefined;
}

const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

const listAttachments = operation({
  name: 'listAttachments',
  does: 'The files on an item, oldest first. Their bytes are at /attachments/{id}/content.',
  may: viewers('read attachments'),
  effect: 'read',
  rest: { method: 'GET', path: '/items/{ref}/attachments', tag: 'Items' },
  input: z.strictObject({ ref: z.string().max(100) }),
  output: z.object({ items: z.array(attachmentSchema) }),
  failures: [],
  example: { ref: 'FEA-1' },
  run: async ({ ref }, context) => {
    const item = await context.line.item(ref);
    const rows =
      await context.sql.rows<Attachment>(sql`select ${COLUMNS} from attachment a where a.workspace_id = ${context.workspaceId}::uuid
      and a.item_id = ${item.id}::uuid and a.removed_at is null order by a.created_at, a.id`);
    return { items: [...rows] };
  },
});

const removeAttachment = operation({
  name: 'removeAttachment',
  does: 'Takes a file off its item. The bytes stay until the workspace is cleaned, so that history can name it. Removing twice is no error.',
  may: editors('remove attachments'),
  effect: 'write',
  rest: { method: 'DELETE', path: '/attachments/{attachmentId}', tag: 'Items' },
  input: z.strictObject({ attachmentId: z.guid() }),
  output: z.object({ removed: z.boolean() }),
  failures: [],
  example: { attachmentId: EXAMPLE_ID },
  run: async ({ attachmentId }, context) => {
    const found = await attachmentOrNone(context, attachmentId);
    if (found === undefined) return { removed: false };
    const { storedAs: _key, ...attachment } = found;
    const item = await context.line.item(attachment.itemId);
    await context.sql.run(sql`update attachment set removed_at = ${context.now.toISOString()}::timestamptz
      where workspace_id = ${context.workspaceId}::uuid and id = ${attachmentId}::uuid`);
    context.line.record({
      subject: 'attachment',
      id: attachmentId,
      itemId: item.id,
      kind: item.kind,
      before: { ...attachment },
      after: null,
    });
    return { removed: true };
  },
});

export const attachmentOperations: readonly AnyOperation[] = [listAttachments, removeAttachment];
