/** What can stop a backup or a restore; in each case what was there stays as it was. */
import { defineFailure } from '../../failure/index.ts';

export const backupExists = defineFailure<{ field: string; file: string }>(
  'backup.exists',
  409,
  'The file is there already',
  ({ file }) => `${file} is there already and is not overwritten. Give another name, or move it away first.`,
);
export const backupBroken = defineFailure<{ field: string; reason: string }>(
  'backup.broken',
  422,
  'The backup is not whole',
  ({ reason }) => `The backup cannot be restored: ${reason}. Nothing was changed. Use another backup.`,
);
export const backupNewer = defineFailure<{ field: string; version: string; migration: string }>(
  'backup.newer',
  422,
  'The backup is newer than this Throughline',
  ({ version, migration }) =>
    `The backup was made by Throughline ${version}, which has the migration ${migration} that this one does not know as it is there. Restore it with that version or a later one.`,
);
export const databaseNotEmpty = defineFailure<{ table: string }>(
  'database.not-empty',
  409,
  'The database is not empty',
  ({ table }) =>
    `The database already holds data (in ${table}), which a restore would replace. Back it up, then restore with --replace, or restore into an empty one.`,
);
