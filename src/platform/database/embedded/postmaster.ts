/** One running PostgreSQL: started by us or found running, watched until it ends, stopped without losing anything. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { databaseNotStarted } from '../failures.ts';
import { commandAs, type RunAs } from './run-as.ts';

export interface Postmaster {
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

export interface PidFile {
  readonly pid: number;
  readonly port: number;
  /** The folder of its socket, or its address. */
  readonly host: string;
  readonly isReady: boolean;
}

const POLL_MS = 15;
const FOUND_POLL_MS = 200;
const LOG_BYTES_MOST = 5_000_000;

/** What a server in this folder says of itself; null where there is none. */
export function readPidFile(clusterFolder: string): PidFile | null {
  try {
    const lines = readFileSync(path.join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, , , port, socket, address] = lines;
    if (pid === undefined || port === undefined || !/^\d+$/.test(pid)) return null;
    const host = socket === undefined || socket === '' ? (address ?? '') : socket;
    return { pid: Number(pid), port: Number(port), host, isReady: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

/** A process that has ended but that nobody has collected (a container without an init) counts as ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isUncollected(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isUncollected(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** After a restart of the machine or container, the number in the file may be anybody's. Unknown counts as PostgreSQL's. */
export function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim().startsWith('postgres');
  } catch {
    return isAlive(pid);
  }
}

/** Takes away what an ended server left to say that it is there: its process id and the lock of its socket. */
export function forgetServer(clusterFolder: string): void {
  const left = readPidFile(clusterFolder);
  if (left?.host.startsWith('/')) rmSync(path.join(left.host, `.s.PGSQL.${left.port}.lock`), { force: true });
  rmSync(path.join(clusterFolder, 'postmaster.pid'), { force: true });
}

export interface Launch {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly clusterFolder: string;
  readonly log: string;
  readonly as: RunAs;
}

/**
 * Starts the server and waits until it accepts connections. It is a group of its own, so that Ctrl-C reaches us first.
 *
 * @throws `database.not-started` with the last line of its log
 */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  const log = openLog(launch.log);
  const command = commandAs(launch.as, launch.program, launch.arguments);
  const child = spawn(command.program, command.arguments, {
    ...command.owner,
    cwd: launch.clusterFolder,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const failed = new Promise<Error>((resolve) => child.once('error', resolve));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (;;) {
    const turn = await Promise.race([failed, ended.then(() => 'ended' as const), setTimeout(POLL_MS)]);
    if (turn instanceof Error) throw databaseNotStarted({ reason: turn.message, log: launch.log });
    if (turn === 'ended') throw databaseNotStarted({ reason: lastComplaint(launch.log), log: launch.log });
    const ready = readyPid(child, launch.clusterFolder);
    if (ready === null) continue;
    child.unref();
    return { pid: ready, ended };
  }
}

function readyPid(child: ChildProcess, clusterFolder: string): number | null {
  const file = readPidFile(clusterFolder);
  return file?.isReady && file.pid === child.pid ? file.pid : null;
}

/** A server that another process started is watched from outside. */
export function watchPostmaster(pid: number): Postmaster {
  const ended = (async () => {
    while (isAlive(pid)) await setTimeout(FOUND_POLL_MS, undefined, { ref: false });
  })();
  return { pid, ended };
}

/** Fast shutdown: connections end, everything is written. */
const GENTLE = { signal: 'SIGINT', waitMs: 20_000 } as const;
/** Immediate: the write-ahead log makes it whole at the next start. */
const FORCED = [
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const;

/** Stops it as gently as it lets us; one that does not answer is not asked gently. */
export async function stopPostmaster({ pid, ended }: Postmaster, answers = true): Promise<void> {
  for (const { signal, waitMs } of answers ? [GENTLE, ...FORCED] : FORCED) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await endsWithin(ended, waitMs)) return;
  }
}

function openLog(file: string): number {
  try {
    if (statSync(file).size > LOG_BYTES_MOST) truncateSync(file);
  } catch {
    // There is none yet.
  }
  return openSync(file, 'a', 0o600);
}

function lastComplaint(log: string): string {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const worst = lines.findLast((line) => /FATAL|PANIC|could not|error while loading/.test(line)) ?? lines.at(-1);
  return worst?.replace(/^.*?(FATAL|PANIC):\s*/, '').trim() ?? 'it says nothing';
}

async function endsWithin(ended: Promise<void>, waitMs: number): Promise<boolean> {
  const waiting = new AbortController();
  const late = setTimeout(waitMs, false, { signal: waiting.signal }).catch(() => false);
  const isEnded = await Promise.race([ended.then(() => true), late]);
  waiting.abort();
  return isEnded;
}
