/** The files of the embedded server: made whole or not at all, and of the version we bring. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { databaseNotStarted, versionDiffers } from '../failures.ts';
import type { Binaries } from './binaries.ts';
import { commandAs, handOver, type RunAs } from './run-as.ts';

export const SUPERUSER = 'throughline';
const OWNER_ONLY_FILE = 0o600;

const run = promisify(execFile);

export interface Cluster {
  readonly folder: string;
  readonly log: string;
  /** Only where it is reached over TCP (Windows). */
  readonly password: string | undefined;
  readonly isFresh: boolean;
}

/**
 * Makes the cluster where there is none. It is built beside its place and renamed, so a kill half-way leaves nothing behind.
 *
 * @throws `database.version-differs`, `database.not-started`
 */
export async function prepareCluster(dataFolder: string, binaries: Binaries, as: RunAs): Promise<Cluster> {
  const folder = path.join(dataFolder, 'postgres');
  const log = path.join(dataFolder, 'postgres.log');
  const password = process.platform === 'win32' ? keptPassword(dataFolder) : undefined;
  const isFresh = !existsSync(path.join(folder, 'PG_VERSION'));
  if (isFresh) await build(folder, { binaries, as, log, password });
  else checkVersion(folder, binaries);
  handOver(folder, as);
  return { folder, log, password, isFresh };
}

interface Build {
  readonly binaries: Binaries;
  readonly as: RunAs;
  readonly log: string;
  readonly password: string | undefined;
}

async function build(folder: string, { binaries, as, log, password }: Build): Promise<void> {
  const half = `${folder}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  chmodSync(half, 0o700);
  handOver(half, as);
  const passwordFile = `${half}.password`;
  const access = password === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  if (password !== undefined) writeFileSync(passwordFile, password, { mode: OWNER_ONLY_FILE });
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    const parameters = ['-D', half, '-U', SUPERUSER, '--set=log_timezone=UTC', ...locale, ...access];
    const command = commandAs(as, binaries.initdb, parameters);
    await run(command.program, command.arguments, { ...command.owner, cwd: half });
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw databaseNotStarted({ reason: firstLine(error), log });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, folder);
}

function firstLine(error: unknown): string {
  const told = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return (
    told
      .split('\n')
      .find((line) => /error|fatal|could not|not found/i.test(line))
      ?.trim() ?? told.trim().slice(0, 200)
  );
}

function checkVersion(folder: string, binaries: Binaries): void {
  const found = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim();
  const needed = binaries.version.split('.')[0] ?? binaries.version;
  if (found !== needed) throw versionDiffers({ folder, found, needed });
}

export function keptPassword(dataFolder: string): string {
  const file = path.join(dataFolder, 'postgres.password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: OWNER_ONLY_FILE });
  return readFileSync(file, 'utf8').trim();
}
