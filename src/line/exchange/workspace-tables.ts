/**
 * What a whole workspace is made of: every tenant table, found in the database itself so that a slice's own tables come along,
 * in an order in which their rows can be put back.
 */
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/index.ts';

export interface WorkspaceTable {
  readonly name: string;
  /** Columns that are written, the workspace's id and computed ones left out. */
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/** Left at home: what holds secrets of this installation, what only it knows, and what can be gathered again. */
const STAYS: ReadonlySet<string> = new Set([
  'idempotency',
  'member_visit',
  'search_progress',
  'search_word',
  'webhook',
  'webhook_delivery',
]);

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly key_place: number | null;
}

/**
 * Known by the fence that every tenant table has and no other: accounts, memberships, keys, invitations and letters on their way
 * name a workspace too, and stay with the installation.
 *
 * @example (await workspaceTables(tx)).map((table) => table.name) // ['workspace_head', 'member', 'item', 'link', ...]
 */
export async function workspaceTables(tx: Transaction): Promise<readonly WorkspaceTable[]> {
  const rows = await tx.rows<ColumnRow>(sql`select c.relname as table_name, a.attname as column_name,
      array_position(k.conkey::int[], a.attnum::int) as key_place
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
    where c.relkind in ('r', 'p') and not c.relispartition and c.relrowsecurity
    order by c.relname, a.attnum`);
  const tables = [...Map.groupBy(rows, (row) => row.table_name)]
    .filter(([name]) => !STAYS.has(name))
    .map(([name, columns]) => tableOf(name, columns));
  return inOrder(tables, await parentsOf(tx));
}

function tableOf(name: string, rows: readonly ColumnRow[]): WorkspaceTable {
  const own = rows.filter((row) => row.column_name !== 'workspace_id');
  const key = own.filter((row) => row.key_place !== null).sort((a, b) => (a.key_place ?? 0) - (b.key_place ?? 0));
  return { name, columns: own.map((row) => row.column_name), key: key.map((row) => row.column_name) };
}

async function parentsOf(tx: Transaction): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await tx.rows<{
    child: string;
    parent: string;
  }>(sql`select c.relname as child, p.relname as parent from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid where k.contype = 'f' and c.oid <> p.oid`);
  return new Map(
    [...Map.groupBy(rows, (row) => row.child)].map(([child, some]) => [child, new Set(some.map((row) => row.parent))]),
  );
}

/** Tables after those they refer to. */
function inOrder(
  tables: readonly WorkspaceTable[],
  parents: ReadonlyMap<string, ReadonlySet<string>>,
): readonly WorkspaceTable[] {
  const ordered: WorkspaceTable[] = [];
  const placed = new Set<string>();
  const place = (table: WorkspaceTable): void => {
    if (placed.has(table.name)) return;
    placed.add(table.name);
    for (const other of tables) if (parents.get(table.name)?.has(other.name) === true) place(other);
    ordered.push(table);
  };
  for (const table of tables) place(table);
  return ordered;
}
