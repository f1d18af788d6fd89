/** The server as a process: it says where it is and how to begin, refuses a second start on its data, and stops cleanly. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../database/test-server.ts';

const folder = temporaryFolder('start');
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  /** What it said so far. */
  said(): string;
  readonly ended: Promise<number | null>;
}

function start(port: number): Started {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    THROUGHLINE_DATA: folder,
    LOG_LEVEL: 'error',
  };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/surfaces/server/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: () => text, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

const until = (server: Started, words: string): Promise<void> =>
  expect.poll(() => server.said(), { timeout: 40_000, interval: 50 }).toContain(words);

test('it starts on nothing, says how to begin, and is the only one on its data', { timeout: 90_000 }, async () => {
  const server = start(4571);
  await until(server, 'Throughline is at http://127.0.0.1:4571');
  await until(server, 'Open http://127.0.0.1:4571/set-up');
  expect((await fetch('http://127.0.0.1:4571/readyz')).status).toBe(200);
  expect(await (await fetch('http://127.0.0.1:4571/api/v1/setup')).json()).toMatchObject({
    isSetUp: false,
    needsToken: false,
  });

  const second = start(4572);
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain('already runs on');

  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(server.said()).toContain('Stopping (SIGTERM).');
});

test('a setting that cannot be used is named, with what would be right', { timeout: 30_000 }, async () => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/surfaces/server/main.ts'], {
    env: { ...process.env, PORT: 'many' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1);
  expect(text).toContain('The setting PORT cannot be used');
});
