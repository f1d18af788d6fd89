/**
 * The queue of messages to webhooks. The change log is the outbox: a change is queued from it however the process ended that
 * committed it, and each webhook remembers up to where it has been. Several processes may work on one queue: who moves the mark
 * has queued, who takes the lease sends.
 */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Change } from '../../../line/index.ts';
import type { LineServer } from '../../../line/server.ts';
import type { Database } from '../../../platform/database/index.ts';
import { systemActor } from '../../../platform/permission/index.ts';
import {
  delayAfter,
  isTaken,
  isUnwanted,
  PAUSE_AFTER_FAILURES,
  PAUSE_AFTER_MS,
  type Posted,
} from '../../../platform/webhook/index.ts';
import { texts } from './webhook-table.ts';

export interface QueuedWebhook {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly operations: readonly string[];
  readonly queuedSeq: number;
}

export interface Due {
  readonly id: string;
  readonly webhookId: string;
  readonly messageId: string;
  readonly seq: number;
  readonly attempts: number;
  readonly createdAt: string;
  readonly url: string;
  readonly secret: string;
}

const CHANGES_AT_ONCE = 200;
const DUE_AT_ONCE = 50;
/** Longer than any attempt may take: a process that was killed while sending is taken for dead after this. */
export const LEASE_MS = 60_000;
const KEPT_DAYS = 30;

/** The workspaces with something to send or to queue. */
export async function workspacesWithWebhooks(database: Database): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ workspace_id: string }>(
    'select distinct workspace_id from webhook where active and paused_at is null',
  );
  return rows.map((row) => row.workspace_id);
}

/**
 * Reads the log for every active webhook of a workspace and writes what passes its filter into the queue. False: the
 * workspace has none.
 */
export async function queueChanges(database: Database, line: LineServer, workspaceId: string): Promise<boolean> {
  const active = await database.read(workspaceId, (tables) =>
    tables.rows<QueuedWebhook>(sql`select id, kinds, operations, queued_seq as "queuedSeq" from webhook
      where workspace_id = ${workspaceId}::uuid and active and paused_at is null`),
  );
  for (const webhook of active) while ((await queueSome(database, line, { workspaceId, webhook })) === CHANGES_AT_ONCE);
  return active.length > 0;
}

interface Queueing {
  readonly workspaceId: string;
  readonly webhook: QueuedWebhook;
}

/**
 * How many changes were read. They are read before the transaction that queues them: it would otherwise hold one connection
 * and wait for a second, and as many workspaces as there are connections would wait for each other.
 */
async function queueSome(database: Database, line: LineServer, { workspaceId, webhook }: Queueing): Promise<number> {
  const mark = await database.read(workspaceId, (tables) =>
    tables.row<{ seq: number }>(sql`select queued_seq as seq from webhook
      where workspace_id = ${workspaceId}::uuid and id = ${webhook.id}::uuid`),
  );
  if (mark === undefined) return 0;
  const changes = await line.changesAfter({ workspaceId, actor: systemActor('job') }, mark.seq, CHANGES_AT_ONCE);
  const last = changes.at(-1);
  if (last === undefined) return 0;
  const wanted = changes.filter((change) => passes(webhook, change));
  return database.write(workspaceId, async (tables) => {
    const moved = await tables.run(sql`update webhook set queued_seq = ${last.seq}
      where workspace_id = ${workspaceId}::uuid and id = ${webhook.id}::uuid and queued_seq = ${mark.seq}`);
    // Another process was faster: look again from where it left off.
    if (moved === 0) return CHANGES_AT_ONCE;
    await tables.run(sql`insert into webhook_delivery (workspace_id, id, webhook_id, message_id, seq, operation, state, next_attempt_at, created_at)
      select ${workspaceId}::uuid, m.id, ${webhook.id}::uuid, 'msg_' || m.id, m.seq, m.operation, 'waiting', now(), now()
      from unnest(${texts(wanted.map(() => uuidv7()))}::uuid[], ${sql.param(wanted.map(({ seq }) => seq))}::bigint[],
        ${texts(wanted.map(({ operation }) => operation))}) as m(id, seq, operation)`);
    return changes.length;
  });
}

/** What becomes of webhooks is for the log: posted to one, it would tell where the others are. */
function passes({ kinds, operations }: QueuedWebhook, change: Change): boolean {
  if (change.entries.every(({ subject }) => subject === 'webhook')) return false;
  if (operations.length > 0 && !operations.includes(change.operation)) return false;
  return (
    kinds.length === 0 ||
    change.entries.some(({ kind }) => kinds.includes(kind) || kinds.includes(kind.split('.')[0] ?? ''))
  );
}

/** Takes what is due, oldest first, so that no other process sends it meanwhile. */
export async function takeDue(database: Database, workspaceId: string): Promise<readonly Due[]> {
  return database.write(workspaceId, (tables) =>
    tables.rows<Due>(sql`update webhook_delivery d set leased_until = now() + make_interval(secs => ${LEASE_MS / 1000})
      from webhook w where w.workspace_id = d.workspace_id and w.workspace_id = ${workspaceId}::uuid and w.id = d.webhook_id
        and d.workspace_id = ${workspaceId}::uuid and d.id in (
          select t.id from webhook_delivery t join webhook a on a.workspace_id = t.workspace_id and a.id = t.webhook_id
          where t.workspace_id = ${workspaceId}::uuid and a.active and a.paused_at is null and t.state = 'waiting'
            and t.next_attempt_at <= now() and (t.leased_until is null or t.leased_until < now())
          order by t.next_attempt_at, t.seq limit ${DUE_AT_ONCE} for update of t skip locked)
      returning d.id, d.webhook_id as "webhookId", d.message_id as "messageId", d.seq, d.attempts, d.created_at as "createdAt",
        w.url, w.secret`),
  );
}

/** Gives up the lease on messages that were taken and not sent. */
export async function putBack(database: Database, workspaceId: string, due: readonly Due[]): Promise<void> {
  if (due.length === 0) return;
  await database.write(workspaceId, (tables) =>
    tables.run(sql`update webhook_delivery set leased_until = null, next_attempt_at = now() + interval '5 seconds'
      where workspace_id = ${workspaceId}::uuid and id = any(${texts(due.map(({ id }) => id))}::uuid[])`),
  );
}

/** Notes what came of an attempt: delivered, tried again later, or failed; and lets a webhook rest that fails too often. */
export async function settle(database: Database, workspaceId: string, due: Due, posted: Posted): Promise<void> {
  const attempts = due.attempts + 1;
  const taken = isTaken(posted.status);
  const delay = taken ? null : delayAfter(attempts);
  const state = taken ? 'delivered' : delay === null ? 'failed' : 'waiting';
  await database.write(workspaceId, async (tables) => {
    await tables.run(sql`update webhook_delivery set state = ${state}, attempts = ${attempts}, leased_until = null,
        next_attempt_at = case when ${delay}::int is null then null else now() + make_interval(secs => ${delay}::int / 1000.0) end,
        last_status = ${posted.status}, last_answer = ${storable(posted.reason)}, last_duration_ms = ${posted.durationMs},
        ended_at = case when ${state} = 'waiting' then null else now() end
      where workspace_id = ${workspaceId}::uuid and id = ${due.id}::uuid`);
    if (taken) {
      await tables.run(
        sql`update webhook set failures = 0 where workspace_id = ${workspaceId}::uuid and id = ${due.webhookId}::uuid and failures > 0`,
      );
      return;
    }
    const reason = isUnwanted(posted.status)
      ? 'The receiver answered 410: it wants no more.'
      : `${PAUSE_AFTER_FAILURES} attempts in a row failed.`;
    const rests = isUnwanted(posted.status)
      ? sql`true`
      : sql`failures + 1 >= ${PAUSE_AFTER_FAILURES}::int and ${due.createdAt}::timestamptz < now() - make_interval(secs => ${PAUSE_AFTER_MS / 1000})`;
    await tables.run(sql`update webhook set failures = failures + 1,
        paused_at = case when ${rests} then now() else paused_at end,
        paused_because = case when ${rests} then ${reason} else paused_because end
      where workspace_id = ${workspaceId}::uuid and id = ${due.webhookId}::uuid`);
  });
}

/** A receiver may answer anything; PostgreSQL keeps no NUL. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** Milliseconds until something is due; null: nothing waits. */
export async function nextDueInMs(database: Database, workspaceId: string): Promise<number | null> {
  const row = await database.read(workspaceId, (tables) =>
    tables.row<{
      ms: number | null;
    }>(sql`select (extract(epoch from min(greatest(d.next_attempt_at, coalesce(d.leased_until, d.next_attempt_at))) - now()) * 1000)::float8 as ms
      from webhook_delivery d join webhook w on w.workspace_id = d.workspace_id and w.id = d.webhook_id
      where d.workspace_id = ${workspaceId}::uuid and d.state = 'waiting' and w.workspace_id = ${workspaceId}::uuid and w.active and w.paused_at is null`),
  );
  return row === undefined || row.ms === null ? null : Math.max(0, row.ms);
}

/** Forgets deliveries that ended more than 30 days ago. */
export async function forgetOldDeliveries(database: Database, workspaceId: string): Promise<void> {
  await database.write(workspaceId, (tables) =>
    tables.run(
      sql`delete from webhook_delivery where workspace_id = ${workspaceId}::uuid and ended_at < now() - ${`${KEPT_DAYS} days`}::interval`,
    ),
  );
}
