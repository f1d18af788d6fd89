/** Files people bring to be imported; kept so that an import can go on after a restart, and be looked into later. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { safeMediaType, safeName } from '../../platform/file/index.ts';
import type { Incoming, Keeping } from './attachments.ts';
import type { Steps } from './in-line.ts';

export const uploadSchema = z.object({
  id: z.guid(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
});
export type Upload = z.output<typeof uploadSchema>;

/** @throws `file.too-large`, `permission.denied` */
export async function receiveUpload(
  steps: Steps,
  { files, workspaceId, maxBytes }: Keeping,
  file: Incoming,
): Promise<Upload> {
  // Asked first: whoever may not import need not send the whole file to hear so.
  await steps.write('receiveUpload', async () => undefined);
  const id = uuidv7();
  const key = `${workspaceId}/${id}`;
  const stored = await files.put(key, file.content, { maxBytes });
  const upload = { id, name: safeName(file.name), mediaType: safeMediaType(file.mediaType), ...stored };
  try {
    await steps.write('receiveUpload', (context) =>
      context.sql.run(sql`insert into upload (workspace_id, id, name, media_type, size_bytes, sha256, stored_as, created_at, created_by)
        values (${context.workspaceId}::uuid, ${id}::uuid, ${upload.name}, ${upload.mediaType}, ${upload.sizeBytes}, ${upload.sha256}, ${key},
          ${context.now.toISOString()}::timestamptz, ${context.actor.memberId}::uuid)`),
    );
  } catch (error) {
    await files.remove(key);
    throw error;
  }
  return upload;
}
