import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../../tests/database/test-server.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { isAlive } from './postmaster.ts';
import { socketFolder } from './socket-folder.ts';

const CHILD = fileURLToPath(new URL('../../../../tests/database/embedded-child.ts', import.meta.url));
const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function newFolder(): string {
  const folder = temporaryFolder('embedded');
  stops.push(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataFolder: string, say?: (sentence: string) => void): Promise<Embedded> {
  const embedded = await startEmbedded({ dataFolder, say });
  stops.push(() => embedded.stop());
  return embedded;
}

async function ask(embedded: Embedded, statement: string): Promise<unknown> {
  const client = new Client(embedded.connection());
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text: statement, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** Another process on the folder; resolves with the database's process id. */
async function startChild(dataFolder: string): Promise<{ child: ChildProcess; databasePid: number }> {
  const child = spawn(process.execPath, [CHILD, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  stops.push(async () => child.kill('SIGKILL'));
  const [line]: unknown[] = await once(child.stdout, 'data');
  return { child, databasePid: Number(String(line)) };
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

test('starts fresh, keeps what was written, and starts again on it', async () => {
  const folder = newFolder();
  const first = await startEmbedded({ dataFolder: folder });
  expect(first.isFresh).toBe(true);
  await ask(first, 'create table kept as select 42 as answer');
  expect(await ask(first, 'show fsync')).toBe('on');
  expect(await ask(first, 'select datcollate || datlocale from pg_database where datname = current_database()')).toBe(
    'CC.UTF-8',
  );
  await first.stop();
  expect(existsSync(path.join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
  const second = await start(folder);
  expect(second.isFresh).toBe(false);
  expect(await ask(second, 'select answer from kept')).toBe(42);
});

test('a second start on the same folder is refused and names the process', async () => {
  const folder = newFolder();
  await start(folder);
  await expect(startEmbedded({ dataFolder: folder })).rejects.toMatchObject({
    id: 'database.in-use',
    facts: { pid: process.pid },
  });
});

test('a start beside another process names that process', async () => {
  const folder = newFolder();
  const { child } = await startChild(folder);
  await expect(startEmbedded({ dataFolder: folder })).rejects.toMatchObject({
    id: 'database.in-use',
    facts: { pid: child.pid },
  });
});

test('of many that start at once on a folder with a dead lock, one wins', async () => {
  const folder = newFolder();
  const { child, databasePid } = await startChild(folder);
  await kill(child);
  const starts = await Promise.allSettled([1, 2, 3, 4].map(() => start(folder)));
  expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(isAlive(databasePid)).toBe(true);
});

test('a database whose Throughline was killed is adopted, and said so', async () => {
  const folder = newFolder();
  const { child, databasePid } = await startChild(folder);
  await kill(child);
  expect(isAlive(databasePid)).toBe(true);
  const said: string[] = [];
  const embedded = await start(folder, (sentence) => said.push(sentence));
  expect(embedded.pid()).toBe(databasePid);
  expect(said).toEqual([`A killed Throughline left its database running (process ${databasePid}); it is used on.`]);
  await embedded.stop();
  expect(isAlive(databasePid)).toBe(false);
});

test('a database that is killed comes back by itself with all that was committed', async () => {
  const said: string[] = [];
  const embedded = await start(newFolder(), (sentence) => said.push(sentence));
  await ask(embedded, 'create table kept as select 7 as answer');
  const killed = embedded.pid();
  process.kill(Number(killed), 'SIGKILL');
  await vi.waitFor(() => expect(embedded.pid()).not.toBe(killed), { timeout: 20_000 });
  await vi.waitFor(async () => expect(await ask(embedded, 'select answer from kept')).toBe(7), { timeout: 20_000 });
  expect(said.at(0)).toContain('ended by itself');
  expect(said.at(-1)).toBe('The embedded database is back.');
});

test('an adopted database that is killed comes back too', async () => {
  const folder = newFolder();
  const { child, databasePid } = await startChild(folder);
  await kill(child);
  const embedded = await start(folder);
  process.kill(databasePid, 'SIGKILL');
  await vi.waitFor(() => expect(embedded.pid()).not.toBe(databasePid), { timeout: 20_000 });
  await vi.waitFor(async () => expect(await ask(embedded, 'select 1')).toBe(1), { timeout: 20_000 });
});

test('a frozen database left behind is ended and started again', { timeout: 60_000 }, async () => {
  const folder = newFolder();
  const { child, databasePid } = await startChild(folder);
  await kill(child);
  process.kill(databasePid, 'SIGSTOP');
  const embedded = await start(folder);
  expect(embedded.pid()).not.toBe(databasePid);
  expect(isAlive(databasePid)).toBe(false);
  expect(await ask(embedded, 'select 1')).toBe(1);
});

test('a process id file that names a stranger is not believed', async () => {
  const folder = newFolder();
  const first = await startEmbedded({ dataFolder: folder });
  const file = path.join(folder, 'postgres', 'postmaster.pid');
  const text = readFileSync(file, 'utf8');
  await first.stop();
  writeFileSync(file, text.replace(/^\d+/, String(process.ppid)));
  const embedded = await start(folder);
  expect(await ask(embedded, 'select 1')).toBe(1);
  expect(isAlive(process.ppid)).toBe(true);
});

test('what a killed first start left half made is made anew', async () => {
  const folder = newFolder();
  mkdirSync(path.join(folder, 'postgres.half'));
  writeFileSync(path.join(folder, 'postgres.half', 'PG_VERSION'), 'x');
  expect(await ask(await start(folder), 'select 1')).toBe(1);
});

test('data of another major version is refused with the way out', async () => {
  const folder = newFolder();
  mkdirSync(path.join(folder, 'postgres'));
  writeFileSync(path.join(folder, 'postgres', 'PG_VERSION'), '15\n');
  await expect(startEmbedded({ dataFolder: folder })).rejects.toMatchObject({
    id: 'database.version-differs',
    facts: { found: '15' },
  });
});

test('a server that does not start says why, and lets go of the folder', async () => {
  const folder = newFolder();
  const bad = startEmbedded({ dataFolder: folder, serverOptions: { shared_buffers: 'much' } });
  await expect(bad).rejects.toMatchObject({ id: 'database.not-started' });
  await expect(bad).rejects.toThrow('shared_buffers');
  expect(await ask(await start(folder), 'select 1')).toBe(1);
});

test('a path too long for a socket moves the socket, not the data', async () => {
  const folder = path.join(newFolder(), 'long-'.repeat(20), 'data');
  const embedded = await start(folder);
  expect(await ask(embedded, 'select 1')).toBe(1);
  expect(existsSync(path.join(folder, 'postgres', 'PG_VERSION'))).toBe(true);
  const sockets = String(embedded.connection().host);
  expect(sockets).not.toContain('long-');
  stops.unshift(async () => rmSync(sockets, { recursive: true, force: true }));
});

test('a short path keeps its sockets inside', () => {
  const folder = newFolder();
  expect(socketFolder(folder, {})).toBe(path.join(folder, 'socket'));
});
