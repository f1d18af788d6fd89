/** Links by which things are shared, as their list shows them: never the link itself. */
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AnyItem, Context, Kind, Model } from '../../../line/index.ts';
import { viewsOf } from '../../../line/server.ts';
import { isAtLeast } from '../../../platform/permission/index.ts';
import { shareStaysInside } from './failures.ts';

export const SHARE_PREFIX = 'shr_';

export const shareSchema = z
  .strictObject({
    id: z.guid(),
    memberId: z
      .guid()
      .meta({ description: 'Who shared it: the link shows what they may see, as long as they belong here.' }),
    itemId: z.guid().nullable(),
    viewId: z.guid().nullable(),
    title: z
      .string()
      .nullable()
      .meta({ description: 'Of what is shared; null where you may not see it, or it is gone.' }),
    createdAt: z.string(),
    expiresAt: z.string(),
    isExpired: z.boolean(),
  })
  .meta({ title: 'ShareLink' });
export type Share = z.output<typeof shareSchema>;

const COLUMNS =
  sql.raw(`id, member_id as "memberId", item_id as "itemId", view_id as "viewId", created_at as "createdAt",
  expires_at as "expiresAt", expires_at <= now() as "isExpired"`);

/** One's own; admins see and end everybody's. */
function sharesWithin({ actor }: Context): SQL {
  if (isAtLeast(actor.role, 'admin')) return sql`true`;
  return sql`member_id = ${actor.memberId}::uuid`;
}

/** Those not revoked that the actor may see and end, newest first. */
export async function sharesWhere(context: Context, where: SQL): Promise<readonly Share[]> {
  const rows = await context.sql.rows<Omit<Share, 'title'>>(sql`select ${COLUMNS} from share_link
    where workspace_id = ${context.workspaceId}::uuid and revoked_at is null and ${sharesWithin(context)} and ${where}
    order by created_at desc, id`);
  const items = await context.line.items(rows.flatMap(({ itemId }) => itemId ?? []));
  const views = rows.some(({ viewId }) => viewId !== null) ? await viewsOf(context) : [];
  const titles = new Map([
    ...items.map((item) => [item.id, titleOf(item)] as const),
    ...views.map(({ id, title }) => [id, title] as const),
  ]);
  return rows.map((row) => ({ ...row, title: titles.get(row.itemId ?? row.viewId ?? '') ?? null }));
}

export const titleOf = ({ key, title }: AnyItem): string => `${key} ${title}`;

/** What people said, and who they are: the kinds that do not live in the browser either are the texts and the contacts. */
export const staysInside = ({ resident }: Kind): boolean => !resident;

/** The kind of what is to be shared. @throws `share.stays-inside` */
export function sharedKind(model: Model, name: string, field: 'item' | 'viewId'): Kind {
  const kind = model.kind(name);
  if (staysInside(kind)) throw shareStaysInside({ field, kind: kind.label.many });
  return kind;
}

/** The log is read by everybody here, so it tells which link it was and not what the thing shared is called. */
export function recordShare({ line }: Context, before: Share | null, after: Share | null): void {
  const id = after?.id ?? before?.id ?? '';
  line.record({
    subject: 'member',
    id,
    itemId: null,
    kind: 'shareLink',
    before: untitled(before),
    after: untitled(after),
  });
}

function untitled(share: Share | null): Omit<Share, 'title'> | null {
  if (share === null) return null;
  const { title: _title, ...rest } = share;
  return rest;
}
