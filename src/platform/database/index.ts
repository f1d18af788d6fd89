export { type BackupOptions, type BackupSummary, backup } from './backup/backup.ts';
export { type RestoreOptions, type RestoreSummary, restore } from './backup/restore.ts';
export { type Database, idleDatabase } from './database.ts';
export { doctor, type Finding } from './doctor.ts';
export { migrate } from './migrate.ts';
export { type OpenOptions, openDatabase } from './open-database.ts';
export type { TransactionOptions } from './run-transaction.ts';
export type { DatabaseSettings } from './source.ts';
export type { Transaction } from './transaction.ts';
