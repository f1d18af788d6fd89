/** Takes an empty database back to the level a backup was made at, so that later migrations run over its data as they once did. */
import type { Client } from 'pg';
import type { Migration } from '../migrate.ts';

/** Everything in the schema that no extension owns. */
const DROPS = `select case c.relkind when 'v' then 'drop view ' when 'm' then 'drop materialized view ' when 'S' then 'drop sequence ' else 'drop table ' end
    || format('if exists %I.%I cascade', n.nspname, c.relname) as statement, 1 as turn
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'S') and not c.relispartition
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('e', 'i', 'a'))
  union all
  select 'drop routine if exists ' || p.oid::regprocedure || ' cascade', 2 from pg_proc p
  where p.pronamespace = 'public'::regnamespace and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  union all
  select 'drop type if exists ' || t.oid::regtype || ' cascade', 3 from pg_type t
  where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd') and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')
  order by turn`;

/** Within the caller's transaction. */
export async function dropSchemaObjects(client: Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(DROPS);
  for (const { statement } of rows) await client.query(statement);
}

/** Runs these migrations and records them; the table that records them is made first. */
export async function runMigrations(client: Client, migrations: readonly Migration[]): Promise<void> {
  await client.query(`create table if not exists migration (
    name text constraint migration_pk primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  for (const { name, text, sha256 } of migrations) {
    await client.query(text);
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
  }
}
