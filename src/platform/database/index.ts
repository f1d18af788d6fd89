export type { Database } from './database.ts';
export { migrate, readMigrations } from './migrate.ts';
export { type DatabaseSettings, type OpenOptions, openDatabase } from './open-database.ts';
export type { TransactionOptions } from './run-transaction.ts';
export type { Transaction } from './transaction.ts';
