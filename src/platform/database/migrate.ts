/** Migrations: SQL files in their order, each run once and whole, remembered with the hash of its text. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, type ClientConfig } from 'pg';
import { databaseNewer, migrationChanged, migrationFailed, migrationOutOfOrder } from './failures.ts';

export interface Migration {
  /** `0001-the-line` */
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

interface Applied {
  readonly name: string;
  readonly sha256: string;
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const FILE_NAME = /^(\d{4}-[a-z0-9-]+)\.sql$/;
/** Any number, the same in every version: whoever holds it migrates. */
const ADVISORY_LOCK = 7_265_416_921;

/** The migrations of a folder in their order; line ends do not count, so a checkout on Windows is the same. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): readonly Migration[] {
  const names = readdirSync(folder)
    .flatMap((file) => FILE_NAME.exec(file)?.[1] ?? [])
    .sort();
  return names.map((name) => {
    const text = readFileSync(path.join(folder, `${name}.sql`), 'utf8').replaceAll('\r\n', '\n');
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
  });
}

/**
 * Which migrations are still to run.
 *
 * @throws `database.newer`, `migration.changed`, `migration.out-of-order`
 */
export function pendingMigrations(known: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, sha256 } of applied) {
    const migration = byName.get(name);
    if (migration === undefined) throw databaseNewer({ migration: name });
    if (migration.sha256 !== sha256) throw migrationChanged({ migration: name });
  }
  const done = new Set(applied.map(({ name }) => name));
  const pending = known.filter(({ name }) => !done.has(name));
  const last = applied
    .map(({ name }) => name)
    .sort()
    .at(-1);
  const late = pending.find(({ name }) => last !== undefined && name < last);
  if (late !== undefined && last !== undefined) throw migrationOutOfOrder({ migration: late.name, last });
  return pending;
}

/** What has run on this database, in order; nothing on an empty one. */
export async function appliedMigrations(client: Pick<Client, 'query'>): Promise<readonly Applied[]> {
  const { rows: tables } = await client.query<{ found: boolean }>(
    `select to_regclass('migration') is not null as found`,
  );
  if (tables[0]?.found !== true) return [];
  const { rows } = await client.query<Applied>('select name, sha256 from migration order by name');
  return rows;
}

/**
 * Brings the database to the level of the code. Safe to start from several processes at once; each migration is one transaction.
 *
 * @returns the names of the migrations that ran
 * @throws `database.newer`, `migration.changed`, `migration.out-of-order`, `migration.failed`
 * @example await migrate({ connectionString: 'postgres://localhost/throughline' });
 */
export async function migrate(
  connection: ClientConfig,
  folder: string = MIGRATIONS_FOLDER,
): Promise<readonly string[]> {
  const known = readMigrations(folder);
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const ran: string[] = [];
    let pending = pendingMigrations(known, await appliedMigrations(client));
    while (pending.length > 0) {
      const name = await runNext(client, known);
      if (name !== undefined) ran.push(name);
      pending = pendingMigrations(known, await appliedMigrations(client));
    }
    return ran;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Under the lock, what is pending is asked again: another process may have been faster. */
async function runNext(client: Client, known: readonly Migration[]): Promise<string | undefined> {
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(${ADVISORY_LOCK})`);
    await client.query(`create table if not exists migration (
      name text constraint migration_pk primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    const [next] = pendingMigrations(known, await appliedMigrations(client));
    if (next !== undefined) await runOne(client, next);
    await client.query('commit');
    return next?.name;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function runOne(client: Client, { name, text, sha256 }: Migration): Promise<void> {
  try {
    await client.query(text);
  } catch (error) {
    throw migrationFailed({ migration: name, reason: error instanceof Error ? error.message : String(error) });
  }
  await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
}
