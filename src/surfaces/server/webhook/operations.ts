/** The verbs of webhooks: register, change, delete, renew the secret; read what became of deliveries, and send again. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type AnyOperation, admins, type Context, operation } from '../../../line/index.ts';
import { addressForbidden, makeSecret, refuseObviouslyPrivate } from '../../../platform/webhook/index.ts';
import { deliveryOperations } from './delivery-operations.ts';
import { tooManyWebhooks, webhookNotFound } from './failures.ts';
import {
  lastCommitted,
  recordRenewal,
  recordWebhook,
  texts,
  webhookId,
  webhookOf,
  webhookSchema,
  webhooksWhere,
} from './webhook-table.ts';

export interface WebhookOptions {
  /** Private hosts the operator allows by name. */
  readonly allowedHosts: readonly string[];
}

const WEBHOOKS_MOST = 50;
const URL_MOST = 2000;
const TAG = 'Webhooks';
const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

const url = z
  .url({ protocol: /^https?$/, message: 'must be an http or https address' })
  .max(URL_MOST)
  .refine((given) => URL.parse(given)?.username === '', 'must not hold a user name or password')
  .meta({ description: 'Where changes are posted.' });
const names = z.array(z.string().min(1).max(120)).max(100);
const description = z.string().trim().max(500);
const withSecret = webhookSchema.extend({
  secret: z.string().meta({ description: 'Verifies signatures. Shown this once.' }),
});

/**
 * The operations of webhooks; all are for admins, since a webhook hears of everything, restricted items too.
 *
 * @example
 * const operations = webhookOperations({ allowedHosts: settings.webhookHosts });
 */
export function webhookOperations(options: WebhookOptions) {
  return [
    listWebhooks,
    createWebhook(options),
    updateWebhook(options),
    deleteWebhook,
    renewWebhookSecret,
    ...deliveryOperations,
  ] as const satisfies readonly AnyOperation[];
}

/** Every webhook of the workspace, without secrets. */
const listWebhooks = operation({
  name: 'listWebhooks',
  does: 'Lists the webhooks of the workspace, with how they do.',
  may: admins('see webhooks'),
  effect: 'read',
  rest: { method: 'GET', path: '/webhooks', tag: TAG },
  input: z.strictObject({}),
  output: z.strictObject({ items: webhookSchema.array() }),
  failures: [],
  example: {},
  run: async (_, { sql: tables, workspaceId }) => ({ items: await webhooksWhere(tables, workspaceId, sql`true`) }),
});

/** Registers an address for changes from now on; the answer alone shows the secret. */
const createWebhook = ({ allowedHosts }: WebhookOptions) =>
  operation({
    name: 'createWebhook',
    does: 'Registers an address that every change is posted to, signed after Standard Webhooks. The answer shows the secret, once.',
    may: admins('add webhooks'),
    effect: 'write',
    rest: { method: 'POST', path: '/webhooks', tag: TAG },
    input: z.strictObject({
      url,
      description: description.optional(),
      kinds: names.optional(),
      operations: names.optional(),
    }),
    output: withSecret,
    failures: [addressForbidden, tooManyWebhooks],
    example: { url: 'https://hooks.example.com/throughline', kinds: ['feature', 'launch'] },
    run: async (input, context) => {
      refuseObviouslyPrivate(new URL(input.url), allowedHosts);
      const { sql: tables, workspaceId, actor, now } = context;
      const others = await tables.row<{ count: number }>(
        sql`select count(*) as count from webhook where workspace_id = ${workspaceId}::uuid`,
      );
      if ((others?.count ?? 0) >= WEBHOOKS_MOST) throw tooManyWebhooks({ most: WEBHOOKS_MOST });
      const id = uuidv7();
      const secret = makeSecret();
      const at = now.toISOString();
      await tables.run(sql`insert into webhook (workspace_id, id, url, description, secret, kinds, operations, active, queued_seq,
          created_at, created_by, changed_at)
        values (${workspaceId}::uuid, ${id}::uuid, ${input.url}, ${input.description ?? ''}, ${secret}, ${texts(input.kinds ?? [])},
          ${texts(input.operations ?? [])}, true, ${await lastCommitted(context)}, ${at}::timestamptz, ${actor.memberId}::uuid, ${at}::timestamptz)`);
      const made = await webhookOf(context, id);
      recordWebhook(context, null, made);
      return { ...made, secret };
    },
  });

/** Changes address or filter, switches it off and on; on also resumes what was paused. */
const updateWebhook = ({ allowedHosts }: WebhookOptions) =>
  operation({
    name: 'updateWebhook',
    does: 'Changes a webhook. `active: true` resumes a paused one where it stopped; one that was switched off goes on from now.',
    may: admins('change webhooks'),
    effect: 'write',
    rest: { method: 'PATCH', path: '/webhooks/{webhookId}', tag: TAG },
    input: z.strictObject({
      webhookId,
      url: url.optional(),
      description: description.optional(),
      kinds: names.optional(),
      operations: names.optional(),
      active: z.boolean().optional(),
    }),
    output: webhookSchema,
    failures: [webhookNotFound, addressForbidden],
    example: { webhookId: EXAMPLE_ID, active: true },
    run: async (input, context) => {
      if (input.url !== undefined) refuseObviouslyPrivate(new URL(input.url), allowedHosts);
      const before = await webhookOf(context, input.webhookId);
      const after = { ...before, ...withoutUndefined(input) };
      const isSwitchedOn = input.active === true && !before.active;
      const queuedSeq = isSwitchedOn ? await lastCommitted(context) : before.queuedSeq;
      await context.sql.run(sql`update webhook set url = ${after.url}, description = ${after.description}, kinds = ${texts(after.kinds)},
          operations = ${texts(after.operations)}, active = ${after.active}, queued_seq = ${queuedSeq}, changed_at = ${context.now.toISOString()}::timestamptz
        where workspace_id = ${context.workspaceId}::uuid and id = ${before.id}::uuid`);
      if (input.active === true) await resume(context, before.id);
      const changed = await webhookOf(context, before.id);
      recordWebhook(context, before, changed);
      return changed;
    },
  });

/** What waits is due again, in order, beginning now. */
async function resume({ sql: tables, workspaceId, now }: Context, id: string): Promise<void> {
  await tables.run(sql`update webhook set failures = 0, paused_at = null, paused_because = null
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`);
  await tables.run(sql`update webhook_delivery set next_attempt_at = ${now.toISOString()}::timestamptz
    where workspace_id = ${workspaceId}::uuid and webhook_id = ${id}::uuid and state = 'waiting'`);
}

function withoutUndefined<T extends object>(values: T): Partial<{ [Name in keyof T]: Exclude<T[Name], undefined> }> {
  return JSON.parse(JSON.stringify(values));
}

/** Deletes a webhook with its delivery log; deleting twice is no error. */
const deleteWebhook = operation({
  name: 'deleteWebhook',
  does: 'Deletes a webhook, what waits to be sent to it, and its delivery log.',
  may: admins('delete webhooks'),
  effect: 'destroy',
  rest: { method: 'DELETE', path: '/webhooks/{webhookId}', tag: TAG },
  input: z.strictObject({ webhookId }),
  output: z.strictObject({ webhookId: z.guid(), deleted: z.boolean() }),
  failures: [],
  example: { webhookId: EXAMPLE_ID },
  run: async (input, context) => {
    const { sql: tables, workspaceId } = context;
    const [known] = await webhooksWhere(tables, workspaceId, sql`id = ${input.webhookId}::uuid`);
    if (known === undefined) return { webhookId: input.webhookId, deleted: false };
    await tables.run(sql`delete from webhook where workspace_id = ${workspaceId}::uuid and id = ${known.id}::uuid`);
    recordWebhook(context, known, null);
    return { webhookId: known.id, deleted: true };
  },
});

/** A new secret; messages are signed with it from now on. */
const renewWebhookSecret = operation({
  name: 'renewWebhookSecret',
  does: 'Replaces the signing secret, for when it may have become known. Messages are signed with the new one from now on.',
  may: admins('change webhooks'),
  effect: 'write',
  rest: { method: 'POST', path: '/webhooks/{webhookId}/secret', tag: TAG },
  input: z.strictObject({ webhookId }),
  output: withSecret,
  failures: [webhookNotFound],
  example: { webhookId: EXAMPLE_ID },
  run: async (input, context) => {
    const known = await webhookOf(context, input.webhookId);
    const { id } = known;
    const secret = makeSecret();
    await context.sql.run(sql`update webhook set secret = ${secret}, changed_at = ${context.now.toISOString()}::timestamptz
      where workspace_id = ${context.workspaceId}::uuid and id = ${id}::uuid`);
    recordRenewal(context, known);
    return { ...(await webhookOf(context, id)), secret };
  },
});
