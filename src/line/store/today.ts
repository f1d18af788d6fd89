/** The day it is in the workspace, which due days, checks and "today" in filters all mean. */
import { sql } from 'drizzle-orm';
import { dayIn } from '../day.ts';
import type { Scope } from './scope.ts';

export async function zoneOf(scope: Pick<Scope, 'sql' | 'workspaceId'>): Promise<string> {
  const row = await scope.sql.row<{ time_zone: string }>(
    sql`select time_zone from workspace where id = ${scope.workspaceId}::uuid`,
  );
  return row?.time_zone ?? 'UTC';
}

export async function todayIn(scope: Pick<Scope, 'sql' | 'workspaceId' | 'now'>): Promise<string> {
  return dayIn(await zoneOf(scope), scope.now);
}
