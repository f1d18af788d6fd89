/** Answers as JSON: tagged, compressed where that pays, and never kept by anybody in between. */
import { createHash } from 'node:crypto';
import { acceptsGzip, gzipped, matchesTag, type ReadyAnswer } from '../../platform/http/index.ts';

/** Answers differ by who asks; a browser may keep one and ask whether it still holds. */
const PRIVATE_HEADERS = {
  'Content-Type': 'application/json',
  'Cache-Control': 'private, no-cache',
  Vary: 'Authorization, Cookie, X-Workspace, Accept-Encoding',
} as const;

/** A ready answer, or 304 where the caller has it already. */
export async function answerReady(request: Request, ready: ReadyAnswer): Promise<Response> {
  if (matchesTag(request.headers.get('if-none-match'), ready.tag)) return unchanged(ready.tag);
  const headers = { ...PRIVATE_HEADERS, ETag: ready.tag };
  if (!acceptsGzip(request.headers.get('accept-encoding'))) return new Response(ready.body, { headers });
  ready.gzip ??= await gzipped(ready.body);
  if (ready.gzip === null) return new Response(ready.body, { headers });
  return new Response(ready.gzip, { headers: { ...headers, 'Content-Encoding': 'gzip' } });
}

export function unchanged(tag: string): Response {
  return new Response(null, { status: 304, headers: { ...PRIVATE_HEADERS, ETag: tag } });
}

/** A ready answer with a tag made of its own content, for what does not hang on the line's sequence. */
export function readyByContent(body: string): ReadyAnswer {
  const hash = createHash('sha256').update(body).digest('base64url');
  return readyAnswer(body, `W/"${hash.slice(0, 22)}"`);
}

const encoder = new TextEncoder();

export function readyAnswer(body: string, tag: string): ReadyAnswer {
  return { body: encoder.encode(body), tag, gzip: null };
}

export interface WriteAnswer {
  readonly status: 200 | 201 | 204;
  readonly body: string;
  readonly revision: number | undefined;
  readonly location: string | undefined;
  readonly replayed: boolean;
}

/** The answer to a write: what it made or changed, with the revision as its tag. */
export function answerWrite({ status, body, revision, location, replayed }: WriteAnswer): Response {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  if (revision !== undefined) headers.ETag = `"${revision}"`;
  if (location !== undefined) headers.Location = location;
  if (replayed) headers['Idempotency-Replayed'] = 'true';
  if (status === 204) return new Response(null, { status, headers });
  return new Response(body, { status, headers });
}
