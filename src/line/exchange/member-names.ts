/** Names of the members of a workspace, those who left included. */
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';

export async function membersNamed(context: Context): Promise<ReadonlyMap<string, string>> {
  const rows = await context.sql.rows<{ id: string; name: string }>(
    sql`select id, name from member where workspace_id = ${context.workspaceId}::uuid`,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
