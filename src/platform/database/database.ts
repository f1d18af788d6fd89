/** The database as the rest of the product sees it. */
import type { Readable } from 'node:stream';
import { type ClientConfig, Pool } from 'pg';
import { copyOut } from './copy-out.ts';
import { createEars, type Listener } from './listen.ts';
import { beginSql, runTransaction, type TransactionOptions, type Work } from './run-transaction.ts';

export interface Database {
  /** As the login that owns the tables, with the driver's own parsers: for libraries that bring their SQL. Requests use the rest. */
  readonly pool: Pool;
  /** A connection of one's own with the same login. */
  connection(): ClientConfig;
  /** True where no other process can have begun anything on it before this one opened it: the embedded database, started here. */
  readonly isOurs: boolean;
  /** A read-only transaction in one workspace. */
  read<Answer>(workspaceId: string, work: Work<Answer>, options?: TransactionOptions): Promise<Answer>;
  /** A writing transaction in one workspace; the work runs again after a deadlock, so it holds nothing over from its first run. */
  write<Answer>(workspaceId: string, work: Work<Answer>, options?: TransactionOptions): Promise<Answer>;
  /** A transaction over global tables; tenant tables look empty to it. */
  global<Answer>(work: Work<Answer>, options?: TransactionOptions): Promise<Answer>;
  /** The rows of a query whose one column is JSON, as a stream of lines. */
  copyOut(workspaceId: string, query: string): Promise<Readable>;
  /** Hears `pg_notify(channel, payload)`; an empty payload after a lost connection: look again. Returns how to stop. */
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const CONNECTIONS_MOST = 20;
const CONNECT_MS_MOST = 5_000;
const IDLE_MS_MOST = 30_000;
const COPY_MS_MOST = 600_000;

/** Puts the transactions over a connection. `atClose` runs when everything has been given back. */
export function databaseOver(
  connection: () => ClientConfig,
  atClose: () => Promise<void>,
  { isOurs = false }: { readonly isOurs?: boolean } = {},
): Database {
  const pool = new Pool({
    ...connection(),
    max: CONNECTIONS_MOST,
    connectionTimeoutMillis: CONNECT_MS_MOST,
    idleTimeoutMillis: IDLE_MS_MOST,
    keepAlive: true,
  });
  // A connection that is lost while nobody waits for it would otherwise end the process; who uses it next is told.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const ears = createEars(connection);
  let closing: Promise<void> | null = null;
  return {
    pool,
    connection,
    isOurs,
    read: async (workspaceId, work, options = {}) => runTransaction(pool, beginSql(workspaceId, 'read', options), work),
    write: async (workspaceId, work, options = {}) =>
      runTransaction(pool, beginSql(workspaceId, 'write', options), work),
    global: async (work, options = {}) => runTransaction(pool, beginSql(null, 'write', options), work),
    copyOut: async (workspaceId, query) =>
      copyOut(pool, beginSql(workspaceId, 'read', { snapshot: true, timeoutMs: COPY_MS_MOST }), query),
    listen: (channel, listener) => ears.listen(channel, listener),
    close: () => {
      closing ??= Promise.all([ears.close(), pool.end()]).then(atClose);
      return closing;
    },
  };
}

/** A database that connects to nothing: for whatever describes the product without running it. */
export function idleDatabase(): Database {
  return databaseOver(
    () => ({}),
    async () => undefined,
  );
}
