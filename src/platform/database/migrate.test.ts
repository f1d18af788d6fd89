import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../tests/database/open.ts';
import type { Database } from './index.ts';
import { migrate, pendingMigrations, readMigrations } from './migrate.ts';

let database: Database;
let folder: string;

beforeEach(async () => {
  database = await openTestDatabase();
  await database.pool.query('delete from migration');
  folder = mkdtempSync(path.join(os.tmpdir(), 'throughline-migrations-'));
  write('0001-first', 'create table first (id int);');
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.close();
});

const write = (name: string, text: string) => writeFileSync(path.join(folder, `${name}.sql`), text);
const run = () => migrate(database.connection(), folder);
const recorded = async () =>
  (await database.pool.query('select name from migration order by name')).rows.map(({ name }) => name);

test('each runs once, in order', async () => {
  write('0002-second', 'alter table first add column name text;');
  expect(await run()).toEqual(['0001-first', '0002-second']);
  expect(await run()).toEqual([]);
  write('0003-third', 'create table third (id int);');
  expect(await run()).toEqual(['0003-third']);
  expect(await recorded()).toEqual(['0001-first', '0002-second', '0003-third']);
});

test('several processes that start at once run each once', async () => {
  write('0002-second', 'insert into first values (1); select pg_sleep(0.05);');
  const ran = await Promise.all([1, 2, 3, 4].map(run));
  expect(ran.flat().sort()).toEqual(['0001-first', '0002-second']);
  expect((await database.pool.query('select * from first')).rowCount).toBe(1);
});

test('one that fails leaves nothing of itself and says why', async () => {
  write('0002-second', 'create table second (id int); insert into second values (1); select 1/0;');
  await expect(run()).rejects.toMatchObject({
    id: 'migration.failed',
    facts: { migration: '0002-second', reason: 'division by zero' },
  });
  expect((await database.pool.query(`select to_regclass('second') as found`)).rows[0].found).toBeNull();
  expect(await recorded()).toEqual(['0001-first']);
  write('0002-second', 'create table second (id int);');
  expect(await run()).toEqual(['0002-second']);
});

test('a process killed in the middle leaves the database as it was', async () => {
  write('0002-second', `create table second (id int); select pg_sleep(30);`);
  const running = run();
  const failed = expect(running).rejects.toMatchObject({ id: 'migration.failed' });
  const isAsleep = async () =>
    (
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
      )
    ).rowCount;
  while ((await isAsleep()) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await failed;
  expect((await database.pool.query(`select to_regclass('second') as found`)).rows[0].found).toBeNull();
});

test('one that was changed after it ran is refused', async () => {
  await run();
  write('0001-first', 'create table first (id bigint);');
  await expect(run()).rejects.toMatchObject({ id: 'migration.changed', facts: { migration: '0001-first' } });
});

test('a database that is newer than the code is refused', async () => {
  write('0002-second', 'select 1;');
  await run();
  rmSync(path.join(folder, '0002-second.sql'));
  await expect(run()).rejects.toMatchObject({ id: 'database.newer', facts: { migration: '0002-second' } });
});

test('one that comes before another that already ran is refused', async () => {
  write('0003-third', 'select 1;');
  await run();
  write('0002-second', 'select 1;');
  await expect(run()).rejects.toMatchObject({
    id: 'migration.out-of-order',
    facts: { migration: '0002-second', last: '0003-third' },
  });
});

test('line ends of another system are no change; files of other names are none of ours', () => {
  write('0002-second', 'select 1;\n');
  const [, unix] = readMigrations(folder);
  write('0002-second', 'select 1;\r\n');
  writeFileSync(path.join(folder, 'notes.md'), 'x');
  const found = readMigrations(folder);
  expect(found.map(({ name }) => name)).toEqual(['0001-first', '0002-second']);
  expect(found[1]?.sha256).toBe(unix?.sha256);
});

test('nothing is pending on an empty pair', () => {
  expect(pendingMigrations([], [])).toEqual([]);
});

test('the real ones are all applied to a test database', async () => {
  const fresh = await openTestDatabase();
  const client = new Client(fresh.connection());
  await client.connect();
  const { rows } = await client.query('select name, sha256 from migration order by name');
  await client.end();
  expect(pendingMigrations(readMigrations(), rows)).toEqual([]);
  await fresh.close();
});
