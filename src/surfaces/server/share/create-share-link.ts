import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type Context, editors, itemNotFound, operation, viewNotFound } from '../../../line/index.ts';
import { viewById } from '../../../line/server.ts';
import { hashToken, makeToken } from '../../../platform/auth/index.ts';
import { shareByMember, shareOneThing, shareStaysInside } from './failures.ts';
import { recordShare, SHARE_PREFIX, type Share, sharedKind, shareSchema, titleOf } from './share-row.ts';

const DAY_MS = 86_400_000;
const DAYS_MOST = 365;

const inputSchema = z.strictObject({
  item: z.string().min(1).max(100).optional().meta({ description: 'Id or key of the item to show.' }),
  viewId: z.guid().optional().meta({ description: 'The saved view to show.' }),
  days: z.int().min(1).max(DAYS_MOST).default(30).meta({ description: 'After so many days the link ends.' }),
});

/** A link by which anybody who has it reads one thing; shown this once. */
export const createShareLink = operation({
  name: 'createShareLink',
  does: 'Makes a link by which anybody who has it reads one item or one saved view, without an account and without changing anything. It shows what you may see, for as long as you may: never people, feedback, comments, history or files. The link is shown this once; only its hash is kept.',
  may: editors('share an item or a view by a link'),
  effect: 'write',
  rest: { method: 'POST', path: '/share-links', tag: 'Share links' },
  input: inputSchema,
  output: shareSchema.extend({
    path: z.string().meta({ description: 'Below the address of this installation. Shown this once.' }),
  }),
  failures: [shareOneThing, shareStaysInside, shareByMember, itemNotFound, viewNotFound],
  example: { item: 'FEA-1', days: 30 },
  notAt: { mcp: 'Whether somebody outside may read something is for a person to decide.' },
  run: async (input, context) => {
    const { sql: statements, workspaceId, actor, now } = context;
    if (actor.memberId === null) throw shareByMember({});
    const thing = await thingOf(context, input);
    const token = makeToken(SHARE_PREFIX);
    const share: Share = {
      id: uuidv7(),
      memberId: actor.memberId,
      ...thing,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + input.days * DAY_MS).toISOString(),
      isExpired: false,
    };
    await statements.run(sql`insert into share_link (id, workspace_id, member_id, item_id, view_id, token_hash, created_at, expires_at)
      values (${share.id}::uuid, ${workspaceId}::uuid, ${share.memberId}::uuid, ${share.itemId}::uuid, ${share.viewId}::uuid, ${hashToken(token)},
        ${share.createdAt}::timestamptz, ${share.expiresAt}::timestamptz)`);
    recordShare(context, null, share);
    return { ...share, path: `/share/${token}` };
  },
});

async function thingOf(
  context: Context,
  { item: ref, viewId }: z.output<typeof inputSchema>,
): Promise<Pick<Share, 'itemId' | 'viewId' | 'title'>> {
  if (ref !== undefined && viewId === undefined) {
    const item = await context.line.item(ref);
    sharedKind(context.model, item.kind, 'item');
    return { itemId: item.id, viewId: null, title: titleOf(item) };
  }
  if (viewId === undefined || ref !== undefined) throw shareOneThing({ field: 'item' });
  const view = await viewById(context, viewId);
  if (view === undefined) throw viewNotFound({ view: viewId });
  sharedKind(context.model, view.kind, 'viewId');
  return { itemId: null, viewId, title: view.title };
}
