/** The verbs of deliveries: what became of each message, sending one again, and everything again from a change on. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type AnyOperation, admins, operation } from '../../../line/index.ts';
import { deliveryNotFound, replayAhead, webhookNotFound } from './failures.ts';
import {
  deliveriesWhere,
  deliverySchema,
  lastCommitted,
  webhookId,
  webhookOf,
  webhookSchema,
} from './webhook-table.ts';

const TAG = 'Webhooks';
const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const LIMIT_MOST = 200;

/** The delivery log of a webhook, newest first. */
const listDeliveries = operation({
  name: 'listDeliveries',
  does: 'Lists what was sent to a webhook, newest first: status, attempts, the receiver’s answer, and when it is tried again. Kept for 30 days.',
  may: admins('see webhooks'),
  effect: 'read',
  rest: { method: 'GET', path: '/webhooks/{webhookId}/deliveries', tag: TAG },
  input: z.strictObject({
    webhookId,
    state: z.enum(['waiting', 'delivered', 'failed']).optional(),
    before: z.guid().optional().meta({ description: 'The last delivery of the page before.' }),
    limit: z.int().min(1).max(LIMIT_MOST).optional(),
  }),
  output: z.strictObject({ items: deliverySchema.array(), next: z.guid().nullable() }),
  failures: [webhookNotFound],
  example: { webhookId: EXAMPLE_ID, state: 'failed' },
  run: async ({ limit = 50, ...input }, context) => {
    const { id } = await webhookOf(context, input.webhookId);
    const inState = input.state === undefined ? sql`true` : sql`d.state = ${input.state}`;
    const earlier = input.before === undefined ? sql`true` : sql`d.id < ${input.before}::uuid`;
    const where = sql`d.webhook_id = ${id}::uuid and ${inState} and ${earlier}`;
    const items = await deliveriesWhere(context.sql, context.workspaceId, where, limit);
    return { items, next: items.length < limit ? null : (items.at(-1)?.id ?? null) };
  },
});

/** One message again, at once, under the same message id. */
const replayDelivery = operation({
  name: 'replayDelivery',
  does: 'Sends a message again, as a new delivery with the same message id, whatever became of it before.',
  may: admins('send webhook messages again'),
  effect: 'write',
  rest: { method: 'POST', path: '/webhooks/{webhookId}/deliveries/{deliveryId}/replay', tag: TAG },
  input: z.strictObject({ webhookId, deliveryId: z.guid() }),
  output: deliverySchema,
  failures: [webhookNotFound, deliveryNotFound],
  example: { webhookId: EXAMPLE_ID, deliveryId: EXAMPLE_ID },
  run: async (input, context) => {
    const { workspaceId, sql: tables, now } = context;
    const { id } = await webhookOf(context, input.webhookId);
    const again = uuidv7();
    const at = now.toISOString();
    const made =
      await tables.run(sql`insert into webhook_delivery (workspace_id, id, webhook_id, message_id, seq, operation, state, next_attempt_at, created_at)
      select d.workspace_id, ${again}::uuid, d.webhook_id, d.message_id, d.seq, d.operation, 'waiting', ${at}::timestamptz, ${at}::timestamptz
      from webhook_delivery d where d.workspace_id = ${workspaceId}::uuid and d.webhook_id = ${id}::uuid and d.id = ${input.deliveryId}::uuid`);
    if (made === 0) throw deliveryNotFound({ deliveryId: input.deliveryId });
    const [delivery] = await deliveriesWhere(tables, workspaceId, sql`d.id = ${again}::uuid`, 1);
    if (delivery === undefined) throw deliveryNotFound({ deliveryId: again });
    return delivery;
  },
});

/** Everything again from a change on: for a receiver that lost what it had. */
const replayWebhook = operation({
  name: 'replayWebhook',
  does: 'Sends every change again from a sequence number on, that one included, as far as the filter lets it through.',
  may: admins('send webhook messages again'),
  effect: 'write',
  rest: { method: 'POST', path: '/webhooks/{webhookId}/replay', tag: TAG },
  input: z.strictObject({ webhookId, seq: z.int().min(1).meta({ description: 'The first change to send again.' }) }),
  output: webhookSchema,
  failures: [webhookNotFound, replayAhead],
  example: { webhookId: EXAMPLE_ID, seq: 1042 },
  run: async (input, context) => {
    const { id } = await webhookOf(context, input.webhookId);
    const head = await lastCommitted(context);
    if (input.seq > head) throw replayAhead({ field: 'seq', head });
    await context.sql.run(sql`update webhook set queued_seq = ${input.seq - 1}, changed_at = ${context.now.toISOString()}::timestamptz
      where workspace_id = ${context.workspaceId}::uuid and id = ${id}::uuid`);
    return webhookOf(context, id);
  },
});

export const deliveryOperations = [
  listDeliveries,
  replayDelivery,
  replayWebhook,
] as const satisfies readonly AnyOperation[];
