/** The real server in a process of its own with the flags of `npm start`, on a data folder of its own: to be killed, and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SMALL_HEAP } from '../../scripts/run.mjs';
import { isFresh } from '../../scripts/setup/build-if-stale.mjs';
import { temporaryFolder } from '../database/test-server.ts';

const HOUSE = fileURLToPath(new URL('../../', import.meta.url));
const READY_MS_MOST = 60_000;
const ASK_EVERY_MS = 25;

export interface SpawnedServer {
  /** Where it listens; another after each start. */
  url(): string;
  /** Starts the app, waits until it is ready, and says how long that took. */
  start(): Promise<number>;
  /** Waits for `/readyz`. @throws where it is not ready in time, with what the process said */
  untilReady(): Promise<number>;
  isRunning(): boolean;
  killApp(): Promise<void>;
  killDatabase(): void;
  /** Ends it as an operator does; the exit code. */
  stop(): Promise<number | null>;
  /** What the app has said, for the message of a failure. */
  said(): string;
  /** Ends whatever still runs and removes the folder. */
  remove(): void;
}

/** The build where it is fresh, since it starts in a fraction of the time; otherwise the sources. */
function program(): string {
  return path.join(HOUSE, isFresh('server') ? 'dist/server.js' : 'src/surfaces/server/main.ts');
}

/** @example const server = spawnedServer(); await server.start(); server.killDatabase(); await server.untilReady(); */
export function spawnedServer(dataFolder: string = temporaryFolder('spawned')): SpawnedServer {
  const file = program();
  let child: ChildProcess | undefined;
  let url = '';
  let said = '';

  async function start(): Promise<number> {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const { NODE_ENV: _, ...own } = process.env;
    const env = { ...own, LOG_LEVEL: 'warn', HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: url };
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...SMALL_HEAP, file], {
      cwd: HOUSE,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, THROUGHLINE_DATA: dataFolder },
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said = `${said}${chunk.toString('utf8')}`.slice(-6000);
      });
    return untilReady();
  }

  async function untilReady(): Promise<number> {
    const begun = performance.now();
    while (!(await answers(`${url}/readyz`))) {
      if (!isRunning()) throw new Error(`The server ended by itself:\n${said}`);
      if (performance.now() - begun > READY_MS_MOST) throw new Error(`The server does not become ready:\n${said}`);
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
    return performance.now() - begun;
  }

  const isRunning = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null;

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child === undefined || !isRunning()) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  return {
    url: () => url,
    start,
    untilReady,
    isRunning,
    killApp: async () => void (await end('SIGKILL')),
    killDatabase: () => killDatabaseIn(dataFolder),
    stop: () => end('SIGTERM'),
    said: () => said,
    remove: () => {
      if (isRunning()) child?.kill('SIGKILL');
      killDatabaseIn(dataFolder);
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** The process of the embedded database of a folder; null where none runs. */
export function databasePid(dataFolder: string): number | null {
  const file = path.join(dataFolder, 'postgres', 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  return pid > 1 && isPostgres(pid) ? pid : null;
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

function killDatabaseIn(dataFolder: string): void {
  const pid = databasePid(dataFolder);
  if (pid !== null) process.kill(pid, 'SIGKILL');
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
