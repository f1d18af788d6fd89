/** The built server in a process of its own, on a port and data of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { house } from '../scripts/gates/gate.ts';

export interface RunningServer {
  readonly address: string;
  readonly process: ChildProcess;
  /** From the start of the process to the first answer 200. */
  readonly readyAfterMs: number;
  stop(): Promise<void>;
}

const GIVE_UP_MS = 60_000;
const ASK_EVERY_MS = 10;

/** A folder for data that is gone afterwards. */
export function temporaryData(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-bench-'));
  // The embedded database does not run as root: its own user has to reach the folder.
  chmodSync(folder, 0o755);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts `dist/server.js` on a free port and waits for `/readyz`. The caller stops it. */
export async function startServer(
  data: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [path.join(house, 'dist/server.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment, PORT: String(port), HOST: '127.0.0.1', THROUGHLINE_DATA: data },
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-2000);
  });
  const address = `http://127.0.0.1:${port}`;
  while (!(await answers(`${address}/readyz`))) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}: ${said}`);
    if (performance.now() - started > GIVE_UP_MS)
      throw new Error(`The server is not ready after ${GIVE_UP_MS} ms: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  return { address, process: child, readyAfterMs: performance.now() - started, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
