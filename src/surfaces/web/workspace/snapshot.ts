/** Loading a workspace whole: NDJSON rows, parsed in chunks as they arrive, the text kept for the local copy. */
import { send } from './request.ts';

export interface SnapshotHead {
  readonly seq: number;
  readonly workspaceId: string;
}

export type SnapshotRow = Readonly<Record<string, unknown>>;

export interface SnapshotReader {
  readonly onHead: (head: SnapshotHead) => void;
  /** Rows in order, and the same rows as a JSON array. */
  readonly onChunk: (rows: readonly SnapshotRow[], text: string) => void;
}

const CHUNK_ROWS = 4_000;

/** Thrown where the stream broke off before its last line. */
export class SnapshotBroken extends Error {
  constructor() {
    super('The workspace came only in part. It will be loaded again.');
    this.name = 'SnapshotBroken';
  }
}

export async function loadSnapshot(slug: string, reader: SnapshotReader, signal: AbortSignal): Promise<void> {
  const headers = { accept: 'application/x-ndjson', 'x-workspace': slug };
  const response = await send('GET', '/api/v1/snapshot', { headers, signal });
  if (response.body === null) throw new SnapshotBroken();
  await readRows(response.body, reader);
}

/** Parses the stream; a last line other than `{"end":true,...}` means it is not whole. */
export async function readRows(body: ReadableStream<Uint8Array>, reader: SnapshotReader): Promise<void> {
  const stream = body.getReader();
  const decoder = new TextDecoder();
  let headSeen = false;
  let rest = '';
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length === 0) return;
    const text = `[${lines.join(',')}]`;
    lines = [];
    reader.onChunk(JSON.parse(text), text);
  };
  for (;;) {
    const { done, value } = await stream.read();
    const parts = (rest + decoder.decode(value, { stream: !done })).split('\n');
    rest = done ? '' : (parts.pop() ?? '');
    for (const line of parts) if (line !== '') lines.push(line);
    if (!headSeen && lines.length > 0) {
      reader.onHead(JSON.parse(lines.shift() ?? ''));
      headSeen = true;
    }
    if (done) break;
    if (lines.length > CHUNK_ROWS) {
      // The newest line stays: it may be the last one, which is no row.
      const last = lines.pop() ?? '';
      flush();
      lines = [last];
    }
  }
  if (!headSeen || !isEnd(lines.pop())) throw new SnapshotBroken();
  flush();
}

function isEnd(line: string | undefined): boolean {
  if (line === undefined) return false;
  const row: SnapshotRow = JSON.parse(line);
  return row.end === true;
}
