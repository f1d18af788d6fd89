/** One transaction on one connection of the pool: begun under the right role, committed or rolled back, tried again where that helps. */
import type { Pool, PoolClient } from 'pg';
import { badWorkspaceId } from './failures.ts';
import { CommitUnknown, isConnectionLost, retryPassing } from './retry.ts';
import { type Transaction, transactionOver } from './transaction.ts';
import { valueParsers } from './value-parsers.ts';

export interface TransactionOptions {
  /** Reads that must agree with each other see one moment. */
  readonly snapshot?: boolean;
  /** 30 seconds unless said. */
  readonly timeoutMs?: number;
  /** A statement of our own text, sent with BEGIN in the same round trip; the work is given its rows. */
  readonly first?: (workspaceId: string) => string;
}

/** The work of a transaction; `begun` are the rows of its `first` statement. */
export type Work<Answer> = (tx: Transaction, begun: readonly object[]) => Promise<Answer>;

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
    ...(workspaceId === null || options.first === undefined ? [] : [options.first(workspaceId)]),
  ].join('; ');
}

/** Runs the work in a transaction that begins with the given statements; the work may run more than once. */
export async function runTransaction<Answer>(pool: Pool, begin: string, work: Work<Answer>): Promise<Answer> {
  return retryPassing(async () => {
    const client = await pool.connect();
    try {
      const answer = await work(transactionOver(client), await begun(client, begin));
      await commit(client, begin);
      client.release();
      return answer;
    } catch (error) {
      await giveUp(client, error);
      throw error;
    }
  });
}

/** The rows of the last of the statements a transaction begins with. */
async function begun(client: PoolClient, begin: string): Promise<readonly object[]> {
  const results = [await client.query({ text: begin, types: valueParsers })].flat();
  return results.at(-1)?.rows ?? [];
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
