/**
 * One process per data folder. The lock is a listening socket: the system lets go of it when its process ends, however it
 * ends, and whoever asks is told who holds it. A file with a process id would outlive a kill and name a stranger later.
 */
import { createHash, randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';

export interface FolderLock {
  release(): Promise<void>;
}

export interface Holder {
  readonly pid: number;
}

const IS_WINDOWS = process.platform === 'win32';
const ANSWER_MS_MOST = 1_000;
/** Of several that find the place empty at once, the last to take it wins; each waits this long to see whether it was. */
const SETTLE_MS = 50;

const answerSchema = z.object({ pid: z.number(), token: z.string() });
type Answer = z.infer<typeof answerSchema>;

/**
 * Takes the lock, or says who has it.
 *
 * @example const taken = await lockFolder('/var/lib/throughline/socket'); if ('pid' in taken) console.log(taken.pid);
 */
export async function lockFolder(socketFolder: string): Promise<FolderLock | Holder> {
  const place = placeOf(socketFolder);
  const holder = await ask(place);
  if (holder !== null) return { pid: holder.pid };
  const token = randomUUID();
  const server = await takePlace(place, token);
  if (server !== null) await setTimeout(SETTLE_MS);
  const winner = await ask(place);
  if (server !== null && winner?.token === token) return lockOf(server, place);
  server?.close();
  return { pid: winner?.pid ?? 0 };
}

function placeOf(socketFolder: string): string {
  if (!IS_WINDOWS) return path.join(socketFolder, 'lock');
  return `\\\\.\\pipe\\throughline-${createHash('sha256').update(socketFolder.toLowerCase()).digest('hex').slice(0, 16)}`;
}

/**
 * Listens beside the place and moves there in one step, over a dead one's socket where there is one. Never by clearing the
 * place first: a server that is closed removes the file it was made as, which could by then be another's.
 */
async function takePlace(place: string, token: string): Promise<net.Server | null> {
  if (IS_WINDOWS) return listenAt(place, token);
  const beside = `${place}-${token.slice(0, 8)}`;
  const server = await listenAt(beside, token);
  renameSync(beside, place);
  return server;
}

/** Null where the address is taken. */
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

/** Another user's, whom we may not ask. */
const SOMEBODY: Answer = { pid: 0, token: '' };

/** Null where nobody answers. */
function ask(address: string): Promise<Answer | null> {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(address);
    socket.setTimeout(ANSWER_MS_MOST, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
    });
    socket.on('error', (error) => {
      if ('code' in error && error.code === 'EACCES') resolve(SOMEBODY);
    });
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

function lockOf(server: net.Server, place: string): FolderLock {
  return {
    release: async () => {
      if (!IS_WINDOWS) rmSync(place, { force: true });
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
