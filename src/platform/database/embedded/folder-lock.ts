/**
 * One process per data folder. The lock is a listening socket: the system lets go of it when its process ends, however it
 * ends, and whoever asks is told who holds it. A file with a process id would outlive a kill and name a stranger later.
 */
import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { z } from 'zod';

export interface FolderLock {
  release(): Promise<void>;
}

export interface Holder {
  readonly pid: number;
}

const ANSWER_MS_MOST = 1_000;
/** Two that clear away the same dead socket at once need a moment to see who came last. */
const SETTLE_MS = 40;

const answerSchema = z.object({ pid: z.number(), token: z.string() });
type Answer = z.infer<typeof answerSchema>;

/**
 * Takes the lock, or says who has it.
 *
 * @example const taken = await lockFolder('/var/lib/throughline/socket'); if ('pid' in taken) console.log(taken.pid);
 */
export async function lockFolder(socketFolder: string): Promise<FolderLock | Holder> {
  const address = addressOf(socketFolder);
  const token = randomUUID();
  const first = await listenAt(address, token);
  if (first !== null) return lockOf(first);
  const holder = await ask(address);
  if (holder !== null) return { pid: holder.pid };
  rmSync(address, { force: true });
  const second = await listenAt(address, token);
  if (second !== null) await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const answer = await ask(address);
  if (second !== null && answer?.token === token) return lockOf(second);
  second?.close();
  return { pid: answer?.pid ?? 0 };
}

function addressOf(socketFolder: string): string {
  if (process.platform !== 'win32') return path.join(socketFolder, 'lock');
  return `\\\\.\\pipe\\throughline-${createHash('sha256').update(socketFolder.toLowerCase()).digest('hex').slice(0, 16)}`;
}

/** Null where the address is taken, by a living process or a dead one's socket. */
function listenAt(address: string, token: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(JSON.stringify({ pid: process.pid, token } satisfies Answer));
    });
    server.once('error', (error) => {
      if ('code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) resolve(null);
      else reject(error);
    });
    server.listen(address, () => resolve(server.unref()));
  });
}

/** Null where nobody answers. */
function ask(address: string): Promise<Answer | null> {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(address);
    socket.setTimeout(ANSWER_MS_MOST, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(parsed(text)));
  });
}

function parsed(text: string): Answer | null {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const lockOf = (server: net.Server): FolderLock => ({
  release: () => new Promise((resolve) => void server.close(() => resolve())),
});
