/** The server that a test run shares: an embedded one of its own, or the one TEST_DATABASE_URL names. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { startEmbedded } from '../../src/platform/database/embedded/embedded.ts';
import { migrate } from '../../src/platform/database/index.ts';

export interface TestServer {
  readonly connection: ClientConfig;
  /** A migrated database that nobody connects to: copies of it are ready in a fraction of a second. */
  readonly template: string;
}

/** A test that loses its data to a power cut has other worries. */
const SPEED_OVER_SAFETY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100' };

/**
 * Starts the server and makes the template; what it returns besides stops and forgets both.
 *
 * @example const { server, stop } = await startTestServer();
 */
export async function startTestServer(): Promise<{ readonly server: TestServer; readonly stop: () => Promise<void> }> {
  const template = `throughline_template_${process.pid}_${Date.now().toString(36)}`;
  const url = process.env.TEST_DATABASE_URL;
  const { connection, stop } =
    url === undefined || url === ''
      ? await embedded()
      : { connection: { connectionString: url }, stop: async () => undefined };
  try {
    await run(connection, `create database ${template}`);
    await migrate(connectionTo(connection, template));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    server: { connection, template },
    stop: async () => {
      await run(connection, `drop database if exists ${template} with (force)`).finally(stop);
    },
  };
}

async function embedded() {
  const folder = temporaryFolder('tests');
  const running = await startEmbedded({ dataFolder: folder, serverOptions: SPEED_OVER_SAFETY });
  return {
    connection: running.connection(),
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder that the database's own user may enter too. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), `throughline-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** The same server, another database. */
export function connectionTo(connection: ClientConfig, database: string): ClientConfig {
  if (connection.connectionString === undefined) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { ...connection, connectionString: url.href };
}

/** One statement on a connection of its own. */
export async function run(connection: ClientConfig, statement: string): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
