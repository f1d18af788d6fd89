/** Loading a workspace whole: NDJSON lines, parsed in chunks as they arrive, their text kept for the local copy. */
import { send } from './request.ts';

export interface SnapshotChunk {
  readonly lines: readonly unknown[];
  /** The same lines as a JSON array. */
  readonly text: string;
}

/** Hears of each chunk as it has arrived. */
export type OnChunk = (chunk: SnapshotChunk) => Promise<void>;
const nothing: OnChunk = async () => undefined;

const CHUNK_CHARACTERS = 1_000_000;

/** The snapshot's lines, head and end among them; whether it is whole is the mirror's to judge. */
export async function loadSnapshot(
  slug: string,
  signal: AbortSignal,
  onChunk: OnChunk = nothing,
): Promise<readonly SnapshotChunk[]> {
  const headers = { accept: 'application/x-ndjson', 'x-workspace': slug };
  const response = await send('GET', '/api/v1/snapshot', { headers, signal });
  return response.body === null ? [] : readChunks(response.body, onChunk);
}

/** Parses many lines at once: one call for thousands is several times faster than one for each. */
export async function readChunks(
  body: ReadableStream<Uint8Array>,
  onChunk: OnChunk = nothing,
): Promise<readonly SnapshotChunk[]> {
  const stream = body.getReader();
  const decoder = new TextDecoder();
  const chunks: SnapshotChunk[] = [];
  let waiting = '';
  for (;;) {
    const { done, value } = await stream.read();
    waiting += decoder.decode(value, { stream: !done });
    if (!done && waiting.length < CHUNK_CHARACTERS) continue;
    const end = done ? waiting.length : waiting.lastIndexOf('\n');
    if (end > 0) {
      const chunk = chunkOf(waiting.slice(0, end));
      chunks.push(chunk);
      await onChunk(chunk);
    }
    waiting = waiting.slice(end + 1);
    if (done) return chunks;
  }
}

function chunkOf(lines: string): SnapshotChunk {
  const text = `[${lines.trim().replaceAll('\n', ',')}]`;
  return { lines: JSON.parse(text), text };
}
