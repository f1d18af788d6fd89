/** A whole workspace out of one file, into a new one: all of it or nothing. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/index.ts';
import { archiveBroken, readArchive } from '../../platform/file/index.ts';
import {
  ARCHIVE_MS_MOST,
  type ArchiveDesk,
  type Manifest,
  manifestSchema,
  type Place,
  ROWS_AT_ONCE,
} from './workspace-manifest.ts';
import { workspaceTables } from './workspace-tables.ts';

export interface NewWorkspace {
  readonly workspaceId: string;
  readonly slug: string;
  readonly name: string;
}

/**
 * Puts an exported workspace into a new one, all of it or nothing. Its members come along without their accounts: whoever signs
 * in with the same address becomes them again.
 *
 * @throws `archive.broken`, `workspace.slug-taken` from the constraint
 */
export async function importWorkspace(
  { database, files }: ArchiveDesk,
  content: AsyncIterable<Uint8Array>,
  into: NewWorkspace,
): Promise<{ readonly rows: number; readonly files: number }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'throughline-import-'));
  const kept: string[] = [];
  try {
    const manifest = await unpack(content, folder);
    for (const file of manifest.files) {
      const key = `${into.workspaceId}/${nameOf(file.key)}`;
      await files.put(key, createReadStream(path.join(folder, `file-${nameOf(file.key)}`)), {
        maxBytes: file.sizeBytes,
      });
      kept.push(key);
    }
    await database.global((tx) =>
      tx.run(sql`insert into workspace (id, slug, name, time_zone)
      values (${into.workspaceId}::uuid, ${into.slug}, ${into.name}, ${manifest.workspace.timeZone})`),
    );
    const rows = await database.write(
      into.workspaceId,
      (tx) => fillTables(tx, manifest, { folder, workspaceId: into.workspaceId }),
      { timeoutMs: ARCHIVE_MS_MOST },
    );
    return { rows, files: kept.length };
  } catch (error) {
    for (const key of kept) await files.remove(key);
    await database
      .global((tx) => tx.run(sql`delete from workspace where id = ${into.workspaceId}::uuid`))
      .catch(() => undefined);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function nameOf(key: string): string {
  const name = key.split('/')[1] ?? '';
  if (!z.guid().safeParse(name).success)
    throw archiveBroken({ field: 'file', reason: `it names the file "${key.slice(0, 80)}"` });
  return name;
}

const ENTRY = /^(?:manifest\.json|tables\/([a-z][a-z0-9_]{0,62})\.jsonl|files\/([0-9a-f-]{36}))$/;

/** Only names we write are read; where they go is ours to say. */
async function unpack(content: AsyncIterable<Uint8Array>, folder: string): Promise<Manifest> {
  const found = new Map<string, string>();
  for await (const entry of readArchive(content)) {
    const match = ENTRY.exec(entry.name);
    if (match === null) throw archiveBroken({ field: 'file', reason: `it holds "${entry.name.slice(0, 80)}"` });
    const place =
      match[1] !== undefined ? `table-${match[1]}` : match[2] !== undefined ? `file-${match[2]}` : 'manifest';
    const hash = createHash('sha256');
    const hashed = async function* () {
      for await (const chunk of entry.content) {
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(Readable.from(hashed()), createWriteStream(path.join(folder, place)));
    found.set(place, hash.digest('hex'));
  }
  return checkedManifest(found, folder);
}

async function checkedManifest(found: ReadonlyMap<string, string>, folder: string): Promise<Manifest> {
  if (!found.has('manifest')) throw archiveBroken({ field: 'file', reason: 'it has no manifest' });
  const parsed = manifestSchema.safeParse(readJson(await readFile(path.join(folder, 'manifest'), 'utf8')));
  if (!parsed.success)
    throw archiveBroken({ field: 'file', reason: 'its manifest is not one of ours, or of a newer version' });
  for (const table of parsed.data.tables) {
    if (found.get(`table-${table.name}`) !== table.sha256)
      throw archiveBroken({ field: 'file', reason: `the table "${table.name}" is missing or was changed` });
  }
  for (const file of parsed.data.files)
    if (!found.has(`file-${nameOf(file.key)}`))
      throw archiveBroken({ field: 'file', reason: `the file "${file.key}" is missing` });
  return parsed.data;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function fillTables(tx: Transaction, manifest: Manifest, { folder, workspaceId }: Place): Promise<number> {
  const given = new Set(manifest.tables.map((table) => table.name));
  const tables = (await workspaceTables(tx)).filter((table) => given.has(table.name));
  let rows = 0;
  for (const table of tables) {
    for await (const lines of linesAtOnce(path.join(folder, `table-${table.name}`))) {
      const columns = sql.join(
        table.columns.map((column) => sql.identifier(column)),
        sql`, `,
      );
      const values = sql.join(
        table.columns.map((column) => columnValue(table.name, column, workspaceId)),
        sql`, `,
      );
      rows +=
        await tx.run(sql`insert into ${sql.identifier(table.name)} (workspace_id, ${columns}) select ${workspaceId}::uuid, ${values}
        from jsonb_populate_recordset(null::${sql.identifier(table.name)}, ${`[${lines.join(',')}]`}::jsonb) as r`);
    }
  }
  return rows;
}

/** Accounts stay behind, and files lie under the new workspace's own keys. */
function columnValue(table: string, column: string, workspaceId: string) {
  if (table === 'member' && column === 'user_id') return sql`null`;
  if (column === 'stored_as') return sql`${`${workspaceId}/`}::text || split_part(r.stored_as, '/', 2)`;
  return sql`r.${sql.identifier(column)}`;
}

async function* linesAtOnce(file: string): AsyncGenerator<readonly string[]> {
  let rest = '';
  const lines: string[] = [];
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    while (lines.length >= ROWS_AT_ONCE) yield lines.splice(0, ROWS_AT_ONCE);
  }
  if (rest !== '') lines.push(rest);
  if (lines.length > 0) yield lines;
}
