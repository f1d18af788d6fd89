/** What an operator wants to know before asking anybody: what is sound, what is not, and what to do about it. */
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { isFailure } from '../failure/index.ts';
import { findBinaries } from './embedded/binaries.ts';
import { appliedMigrations, pendingMigrations, readMigrations } from './migrate.ts';
import { type DatabaseSettings, findSource } from './source.ts';
import { checkRole, checkServer } from './suitability.ts';
import { tableFaults } from './table-faults.ts';

export interface Finding {
  /** `disk space`, `migrations`, ... */
  readonly name: string;
  readonly state: 'good' | 'warning' | 'bad';
  readonly sentence: string;
}

const GIGABYTE = 1_073_741_824;
const SPACE_WARNING_BYTES = GIGABYTE;
const SPACE_BAD_BYTES = 200 * 1_048_576;
const NODE_LEAST = [22, 18] as const;

const good = (name: string, sentence: string): Finding => ({ name, state: 'good', sentence });
const warning = (name: string, sentence: string): Finding => ({ name, state: 'warning', sentence });
const bad = (name: string, sentence: string): Finding => ({ name, state: 'bad', sentence });

/**
 * Looks at everything and changes nothing: a running Throughline is looked at beside its work, and where none runs the
 * embedded database is started for the while.
 *
 * @example (await doctor(readSettings(process.env))).filter(({ state }) => state === 'bad')
 */
export async function doctor(settings: DatabaseSettings): Promise<readonly Finding[]> {
  const ground = [nodeFinding(process.versions.node), ...folderFindings(settings.dataFolder)];
  if (ground.some(({ state }) => state === 'bad')) return ground;
  if (settings.databaseUrl === undefined) {
    ground.push(binariesFinding());
    if (!existsSync(path.join(settings.dataFolder, 'postgres'))) {
      return [...ground, good('database', 'There is none yet; the first start makes it.')];
    }
  }
  return [...ground, ...(await databaseFindings(settings))];
}

/** @example nodeFinding('20.19.0').state // 'bad' */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > NODE_LEAST[0] || (major === NODE_LEAST[0] && minor >= NODE_LEAST[1]);
  return isEnough
    ? good('node', `Node ${version}.`)
    : bad('node', `Node ${version} is too old: use ${NODE_LEAST.join('.')} or later.`);
}

function folderFindings(dataFolder: string): Finding[] {
  let folder = path.resolve(dataFolder);
  while (!existsSync(folder)) folder = path.dirname(folder);
  if (!statSync(folder).isDirectory()) {
    return [bad('data folder', `${folder} is a file. Move it away, or set THROUGHLINE_DATA to a folder.`)];
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [
      bad(
        'data folder',
        `${folder} may not be written. Give it to the user that runs Throughline, or set THROUGHLINE_DATA.`,
      ),
    ];
  }
  const { bavail, bsize } = statfsSync(folder);
  return [good('data folder', `${path.resolve(dataFolder)} may be written.`), spaceFinding(folder, bavail * bsize)];
}

/** @example spaceFinding('/data', 0).state // 'bad' */
export function spaceFinding(folder: string, freeBytes: number): Finding {
  const free = `${(freeBytes / GIGABYTE).toFixed(1)} GB free at ${folder}`;
  if (freeBytes < SPACE_BAD_BYTES)
    return bad('disk space', `Only ${free}. Make room now: when it is full, nothing can be written.`);
  if (freeBytes < SPACE_WARNING_BYTES) return warning('disk space', `Only ${free}. Make room soon.`);
  return good('disk space', `${free}.`);
}

function binariesFinding(): Finding {
  try {
    return good('embedded PostgreSQL', `PostgreSQL ${findBinaries().version} is installed.`);
  } catch (error) {
    return bad('embedded PostgreSQL', sentenceOf(error));
  }
}

async function databaseFindings(settings: DatabaseSettings): Promise<readonly Finding[]> {
  const said: string[] = [];
  try {
    const source = await findSource(settings, { say: (sentence) => said.push(sentence), share: true });
    try {
      const notes = said.map((sentence) => warning('database', sentence));
      return [...notes, ...(await examine(source.connection, source.isShared))];
    } finally {
      await source.stop();
    }
  } catch (error) {
    return [bad('database', sentenceOf(error))];
  }
}

async function examine(connection: () => ClientConfig, isShared: boolean): Promise<readonly Finding[]> {
  await checkServer(connection());
  const client = new Client(connection());
  client.on('error', () => undefined);
  await client.connect();
  try {
    const applied = await appliedMigrations(client);
    const findings = [await serverFinding(client, isShared), await fsyncFinding(client), migrationFinding(applied)];
    if (applied.length === 0) return findings;
    await checkRole(connection());
    const faults = await tableFaults(client);
    const security =
      faults.length === 0
        ? good('tables', 'Every table keeps the rules; row-level security holds.')
        : bad('tables', `${faults.join('; ')}.`);
    return [...findings, security];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function serverFinding(client: Client, isShared: boolean): Promise<Finding> {
  const { rows } = await client.query<{ version: string; size: string; used: number; most: number }>(`select
    current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size,
    (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used,
    current_setting('max_connections')::int as most`);
  const [server] = rows;
  if (server === undefined) return bad('database', 'It says nothing of itself.');
  const sentence = `PostgreSQL ${server.version}, ${server.size}, ${server.used} of ${server.most} connections${isShared ? ', used by a running Throughline' : ''}.`;
  return server.used > server.most * 0.9
    ? warning('database', `${sentence} Nearly all connections are in use.`)
    : good('database', sentence);
}

async function fsyncFinding(client: Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string }>(
    `select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`,
  );
  const off = rows.map(({ name }) => name).join(', ');
  return off === ''
    ? good('durability', 'A commit is on disk before it is acknowledged.')
    : bad('durability', `${off} is off: a power cut can lose acknowledged writes. Switch it on.`);
}

function migrationFinding(applied: readonly { readonly name: string; readonly sha256: string }[]): Finding {
  try {
    const pending = pendingMigrations(readMigrations(), applied);
    if (pending.length === 0) return good('migrations', `All ${applied.length} have run.`);
    return warning(
      'migrations',
      `${pending.length} will run at the next start, beginning with ${pending[0]?.name}. Back up first.`,
    );
  } catch (error) {
    return bad('migrations', sentenceOf(error));
  }
}

function sentenceOf(error: unknown): string {
  if (isFailure(error)) return error.message;
  return error instanceof Error ? error.message : String(error);
}
