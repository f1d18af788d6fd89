/** A database of one's own for a test: migrated, empty, gone when it is closed. */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { type Database, databaseOver } from '../../src/platform/database/database.ts';
import { connectionTo, run, type TestServer } from './test-server.ts';
import './global-setup.ts';

/**
 * Copies the template.
 *
 * @example
 * let database: Database;
 * beforeAll(async () => { database = await openTestDatabase(); });
 * afterAll(() => database.close());
 */
export async function openTestDatabase(): Promise<Database> {
  return openDatabaseOn(inject('databaseServer'));
}

/** The same outside vitest (benchmarks, the soak), on a server that `startTestServer` started. */
export async function openDatabaseOn({ connection, template }: TestServer): Promise<Database> {
  const name = `throughline_test_${randomUUID().replaceAll('-', '')}`;
  await run(connection, `create database ${name} template ${template}`);
  return databaseOver(
    () => connectionTo(connection, name),
    () => run(connection, `drop database if exists ${name} with (force)`),
  );
}
