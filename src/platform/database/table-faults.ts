/** The rules for tables that let the same migrations run on one PostgreSQL and on a Citus cluster, asked of the catalogue. */
import type { Pool } from 'pg';

interface Rule {
  readonly rule: string;
  /** Rows with a `name` break it. */
  readonly query: string;
}

const KEY_COLUMNS = `select k.conrelid as table_id, k.conname as name, (select a.attname from pg_attribute a
  where a.attrelid = k.conrelid and a.attnum = k.conkey[1]) as first_column from pg_constraint k where k.contype in ('p', 'u', 'x')`;

const TABLES = `select c.oid as table_oid, c.relname, c.relkind, c.relrowsecurity, t.kind from pg_class c left join table_kind t on t.name = c.relname
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`;

const RULES: readonly Rule[] = [
  {
    rule: 'is declared as a tenant, global or local table by app_shard, app_reference or app_local',
    query: `select relname as name from tables where kind is null`,
  },
  {
    rule: 'has workspace_id uuid NOT NULL, as every tenant table',
    query: `select relname as name from tables where kind = 'tenant' and not exists (select from pg_attribute a
      where a.attrelid = table_oid and a.attname = 'workspace_id' and a.atttypid = 'uuid'::regtype and a.attnotnull)`,
  },
  {
    rule: 'has a primary key',
    query: `select relname as name from tables where not exists (select from pg_constraint k where k.conrelid = table_oid and k.contype = 'p')`,
  },
  {
    rule: 'begins every key of a tenant table with workspace_id',
    query: `select relname || '.' || k.name as name from tables join (${KEY_COLUMNS}) k on k.table_id = table_oid
      where kind = 'tenant' and k.first_column <> 'workspace_id'`,
  },
  {
    rule: 'begins every unique index of a tenant table with workspace_id',
    query: `select i.indexrelid::regclass::text as name from tables join pg_index i on i.indrelid = table_oid
      where kind = 'tenant' and i.indisunique and not exists (select from pg_attribute a
        where a.attrelid = table_oid and a.attnum = i.indkey[0] and a.attname = 'workspace_id')`,
  },
  {
    rule: 'is protected by app_protect, as every tenant table',
    query: `select relname as name from tables where kind = 'tenant'
      and not (relrowsecurity and exists (select from pg_policy p where p.polrelid = table_oid and p.polname = 'own_workspace'))`,
  },
  {
    rule: 'can be read and written by the application role',
    query: `select relname as name from tables where kind in ('tenant', 'global')
      and not (select bool_and(has_table_privilege('throughline_app', table_oid, privilege))
        from unnest(array['select', 'insert', 'update', 'delete']) as privilege)`,
  },
  {
    rule: 'has no triggers but those of foreign keys',
    query: `select relname || '.' || g.tgname as name from tables join pg_trigger g on g.tgrelid = table_oid where not g.tgisinternal`,
  },
  {
    rule: 'is neither parent nor child of another table',
    query: `select relname as name from tables where relkind = 'r'
      and exists (select from pg_inherits i where table_oid in (i.inhrelid, i.inhparent))`,
  },
  {
    rule: 'has no serial or identity column',
    query: `select relname || '.' || a.attname as name from tables join pg_attribute a on a.attrelid = table_oid
      where kind in ('tenant', 'global') and (a.attidentity <> '' or pg_get_serial_sequence(quote_ident(relname), a.attname) is not null)`,
  },
  {
    rule: 'refers to tables it may: tenant to tenant with workspace_id first, tenant to global, global to global, local to global',
    query: `select tables.relname || '.' || k.conname as name from tables join pg_constraint k on k.conrelid = table_oid and k.contype = 'f'
      join tables other on other.table_oid = k.confrelid where not case
        when tables.kind = 'tenant' and other.kind = 'tenant' then (select a.attname from pg_attribute a
          where a.attrelid = k.conrelid and a.attnum = k.conkey[1]) = 'workspace_id'
        else other.kind = 'global' end`,
  },
  {
    rule: 'deletes along a foreign key by cascade or not at all (set null only towards global tables), and never updates along it',
    query: `select tables.relname || '.' || k.conname as name from tables join pg_constraint k on k.conrelid = table_oid and k.contype = 'f'
      join tables other on other.table_oid = k.confrelid
      where k.confupdtype <> 'a' or (k.confdeltype not in ('a', 'r', 'c') and other.kind <> 'global')`,
  },
];

/**
 * Which tables break which rule, as sentences; none on a sound database.
 *
 * @example await tableFaults(database.pool) // ['note: is protected by app_protect, as every tenant table']
 */
export async function tableFaults(pool: Pick<Pool, 'query'>): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { rule, query } of RULES) {
    const { rows } = await pool.query<{ name: string }>(`with tables as (${TABLES}) ${query} order by 1`);
    for (const { name } of rows) faults.push(`${name}: ${rule}`);
  }
  return faults;
}
