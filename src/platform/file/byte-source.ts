/** A file that can be read from its start more than once: detection reads ahead, reading begins anew. */
export interface ByteSource {
  /** The file's name as the person knows it; its ending is a hint, never a proof. */
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
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
