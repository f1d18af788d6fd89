import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import { openTestDatabase } from '../../../tests/database/open.ts';
import { connectionTo, temporaryFolder } from '../../../tests/database/test-server.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { type Database, openDatabase } from './index.ts';
import { CommitUnknown, isConnectionLost } from './retry.ts';
import { checkRole, checkServer } from './suitability.ts';

const OURS = '0190a000-0000-7000-8000-000000000001';
const one = sql`select 1 as one`;
let shared: Database;
beforeAll(async () => {
  shared = await openTestDatabase();
});
afterAll(() => shared.close());

test('an empty folder becomes a database at the level of the code, and stays one', async () => {
  const dataFolder = temporaryFolder('open');
  const first = await openDatabase({ dataFolder });
  onTestFinished(() => first.close());
  await first.global((tx) => tx.query(`insert into workspace (id, slug, name) values ('${OURS}', 'ours', 'Ours')`));
  await expect(openDatabase({ dataFolder })).rejects.toMatchObject({ id: 'database.in-use' });
  await first.close();
  const said: string[] = [];
  const second = await openDatabase({ dataFolder }, { say: (sentence) => said.push(sentence) });
  onTestFinished(() => second.close());
  expect(said).toEqual([]);
  expect(await second.global((tx) => tx.rows(sql`select slug from workspace`))).toEqual([{ slug: 'ours' }]);
  await second.close();
  rmSync(dataFolder, { recursive: true });
});

test('work that meets a killed server waits for it to come back; nothing acknowledged is lost', async () => {
  const dataFolder = temporaryFolder('killed');
  const database = await openDatabase({ dataFolder });
  onTestFinished(() => database.close());
  await database.global((tx) => tx.query(`insert into workspace (id, slug, name) values ('${OURS}', 'ours', 'Ours')`));
  await database.write(OURS, (tx) => tx.query(`insert into workspace_head (workspace_id) values ('${OURS}')`));
  let acknowledged = 0;
  const end = Date.now() + 3_000;
  const writer = async () => {
    while (Date.now() < end) {
      try {
        await database.write(OURS, (tx) =>
          tx.run(sql`update workspace_head set seq = seq + 1 where workspace_id = ${OURS}::uuid`),
        );
        acknowledged += 1;
      } catch (error) {
        expect(error instanceof CommitUnknown || isConnectionLost(error)).toBe(true);
      }
    }
  };
  const killer = setInterval(() => {
    const found = database.pool.query(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`);
    // It may be down already.
    found.then(({ rows }) => process.kill(rows[0].pid, 'SIGKILL')).catch(() => undefined);
  }, 800);
  await Promise.all([writer(), writer(), writer(), writer()]).finally(() => clearInterval(killer));
  const head = await vi.waitFor(
    () => database.read(OURS, (tx) => tx.row<{ seq: number }>(sql`select seq from workspace_head`)),
    { timeout: 20_000 },
  );
  expect(acknowledged).toBeGreaterThan(20);
  expect(head?.seq).toBeGreaterThanOrEqual(acknowledged);
  await database.close();
  rmSync(dataFolder, { recursive: true });
});

test('a server is reached by its address', async () => {
  const { rows } = await shared.pool.query('select current_database() as name');
  const { host, port, user, connectionString } = connectionTo(inject('databaseServer').connection, rows[0].name);
  const databaseUrl =
    connectionString ?? `postgres://${user}@localhost:${port}/${rows[0].name}?host=${encodeURIComponent(String(host))}`;
  const database = await openDatabase({ databaseUrl, dataFolder: '/nonexistent' });
  onTestFinished(() => database.close());
  expect(await database.read(OURS, (tx) => tx.row(one))).toEqual({ one: 1 });
  await database.close();
});

test('a server that is not there is named as the trouble, in one sentence', async () => {
  const nobody = openDatabase({ databaseUrl: 'postgres://line@127.0.0.1:1/line', dataFolder: '/nonexistent' });
  await expect(nobody).rejects.toMatchObject({
    id: 'database.unreachable',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('a login that may not act as the application role is refused with the statement that mends it', async () => {
  const dataFolder = temporaryFolder('logins');
  const server = await startEmbedded({ dataFolder });
  onTestFinished(() => server.stop());
  const owner = new Client(server.connection());
  await owner.connect();
  await owner.query('create role plain login');
  await owner.query('create database line owner plain');
  const plain = { ...server.connection('line'), user: 'plain' };
  await expect(checkServer(plain)).rejects.toMatchObject({
    id: 'database.unsuitable',
    message: expect.stringContaining('GRANT throughline_app TO "plain"'),
  });
  await owner.query('create role throughline_app nologin');
  await expect(checkServer(plain)).rejects.toMatchObject({ id: 'database.unsuitable' });
  await owner.query('grant throughline_app to plain');
  await checkServer(plain);
  await checkRole(plain);
  await owner.query('alter role throughline_app bypassrls');
  await expect(checkRole(plain)).rejects.toMatchObject({
    id: 'database.unsuitable',
    message: expect.stringContaining('NOBYPASSRLS'),
  });
  await owner.query('alter role throughline_app nobypassrls');
  await owner.query('create role guest login');
  await expect(checkServer({ ...plain, user: 'guest' })).rejects.toMatchObject({
    message: expect.stringContaining('OWNER TO "guest"'),
  });
  await owner.query(`create database old encoding 'LATIN1' locale 'C' template template0`);
  await expect(checkServer(server.connection('old'))).rejects.toMatchObject({
    message: expect.stringContaining('LATIN1'),
  });
  await owner.end();
  await server.stop();
  rmSync(dataFolder, { recursive: true });
});

test('a login that may create roles sets up everything by itself', async () => {
  const dataFolder = temporaryFolder('creator');
  const server = await startEmbedded({ dataFolder });
  onTestFinished(() => server.stop());
  const owner = new Client(server.connection());
  await owner.connect();
  await owner.query('create role plain login createrole');
  await owner.query('create database line owner plain');
  await owner.end();
  const { host } = server.connection();
  const database = await openDatabase({
    databaseUrl: `postgres://plain@localhost/line?host=${encodeURIComponent(String(host))}`,
    dataFolder,
  });
  onTestFinished(() => database.close());
  expect(await database.read(OURS, (tx) => tx.row(sql`select current_user as role`))).toEqual({
    role: 'throughline_app',
  });
  await database.close();
  await server.stop();
  rmSync(dataFolder, { recursive: true });
});
