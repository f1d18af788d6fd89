/** The real command line as a process, on a data folder of its own, beside a server that it started itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../scripts/setup/build-if-stale.mjs';
import { temporaryFolder } from '../database/test-server.ts';

const HOUSE = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = path.join(HOUSE, 'dist/cli.js');
const CACHE = path.join(HOUSE, 'node_modules/.cache/throughline/compiled');

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What stdout holds, where it is one JSON document. */
  readonly json: ReturnType<typeof JSON.parse>;
}

export interface CommandLine {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Runs a command to its end. */
  run(args: readonly string[], more?: NodeJS.ProcessEnv, input?: string): Promise<Said>;
  /** Starts the server beside which the others run; its address. */
  start(): Promise<string>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** How a command is started, for those that are spoken to while they run. */
export function commandOf(args: readonly string[]): { readonly command: string; readonly args: readonly string[] } {
  return {
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', MAIN, ...args],
  };
}

/**
 * The bundle, as it ships: it also starts in a fifth of the time.
 *
 * @example
 * const line = await openCommandLine(); afterAll(() => line.close());
 */
export async function openCommandLine(): Promise<CommandLine> {
  if (!(await ensureBuilt(process.execPath, ['server']))) throw new Error('The command line does not build.');
  const folder = temporaryFolder('cli');
  const environment = environmentOf(folder);
  let server: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    const running = server;
    server = undefined;
    if (running === undefined) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await ended;
  };
  return {
    folder,
    environment,
    run: (args, more = {}, input = '') => run(args, { ...environment, ...more }, input),
    start: async () => {
      const { command, args } = commandOf(['start', '--port', '0']);
      server = spawn(command, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
      return addressOf(server);
    },
    stop,
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function environmentOf(folder: string): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  const own = { NODE_COMPILE_CACHE: CACHE, THROUGHLINE_DATA: path.join(folder, 'data'), LOG_LEVEL: 'error' };
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...own };
}

function run(given: readonly string[], env: NodeJS.ProcessEnv, input: string): Promise<Said> {
  const { command, args } = commandOf(given);
  const child = spawn(command, args, { env });
  const heard = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard.err += text;
  });
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...heard, json: documentIn(heard.out) }));
  });
}

function documentIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, url] = /Throughline is at (\S+)/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
  });
}
