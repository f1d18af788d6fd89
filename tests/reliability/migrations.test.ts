/** Every migration over a database that holds what the one before it left: it runs, loses no row, and says so when it may not run. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { backup } from '../../src/platform/database/backup/backup.ts';
import { backupTables } from '../../src/platform/database/backup/backup-tables.ts';
import { restore } from '../../src/platform/database/backup/restore.ts';
import { type Database, databaseOver } from '../../src/platform/database/database.ts';
import { MIGRATIONS_FOLDER, migrate, readMigrations } from '../../src/platform/database/migrate.ts';
import { openTestDatabase } from '../database/open.ts';
import { connectionTo, run } from '../database/test-server.ts';
import { openTestServer } from '../http/server.ts';
import { setStage } from '../permission/stage.ts';
import { emptyMirror, loadSnapshot, readLog, rowsOf } from './line-over-http.ts';

const all = readMigrations();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'throughline-levels-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An empty database, without a migration. */
async function emptyDatabase(): Promise<Database> {
  const { connection } = inject('databaseServer');
  const name = `throughline_level_${process.pid}_${Math.random().toString(36).slice(2)}`;
  await run(connection, `create database ${name}`);
  return databaseOver(
    () => connectionTo(connection, name),
    () => run(connection, `drop database if exists ${name} with (force)`),
  );
}

/** The migrations up to that one, in a folder. */
function upTo(name: string): string {
  const level = mkdtempSync(path.join(folder, 'level-'));
  for (const migration of all)
    if (migration.name <= name)
      cpSync(path.join(MIGRATIONS_FOLDER, `${migration.name}.sql`), path.join(level, `${migration.name}.sql`));
  return level;
}

/** A value that a column of that type takes. */
const VALUES: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: `'text ' || n || ' Ünïcode'`,
  jsonb: `'{}'::jsonb`,
  boolean: 'true',
  'timestamp with time zone': 'now()',
  date: `'2021-06-01'::date`,
  bytea: `'x'::bytea`,
  ARRAY: `'{}'`,
};

/** Columns that take one of a list. */
const CHOICES: Readonly<Record<string, string>> = { role: `'editor'`, visibility: `'internal'`, scope: `'shared'` };

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
}

/** Three rows in every table that takes made-up ones: rules between columns and tables keep some empty. */
async function fillTables(client: Client): Promise<ReadonlyMap<string, number>> {
  const { rows } =
    await client.query<Column>(`select c.table_name, c.column_name, c.data_type from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' and c.is_nullable = 'NO'
      and c.table_name <> 'migration' order by c.table_name, c.ordinal_position`);
  const counts = new Map<string, number>();
  for (const [table, columns] of Map.groupBy(rows, ({ table_name }) => table_name)) {
    const values = columns.map((column) =>
      column.column_name === 'workspace_id'
        ? `(select id from workspace limit 1)`
        : (CHOICES[column.column_name] ?? VALUES[column.data_type] ?? 'n'),
    );
    await client.query('savepoint one');
    const names = columns.map(({ column_name }) => `"${column_name}"`).join(', ');
    const filled = await client
      .query(`insert into "${table}" (${names}) select ${values.join(', ')} from generate_series(1, 3) n`)
      .then(
        () => true,
        () => false,
      );
    await client.query(filled ? 'release savepoint one' : 'rollback to savepoint one');
    if (filled) counts.set(table, 3);
  }
  return counts;
}

async function fill(database: Database): Promise<ReadonlyMap<string, number>> {
  const client = new Client(database.connection());
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`insert into workspace (id, slug, name) values (gen_random_uuid(), 'firefox', 'Firefox')`);
    const counts = await fillTables(client);
    await client.query('commit');
    return counts;
  } finally {
    await client.end();
  }
}

async function rowsIn(database: Database, table: string): Promise<number> {
  const { rows } = await database.pool.query(`select count(*)::int as count from "${table}"`);
  return rows[0].count;
}

describe('every migration, on a database that holds rows', () => {
  const steps = all.slice(1).map(({ name }, at) => [all[at]?.name ?? '', name] as const);
  // The ground alone has no tables; from the line on there are rows to keep.
  test.each(steps.filter(([before]) => before >= '0001'))('from %s to %s', async (before, name) => {
    const database = await emptyDatabase();
    try {
      await migrate(database.connection(), upTo(before));
      const counts = await fill(database);
      expect([...counts.keys()]).toEqual(expect.arrayContaining(['item', 'member', 'change', 'saved_view']));
      expect(await migrate(database.connection(), upTo(name))).toEqual([name]);
      for (const [table, count] of counts) expect(await rowsIn(database, table), table).toBeGreaterThanOrEqual(count);
      const left = all.filter((migration) => migration.name > name).map((migration) => migration.name);
      expect(await migrate(database.connection())).toEqual(left);
      for (const [table, count] of counts) expect(await rowsIn(database, table), table).toBeGreaterThanOrEqual(count);
    } finally {
      await database.close();
    }
  });

  test('one changed after it ran, one missing and one that comes late are refused, and nothing is touched', async () => {
    const database = await openTestDatabase();
    try {
      const level = upTo(all.at(-1)?.name ?? '');
      const last = path.join(level, `${all.at(-1)?.name}.sql`);
      writeFileSync(path.join(level, '0000-a-late-one.sql'), 'drop table item cascade;');
      await expect(migrate(database.connection(), level)).rejects.toMatchObject({ id: 'migration.out-of-order' });
      rmSync(path.join(level, '0000-a-late-one.sql'));
      writeFileSync(last, 'select 1;');
      await expect(migrate(database.connection(), level)).rejects.toMatchObject({
        id: 'migration.changed',
        facts: { migration: all.at(-1)?.name },
      });
      rmSync(last);
      await expect(migrate(database.connection(), level)).rejects.toMatchObject({ id: 'database.newer' });
      expect(await rowsIn(database, 'item')).toBe(0);
    } finally {
      await database.close();
    }
  });
});

/** A sum of every row of every table, in no order. */
async function sumsOf(database: Database): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const { name } of await backupTables(database.pool)) {
    const { rows } = await database.pool.query(`select t::text as row from "${name}" t order by 1`);
    sums[name] = `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`;
  }
  return sums;
}

test('a workspace with one of everything is the same after backup and restore, at the tables and at the doors', async () => {
  const [source, target] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  try {
    const before = await openTestServer({ database: source });
    const { town } = await setStage(before, before.town);
    const at = (url: string) => ({ url, key: town.keys.owner });
    const rows = rowsOf(await loadSnapshot(at(before.url)));
    const log = await readLog(at(before.url), 0);
    await before.close();
    const archive = path.join(folder, 'whole.tar.gz');
    const made = await backup({ database: source, target: archive, version: '0.0.0' });
    expect(made.rows).toBeGreaterThan(100);
    await restore({ archive, database: target });
    expect(await sumsOf(target)).toEqual(await sumsOf(source));
    const after = await openTestServer({ database: target });
    expect(rowsOf(await loadSnapshot(at(after.url)))).toEqual(rows);
    expect(await readLog(at(after.url), 0)).toEqual(log);
    const replay = emptyMirror();
    for (const change of log) replay.apply(change);
    expect(rowsOf(replay)).toEqual(rows);
    const made2 = await after.send('POST', '/api/v1/features', { town, body: { title: 'Life goes on' } });
    expect(made2.status).toBe(201);
    await after.close();
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}, 60_000);
