/** What can be wrong with a database before it serves, and what the operator does about it. */
import { defineFailure } from '../failure/index.ts';

export const badWorkspaceId = defineFailure<{ workspace: string }>(
  'workspace.id-invalid',
  422,
  'No id of a workspace',
  ({ workspace }) => `"${workspace}" is no id of a workspace: give a UUID.`,
);
export const databaseInUse = defineFailure<{ folder: string; pid: number | null }>(
  'database.in-use',
  503,
  'The data folder is in use',
  ({ folder, pid }) =>
    `Throughline already runs on ${folder}${pid === null ? '' : ` (process ${pid})`}. Stop that one first, or set THROUGHLINE_DATA to another folder.`,
);
export const databaseNotStarted = defineFailure<{ reason: string; log: string }>(
  'database.not-started',
  503,
  'The embedded database does not start',
  ({ reason, log }) => `The embedded database does not start: ${reason}. Its log is ${log}.`,
);
export const folderUnreachable = defineFailure<{ folder: string; parent: string }>(
  'database.folder-unreachable',
  503,
  'The database cannot reach its folder',
  ({ folder, parent }) =>
    `PostgreSQL refuses to run as root, so it runs as another user, who may not enter ${parent} and so cannot reach ${folder}. Start Throughline as an ordinary user, or move it and its data out of ${parent}.`,
);
export const platformUnsupported = defineFailure<{ platform: string }>(
  'database.platform-unsupported',
  503,
  'No embedded database for this machine',
  ({ platform }) =>
    `There is no embedded PostgreSQL for ${platform}, or it was not installed. Run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL server.`,
);
export const versionDiffers = defineFailure<{ folder: string; found: string; needed: string }>(
  'database.version-differs',
  503,
  'The data belongs to another PostgreSQL',
  ({ folder, found, needed }) =>
    `${folder} was made by PostgreSQL ${found}; this Throughline brings ${needed}. Back up with the Throughline that made it, and restore into an empty folder.`,
);
export const databaseUnreachable = defineFailure<{ reason: string }>(
  'database.unreachable',
  503,
  'The database does not answer',
  ({ reason }) =>
    `The database of DATABASE_URL does not answer: ${reason}. Check the address, the password and that the server runs.`,
);
export const databaseUnsuitable = defineFailure<{ reason: string; remedy: string }>(
  'database.unsuitable',
  503,
  'The database cannot be used',
  ({ reason, remedy }) => `The database cannot be used: ${reason}. ${remedy}.`,
);
export const migrationChanged = defineFailure<{ migration: string }>(
  'migration.changed',
  503,
  'A migration was changed after it ran',
  ({ migration }) =>
    `The migration ${migration} has run on this database and is not the same any more. Restore the file as it was; a change needs a new migration.`,
);
export const migrationOutOfOrder = defineFailure<{ migration: string; last: string }>(
  'migration.out-of-order',
  503,
  'A migration comes too late',
  ({ migration, last }) =>
    `The migration ${migration} is new but ${last} has already run. Give it the next free number.`,
);
export const migrationFailed = defineFailure<{ migration: string; reason: string }>(
  'migration.failed',
  503,
  'A migration failed',
  ({ migration, reason }) =>
    `The migration ${migration} failed and was rolled back whole: ${reason}. The database is as it was before.`,
);
export const databaseNewer = defineFailure<{ migration: string }>(
  'database.newer',
  503,
  'The database is newer than this Throughline',
  ({ migration }) =>
    `The database has run ${migration}, which this Throughline does not know. Start the newer version, or restore a backup made by this one.`,
);
