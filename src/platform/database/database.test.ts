import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../../../tests/database/open.ts';
import type { Database } from './index.ts';

const OURS = '0190a000-0000-7000-8000-000000000001';
let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a transaction acts as the application role in its workspace, with values as text and numbers', async () => {
  const row = await database.read(OURS, (tx) =>
    tx.row(
      sql`select current_user as role, current_setting('app.workspace_id') as workspace, 5::bigint as count, '2021-06-01'::date as day, '2021-06-01T10:00:00.5Z'::timestamptz as at`,
    ),
  );
  expect(row).toEqual({
    role: 'throughline_app',
    workspace: OURS,
    count: 5,
    day: '2021-06-01',
    at: '2021-06-01T10:00:00.500Z',
  });
});
