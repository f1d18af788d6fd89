/** Webhooks and their deliveries as the database keeps them and as the API shows them. */
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Context, Sql } from '../../../line/index.ts';
import { webhookNotFound } from './failures.ts';

export const webhookId = z
  .guid()
  .meta({ description: 'Id of the webhook.', examples: ['01890a5d-ac96-774b-bcce-b302099a8057'] });

const instant = z.iso.datetime({ offset: true });

export const webhookSchema = z
  .strictObject({
    id: z.guid(),
    url: z.string(),
    description: z.string(),
    kinds: z
      .array(z.string())
      .meta({ description: 'Only changes that touch items or links of these kinds; empty: all.' }),
    operations: z.array(z.string()).meta({ description: 'Only changes made by these operations; empty: all.' }),
    active: z.boolean(),
    failures: z.int().meta({ description: 'Failed attempts in a row.' }),
    pausedAt: instant
      .nullable()
      .meta({ description: 'Set when it failed too often; setting `active` resumes it where it stopped.' }),
    pausedBecause: z.string().nullable(),
    queuedSeq: z.int().meta({ description: 'Changes up to this one have been queued.' }),
    createdAt: instant,
    createdBy: z.guid().nullable(),
    changedAt: instant,
  })
  .meta({ title: 'Webhook' });
export type Webhook = z.output<typeof webhookSchema>;

const WEBHOOK_COLUMNS = sql.raw(`w.id, w.url, w.description, w.kinds, w.operations, w.active, w.failures,
  w.paused_at as "pausedAt", w.paused_because as "pausedBecause", w.queued_seq as "queuedSeq", w.created_at as "createdAt",
  w.created_by as "createdBy", w.changed_at as "changedAt"`);

export const deliverySchema = z
  .strictObject({
    id: z.guid(),
    webhookId: z.guid(),
    messageId: z.string().meta({ description: 'The `webhook-id` header: the same however often the message is sent.' }),
    seq: z.int().meta({ description: 'The change it tells of.' }),
    operation: z.string(),
    state: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    lastStatus: z.int().nullable().meta({ description: 'HTTP status of the last attempt; 0: no answer.' }),
    lastAnswer: z.string().nullable(),
    lastDurationMs: z.int().nullable(),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ title: 'Delivery' });
export type Delivery = z.output<typeof deliverySchema>;

const DELIVERY_COLUMNS =
  sql.raw(`d.id, d.webhook_id as "webhookId", d.message_id as "messageId", d.seq, d.operation, d.state, d.attempts,
  d.next_attempt_at as "nextAttemptAt", d.last_status as "lastStatus", d.last_answer as "lastAnswer",
  d.last_duration_ms as "lastDurationMs", d.created_at as "createdAt", d.ended_at as "endedAt"`);

/** Webhooks of the workspace that meet the condition, oldest first. */
export function webhooksWhere(tables: Sql, workspaceId: string, where: SQL): Promise<readonly Webhook[]> {
  return tables.rows<Webhook>(sql`select ${WEBHOOK_COLUMNS} from webhook w
    where w.workspace_id = ${workspaceId}::uuid and ${where} order by w.created_at, w.id`);
}

/** Deliveries of the workspace that meet the condition, newest first. */
export function deliveriesWhere(
  tables: Sql,
  workspaceId: string,
  where: SQL,
  limit: number,
): Promise<readonly Delivery[]> {
  return tables.rows<Delivery>(sql`select ${DELIVERY_COLUMNS} from webhook_delivery d
    where d.workspace_id = ${workspaceId}::uuid and ${where} order by d.created_at desc, d.id desc limit ${limit}`);
}

/** A list of texts as one parameter. */
export const texts = (values: readonly string[]): SQL => sql`${sql.param([...values])}::text[]`;

/** The webhook, or `webhook.not-found`. */
export async function webhookOf({ sql: tables, workspaceId }: Context, id: string): Promise<Webhook> {
  const [found] = await webhooksWhere(tables, workspaceId, sql`w.id = ${id}::uuid`);
  if (found === undefined) throw webhookNotFound({ webhookId: id });
  return found;
}

/** The last change in the log. Inside a write the head already stands at the number that write may take. */
export async function lastCommitted({ sql: tables, workspaceId }: Context): Promise<number> {
  const row = await tables.row<{ seq: number | null }>(
    sql`select max(seq) as seq from change where workspace_id = ${workspaceId}::uuid`,
  );
  return row?.seq ?? 0;
}

/** What the log keeps of a webhook: never its secret, only that it was renewed, nor how its deliveries do. */
function loggedOf(webhook: Webhook | null): Record<string, unknown> | null {
  if (webhook === null) return null;
  const { url, description, kinds, operations, active } = webhook;
  return { url, description, kinds, operations, active };
}

/** Writes into the log what became of a webhook; nothing where nothing did. */
export function recordWebhook({ line }: Context, before: Webhook | null, after: Webhook | null): void {
  const [was, is] = [loggedOf(before), loggedOf(after)];
  if (JSON.stringify(was) === JSON.stringify(is)) return;
  const id = after?.id ?? before?.id ?? '';
  line.record({ subject: 'webhook', id, itemId: null, kind: 'webhook', before: was, after: is });
}

export function recordRenewal({ line, now }: Context, { id }: Webhook): void {
  const after = { secretRenewedAt: now.toISOString() };
  line.record({ subject: 'webhook', id, itemId: null, kind: 'webhook', before: {}, after });
}
