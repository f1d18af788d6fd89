/** Which tables a backup holds, and in which order they can be filled. */
import type { ClientBase } from 'pg';
import type { BackupTable } from './backup-format.ts';

interface TableRow {
  readonly name: string;
  readonly kind: 'tenant' | 'global';
  readonly columns: string[];
  readonly refers: string[];
}

/** Generated columns are left out: the database makes them again. */
const TABLES = `select t.name, t.kind,
  array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    and a.attgenerated = '' order by a.attnum) as columns,
  array(select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
    where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers
  from table_kind t join pg_class c on c.relname = t.name and c.relnamespace = 'public'::regnamespace
  where t.kind in ('tenant', 'global') order by t.name`;

/** Tenant and global tables, each after those it refers to. Tables of the node alone (queues, caches) are made anew. */
export async function backupTables(client: Pick<ClientBase, 'query'>): Promise<readonly BackupTable[]> {
  const { rows } = await client.query<TableRow>(TABLES);
  return inOrder(rows).map(({ name, kind, columns }) => ({ name, kind, columns }));
}

function inOrder(tables: readonly TableRow[]): readonly TableRow[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: TableRow[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ refers }) => refers.every((other) => !left.has(other)));
    if (ready.length === 0)
      throw new Error(`These tables refer to each other in a circle: ${[...left.keys()].join(', ')}.`);
    for (const table of ready) left.delete(table.name);
    ordered.push(...ready);
  }
  return ordered;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `"item" ("workspace_id", "id")` */
export function tableWithColumns({ name, columns }: BackupTable): string {
  return `${quoted(name)} (${columns.map(quoted).join(', ')})`;
}
