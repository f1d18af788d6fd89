#!/usr/bin/env node
/**
 * The one way in: `npm start`, `npm test` and every other script come through here, on a bare clone too. It installs what
 * the lock file names if it is not there, changes over to the Node version pinned with it, builds what is out of date, and
 * runs the command. Plain JavaScript without dependencies, because the Node that starts it may be as old as 18.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './setup/build-if-stale.mjs';
import { cacheFolder, ensureInstalled, pinnedNode, root, runsTypeScript } from './setup/install.mjs';

/**
 * A server, and a command that imports beside it, collects its garbage before the heap has doubled: what lives in it is small, and an import of 100,000 rows would otherwise
 * hold half a gigabyte of what it needs no more. Measured with 30,000 rows: 395 MB without, 216 MB with these, in the same time.
 */
export const SMALL_HEAP = ['--heap-growing-percent=30', '--max-semi-space-size=8'];

/** Each command: what it needs built, and the program that it becomes. */
const COMMANDS = {
  start: { needs: ['server', 'web'], program: 'dist/server.js', flags: SMALL_HEAP },
  cli: { needs: ['server'], program: 'dist/cli.js', flags: SMALL_HEAP },
  serve: { needs: ['server', 'web'], program: 'dist/cli.js', flags: SMALL_HEAP },
  test: { needs: [], program: 'scripts/test.ts' },
  check: { needs: [], program: 'scripts/test.ts', otherwise: ['gates'] },
  dev: { needs: [], program: 'scripts/dev.ts' },
  build: { needs: [], program: 'scripts/setup/build.mjs' },
  lock: { needs: [], program: 'scripts/setup/complete-lock.mjs' },
  docs: { needs: [], program: 'scripts/print-docs.ts' },
  format: { needs: [], program: 'scripts/format.ts' },
  bench: { needs: ['server', 'web'], program: 'scripts/bench.ts' },
  soak: { needs: ['server', 'web'], program: 'scripts/soak.ts' },
  screenshot: { needs: [], program: 'scripts/screenshot.ts' },
};

const STOP_WITH_PARENT = new URL('setup/stop-with-parent.mjs', import.meta.url).href;

export async function main([name, ...args]) {
  const command = COMMANDS[name];
  if (command === undefined) {
    process.stderr.write(`There is no command "${name}". Commands: ${Object.keys(COMMANDS).join(', ')}.\n`);
    return 2;
  }
  await ensureInstalled();
  const node = runsTypeScript(process.versions.node) ? process.execPath : pinnedNode();
  if (node === undefined) {
    process.stderr.write('Throughline needs Node 22.18 or newer on this platform: install it and start again.\n');
    return 2;
  }
  if (!(await ensureBuilt(node, command.needs))) return 1;
  return become(node, [
    ...(command.flags ?? []),
    fileURLToPath(new URL(command.program, root)),
    ...(args.length > 0 ? args : (command.otherwise ?? [])),
  ]);
}

/** Replaces this process where the platform can; elsewhere stays as a thin parent that passes signals and the result on. */
async function become(node, args) {
  const env = { NODE_COMPILE_CACHE: cacheFolder('compiled'), ...process.env };
  const underNpm = process.env.npm_lifecycle_event === undefined ? [] : ['--import', STOP_WITH_PARENT];
  const quietly = ['--disable-warning=ExperimentalWarning', ...underNpm, ...args];
  if (typeof process.execve === 'function') process.execve(node, [node, ...quietly], env);
  if (underNpm.length > 0) await import(STOP_WITH_PARENT);
  return await new Promise((resolve) => {
    const child = spawn(node, quietly, { stdio: 'inherit', env });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
