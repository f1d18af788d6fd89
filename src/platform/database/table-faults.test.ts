import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../../../tests/database/open.ts';
import type { Database } from './index.ts';
import { tableFaults } from './table-faults.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('every table of the migrations keeps the rules', async () => {
  expect(await tableFaults(database.pool)).toEqual([]);
});

/** Each breaks one rule; `broken` is part of the sentence it must bring. */
const BREAKS = [
  { broken: 'stray: is declared', statement: 'create table stray (id int primary key)' },
  {
    broken: 'stray: has workspace_id',
    statement: `create table stray (workspace_id text primary key); select app_shard('stray'); alter table stray enable row level security`,
  },
  { broken: 'stray: has a primary key', statement: `create table stray (id int); select app_local('stray')` },
  {
    broken: 'stray.stray_pkey: begins every key',
    statement: `create table stray (id int primary key, workspace_id uuid not null); select app_shard('stray')`,
  },
  {
    broken: 'stray_title: begins every unique index',
    statement: `create table stray (workspace_id uuid primary key, title text); select app_shard('stray'); create unique index stray_title on stray (title)`,
  },
  {
    broken: 'stray: is protected',
    statement: `create table stray (workspace_id uuid primary key); select app_shard('stray')`,
  },
  { broken: 'link: can be read and written', statement: 'revoke insert on link from throughline_app' },
  {
    broken: 'link.touch: has no triggers',
    statement: `create function touch() returns trigger language plpgsql as $$begin return new; end$$; create trigger touch before update on link for each row execute function touch()`,
  },
  { broken: 'stray: is neither parent nor child', statement: 'create table stray () inherits (workspace)' },
  {
    broken: 'stray.id: has no serial',
    statement: `create table stray (id serial primary key); select app_reference('stray')`,
  },
  {
    broken: 'workspace.first_head: refers',
    statement:
      'alter table workspace add constraint first_head foreign key (id) references workspace_head (workspace_id)',
  },
  {
    broken: 'link.link_origin: deletes along',
    statement:
      'alter table link add constraint link_origin foreign key (workspace_id, created_by) references member (workspace_id, id) on delete set null',
  },
];

test.for(BREAKS)('a break is found: $broken', async ({ broken, statement }) => {
  const client = await database.pool.connect();
  try {
    await client.query(`begin; ${statement}`);
    expect((await tableFaults(client)).join('\n')).toContain(broken);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
