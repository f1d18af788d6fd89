/** A whole workspace in one file: every table as JSON lines, the files beside them, a manifest first. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/index.ts';
import { type ArchiveEntry, type FileStore, writeArchive } from '../../platform/file/index.ts';
import { workspaceNotFound } from '../failures.ts';
import type { Download } from './export-items.ts';
import {
  ARCHIVE_MS_MOST,
  type ArchiveDesk,
  FORMAT,
  type Manifest,
  type Place,
  ROWS_AT_ONCE,
  VERSION,
} from './workspace-manifest.ts';
import { type WorkspaceTable, workspaceTables } from './workspace-tables.ts';

interface WorkspaceRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
}

/**
 * Everything of a workspace as of one moment. Tables go through files of their own first: an archive wants each length before
 * the bytes.
 *
 * @throws `workspace.not-found`
 */
export async function exportWorkspace({ database, files }: ArchiveDesk, workspaceId: string): Promise<Download> {
  const folder = await mkdtemp(path.join(tmpdir(), 'throughline-export-'));
  try {
    const manifest = await database.read(workspaceId, (tx) => writeTables(tx, files, { workspaceId, folder }), {
      snapshot: true,
      timeoutMs: ARCHIVE_MS_MOST,
    });
    const name = `${manifest.workspace.slug}-${manifest.exportedAt.slice(0, 10)}.throughline.tar.gz`;
    return {
      name,
      mediaType: 'application/gzip',
      content: removingAfter(folder, writeArchive(entriesOf(manifest, { files, workspaceId, folder }))),
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function* removingAfter(folder: string, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeTables(tx: Transaction, files: FileStore, { workspaceId, folder }: Place): Promise<Manifest> {
  const workspace = await tx.row<WorkspaceRow>(
    sql`select id, slug, name, time_zone as "timeZone" from workspace where id = ${workspaceId}::uuid`,
  );
  if (workspace === undefined) throw workspaceNotFound({ workspace: workspaceId });
  const tables: Manifest['tables'][number][] = [];
  for (const table of await workspaceTables(tx)) tables.push(await writeTable(tx, table, { workspaceId, folder }));
  return {
    format: FORMAT,
    version: VERSION,
    exportedAt: new Date().toISOString(),
    workspace,
    tables,
    files: await storedFiles(tx, files, workspaceId),
  };
}

async function writeTable(
  tx: Transaction,
  table: WorkspaceTable,
  { workspaceId, folder }: Place,
): Promise<Manifest['tables'][number]> {
  const hash = createHash('sha256');
  let rows = 0;
  const lines = async function* () {
    for await (const row of rowsOf(tx, table, workspaceId)) {
      const line = `${row}\n`;
      hash.update(line);
      rows += 1;
      yield line;
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(path.join(folder, table.name)));
  return { name: table.name, rows, sha256: hash.digest('hex') };
}

/** Through a cursor, so that no table has to fit in memory. */
async function* rowsOf(tx: Transaction, table: WorkspaceTable, workspaceId: string): AsyncGenerator<string> {
  const columns = sql.join(
    table.columns.map((column) => sql`t.${sql.identifier(column)}`),
    sql`, `,
  );
  const order =
    table.key.length === 0
      ? sql``
      : sql`order by ${sql.join(
          table.key.map((column) => sql`t.${sql.identifier(column)}`),
          sql`, `,
        )}`;
  await tx.run(sql`declare exported no scroll cursor for select row_to_json(r)::text as line from (select ${columns}
    from ${sql.identifier(table.name)} t where t.workspace_id = ${sql.raw(`'${checkedId(workspaceId)}'`)}::uuid ${order}) as r`);
  for (;;) {
    const page = await tx.rows<{ line: string }>(sql`fetch ${sql.raw(String(ROWS_AT_ONCE))} from exported`);
    for (const { line } of page) yield line;
    if (page.length < ROWS_AT_ONCE) break;
  }
  await tx.run(sql`close exported`);
}

/** A cursor takes no parameters on every PostgreSQL we run on. */
function checkedId(id: string): string {
  return z.guid().parse(id);
}

async function storedFiles(tx: Transaction, files: FileStore, workspaceId: string): Promise<Manifest['files']> {
  const rows = await tx.rows<{
    key: string;
    size: number;
  }>(sql`select stored_as as key, size_bytes as size from attachment where workspace_id = ${workspaceId}::uuid
    union select stored_as, size_bytes from upload where workspace_id = ${workspaceId}::uuid order by 1`);
  const there: Manifest['files'][number][] = [];
  for (const { key, size } of rows) if (await isThere(files, key)) there.push({ key, sizeBytes: size });
  return there;
}

async function isThere(files: FileStore, key: string): Promise<boolean> {
  try {
    const content = await files.open(key);
    for await (const _chunk of content) break;
    return true;
  } catch {
    return false;
  }
}

async function* entriesOf(
  manifest: Manifest,
  { files, folder }: Place & { readonly files: FileStore },
): AsyncGenerator<ArchiveEntry> {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  yield { name: 'manifest.json', sizeBytes: text.length, content: Readable.from([text]) };
  for (const { name } of manifest.tables) {
    const file = path.join(folder, name);
    yield { name: `tables/${name}.jsonl`, sizeBytes: (await stat(file)).size, content: createReadStream(file) };
  }
  for (const { key, sizeBytes } of manifest.files)
    yield { name: `files/${key.split('/')[1]}`, sizeBytes, content: await files.open(key) };
}
