/**
 * The door for bytes: uploads to import, attachments, and exports as downloads. Bodies are the file itself, not a form, so
 * they stream to the store without passing through memory:
 *
 * POST /api/v1/files/uploads?name=reviews.csv         the file as body -> 201 upload
 * POST /api/v1/files/attachments?item=FEA-1&name=...  the file as body -> 201 attachment
 * GET  /api/v1/files/attachments/{id}                 the bytes, always as a download
 * GET  /api/v1/files/export/{plural}?format=csv&filter=&sort=&search=&archived=&columns=
 * GET  /api/v1/files/items/{ref}                      one item as Markdown
 * GET  /api/v1/files/workspace                        everything, for admins
 */
import { z } from 'zod';
import { filterSchema, type Model, sortSchema, sortsFrom, unknownKind, validate } from '../../line/index.ts';
import type { Download, Exchange, Standing } from '../../line/server.ts';
import { assertScope, type Identity } from '../../platform/auth/index.ts';
import { attachmentDisposition, chunksOf, webStream } from '../../platform/file/index.ts';
import { coerceQuery, crossSite, routeNotFound, signInRequired } from '../../platform/http/index.ts';
import type { Mount } from './app.ts';

const BASE = '/api/v1/files';
const NAME_MAX = 500;

export interface FileMountParts {
  readonly exchange: Exchange;
  readonly model: Model;
  readonly identify: (request: Request) => Promise<Identity | null>;
}

interface Asked {
  readonly request: Request;
  readonly url: URL;
  readonly standing: Standing;
  /** What the address names after its fixed part. */
  readonly named: string;
}

type Answer = (parts: FileMountParts, asked: Asked) => Promise<Response>;

const ROUTES: readonly { readonly method: 'GET' | 'POST'; readonly path: RegExp; readonly answer: Answer }[] = [
  { method: 'POST', path: /^\/uploads$/, answer: receiveUpload },
  { method: 'POST', path: /^\/attachments$/, answer: receiveAttachment },
  {
    method: 'GET',
    path: /^\/attachments\/([^/]+)$/,
    answer: async ({ exchange }, { named, standing }) => download(await exchange.openAttachment(named, standing)),
  },
  { method: 'GET', path: /^\/export\/([^/]+)$/, answer: exportList },
  {
    method: 'GET',
    path: /^\/items\/([^/]+)$/,
    answer: async ({ exchange }, { named, standing }) => download(await exchange.exportItem(named, standing)),
  },
  {
    method: 'GET',
    path: /^\/workspace$/,
    answer: async ({ exchange }, { standing }) => download(await exchange.exportWorkspace(standing)),
  },
];

/** @example createApp({ mounts: [fileMount({ exchange, model, identify: accounts.identify }), ...], ... }) */
export function fileMount(parts: FileMountParts): Mount {
  return {
    path: BASE,
    answer: (request) => answer(parts, request),
  };
}

async function answer(parts: FileMountParts, request: Request): Promise<Response> {
  const identity = await parts.identify(request);
  if (identity === null) throw signInRequired({});
  const url = new URL(request.url);
  const path = url.pathname.slice(BASE.length);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const route = ROUTES.find((one) => one.method === method && one.path.test(path));
  if (route === undefined) throw routeNotFound({ path: url.pathname });
  if (!identity.csrfSafe && route.method === 'POST') throw crossSite({});
  assertScope(identity.grant, {
    effect: route.method === 'POST' ? 'write' : 'read',
    may: { role: route.method === 'POST' ? 'editor' : 'viewer' },
  });
  const named = decode(route.path.exec(path)?.[1] ?? '');
  return route.answer(parts, {
    request,
    url,
    named,
    standing: { workspaceId: identity.workspaceId, actor: identity.actor },
  });
}

/** A broken escape names nothing; the search for it then says so. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const nameQuery = z.object({
  name: z.string('must be the name of the file').min(1, 'must be the name of the file').max(NAME_MAX),
});

async function* nothing(): AsyncGenerator<Uint8Array> {}

function incoming({ request, url }: Asked) {
  const { name } = validate(nameQuery, { name: url.searchParams.get('name') ?? undefined });
  return {
    name,
    mediaType: request.headers.get('content-type'),
    content: request.body === null ? nothing() : chunksOf(request.body),
  };
}

async function receiveUpload({ exchange }: FileMountParts, asked: Asked): Promise<Response> {
  return Response.json(await exchange.receiveUpload(incoming(asked), asked.standing), { status: 201 });
}

const itemQuery = z.object({
  item: z.string('must be the key or id of an item').min(1, 'must be the key or id of an item').max(100),
});

async function receiveAttachment({ exchange }: FileMountParts, asked: Asked): Promise<Response> {
  const { item } = validate(itemQuery, { item: asked.url.searchParams.get('item') ?? undefined });
  return Response.json(await exchange.attachFile(item, incoming(asked), asked.standing), { status: 201 });
}

const exportQuery = z.strictObject({
  format: z.enum(['csv', 'json', 'jsonl', 'xlsx'], 'must be one of: csv, json, jsonl, xlsx'),
  filter: filterSchema.optional(),
  sort: sortSchema.optional(),
  search: z.string().max(300).optional(),
  archived: z.enum(['without', 'with', 'only']).optional(),
  columns: z.array(z.string().max(100)).max(200).optional(),
});

async function exportList({ exchange, model }: FileMountParts, { url, named, standing }: Asked): Promise<Response> {
  const kind = model.kindByPlural(named);
  if (kind === undefined) throw unknownKind({ kind: named, field: 'kind' });
  const names = [...new Set(url.searchParams.keys())];
  const given = validate(
    exportQuery,
    coerceQuery(exportQuery, Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name)]))),
  );
  const query = {
    ...(given.filter === undefined ? {} : { filter: given.filter }),
    ...(given.sort === undefined ? {} : { sort: sortsFrom(given.sort) }),
    ...(given.search === undefined ? {} : { search: given.search }),
    ...(given.archived === undefined ? {} : { archived: given.archived }),
  };
  const columns = given.columns === undefined ? {} : { columns: given.columns };
  return download(await exchange.exportItems({ kind: kind.name, format: given.format, query, ...columns }, standing));
}

/** Saved, never shown: no sniffing, no scripts, whatever the bytes are. */
function download({ name, mediaType, sizeBytes, content }: Download): Response {
  return new Response(webStream(content), {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': attachmentDisposition(name),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
      ...(sizeBytes === undefined ? {} : { 'Content-Length': String(sizeBytes) }),
    },
  });
}
