/** Opens the database the settings name: the embedded one or a server's, checked and at the level of the code. */
import { Client, type ClientConfig } from 'pg';
import { type Database, databaseOver } from './database.ts';
import { databaseUnsuitable } from './failures.ts';
import { appliedMigrations, migrate, pendingMigrations, readMigrations } from './migrate.ts';
import { type DatabaseSettings, findSource } from './source.ts';
import { checkRole, checkServer } from './suitability.ts';

export interface OpenOptions {
  /** Hears of what an operator should know, in sentences. */
  readonly say?: ((sentence: string) => void) | undefined;
  /** For the command line: beside a running Throughline its embedded server is used, rather than the start refused. */
  readonly share?: boolean | undefined;
}

/**
 * Opens the database and runs the migrations.
 *
 * @throws `database.in-use`, `database.unreachable`, `database.unsuitable`, `database.newer`, `migration.failed` and their kin: each names its remedy
 * @example const database = await openDatabase(readSettings(process.env), { say: console.error });
 */
export async function openDatabase(
  settings: DatabaseSettings,
  { say = () => undefined, share = false }: OpenOptions = {},
): Promise<Database> {
  const { connection, isShared, stop } = await findSource(settings, { say, share });
  try {
    await checkServer(connection());
    if (isShared) await checkLevel(connection());
    else {
      const ran = await migrate(connection());
      if (ran.length > 0) say(`Migrations run: ${ran.join(', ')}.`);
    }
    await checkRole(connection());
    return databaseOver(connection, stop, { isOurs: settings.databaseUrl === undefined && !isShared });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The schema under a running Throughline is not changed behind its back. */
async function checkLevel(connection: ClientConfig): Promise<void> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const [next] = pendingMigrations(readMigrations(), await appliedMigrations(client));
    if (next === undefined) return;
    throw databaseUnsuitable({
      reason: `a running Throughline has not yet run ${next.name}`,
      remedy: 'Restart it with this version first',
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}
