/** A restore: the whole backup or nothing of it, in one transaction, every sum checked before it holds. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { type ArchiveEntry, readArchive } from '../../file/archive.ts';
import type { Database } from '../database.ts';
import { type Migration, readMigrations } from '../migrate.ts';
import { hashed, STEADY_VALUES } from './backup.ts';
import { backupBroken, backupNewer } from './backup-failures.ts';
import {
  FILES,
  HEAD,
  type Head,
  headSchema,
  MANIFEST,
  type Manifest,
  manifestSchema,
  tableOfPart,
} from './backup-format.ts';
import { clearForRestore } from './clear-for-restore.ts';
import { runMigrations } from './schema-level.ts';
import { createTableFiller, type TableFiller } from './table-filler.ts';

export interface RestoreOptions {
  readonly archive: string;
  readonly database: Pick<Database, 'connection'>;
  /** Where uploaded files lie; absent: they are left out. */
  readonly filesFolder?: string | undefined;
  /** Throw away what the database holds. */
  readonly replace?: boolean | undefined;
  /** Where the migrations lie, for tests. */
  readonly migrationsFolder?: string | undefined;
  readonly progress?: ((sentence: string) => void) | undefined;
}

export interface RestoreSummary {
  readonly version: string;
  readonly createdAt: string;
  readonly rows: number;
  readonly files: number;
}

interface Restoring {
  readonly client: Client;
  readonly options: RestoreOptions;
  readonly migrations: readonly Migration[];
  readonly filler: TableFiller;
  readonly files: Manifest['files'];
  /** Files wait here until everything is checked. */
  readonly waiting: string;
}

/**
 * Restores into an empty database of the same or a newer level; an older backup is loaded at its own level and the later
 * migrations then run over it.
 *
 * @throws `backup.broken`, `backup.newer`, `database.not-empty`, `archive.broken`
 * @example await restore({ archive: 'line.tar.gz', database, filesFolder: 'data/files' });
 */
export async function restore(options: RestoreOptions): Promise<RestoreSummary> {
  const client = new Client(options.database.connection());
  client.on('error', () => undefined);
  await client.connect();
  const waiting = path.join(
    path.dirname(path.resolve(options.filesFolder ?? options.archive)),
    `.restoring-${randomUUID()}`,
  );
  try {
    await client.query(
      `begin; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; ${STEADY_VALUES}`,
    );
    const migrations = readMigrations(options.migrationsFolder);
    const restoring: Restoring = { client, options, migrations, filler: createTableFiller(client), files: [], waiting };
    const summary = await load(restoring);
    await client.query('commit');
    // Without it the first queries would be planned as over empty tables.
    await client.query('analyze').catch(() => undefined);
    return summary;
  } finally {
    // Ends the transaction too, also in the middle of a COPY: without its COMMIT nothing of it holds.
    await client.end().catch(() => undefined);
    await rm(waiting, { recursive: true, force: true });
  }
}

async function load(restoring: Restoring): Promise<RestoreSummary> {
  const { client, options, filler } = restoring;
  let head: Head | undefined;
  let manifest: Manifest | undefined;
  for await (const packed of readArchive(createReadStream(options.archive))) {
    const entry = { ...packed, content: whole(packed) };
    if (manifest !== undefined) throw backupBroken({ field: 'archive', reason: 'something follows its end' });
    if (entry.name === HEAD) head = await begin(restoring, entry);
    else if (head === undefined) throw backupBroken({ field: 'archive', reason: 'it is no backup of Throughline' });
    else if (entry.name === MANIFEST) manifest = await jsonOf(entry, manifestSchema);
    else if (entry.name.startsWith(FILES)) await keepFile(restoring, entry);
    else await fill(restoring, head, entry);
  }
  const sums = { tables: await filler.finish(), files: restoring.files };
  if (head === undefined || manifest === undefined)
    throw backupBroken({ field: 'archive', reason: 'its end is missing' });
  compare(manifest, sums, options.filesFolder !== undefined);
  await runMigrations(client, restoring.migrations.slice(head.migrations.length));
  if (options.filesFolder !== undefined && sums.files.length > 0)
    await cp(restoring.waiting, options.filesFolder, { recursive: true });
  const rows = sums.tables.reduce((sum, table) => sum + table.rows, 0);
  return { version: head.version, createdAt: head.createdAt, rows, files: sums.files.length };
}

/** An archive that ends in the middle of an entry says so in the archive's words, not in those of the decompressor. */
async function* whole({ name, content }: ArchiveEntry): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch {
    throw backupBroken({ field: 'archive', reason: `it is cut short in ${name}` });
  }
}

async function begin({ client, options, migrations }: Restoring, entry: ArchiveEntry): Promise<Head> {
  const head = await jsonOf(entry, headSchema);
  const unknown = head.migrations.find(
    ({ name, sha256 }, at) => migrations[at]?.name !== name || migrations[at]?.sha256 !== sha256,
  );
  if (unknown !== undefined) throw backupNewer({ field: 'archive', version: head.version, migration: unknown.name });
  await clearForRestore(client, {
    level: migrations.slice(0, head.migrations.length),
    replace: options.replace === true,
  });
  return head;
}

async function fill({ filler, options }: Restoring, head: Head, entry: ArchiveEntry): Promise<void> {
  const name = tableOfPart(entry.name);
  const table = head.tables.find((one) => one.name === name);
  if (table === undefined)
    throw backupBroken({ field: 'archive', reason: `it holds ${entry.name}, which belongs nowhere` });
  if (await filler.add(table, entry.content)) options.progress?.(table.name);
}

async function keepFile({ options, waiting, files }: Restoring, entry: ArchiveEntry): Promise<void> {
  const name = entry.name.slice(FILES.length);
  const place = path.resolve(waiting, name);
  if (!place.startsWith(waiting + path.sep))
    throw backupBroken({ field: 'archive', reason: `its file ${name} would lie outside` });
  if (options.filesFolder === undefined) return;
  const hash = createHash('sha256');
  await mkdir(path.dirname(place), { recursive: true });
  await pipeline(hashed(entry.content, hash), createWriteStream(place, { mode: 0o600 }));
  files.push({ name, bytes: entry.sizeBytes, sha256: hash.digest('hex') });
}

function compare(manifest: Manifest, found: Manifest, withFiles: boolean): void {
  const sums = ({ tables, files }: Manifest) => [...tables.filter(({ rows }) => rows > 0), ...(withFiles ? files : [])];
  const left = new Map(sums(found).map((content) => [content.name, content.sha256]));
  for (const { name, sha256 } of sums(manifest)) {
    if (left.get(name) !== sha256)
      throw backupBroken({ field: 'archive', reason: `${name} is not what was backed up` });
    left.delete(name);
  }
  for (const [name] of left) throw backupBroken({ field: 'archive', reason: `${name} was not backed up` });
}

async function jsonOf<Value>(entry: ArchiveEntry, schema: { parse(value: unknown): Value }): Promise<Value> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry.content) chunks.push(chunk);
  try {
    return schema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    throw backupBroken({ field: 'archive', reason: `its ${entry.name} cannot be read` });
  }
}
