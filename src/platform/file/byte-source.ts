/** A file that can be read from its start more than once: detection reads ahead, reading begins anew. */
import { createReadStream } from 'node:fs';

export interface ByteSource {
  /** The file's name as the person knows it; its ending is a hint, never a proof. */
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/** A file on disk. @example readTable(fileSource('/tmp/feedback.csv', 'feedback.csv')) */
export function fileSource(path: string, name: string): ByteSource {
  return { name, bytes: () => createReadStream(path, { highWaterMark: 65_536 }) };
}

/** Bytes or text in memory. */
export function memorySource(content: Uint8Array | string, name: string): ByteSource {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    bytes: async function* () {
      if (bytes.length > 0) yield bytes;
    },
  };
}

/** The first bytes of a source, at most `most`. */
export async function headOf(source: ByteSource, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.bytes()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  return Buffer.concat(parts).subarray(0, most);
}
