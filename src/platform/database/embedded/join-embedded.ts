/** The command line beside a running Throughline: uses the server that the other process keeps. */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { keptPassword } from './cluster.ts';
import { connectionTo } from './embedded.ts';
import { isAlive, readPidFile } from './postmaster.ts';

const WAIT_MS = 15_000;
const POLL_MS = 50;

/**
 * Waits until the other process's server is ready; null where it does not become so.
 *
 * @example const connection = (await joinEmbedded('/var/lib/throughline'))?.('throughline');
 */
export async function joinEmbedded(dataFolder: string): Promise<((database: string) => ClientConfig) | null> {
  const folder = path.join(path.resolve(dataFolder), 'postgres');
  for (const until = Date.now() + WAIT_MS; Date.now() < until; await setTimeout(POLL_MS)) {
    const file = readPidFile(folder);
    if (!file?.isReady || !isAlive(file.pid)) continue;
    const password = process.platform === 'win32' ? keptPassword(path.resolve(dataFolder)) : undefined;
    return (database) => connectionTo({ password }, file, database);
  }
  return null;
}
