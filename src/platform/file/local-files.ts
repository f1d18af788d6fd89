/** Files in a folder of this machine: the default, `THROUGHLINE_DATA/files`. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileNotFound } from './failures.ts';
import { checkedKey, type FileStore, spool } from './file-store.ts';

/** @example const files = localFiles('./data/files') */
export function localFiles(folder: string): FileStore {
  const placeOf = (key: string): string => path.join(folder, checkedKey(key));
  return {
    put: async (key, content, { maxBytes }) => {
      const place = placeOf(key);
      const half = path.join(folder, 'incoming', randomUUID());
      const stored = await spool(content, half, maxBytes);
      await mkdir(path.dirname(place), { recursive: true });
      await rename(half, place);
      return stored;
    },
    open: async (key) => {
      const place = placeOf(key);
      await access(place).catch(() => {
        throw fileNotFound({ file: path.basename(key) });
      });
      return createReadStream(place);
    },
    remove: (key) => rm(placeOf(key), { force: true }),
  };
}
