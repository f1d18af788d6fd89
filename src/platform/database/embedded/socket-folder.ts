/** Where the sockets of a data folder lie: inside it, or in a short private folder where that path is too long for the system. */
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunAs } from './run-as.ts';

/** The system's limit of a socket's path is 103 bytes on macOS and 107 on Linux. */
const PATH_BYTES_MOST = 103;
const LONGEST_NAME = '/.s.PGSQL.5432.lock';
const OWNER_ONLY = 0o700;

/**
 * Makes the folder, entered only by whom the database runs as (and root).
 *
 * @example socketFolder('/var/lib/throughline', {}) // '/var/lib/throughline/socket'
 */
export function socketFolder(dataFolder: string, { uid, gid }: RunAs): string {
  const real = realpathSync(dataFolder);
  const inside = path.join(real, 'socket');
  const folder = Buffer.byteLength(inside + LONGEST_NAME) <= PATH_BYTES_MOST ? inside : shortFolder(real);
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY });
  chmodSync(folder, OWNER_ONLY);
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

function shortFolder(real: string): string {
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 12);
  const temporary = path.join(os.tmpdir(), `throughline-${hash}`);
  return Buffer.byteLength(temporary + LONGEST_NAME) <= PATH_BYTES_MOST ? temporary : `/tmp/throughline-${hash}`;
}
