import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type Context, editors, operation, viewNotFound } from '../../../line/index.ts';
import { hashToken, makeToken } from '../../../platform/auth/index.ts';
import { shareByMember, shareOneThing } from './failures.ts';
import { ownView, recordShare, SHARE_PREFIX, shareSchema, sharesWhere } from './share-row.ts';

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
  failures: [shareOneThing, shareByMember, viewNotFound],
  example: { item: 'FEA-1', days: 30 },
  notAt: { mcp: 'Whether somebody outside may read something is for a person to decide.' },
  run: async (input, context) => {
    const { sql: statements, workspaceId, actor, now } = context;
    if (actor.memberId === null) throw shareByMember({});
    const { itemId, viewId } = await thingOf(context, input, actor.memberId);
    const token = makeToken(SHARE_PREFIX);
    const id = uuidv7();
    const expiresAt = new Date(now.getTime() + input.days * DAY_MS).toISOString();
    await statements.run(sql`insert into share_link (id, workspace_id, member_id, item_id, view_id, token_hash, created_at, expires_at)
      values (${id}::uuid, ${workspaceId}::uuid, ${actor.memberId}::uuid, ${itemId}::uuid, ${viewId}::uuid, ${hashToken(token)},
        ${now.toISOString()}::timestamptz, ${expiresAt}::timestamptz)`);
    const made = {
      id,
      memberId: actor.memberId,
      itemId,
      viewId,
      createdAt: now.toISOString(),
      expiresAt,
      isExpired: false,
    };
    const [held] = await sharesWhere(context, sql`id = ${id}::uuid`);
    const after = held ?? { ...made, title: null };
    recordShare(context, null, after);
    return { ...after, path: `/share/${token}` };
  },
});

async function thingOf(
  { sql: statements, workspaceId, line }: Context,
  { item, viewId }: z.output<typeof inputSchema>,
  memberId: string,
): Promise<{ readonly itemId: string | null; readonly viewId: string | null }> {
  if ((item === undefined) === (viewId === undefined)) throw shareOneThing({ field: 'item' });
  if (item !== undefined) return { itemId: (await line.item(item)).id, viewId: null };
  const view = await ownView(statements, workspaceId, { viewId: viewId ?? '', memberId });
  if (view === undefined) throw viewNotFound({ view: viewId ?? '' });
  return { itemId: null, viewId: view.id };
}
