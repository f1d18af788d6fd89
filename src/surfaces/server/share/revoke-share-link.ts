import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { operation, viewers } from '../../../line/index.ts';
import { recordShare, sharesWhere } from './share-row.ts';

const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

/** Ends a link with its next request. One that is gone already needs nothing done. */
export const revokeShareLink = operation({
  name: 'revokeShareLink',
  does: "Ends a link that shares something: who opens it then finds nothing. You may end your own, an admin anybody's. Where there is none any more, nothing changes.",
  may: viewers('end the links they shared; admins and owners end all'),
  effect: 'write',
  rest: { method: 'DELETE', path: '/share-links/{shareLinkId}', tag: 'Share links' },
  input: z.strictObject({ shareLinkId: z.guid() }),
  output: z.strictObject({ shareLinkId: z.guid(), isActive: z.literal(false) }),
  failures: [],
  example: { shareLinkId: EXAMPLE_ID },
  run: async ({ shareLinkId }, context) => {
    const { sql: statements, workspaceId, now } = context;
    const [before] = await sharesWhere(context, sql`id = ${shareLinkId}::uuid`);
    if (before !== undefined) {
      await statements.run(sql`update share_link set revoked_at = ${now.toISOString()}::timestamptz
        where workspace_id = ${workspaceId}::uuid and id = ${shareLinkId}::uuid and revoked_at is null`);
      recordShare(context, before, null);
    }
    return { shareLinkId, isActive: false as const };
  },
});
