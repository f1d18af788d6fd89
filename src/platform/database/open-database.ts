/** Opens the database the settings name: the embedded one or a server's, checked and at the level of the code. */
import { Client, type ClientConfig } from 'pg';
import { type Database, databaseOver } from './database.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { migrate } from './migrate.ts';
import { checkRole, checkServer } from './suitability.ts';

export interface DatabaseSettings {
  /** Absent: the embedded PostgreSQL. */
  readonly databaseUrl?: string | undefined;
  readonly dataFolder: string;
}

export interface OpenOptions {
  /** Hears of what an operator should know, in sentences. */
  readonly say?: ((sentence: string) => void) | undefined;
}

const DATABASE = 'throughline';

/**
 * Opens the database and runs the migrations.
 *
 * @throws `database.in-use`, `database.unreachable`, `database.unsuitable`, `database.newer`, `migration.failed` and their kin: each names its remedy
 * @example const database = await openDatabase(readSettings(process.env), { say: console.error });
 */
export async function openDatabase(
  settings: DatabaseSettings,
  { say = () => undefined }: OpenOptions = {},
): Promise<Database> {
  const { connection, stop } =
    settings.databaseUrl === undefined ? await embedded(settings.dataFolder, say) : server(settings.databaseUrl);
  try {
    await checkServer(connection());
    const ran = await migrate(connection());
    if (ran.length > 0) say(`Migrations run: ${ran.join(', ')}.`);
    await checkRole(connection());
    return databaseOver(connection, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Source {
  readonly connection: () => ClientConfig;
  readonly stop: () => Promise<void>;
}

async function embedded(dataFolder: string, say: (sentence: string) => void): Promise<Source> {
  const running = await startEmbedded({ dataFolder, say });
  try {
    await createOnce(running.connection());
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { connection: () => running.connection(DATABASE), stop: () => running.stop() };
}

async function createOnce(connection: ClientConfig): Promise<void> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function server(databaseUrl: string): Source {
  return {
    connection: () => ({ connectionString: databaseUrl, application_name: 'throughline' }),
    stop: async () => undefined,
  };
}
