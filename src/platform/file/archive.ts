/** A `.tar.gz` written and read entry by entry, never whole in memory. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { isFailure } from '../failure/index.ts';
import { archiveBroken } from './failures.ts';

export interface ArchiveEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Entries one after the other; each must give exactly the bytes it announced. */
export function writeArchive(entries: AsyncIterable<ArchiveEntry>): AsyncIterable<Uint8Array> {
  const tar = pack();
  const zipped = createGzip({ level: 6 });
  const fill = async (): Promise<void> => {
    for await (const { name, sizeBytes, content } of entries)
      await pipeline(Readable.from(content), tar.entry({ name, size: sizeBytes }));
    tar.finalize();
  };
  fill().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
  pipeline(Readable.from(tar), zipped).catch((error: unknown) =>
    zipped.destroy(error instanceof Error ? error : undefined),
  );
  return zipped;
}

/**
 * Gives each entry in turn; its content has to be read, or left, before the next.
 *
 * @throws `archive.broken`
 */
export async function* readArchive(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ArchiveEntry> {
  const tar = extract();
  const filling = pipeline(Readable.from(bytes), createGunzip(), tar).catch((error: unknown) =>
    tar.destroy(error instanceof Error ? error : undefined),
  );
  try {
    for await (const entry of tar) {
      yield { name: entry.header.name, sizeBytes: entry.header.size ?? 0, content: Readable.from(entry) };
      entry.resume();
    }
  } catch (error) {
    throw isFailure(error) ? error : archiveBroken({ field: 'file', reason: 'it is cut short or is no .tar.gz' });
  } finally {
    tar.destroy();
    await filling;
  }
}
