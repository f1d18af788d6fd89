import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTestDatabase } from '../../../tests/database/open.ts';
import type { Database } from './index.ts';

const OURS = '0190a000-0000-7000-8000-000000000001';
const THEIRS = '0190a000-0000-7000-8000-000000000002';
let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.pool.query(`
    create table note (workspace_id uuid not null, id int not null, body jsonb not null default '{}', constraint note_pk primary key (workspace_id, id));
    select app_shard('note'); select app_protect('note');
    create table place (id int constraint place_pk primary key, name text);
    select app_reference('place')`);
  await database.write(THEIRS, (tx) => tx.run(sql`insert into note values (${THEIRS}::uuid, 1)`));
});
afterAll(() => database.close());

const insertOurs = (id: number) => sql`insert into note values (${OURS}::uuid, ${id}, '{"a": 1}')`;

test('a transaction acts as the application role in its workspace, with values as text and numbers', async () => {
  const row = await database.read(OURS, (tx) =>
    tx.row(sql`select current_user as role, current_setting('app.workspace_id') as workspace, 5::bigint as count,
      '2021-06-01'::date as day, '2021-06-01T12:00:00.5+02'::timestamptz as at, null::timestamptz as never`),
  );
  expect(row).toEqual({
    role: 'throughline_app',
    workspace: OURS,
    count: 5,
    day: '2021-06-01',
    at: '2021-06-01T10:00:00.500Z',
    never: null,
  });
});

test('the pool itself keeps the parsers libraries expect', async () => {
  const { rows } = await database.pool.query('select now() as at');
  expect(rows[0].at).toBeInstanceOf(Date);
});

test('row-level security hides and refuses rows of another workspace even where the query forgets to', async () => {
  await database.write(OURS, (tx) => tx.run(insertOurs(1)));
  expect(await database.read(OURS, (tx) => tx.rows(sql`select distinct workspace_id from note`))).toEqual([
    { workspace_id: OURS },
  ]);
  expect(await database.write(OURS, (tx) => tx.run(sql`delete from note where workspace_id = ${THEIRS}::uuid`))).toBe(
    0,
  );
  const stolen = database.write(OURS, (tx) => tx.run(sql`insert into note values (${THEIRS}::uuid, 2)`));
  await expect(stolen).rejects.toThrow('row-level security');
});

test('a transaction over global tables sees no tenant row, and the role ends with its transaction', async () => {
  await database.global((tx) => tx.run(sql`insert into place values (1, 'Bern')`));
  expect(await database.global((tx) => tx.rows(sql`select * from note`))).toEqual([]);
  const { rows } = await database.pool.query(
    `select current_user = session_user as own, nullif(current_setting('app.workspace_id', true), '') as workspace`,
  );
  expect(rows[0]).toEqual({ own: true, workspace: null });
});

test('the application role may not change the schema', async () => {
  await expect(database.write(OURS, (tx) => tx.query('create table mine (id int)'))).rejects.toMatchObject({
    code: '42501',
  });
  await expect(
    database.write(OURS, (tx) => tx.query('alter table note disable row level security')),
  ).rejects.toMatchObject({ code: '42501' });
});

test('a reading transaction refuses to write', async () => {
  await expect(database.read(OURS, (tx) => tx.run(insertOurs(9)))).rejects.toMatchObject({ code: '25006' });
});

test('what is no workspace id never reaches the database', async () => {
  const work = vi.fn();
  await expect(database.read(`${OURS}'; drop table note; --`, work)).rejects.toMatchObject({
    id: 'workspace.id-invalid',
  });
  expect(work).not.toHaveBeenCalled();
});

test('a failure rolls back everything, also one that was swallowed', async () => {
  await expect(
    database.write(OURS, async (tx) => {
      await tx.run(insertOurs(50));
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const swallowed = database.write(OURS, async (tx) => {
    await tx.run(insertOurs(51));
    await tx.query('select 1/0').catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow('swallowed');
  expect(await database.read(OURS, (tx) => tx.rows(sql`select id from note where id in (50, 51)`))).toEqual([]);
});

test('a statement that takes too long is ended', async () => {
  await expect(database.read(OURS, (tx) => tx.query('select pg_sleep(5)'), { timeoutMs: 50 })).rejects.toMatchObject({
    code: '57014',
  });
});

test('a snapshot sees one moment, an ordinary read the newest', async () => {
  const count = sql`select count(*) as n from note`;
  const seen = await database.read(
    OURS,
    async (tx) => {
      const before = await tx.row<{ n: number }>(count);
      await database.write(OURS, (other) => other.run(insertOurs(70)));
      return [before?.n, (await tx.row<{ n: number }>(count))?.n];
    },
    { snapshot: true },
  );
  expect(seen[0]).toBe(seen[1]);
});

test('of two that deadlock, the one rolled back runs again, and both are kept', async () => {
  await database.write(OURS, async (tx) => {
    await tx.run(insertOurs(101));
    await tx.run(insertOurs(102));
  });
  let runs = 0;
  let held = 0;
  const bothHoldOne = Promise.withResolvers<void>();
  const touch = (first: number, second: number) =>
    database.write(OURS, async (tx) => {
      runs += 1;
      for (const id of [first, second]) {
        await tx.run(
          sql`update note set body = jsonb_set(body, '{a}', ((body->>'a')::int + 1)::text::jsonb) where workspace_id = ${OURS}::uuid and id = ${id}`,
        );
        held += 1;
        if (held === 2) bothHoldOne.resolve();
        await bothHoldOne.promise;
      }
    });
  await Promise.all([touch(101, 102), touch(102, 101)]);
  expect(runs).toBe(3);
  expect(
    await database.read(OURS, (tx) => tx.rows(sql`select body->'a' as a from note where id in (101, 102)`)),
  ).toEqual([{ a: 3 }, { a: 3 }]);
});

test('work whose connection is lost before its commit runs again', async () => {
  let runs = 0;
  await database.write(OURS, async (tx) => {
    runs += 1;
    await tx.run(insertOurs(200));
    if (runs > 1) return;
    const row = await tx.row<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await database.pool.query('select pg_terminate_backend($1, 2000)', [row?.pid]);
    await tx.query('select 1');
  });
  expect(runs).toBe(2);
});

test('rows come out as raw lines, whatever is in them, and only those of the workspace', async () => {
  const awkward = { text: 'a "quoted", comma\nline\t\\n \\. \u0001\u0002 ü', n: null };
  await database.write(OURS, (tx) =>
    tx.run(sql`insert into note values (${OURS}::uuid, 300, ${JSON.stringify(awkward)}::jsonb)`),
  );
  const stream = await database.copyOut(
    OURS,
    `select jsonb_build_object('id', id, 'body', body) from note where id in (1, 300) order by id`,
  );
  const text = (await stream.toArray()).map(String).join('');
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { id: 1, body: { a: 1 } },
    { id: 300, body: awkward },
  ]);
});

test('a reader that leaves a stream early costs no connection', async () => {
  for (let round = 0; round < 25; round += 1) {
    const stream = await database.copyOut(OURS, `select to_jsonb(n) from generate_series(1, 1000000) as n`);
    for await (const _ of stream) break;
    stream.destroy();
  }
  expect(await database.read(OURS, (tx) => tx.row(sql`select 1 as one`))).toEqual({ one: 1 });
});

test('a query that fails ends its stream with the reason', async () => {
  const stream = await database.copyOut(OURS, 'select to_jsonb(1 / (n - 3)) from generate_series(1, 5) as n');
  await expect(stream.toArray()).rejects.toMatchObject({ code: '22012' });
});

test('a listener hears its channel, also after its connection was lost, and not after it stopped', async () => {
  const heard: string[] = [];
  const stop = await database.listen('line_commit', (payload) => heard.push(payload));
  const notify = (payload: string) =>
    database.write(OURS, (tx) => tx.run(sql`select pg_notify('line_commit', ${payload})`));
  await notify('one');
  await vi.waitFor(() => expect(heard).toEqual(['one']));
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen line_commit' and datname = current_database()`,
  );
  await vi.waitFor(() => expect(heard).toEqual(['one', '']), { timeout: 20_000 });
  await notify('two');
  await vi.waitFor(() => expect(heard).toEqual(['one', '', 'two']));
  await stop();
  await notify('three');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(heard).toHaveLength(3);
});
