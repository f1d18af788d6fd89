/** The data at another address: everything through the doors of a running Throughline, as whoever the key belongs to. */
import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Model } from '../../line/index.ts';
import { type Download, type ExportRequest, modelFrom, operationsOf } from '../../line/server.ts';
import { chunksOf } from '../../platform/file/index.ts';
import { Problem } from '../client/index.ts';
import { describedProduct } from '../server/product.ts';
import type { Desk, DeskFiles, DeskOptions, WorkspaceLine } from './desk.ts';
import { noSuchWorkspace, notOverNetwork, notReachedByKey } from './failures.ts';
import { readableFile } from './readable-file.ts';
import { type Remote, remoteSend, runOverHttp } from './run-over-http.ts';

const sessionSchema = z.object({
  workspaces: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string(), timeZone: z.string() })),
});

type Send = ReturnType<typeof remoteSend>;

/**
 * Opens a running Throughline over the network.
 *
 * @throws `server.unreachable`, and as `Problem` what the server refuses
 * @example const desk = await openOverHttp({ url, key }, { via: 'cli', say });
 */
export async function openOverHttp(remote: Remote, options: DeskOptions): Promise<Desk> {
  if (options.as !== undefined) throw notReachedByKey({ field: '--as' });
  const send = remoteSend(remote);
  const workspaces = async (): Promise<readonly WorkspaceLine[]> =>
    sessionSchema.parse(await (await send('GET', '/session')).json()).workspaces;
  const workspace = async (): Promise<WorkspaceLine> => theirs(await workspaces(), options.workspace);
  if (options.workspace !== undefined) await workspace();
  const { model, operations } = await productAt(send);
  return {
    model,
    operations,
    publicUrl: remote.url.replace(/\/+$/, ''),
    workspaces,
    workspace,
    createWorkspace: async ({ owner: _owner, ...draft }) => {
      const made = await (await send('POST', '/workspaces', { body: draft })).json();
      return { ...made, passwordPath: null };
    },
    bringWorkspace: () => notHere('workspace import'),
    ground: notHere,
    run: runOverHttp(send).run,
    files: filesOver(remote, send, model),
    imports: { cutShort: async () => [], goOn: async () => undefined },
    stop: async () => undefined,
    close: async () => undefined,
  };
}

/** What this build knows, with the nouns as the server has them: it may have others, or more fields on the same. */
async function productAt(send: Send): Promise<Pick<Desk, 'model' | 'operations'>> {
  const own = describedProduct();
  const model = modelFrom(await (await send('GET', '/kinds')).json(), own.model);
  if (model === own.model) return own;
  const replaced = new Set(operationsOf(own.model).map(({ name }) => name));
  const beside = own.operations.filter(({ name }) => !replaced.has(name));
  return { model, operations: [...operationsOf(model), ...beside] };
}

function notHere(command: string): never {
  throw notOverNetwork({ command });
}

/** A key belongs to one workspace; another one named is a mistake worth a word before anything is written. */
function theirs(workspaces: readonly WorkspaceLine[], named: string | undefined): WorkspaceLine {
  const found = workspaces.find(({ id, slug }) => named === undefined || slug === named || id === named);
  if (found !== undefined) return found;
  const slugs = workspaces.map(({ slug }) => slug);
  throw noSuchWorkspace({ field: '--workspace', workspace: named ?? '', workspaces: slugs });
}

const uploadedSchema = z.object({ id: z.string() });

function filesOver(remote: Remote, send: Send, model: Model): DeskFiles {
  return {
    upload: async (file) => {
      await readableFile(file);
      const address = `${remote.url.replace(/\/+$/, '')}/api/v1/files/uploads?${new URLSearchParams({ name: path.basename(file) })}`;
      const answer = await fetch(address, {
        method: 'POST',
        headers: { authorization: `Bearer ${remote.key}`, 'content-type': 'application/octet-stream' },
        body: await openAsBlob(file),
      });
      const body: unknown = await answer.json().catch(() => ({}));
      if (!answer.ok) throw new Problem(answer.status, { ...Object(body) });
      return uploadedSchema.parse(body).id;
    },
    exportItems: async (request) =>
      downloadOf(await send('GET', exportPath(model, request), { query: exportQuery(request) })),
    exportWorkspace: async () => downloadOf(await send('GET', '/files/workspace')),
  };
}

function exportPath(model: Model, { kind }: ExportRequest): string {
  return `/files/export/${model.kind(kind).plural}`;
}

function exportQuery({ format, query, columns }: ExportRequest): Record<string, unknown> {
  const { sort, ...rest } = query;
  const sorted = sort?.map(({ field, descending }) => `${descending ? '-' : ''}${field}`).join(',');
  return { format, ...rest, sort: sorted, columns };
}

function downloadOf(answer: Response): Download {
  const named = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  return {
    name: named ?? 'export',
    mediaType: answer.headers.get('content-type') ?? 'application/octet-stream',
    content: answer.body === null ? nothing() : chunksOf(answer.body),
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
