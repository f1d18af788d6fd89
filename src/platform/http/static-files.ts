/** The built web pages from a folder: hashed files are kept for ever, the shell is asked for again each time. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { acceptsGzip, gzipped } from './compression.ts';
import { matchesTag } from './entity-tag.ts';
import { PAGE_HEADERS } from './security-headers.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
const PACKED_ALREADY = new Set(['.png', '.jpg', '.webp', '.woff2', '.ico']);
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer> | null;
  readonly tag: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface StaticFiles {
  /** The file at this path of the address, or undefined. */
  file(path: string, request: Request): Response | undefined;
  /** The page every workspace address shows; undefined where the pages are not built. */
  shell(request: Request): Response | undefined;
}

/**
 * Reads a folder once, into memory, packed: only what lies in it can ever be asked for.
 *
 * @example
 * const pages = await openStaticFiles('dist/web');
 */
export async function openStaticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>();
  for (const path of await filesBelow(folder)) {
    files.set(`/${relative(folder, path).split(sep).join('/')}`, await load(path));
  }
  return {
    file(path, request) {
      const file = path === '/index.html' ? undefined : files.get(path);
      return file === undefined ? undefined : answer(file, request);
    },
    shell(request) {
      const file = files.get('/index.html');
      return file === undefined ? undefined : answer(file, request);
    },
  };
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

async function load(path: string): Promise<StaticFile> {
  const bytes = new Uint8Array(await readFile(path));
  const extension = extname(path).toLowerCase();
  const hashed = /[/\\]assets[/\\]/.test(path);
  return {
    bytes,
    gzip: PACKED_ALREADY.has(extension) ? null : await gzipped(bytes),
    tag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    headers: {
      // Scripts too: a worker obeys the policy its own script came with.
      ...PAGE_HEADERS,
      'Content-Type': MEDIA_TYPES[extension] ?? 'application/octet-stream',
      'Cache-Control': hashed ? FOR_EVER : ASK_AGAIN,
    },
  };
}

function answer(file: StaticFile, request: Request): Response {
  const headers = { ...file.headers, ETag: file.tag, Vary: 'Accept-Encoding' };
  if (matchesTag(request.headers.get('if-none-match'), file.tag)) return new Response(null, { status: 304, headers });
  if (file.gzip !== null && acceptsGzip(request.headers.get('accept-encoding'))) {
    return new Response(file.gzip, { headers: { ...headers, 'Content-Encoding': 'gzip' } });
  }
  return new Response(file.bytes, { headers });
}
