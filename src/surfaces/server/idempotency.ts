/**
 * A write sent twice with one Idempotency-Key happens once. Claim, effect and answer are one transaction: whatever is killed
 * when, either all three are kept or none. Two at the same moment: the second waits for the first and repeats its answer.
 */
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AnyOperation, Context } from '../../line/index.ts';
import type { LineServer, Standing } from '../../line/server.ts';
import { Failure, isFailure } from '../../platform/failure/index.ts';
import { idempotencyKeyInvalid, idempotencyMismatch } from '../../platform/http/index.ts';

/** An answer as JSON, and whether it is repeated from an earlier request. */
export interface WrittenAnswer {
  readonly body: string;
  readonly replayed: boolean;
}

interface Keyed {
  readonly key: string;
  readonly requestHash: string;
}

const VISIBLE_ASCII = /^[\x21-\x7e]{1,200}$/;
const ANSWERS_KEPT = sql.raw(`interval '24 hours'`);

/** Thrown inside the transaction to leave it: the key was used before. Never shown. */
class KeyTaken extends Failure {
  constructor() {
    super({ id: 'idempotency.taken', status: 409, title: 'Taken', report: false }, 'The key was used before.', {});
  }
}

/**
 * Runs a write once per key.
 *
 * @throws idempotencyMismatch where the key came with another request before, idempotencyKeyInvalid
 * @example
 * await runOnce(line, { operation: createFeature, input, standing }, '0198-7f3c');
 */
export async function runOnce(line: LineServer, call: WriteCall, key: string): Promise<WrittenAnswer> {
  if (!VISIBLE_ASCII.test(key)) throw idempotencyKeyInvalid({ field: 'Idempotency-Key' });
  const keyed = { key, requestHash: hashOf(call) };
  try {
    return {
      body: JSON.stringify(await line.run(claiming(call.operation, keyed), call.input, call.standing)),
      replayed: false,
    };
  } catch (error) {
    if (!isFailure(error) || error.id !== 'idempotency.taken') throw error;
    return { body: await earlierAnswer(line, call, keyed), replayed: true };
  }
}

export interface WriteCall {
  readonly operation: AnyOperation;
  readonly input: unknown;
  readonly standing: Standing;
}

function hashOf({ operation, input }: WriteCall): string {
  return createHash('sha256')
    .update(`${operation.name}\n${JSON.stringify(input)}`)
    .digest('base64url');
}

const actorOf = ({ actor }: Pick<Context, 'actor'>): string => actor.keyId ?? actor.memberId ?? actor.name;

/** The same operation, with the key claimed before it and the answer kept after it. */
function claiming(operation: AnyOperation, { key, requestHash }: Keyed): AnyOperation {
  return {
    ...operation,
    async run(input, context) {
      const claimed =
        await context.sql.run(sql`insert into idempotency (workspace_id, actor, key, request_hash, status, body, created_at)
        values (${context.workspaceId}::uuid, ${actorOf(context)}, ${key}, ${requestHash}, null, null, now())
        on conflict (workspace_id, actor, key) do update set request_hash = excluded.request_hash, status = null, body = null,
          created_at = excluded.created_at where idempotency.created_at < now() - ${ANSWERS_KEPT}`);
      if (claimed === 0) throw new KeyTaken();
      if (isForgettingDue(context.workspaceId)) await forgetOldAnswers(context);
      const answer = await operation.run(input, context);
      await context.sql.run(sql`update idempotency set status = 200, body = ${JSON.stringify(answer)}
        where workspace_id = ${context.workspaceId}::uuid and actor = ${actorOf(context)} and key = ${key}`);
      return answer;
    },
  };
}

async function earlierAnswer(line: LineServer, call: WriteCall, { key, requestHash }: Keyed): Promise<string> {
  const kept = z.object({ request_hash: z.string(), body: z.string().nullable() });
  const found = kept.parse(await line.run(lookUp(call.operation, key), {}, call.standing));
  if (found.request_hash !== requestHash) throw idempotencyMismatch({ field: 'Idempotency-Key' });
  return found.body ?? 'null';
}

/** Reads the kept answer with the permission of the operation that gave it. */
function lookUp(operation: AnyOperation, key: string): AnyOperation {
  return {
    ...operation,
    name: 'readKeptAnswer',
    effect: 'read',
    input: z.object({}),
    run: (_input, context) =>
      context.sql.row(sql`select request_hash, body from idempotency
      where workspace_id = ${context.workspaceId}::uuid and actor = ${actorOf(context)} and key = ${key}`),
  };
}

const FORGET_EVERY_MS = 3_600_000;
const lastForgottenMs = new Map<string, number>();

function isForgettingDue(workspaceId: string): boolean {
  const now = Date.now();
  if (now - (lastForgottenMs.get(workspaceId) ?? 0) < FORGET_EVERY_MS) return false;
  lastForgottenMs.set(workspaceId, now);
  return true;
}

function forgetOldAnswers({ sql: tables, workspaceId }: Context): Promise<number> {
  return tables.run(
    sql`delete from idempotency where workspace_id = ${workspaceId}::uuid and created_at < now() - ${ANSWERS_KEPT}`,
  );
}
