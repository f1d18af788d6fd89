/** A backup: every table as of one moment, and the uploaded files, in one archive that is whole or not there. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type ArchiveEntry, writeArchive } from '../../file/archive.ts';
import type { Database } from '../database.ts';
import { appliedMigrations } from '../migrate.ts';
import { backupExists } from './backup-failures.ts';
import {
  type BackupTable,
  FILES,
  FORMAT,
  HEAD,
  type Head,
  MANIFEST,
  type Manifest,
  partName,
} from './backup-format.ts';
import { backupTables, tableWithColumns } from './backup-tables.ts';

export interface BackupOptions {
  readonly database: Pick<Database, 'connection'>;
  /** Absent: uploaded files lie elsewhere (S3) and are backed up there. */
  readonly filesFolder?: string | undefined;
  /** The archive to write, `.tar.gz`. */
  readonly target: string;
  /** Of Throughline, kept with the archive. */
  readonly version: string;
  /** Hears of each table and of the files as they are done. */
  readonly progress?: ((sentence: string) => void) | undefined;
}

export interface BackupSummary {
  readonly target: string;
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
}

/** So much of a table is in memory at a time. */
const PART_BYTES = 4 * 1_048_576;
/** Uploads that have not ended. */
const UNFINISHED = 'incoming';

interface Sums {
  readonly tables: Manifest['tables'];
  readonly files: Manifest['files'];
}

/**
 * Writes the archive while others go on working: all tables are read in one REPEATABLE READ transaction, the files after it
 * (they are never changed, only added). Memory is bounded by a part of a table, whatever the size.
 *
 * @throws `backup.exists`
 * @example await backup({ database, filesFolder: 'data/files', target: 'line.tar.gz', version: '0.1.0' });
 */
export async function backup(options: BackupOptions): Promise<BackupSummary> {
  const { database, target } = options;
  if (existsSync(target)) throw backupExists({ field: 'target', file: target });
  const half = `${target}.half`;
  const client = new Client(database.connection());
  client.on('error', () => undefined);
  await client.connect();
  try {
    const sums: Sums = { tables: [], files: [] };
    await beginSnapshot(client);
    const entries = writeArchive(backupEntries(client, options, sums));
    await pipeline(entries, createWriteStream(half, { flush: true, mode: 0o600 }));
    await rename(half, target);
    const { size } = await stat(target);
    const rows = sums.tables.reduce((sum, table) => sum + table.rows, 0);
    return { target, bytes: size, tables: sums.tables.length, rows, files: sums.files.length };
  } finally {
    await client.end().catch(() => undefined);
    await rm(half, { force: true });
  }
}

/** One moment, no time limits, values written the same on every server, and an error rather than rows hidden by a policy. */
export async function beginSnapshot(client: Client): Promise<void> {
  await client.query(`begin isolation level repeatable read, read only; set local statement_timeout = 0;
    set local idle_in_transaction_session_timeout = 0; set local row_security = off; ${STEADY_VALUES}`);
}

export const STEADY_VALUES = `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601'; set local timezone = 'UTC';
  set local extra_float_digits = 3; set local bytea_output = 'hex'; set local client_encoding = 'UTF8'`;

async function* backupEntries(client: Client, options: BackupOptions, sums: Sums): AsyncGenerator<ArchiveEntry> {
  const tables = await backupTables(client);
  yield jsonEntry(HEAD, await headOf(client, options, tables));
  for (const [index, table] of tables.entries()) {
    yield* tableEntries(client, index, table, sums);
    options.progress?.(`${table.name}: ${sums.tables.at(-1)?.rows ?? 0} rows`);
  }
  if (options.filesFolder !== undefined) yield* fileEntries(options.filesFolder, sums);
  options.progress?.(`${sums.files.length} files`);
  yield jsonEntry(MANIFEST, sums);
}

async function headOf(client: Client, options: BackupOptions, tables: readonly BackupTable[]): Promise<Head> {
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
  return {
    format: FORMAT,
    version: options.version,
    createdAt: new Date().toISOString(),
    postgres: rows[0]?.version ?? '',
    withFiles: options.filesFolder !== undefined,
    migrations: [...(await appliedMigrations(client))],
    tables: [...tables],
  };
}

/** An archive wants sizes in advance, so a table goes in parts, each a whole number of rows. */
async function* tableEntries(
  client: Client,
  index: number,
  table: BackupTable,
  sums: Sums,
): AsyncGenerator<ArchiveEntry> {
  const hash = createHash('sha256');
  const rows = client.query(copyTo(`copy ${tableWithColumns(table)} to stdout`));
  let part = 0;
  let bytes = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const take = (): ArchiveEntry => {
    const content = Buffer.concat(held);
    held = [];
    heldBytes = 0;
    return bufferEntry(partName(index, table.name, part++), content);
  };
  for await (const chunk of rows) {
    hash.update(chunk);
    held.push(chunk);
    heldBytes += chunk.length;
    bytes += chunk.length;
    if (heldBytes >= PART_BYTES) yield take();
  }
  if (heldBytes > 0) yield take();
  sums.tables.push({ name: table.name, rows: rows.rowCount, bytes, sha256: hash.digest('hex') });
}

async function* fileEntries(folder: string, sums: Sums): AsyncGenerator<ArchiveEntry> {
  if (!existsSync(folder)) return;
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of found) {
    const place = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, place).replaceAll('\\', '/');
    if (!entry.isFile() || name.startsWith(`${UNFINISHED}/`)) continue;
    // Removed since the folder was read: the tables' moment may still name it, its bytes are gone for everybody.
    const size = await stat(place).then(
      ({ size: bytes }) => bytes,
      () => null,
    );
    if (size === null) continue;
    const hash = createHash('sha256');
    yield { name: FILES + name, sizeBytes: size, content: hashed(createReadStream(place), hash) };
    sums.files.push({ name, bytes: size, sha256: hash.digest('hex') });
  }
}

export async function* hashed(
  content: AsyncIterable<Uint8Array>,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

function jsonEntry(name: string, value: unknown): ArchiveEntry {
  return bufferEntry(name, Buffer.from(JSON.stringify(value)));
}

function bufferEntry(name: string, content: Buffer): ArchiveEntry {
  return { name, sizeBytes: content.length, content: one(content) };
}

async function* one(content: Buffer): AsyncGenerator<Uint8Array> {
  if (content.length > 0) yield content;
}
