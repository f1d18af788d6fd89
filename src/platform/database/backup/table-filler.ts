/** Fills tables one after another from the parts of an archive, counting and hashing what goes in. */
import { createHash, type Hash } from 'node:crypto';
import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { backupBroken } from './backup-failures.ts';
import type { BackupTable, Manifest } from './backup-format.ts';
import { tableWithColumns } from './backup-tables.ts';

export interface TableFiller {
  /** True where the part began a new table. */
  add(table: BackupTable, content: AsyncIterable<Uint8Array>): Promise<boolean>;
  /** Ends the last table and gives the sums of all. */
  finish(): Promise<Manifest['tables']>;
}

interface Filling {
  readonly table: BackupTable;
  readonly copy: CopyStreamQuery;
  readonly ended: Promise<void>;
  readonly hash: Hash;
  bytes: number;
  /** The server has refused a row; the driver's stream may not be touched any more. */
  hasFailed: boolean;
}

/** One COPY a table: its foreign keys to itself are checked when all of its rows are in. */
export function createTableFiller(client: Client): TableFiller {
  const sums: Manifest['tables'] = [];
  let filling: Filling | null = null;

  async function end(): Promise<void> {
    if (filling === null) return;
    const { table, copy, ended, hash, bytes, hasFailed } = filling;
    filling = null;
    if (!hasFailed) copy.end();
    await ended;
    sums.push({ name: table.name, rows: copy.rowCount, bytes, sha256: hash.digest('hex') });
  }

  function start(table: BackupTable): Filling {
    if (sums.some(({ name }) => name === table.name))
      throw backupBroken({ field: 'archive', reason: `${table.name} comes twice` });
    const copy = client.query(copyFrom(`copy ${tableWithColumns(table)} from stdin`));
    const ended = finished(copy).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw backupBroken({ field: 'archive', reason: `${table.name} does not fit, ${reason}` });
    });
    // Heard where it is awaited; until then it must not end the process.
    ended.catch(() => undefined);
    const begun: Filling = { table, copy, ended, hash: createHash('sha256'), bytes: 0, hasFailed: false };
    copy.once('error', () => {
      begun.hasFailed = true;
    });
    return begun;
  }

  return {
    async add(table, content) {
      const isNew = filling?.table.name !== table.name;
      if (isNew) await end();
      filling = isNew || filling === null ? start(table) : filling;
      for await (const chunk of content) await write(filling, chunk);
      return isNew;
    },
    async finish() {
      await end();
      return sums;
    },
  };
}

/** One chunk at a time: chunks that wait in the driver's stream would be sent even after a refusal. */
async function write(filling: Filling, chunk: Uint8Array): Promise<void> {
  filling.hash.update(chunk);
  filling.bytes += chunk.length;
  if (filling.hasFailed) await filling.ended;
  const written = new Promise<void>((resolve) => void filling.copy.write(chunk, () => resolve()));
  await Promise.race([written, filling.ended]);
}
