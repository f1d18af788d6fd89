import { createHash, randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../../tests/database/open.ts';
import type { Database } from '../index.ts';
import { MIGRATIONS_FOLDER, migrate } from '../migrate.ts';
import { tableFaults } from '../table-faults.ts';
import { backup } from './backup.ts';
import { backupTables } from './backup-tables.ts';
import { restore } from './restore.ts';

const OURS = '0190a000-0000-7000-8000-000000000001';
const THEIRS = '0190a000-0000-7000-8000-000000000002';
let folder: string;
let source: Database;
let empty: Database;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'throughline-backup-'));
  [source, empty] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  for (const id of [OURS, THEIRS]) await fill(source, id);
  mkdirSync(path.join(folder, 'files', OURS), { recursive: true });
  mkdirSync(path.join(folder, 'files', 'incoming'));
  writeFileSync(path.join(folder, 'files', OURS, 'one'), 'first file');
  writeFileSync(path.join(folder, 'files', OURS, 'none'), '');
  writeFileSync(path.join(folder, 'files', 'incoming', 'half'), 'not yet');
});
afterEach(async () => {
  await Promise.all([source.close(), empty.close()]);
  rmSync(folder, { recursive: true, force: true });
});

async function fill(database: Database, id: string, items = 300): Promise<void> {
  await database.global((tx) =>
    tx.run(sql`insert into workspace (id, slug, name) values (${id}::uuid, ${id.slice(-4)}, ${'Ünïcode\t\\ "x"\n'})`),
  );
  await database.write(id, async (tx) => {
    await tx.run(sql`insert into item (workspace_id, id, kind, number, title, state, start_on, rank, fields, tags, created_at, changed_at, search_text)
      select ${id}::uuid, gen_random_uuid(), 'feature', n, 'Feature ' || n, 'idea', '2021-06-01'::date + n, 'a' || n,
        jsonb_build_object('summary', repeat('text \\ "q" ', 20), 'n', n / 3.0), array['a,b', 'c"d', null], now(), now(), 'feature ' || n
      from generate_series(1, ${items}::int) as n`);
    await tx.run(sql`insert into link (workspace_id, id, kind, from_id, to_id, agreed_revision, agreed_at, created_at)
      select a.workspace_id, gen_random_uuid(), 'feature.depends', a.id, b.id, 1, now(), now() from item a join item b on b.number = a.number + 1
      where a.workspace_id = ${id}::uuid and b.workspace_id = ${id}::uuid`);
  });
}

/** A sum of every row of every table, whatever their order. */
async function sumsOf(database: Database): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const { name } of await backupTables(database.pool)) {
    const { rows } = await database.pool.query(`select t::text as row from "${name}" t order by 1`);
    sums[name] = `${rows.length} ${createHash('sha256')
      .update(rows.map(({ row }) => row).join('\n'))
      .digest('hex')}`;
  }
  return sums;
}

const target = () => path.join(folder, 'line.tar.gz');
const filesFolder = () => path.join(folder, 'files');
const restored = () => path.join(folder, 'restored');
const backUp = () => backup({ database: source, filesFolder: filesFolder(), target: target(), version: '0.1.0' });
const putBack = (database: Database, more = {}) =>
  restore({ archive: target(), database, filesFolder: restored(), ...more });

test('a restore is equal to what was backed up: every table, every file', async () => {
  const said: string[] = [];
  const summary = await backup({
    database: source,
    filesFolder: filesFolder(),
    target: target(),
    version: '0.1.0',
    progress: (line) => said.push(line),
  });
  expect(summary).toMatchObject({ rows: 2 + 600 + 598, files: 2, bytes: statSync(target()).size });
  expect(said).toContain('item: 600 rows');
  expect(await putBack(empty)).toMatchObject({ version: '0.1.0', rows: summary.rows, files: 2 });
  expect(await sumsOf(empty)).toEqual(await sumsOf(source));
  expect(await tableFaults(empty.pool)).toEqual([]);
  expect(readFileSync(path.join(restored(), OURS, 'one'), 'utf8')).toBe('first file');
  expect(readFileSync(path.join(restored(), OURS, 'none'), 'utf8')).toBe('');
  expect(existsSync(path.join(restored(), 'incoming'))).toBe(false);
  expect(readdirSync(folder).sort()).toEqual(['files', 'line.tar.gz', 'restored']);
});

test('a backup is one moment, however much is written meanwhile', async () => {
  let writing = true;
  const writer = (async () => {
    while (writing) {
      await source.write(OURS, async (tx) => {
        const id = randomUUID();
        await tx.run(
          sql`insert into workspace_head (workspace_id, seq) values (${OURS}::uuid, 1) on conflict (workspace_id) do update set seq = workspace_head.seq + 1`,
        );
        await tx.run(sql`insert into change (workspace_id, seq, at, actor_name, via, operation, entries)
          select ${OURS}::uuid, seq, now(), ${id}, 'api', 'test', '[]' from workspace_head where workspace_id = ${OURS}::uuid`);
      });
    }
  })();
  await backUp();
  writing = false;
  await writer;
  await putBack(empty);
  const row = await empty.read(OURS, (tx) =>
    tx.row<{ seq: number | null; changes: number }>(
      sql`select (select seq from workspace_head) as seq, (select count(*) from change) as changes`,
    ),
  );
  expect(row?.changes).toBe(row?.seq ?? 0);
});

test('a file that is there is not overwritten', async () => {
  writeFileSync(target(), 'mine');
  await expect(backUp()).rejects.toMatchObject({ id: 'backup.exists' });
  expect(readFileSync(target(), 'utf8')).toBe('mine');
});

test('a database with data is refused, and replaced only when told so', async () => {
  await backUp();
  await fill(empty, '0190a000-0000-7000-8000-000000000003', 5);
  await expect(putBack(empty)).rejects.toMatchObject({ id: 'database.not-empty' });
  await putBack(empty, { replace: true });
  expect(await sumsOf(empty)).toEqual(await sumsOf(source));
});

test('an older backup is loaded at its own level, and later migrations run over its data', async () => {
  await backUp();
  const migrationsFolder = path.join(folder, 'migrations');
  cpSync(MIGRATIONS_FOLDER, migrationsFolder, { recursive: true });
  writeFileSync(
    path.join(migrationsFolder, '9999-louder.sql'),
    `alter table item add column loud text; update item set loud = upper(title);`,
  );
  await migrate(empty.connection(), migrationsFolder);
  await putBack(empty, { migrationsFolder });
  const { rows } = await empty.pool.query(
    'select count(*)::int as n, count(*) filter (where loud = upper(title))::int as loud from item',
  );
  expect(rows[0]).toEqual({ n: 600, loud: 600 });
  expect((await empty.pool.query('select name from migration order by name desc limit 1')).rows[0].name).toBe(
    '9999-louder',
  );
  expect(await empty.read(OURS, (tx) => tx.row(sql`select count(*) as n from item`))).toEqual({ n: 300 });
});

test('a backup of a newer Throughline is refused by name', async () => {
  await source.pool.query(`insert into migration values ('9999-later', 'x')`);
  await backUp();
  await expect(putBack(empty)).rejects.toMatchObject({ id: 'backup.newer', facts: { migration: '9999-later' } });
});

/** Each spoils the archive in its own way; whatever it is, nothing of it is kept. */
const SPOILS: readonly [string, (archive: string) => void, string][] = [
  ['cut short', (archive) => truncateSync(archive, statSync(archive).size - 2_000), 'backup.broken'],
  ['no archive', (archive) => writeFileSync(archive, 'hello'), 'archive.broken'],
  ['one byte of a row changed', (archive) => respell(archive, 'Feature 77\t', 'Feature 78\t'), 'backup.broken'],
  ['a row that does not fit', (archive) => respell(archive, '2021-06-02', '2021-99-02'), 'backup.broken'],
  ['a byte of a file changed', (archive) => respell(archive, 'first file', 'worst file'), 'backup.broken'],
];

function respell(archive: string, from: string, to: string): void {
  const text = gunzipSync(readFileSync(archive)).toString('latin1');
  writeFileSync(archive, gzipSync(Buffer.from(text.replace(from, to), 'latin1')));
}

test.for(SPOILS)('%s: refused, and the database stays as it was', async ([, spoil, id]) => {
  await backUp();
  spoil(target());
  await expect(putBack(empty)).rejects.toMatchObject({ id });
  expect((await empty.pool.query('select from workspace')).rowCount).toBe(0);
  expect(existsSync(restored())).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith('.restoring'))).toEqual([]);
});

test('a backup whose connection is lost leaves no half archive', async () => {
  let cut: Promise<unknown> | undefined;
  const running = backup({
    database: source,
    target: target(),
    version: '0.1.0',
    progress: () => {
      // Once: a second such query would end the first.
      cut ??= source.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`,
      );
    },
  });
  await expect(running).rejects.toThrow();
  await cut;
  expect(readdirSync(folder)).toEqual(['files']);
});
