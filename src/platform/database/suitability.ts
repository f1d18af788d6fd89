/** Whether a database can carry Throughline, asked before and after the migrations. */
import { Client, type ClientConfig } from 'pg';
import { databaseUnreachable, databaseUnsuitable } from './failures.ts';
import { codeOf } from './retry.ts';

const VERSION_LEAST = 150_000;
const REFUSED_LOGIN = new Set(['28000', '28P01', '3D000', '42501']);

interface Server {
  readonly version: string;
  readonly versionNumber: number;
  readonly encoding: string;
  readonly login: string;
  readonly database: string;
  readonly isNew: boolean;
  readonly mayCreate: boolean;
  readonly missing: readonly string[];
}

const SERVER = `select current_setting('server_version') as version, current_setting('server_version_num')::int as "versionNumber",
  pg_encoding_to_char(encoding) as encoding, session_user as login, current_database() as database,
  to_regclass('migration') is null as "isNew", coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayCreate",
  array(select n from unnest(array['pg_trgm', 'btree_gin']) as n where not exists (select from pg_available_extensions a where a.name = n)) as missing
  from pg_database where datname = current_database()`;

/**
 * Before the migrations: the server is of a version and make that can hold them, and the login may run them.
 *
 * @throws `database.unreachable`, `database.unsuitable` with what mends it
 * @example await checkServer({ connectionString: 'postgres://line@localhost/line' });
 */
export async function checkServer(connection: ClientConfig): Promise<void> {
  await withClient(connection, async (client) => {
    const { rows } = await client.query<Server>(SERVER);
    for (const server of rows) {
      const fault = faultOf(server);
      if (fault !== undefined) throw databaseUnsuitable(fault);
      if (server.isNew) await tryRole(client, server.login);
    }
  });
}

function faultOf({ version, versionNumber, encoding, isNew, mayCreate, missing, login, database }: Server) {
  if (versionNumber < VERSION_LEAST) {
    return { reason: `it is PostgreSQL ${version}`, remedy: 'Throughline needs PostgreSQL 15 or later' };
  }
  if (encoding !== 'UTF8') {
    return {
      reason: `its encoding is ${encoding}`,
      remedy: 'Create one with CREATE DATABASE line ENCODING UTF8 TEMPLATE template0',
    };
  }
  if (!isNew) return undefined;
  if (missing.length > 0) {
    return {
      reason: `its server lacks ${missing.join(' and ')}`,
      remedy: 'Install the contrib package of PostgreSQL on it',
    };
  }
  if (!mayCreate) {
    return {
      reason: `${login} may not create tables in it`,
      remedy: `Run as its owner: ALTER DATABASE "${database}" OWNER TO "${login}"`,
    };
  }
  return undefined;
}

/** Tries what the first migration will do about the role, and takes it back. */
async function tryRole(client: Client, login: string): Promise<void> {
  await client.query('begin');
  try {
    const { rowCount } = await client.query(`select from pg_roles where rolname = 'throughline_app'`);
    if (rowCount === 0) await client.query('create role throughline_app nologin');
    await client.query('savepoint acting');
    await client.query('set local role throughline_app').catch(async () => {
      await client.query('rollback to acting');
      await client.query(`grant throughline_app to ${client.escapeIdentifier(login)}`);
    });
  } catch {
    throw databaseUnsuitable({
      reason: `${login} may neither make the role throughline_app nor act as it`,
      remedy: roleRemedy(login),
    });
  } finally {
    await client.query('rollback');
  }
}

const roleRemedy = (login: string) =>
  `Run as a superuser: CREATE ROLE throughline_app NOLOGIN (unless it is there); GRANT throughline_app TO "${login}"`;

/**
 * After the migrations: the login can act as the application's role, and row-level security holds for that role.
 *
 * @throws `database.unsuitable` with the statement that mends it
 */
export async function checkRole(connection: ClientConfig): Promise<void> {
  await withClient(connection, async (client) => {
    const { rows } = await client.query<{ login: string; free: boolean }>(
      `select session_user as login, (select rolsuper or rolbypassrls from pg_roles where rolname = 'throughline_app') as free`,
    );
    const login = rows[0]?.login ?? 'the login';
    if (rows[0]?.free !== false) {
      const remedy = 'Run as a superuser: ALTER ROLE throughline_app NOSUPERUSER NOBYPASSRLS';
      throw databaseUnsuitable({ reason: 'row-level security does not hold for the role throughline_app', remedy });
    }
    try {
      await client.query('begin; set local role throughline_app; rollback');
    } catch {
      throw databaseUnsuitable({
        reason: `${login} may not act as the role throughline_app`,
        remedy: roleRemedy(login),
      });
    }
  });
}

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
