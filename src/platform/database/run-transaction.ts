/** One transaction on one connection of the pool: begun under the right role, committed or rolled back, tried again where that helps. */
import type { Pool, PoolClient } from 'pg';
import { badWorkspaceId } from './failures.ts';
import { CommitUnknown, isConnectionLost, retryPassing } from './retry.ts';
import { type Transaction, transactionOver } from './transaction.ts';

export interface TransactionOptions {
  /** Reads that must agree with each other see one moment. */
  readonly snapshot?: boolean;
  /** 30 seconds unless said. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;
const READ_ONLY = 'read only';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** BEGIN, its limits and its workspace in one round trip. A null workspace: global tables only, under the same role. */
export function beginSql(workspaceId: string | null, access: 'read' | 'write', options: TransactionOptions): string {
  if (workspaceId !== null && !UUID.test(workspaceId)) throw badWorkspaceId({ workspace: workspaceId });
  const isolation = options.snapshot === true ? 'isolation level repeatable read, ' : '';
  return [
    `begin ${isolation}${access === 'read' ? READ_ONLY : 'read write'}`,
    `set local statement_timeout = ${Math.floor(options.timeoutMs ?? TIMEOUT_MS)}`,
    workspaceId === null ? 'set local role throughline_app' : `select app_set_workspace('${workspaceId}')`,
  ].join('; ');
}

/** Runs the work in a transaction that begins with the given statements; the work may run more than once. */
export async function runTransaction<Answer>(
  pool: Pool,
  begin: string,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return retryPassing(async () => {
    const client = await pool.connect();
    try {
      await client.query(begin);
      const answer = await work(transactionOver(client));
      await commit(client, begin);
      client.release();
      return answer;
    } catch (error) {
      await giveUp(client, error);
      throw error;
    }
  });
}

/** Nobody knows whether a write holds whose end was not heard; a read has nothing to lose and is read again. */
async function commit(client: PoolClient, begin: string): Promise<void> {
  try {
    const { command } = await client.query('commit');
    if (command !== 'COMMIT')
      throw new Error('The transaction was rolled back: a statement in it had failed and the failure was swallowed.');
  } catch (error) {
    throw isConnectionLost(error) && !begin.includes(READ_ONLY) ? new CommitUnknown(error) : error;
  }
}

/** A connection that cannot even roll back is thrown away. */
async function giveUp(client: PoolClient, error: unknown): Promise<void> {
  if (isConnectionLost(error) || error instanceof CommitUnknown) {
    client.release(true);
    return;
  }
  try {
    await client.query('rollback');
    client.release();
  } catch {
    client.release(true);
  }
}
