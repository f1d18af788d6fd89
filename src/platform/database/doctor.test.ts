import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../tests/database/test-server.ts';
import { doctor, type Finding, nodeFinding, spaceFinding } from './doctor.ts';
import { openDatabase } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('doctor');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const states = (findings: readonly Finding[]) => Object.fromEntries(findings.map(({ name, state }) => [name, state]));
const SOUND = {
  node: 'good',
  'data folder': 'good',
  'disk space': 'good',
  'embedded PostgreSQL': 'good',
  database: 'good',
  durability: 'good',
  migrations: 'good',
  tables: 'good',
};

test('on an empty folder it says what the first start will do, and does not do it', async () => {
  const dataFolder = path.join(folder, 'data');
  const findings = await doctor({ dataFolder });
  expect(findings.at(-1)).toMatchObject({
    name: 'database',
    state: 'good',
    sentence: expect.stringContaining('first start'),
  });
  expect(existsSync(dataFolder)).toBe(false);
});

test('a file where the folder should be is bad, and nothing is promised of the first start', async () => {
  const dataFolder = path.join(folder, 'data');
  writeFileSync(dataFolder, '');
  const findings = await doctor({ dataFolder });
  expect(states(findings)).toEqual({ node: 'good', 'data folder': 'bad' });
  expect(states(await doctor({ dataFolder: path.join(dataFolder, 'below') }))).toMatchObject({ 'data folder': 'bad' });
});

test('all is good beside a running Throughline and after it has stopped', async () => {
  const database = await openDatabase({ dataFolder: folder });
  onTestFinished(() => database.close());
  const beside = await doctor({ dataFolder: folder });
  expect(states(beside)).toEqual(SOUND);
  expect(beside.find(({ name }) => name === 'database')?.sentence).toContain('used by a running Throughline');
  expect(await database.global((tx) => tx.row(sql`select 1 as one`))).toEqual({ one: 1 });
  await database.close();
  expect(states(await doctor({ dataFolder: folder }))).toEqual(SOUND);
});

test('a changed migration, an unprotected table and a missing role right are found', async () => {
  const database = await openDatabase({ dataFolder: folder });
  onTestFinished(() => database.close());
  await database.pool.query(
    `update migration set sha256 = 'x' where name = '0001-the-line'; alter table item disable row level security; revoke insert on link from throughline_app`,
  );
  const findings = await doctor({ dataFolder: folder });
  expect(findings.filter(({ state }) => state === 'bad').map(({ name }) => name)).toEqual(['migrations', 'tables']);
  await database.pool.query('alter role throughline_app bypassrls');
  expect((await doctor({ dataFolder: folder })).find(({ state }) => state === 'bad')?.sentence).toContain(
    'NOBYPASSRLS',
  );
  await database.close();
});

test('a server that does not answer is a finding, not a failure', async () => {
  const findings = await doctor({ dataFolder: folder, databaseUrl: 'postgres://line@127.0.0.1:1/line' });
  expect(findings.at(-1)).toMatchObject({
    name: 'database',
    state: 'bad',
    sentence: expect.stringContaining('DATABASE_URL'),
  });
});

test('the command line works beside a running Throughline, and its end ends nothing', async () => {
  const running = await openDatabase({ dataFolder: folder });
  onTestFinished(() => running.close());
  const beside = await openDatabase({ dataFolder: folder }, { share: true });
  onTestFinished(() => beside.close());
  expect(await beside.global((tx) => tx.row(sql`select 1 as one`))).toEqual({ one: 1 });
  await beside.close();
  expect(await running.global((tx) => tx.row(sql`select 1 as one`))).toEqual({ one: 1 });
  await running.pool.query(`delete from migration where name = (select max(name) from migration)`);
  await expect(openDatabase({ dataFolder: folder }, { share: true })).rejects.toMatchObject({
    id: 'database.unsuitable',
    message: expect.stringContaining('Restart'),
  });
  await running.close();
});

test('a folder that only its owner may enter serves too', async () => {
  const closed = mkdtempSync(path.join(os.tmpdir(), 'throughline-closed-'));
  const database = await openDatabase({ dataFolder: path.join(closed, 'data') });
  onTestFinished(() => database.close());
  expect(await database.global((tx) => tx.row(sql`select 1 as one`))).toEqual({ one: 1 });
  await database.close();
  rmSync(closed, { recursive: true });
});

test('space and Node are judged', () => {
  expect([0, 500e6, 5e9].map((bytes) => spaceFinding('/data', bytes).state)).toEqual(['bad', 'warning', 'good']);
  expect(['20.19.0', '22.17.9', '22.18.0', '24.1.0'].map((version) => nodeFinding(version).state)).toEqual([
    'bad',
    'bad',
    'good',
    'good',
  ]);
});
