/** Where uploads and attachments lie: a folder, or any S3. Names given by people never become paths. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteSource } from './byte-source.ts';
import { fileTooLarge } from './failures.ts';

export interface StoredFile {
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface FileStore {
  /**
   * Keeps a stream under a key of ours (`<workspace id>/<file id>`).
   * @throws `file.too-large` as soon as the limit is passed; nothing is kept then
   */
  put(key: string, content: AsyncIterable<Uint8Array>, limit: { readonly maxBytes: number }): Promise<StoredFile>;
  /** @throws `file.not-found` */
  open(key: string): Promise<AsyncIterable<Uint8Array>>;
  /** Removing what is gone is no error. */
  remove(key: string): Promise<void>;
}

const KEY = /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/;

/** A key that can name nothing outside the store. */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error(`"${key}" is no key of the file store.`);
  return key;
}

/** Writes a stream to disk while counting and hashing it; removes what was written where the limit is passed or the stream breaks. */
export async function spool(content: AsyncIterable<Uint8Array>, target: string, maxBytes: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const count = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) return done(fileTooLarge({ field: 'file', limitBytes: maxBytes }));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await mkdir(path.dirname(target), { recursive: true });
  try {
    await pipeline(Readable.from(content), count, createWriteStream(target, { flush: true, mode: 0o600 }));
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

/** A stored file as a table's source: opened anew for every pass. */
export function storedSource(store: FileStore, key: string, name: string): ByteSource {
  return {
    name,
    bytes: async function* () {
      yield* await store.open(key);
    },
  };
}

/** A web stream, as requests carry it, as chunks. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* stream;
}
