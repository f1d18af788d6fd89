/** Makes room for a backup: an empty database at the level the backup was made at. */
import type { Client } from 'pg';
import { appliedMigrations, type Migration } from '../migrate.ts';
import { databaseNotEmpty } from './backup-failures.ts';
import { backupTables } from './backup-tables.ts';
import { dropSchemaObjects, runMigrations } from './schema-level.ts';

/** @throws `database.not-empty` unless told to replace */
export async function clearForRestore(
  client: Client,
  { level, replace }: { readonly level: readonly Migration[]; readonly replace: boolean },
): Promise<void> {
  const applied = await appliedMigrations(client);
  const filled = applied.length === 0 ? [] : await filledTables(client);
  const [table] = filled;
  if (table !== undefined && !replace) throw databaseNotEmpty({ table });
  if (applied.length !== level.length) {
    await dropSchemaObjects(client);
    await runMigrations(client, level);
  } else if (filled.length > 0) {
    await client.query(`truncate ${filled.map((name) => client.escapeIdentifier(name)).join(', ')} cascade`);
  }
}

async function filledTables(client: Client): Promise<readonly string[]> {
  const filled: string[] = [];
  for (const { name } of await backupTables(client)) {
    const { rowCount } = await client.query(`select from ${client.escapeIdentifier(name)} limit 1`);
    if (rowCount !== 0) filled.push(name);
  }
  return filled;
}
