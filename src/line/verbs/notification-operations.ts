/** One inbox of notifications, each with its reason; read, unread, muted per item; and when a member was last here. */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type AnyOperation, operation, viewers } from '../operation.ts';
import { param, visible } from '../store/scope.ts';
import { briefOf, briefSchema } from './include.ts';
import { refSchema } from './kind-operations.ts';

const PAGE = 50;
const PAGE_MOST = 200;

const notificationSchema = z
  .strictObject({
    id: z.guid(),
    itemId: z.guid(),
    reason: z.enum(['outOfStep', 'assigned', 'mentioned', 'commented']),
    sentence: z.string(),
    seq: z.int(),
    createdAt: z.string(),
    readAt: z.string().nullable(),
    item: briefSchema.optional(),
  })
  .meta({ title: 'Notification' });
type Notification = z.output<typeof notificationSchema>;

/** The inbox of whoever asks, newest first. */
const listNotifications = operation({
  name: 'listNotifications',
  does: 'Lists your notifications, newest first, each with the reason you got it.',
  may: viewers('read their notifications'),
  effect: 'read',
  rest: { method: 'GET', path: '/notifications', tag: 'Notifications' },
  input: z.strictObject({ unread: z.boolean().optional(), limit: z.int().min(1).max(PAGE_MOST).optional() }),
  output: z.strictObject({ notifications: notificationSchema.array(), unread: z.int() }),
  failures: [],
  example: { unread: true },
  run: async ({ unread, limit = PAGE }, context) => {
    const mine = sql`notification n join item i on i.workspace_id = n.workspace_id and i.id = n.item_id
      where n.workspace_id = ${context.workspaceId}::uuid and n.member_id = ${context.actor.memberId}::uuid and ${visible(context)}`;
    const rows =
      await context.sql.rows<Notification>(sql`select n.id, n.item_id as "itemId", n.reason, n.sentence, n.seq,
      n.created_at as "createdAt", n.read_at as "readAt" from ${mine}
      ${unread === true ? sql`and n.read_at is null` : sql``} order by n.created_at desc, n.id desc limit ${limit}`);
    const count = await context.sql.row<{ count: number }>(
      sql`select count(*)::int as count from ${mine} and n.read_at is null`,
    );
    const items = new Map(
      (await context.line.items(rows.map((row) => row.itemId))).map((item) => [item.id, briefOf(item)]),
    );
    const seen = rows.flatMap((row) => (items.has(row.itemId) ? [{ ...row, item: items.get(row.itemId) }] : []));
    return { notifications: seen, unread: count?.count ?? 0 };
  },
});

/** Marks read; again changes nothing. */
const readNotifications = operation({
  name: 'readNotifications',
  does: 'Marks notifications as read: those named, or all.',
  may: viewers('read their notifications'),
  effect: 'write',
  rest: { method: 'POST', path: '/notifications/read', tag: 'Notifications' },
  input: z.strictObject({
    ids: z.array(z.guid()).max(1000).optional().meta({ description: 'Left out: all of yours.' }),
  }),
  output: z.strictObject({ read: z.int() }),
  failures: [],
  example: {},
  run: async ({ ids }, context) => ({
    read: await context.sql.run(sql`update notification set read_at = ${context.now.toISOString()}::timestamptz
      where workspace_id = ${context.workspaceId}::uuid and member_id = ${context.actor.memberId}::uuid and read_at is null
      ${ids === undefined ? sql`` : sql`and id = any(${param(ids)}::uuid[])`}`),
  }),
});

/** Silences one item for one member. */
const muteItem = operation({
  name: 'muteItem',
  does: 'Stops notifications about one item for you.',
  may: viewers('mute items for themselves'),
  effect: 'write',
  rest: { method: 'POST', path: '/items/{ref}/mute', tag: 'Notifications' },
  input: z.strictObject({ ref: refSchema }),
  output: z.strictObject({ muted: z.literal(true) }),
  failures: [],
  example: { ref: 'FEA-1' },
  run: async ({ ref }, context) => {
    const item = await context.line.item(ref);
    await context.sql.run(sql`insert into notification_mute (workspace_id, member_id, item_id, muted_at) select ${context.workspaceId}::uuid,
      m.id, ${item.id}::uuid, ${context.now.toISOString()}::timestamptz from member m where m.workspace_id = ${context.workspaceId}::uuid
      and m.id = ${context.actor.memberId}::uuid on conflict do nothing`);
    return { muted: true as const };
  },
});

/** The other way round. */
const unmuteItem = operation({
  name: 'unmuteItem',
  does: 'Lets notifications about one item reach you again.',
  may: viewers('mute items for themselves'),
  effect: 'write',
  rest: { method: 'POST', path: '/items/{ref}/unmute', tag: 'Notifications' },
  input: z.strictObject({ ref: refSchema }),
  output: z.strictObject({ muted: z.literal(false) }),
  failures: [],
  example: { ref: 'FEA-1' },
  run: async ({ ref }, context) => {
    const item = await context.line.item(ref);
    await context.sql.run(sql`delete from notification_mute where workspace_id = ${context.workspaceId}::uuid
      and member_id = ${context.actor.memberId}::uuid and item_id = ${item.id}::uuid`);
    return { muted: false as const };
  },
});

/** Says "I have seen what there was": Home shows what changed since. */
const recordVisit = operation({
  name: 'recordVisit',
  does: 'Remembers up to which change you have looked, and answers what it was before.',
  may: viewers('read what is not restricted'),
  effect: 'write',
  rest: { method: 'POST', path: '/visit', tag: 'Notifications' },
  input: z.strictObject({ seq: z.int().min(0) }),
  output: z.strictObject({ before: z.int().nullable(), at: z.string().nullable() }),
  failures: [],
  example: { seq: 1 },
  run: async ({ seq }, context) => {
    const { workspaceId, actor, now } = context;
    const before = await context.sql.row<{
      seq: number;
      at: string;
    }>(sql`select seen_seq as seq, seen_at as at from member_visit
      where workspace_id = ${workspaceId}::uuid and member_id = ${actor.memberId}::uuid`);
    if (actor.memberId !== null) {
      await context.sql.run(sql`insert into member_visit (workspace_id, member_id, seen_seq, seen_at) values (${workspaceId}::uuid,
        ${actor.memberId}::uuid, ${seq}, ${now.toISOString()}::timestamptz) on conflict (workspace_id, member_id)
        do update set seen_seq = greatest(member_visit.seen_seq, excluded.seen_seq), seen_at = excluded.seen_at`);
    }
    return { before: before?.seq ?? null, at: before?.at ?? null };
  },
});

export const notificationOperations = [
  listNotifications,
  readNotifications,
  muteItem,
  unmuteItem,
  recordVisit,
] as const satisfies readonly AnyOperation[];
