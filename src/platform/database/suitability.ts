/** Whether a database can carry Throughline, asked before and after the migrations. */
import { Client, type ClientConfig } from 'pg';
import { databaseUnreachable, databaseUnsuitable } from './failures.ts';
import { codeOf } from './retry.ts';

const VERSION_LEAST = 150_000;

export interface Suitability {
  readonly version: string;
  readonly versionNumber: number;
  readonly fsync: boolean;
  readonly database: string;
  readonly login: string;
}

/**
 * Connects and checks the server's version and encoding.
 *
 * @throws `database.unreachable`, `database.unsuitable`
 */
export async function checkServer(connection: ClientConfig): Promise<Suitability> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<
      Suitability & { encoding: string }
    >(`select current_setting('server_version') as version,
      current_setting('server_version_num')::int as "versionNumber", current_setting('fsync')::bool as fsync,
      current_database() as database, session_user as login, pg_encoding_to_char(encoding) as encoding
      from pg_database where datname = current_database()`);
    const [found] = rows;
    if (found === undefined || found.versionNumber < VERSION_LEAST) {
      throw databaseUnsuitable({
        reason: `it is PostgreSQL ${found?.version ?? 'of an unknown version'}`,
        remedy: 'Throughline needs PostgreSQL 15 or later',
      });
    }
    if (found.encoding !== 'UTF8') {
      throw databaseUnsuitable({
        reason: `its encoding is ${found.encoding}`,
        remedy: 'Create one with CREATE DATABASE ... ENCODING UTF8 TEMPLATE template0',
      });
    }
    return found;
  });
}

/**
 * After the migrations: the login can act as the application's role, and row-level security holds for that role.
 *
 * @throws `database.unsuitable` with the statement that mends it
 */
export async function checkRole(connection: ClientConfig): Promise<void> {
  await withClient(connection, async (client) => {
    const remedy = `Run as a superuser: ALTER ROLE throughline_app NOSUPERUSER NOBYPASSRLS; GRANT throughline_app TO "${String(connection.user ?? 'the login')}"`;
    await client.query('begin');
    try {
      await client.query('set local role throughline_app');
    } catch {
      throw databaseUnsuitable({ reason: 'its login may not act as the role throughline_app', remedy });
    }
    const { rows } = await client.query<{ free: boolean }>(
      'select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user',
    );
    if (rows[0]?.free !== false)
      throw databaseUnsuitable({ reason: 'row-level security does not hold for the role throughline_app', remedy });
  });
}

const REFUSED_LOGIN = new Set(['28000', '28P01', '3D000', '42501']);

async function withClient<Answer>(
  connection: ClientConfig,
  work: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : codeOf(error) || 'no answer';
    throw databaseUnreachable({
      reason: REFUSED_LOGIN.has(codeOf(error)) ? `it refuses the login, ${reason}` : reason,
    });
  }
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
