/** The whole line of a workspace at once, streamed as it comes out of the database. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { type LineServer, visibilityKey } from '../../line/server.ts';
import { acceptsGzip, matchesTag } from '../../platform/http/index.ts';
import type { ServerContext } from './call.ts';
import { type Gate, READING } from './gate.ts';
import type { Heads } from './heads.ts';

export interface SnapshotParts {
  readonly line: LineServer;
  readonly gate: Gate;
  readonly heads: Heads;
}

/** Level 1: a first sync waits for the slowest of disk, gzip and network, and must not wait for gzip. */
const LEVEL = 1;

/** `GET /api/v1/snapshot`. */
export function snapshotRoute({ line, gate, heads }: SnapshotParts): (context: ServerContext) => Promise<Response> {
  return async (context) => {
    const { workspaceId, actor } = await gate.enter(context, READING);
    const { seq, epoch } = await heads.of(workspaceId);
    const tag = `W/"snapshot.${seq}.${epoch}.${hashOf(visibilityKey(actor))}"`;
    const headers: Record<string, string> = {
      'Content-Type': 'application/x-ndjson',
      'Cache-Control': 'private, no-cache',
      Vary: 'Authorization, Cookie, X-Workspace, Accept-Encoding',
      ETag: tag,
    };
    if (matchesTag(context.req.header('if-none-match'), tag)) return new Response(null, { status: 304, headers });
    const rows = await line.snapshot({ workspaceId, actor });
    if (!acceptsGzip(context.req.header('accept-encoding'))) return new Response(toWeb(rows), { headers });
    const packed = createGzip({ level: LEVEL });
    rows.on('error', (error) => packed.destroy(error));
    packed.on('close', () => rows.destroy());
    return new Response(toWeb(rows.pipe(packed)), { headers: { ...headers, 'Content-Encoding': 'gzip' } });
  };
}

const hashOf = (text: string): string => createHash('sha1').update(text).digest('base64url').slice(0, 8);

function toWeb(stream: Readable): ReadableStream<Uint8Array> {
  const chunks = stream.iterator();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) return controller.close();
      controller.enqueue(typeof value === 'string' ? Buffer.from(value) : value);
    },
    cancel: () => {
      stream.destroy();
    },
  });
}
