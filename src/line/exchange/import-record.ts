/** Imports as they are remembered, and as doors show them. */
import { type SQL, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { isId } from '../store/item-row.ts';
import { importNotFound } from './failures.ts';
import { type ImportSettings, importSettings } from './import-settings.ts';

export const findingSchema = z.object({
  line: z.int().meta({ description: 'The line in the file; in JSON the number of the record.' }),
  outcome: z.enum(['create', 'update', 'unchanged', 'skip', 'error']),
  field: z.string().nullable(),
  problem: z.string(),
  remedy: z.string(),
});
export type ImportFinding = z.output<typeof findingSchema>;

export const countsSchema = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  failed: z.int(),
  linked: z.int(),
});
export type Counts = z.output<typeof countsSchema>;

export const importSchema = z.object({
  id: z.guid(),
  fileName: z.string(),
  kind: z.string(),
  source: z.string(),
  state: z.enum(['running', 'finished', 'failed', 'undoing', 'undone']),
  rowsRead: z.int(),
  counts: countsSchema,
  findingCount: z.int(),
  failure: z.string().nullable(),
  startedAt: z.string(),
  startedBy: z.string(),
  finishedAt: z.string().nullable(),
  settings: importSettings,
});
export type ImportView = z.output<typeof importSchema>;

export interface ImportRow {
  readonly id: string;
  readonly upload_id: string;
  readonly file_name: string;
  readonly kind: string;
  readonly source: string;
  readonly settings: ImportSettings;
  readonly state: ImportView['state'];
  readonly phase: 'rows' | 'links';
  readonly rows_read: number;
  readonly links_read: number;
  readonly created_count: number;
  readonly updated_count: number;
  readonly unchanged_count: number;
  readonly skipped_count: number;
  readonly failed_count: number;
  readonly linked_count: number;
  readonly finding_count: number;
  readonly failure: string | null;
  readonly started_at: string;
  readonly started_by_name: string;
  readonly finished_at: string | null;
}

export function toView(row: ImportRow): ImportView {
  return {
    id: row.id,
    fileName: row.file_name,
    kind: row.kind,
    source: row.source,
    state: row.state,
    rowsRead: row.rows_read,
    counts: {
      created: row.created_count,
      updated: row.updated_count,
      unchanged: row.unchanged_count,
      skipped: row.skipped_count,
      failed: row.failed_count,
      linked: row.linked_count,
    },
    findingCount: row.finding_count,
    failure: row.failure,
    startedAt: row.started_at,
    startedBy: row.started_by_name,
    finishedAt: row.finished_at,
    settings: row.settings,
  };
}

const COLUMNS =
  sql.raw(`id, upload_id, file_name, kind, source, settings, state, phase, rows_read, links_read, created_count, updated_count,
  unchanged_count, skipped_count, failed_count, linked_count, finding_count, failure, started_at, started_by_name, finished_at`);

export async function findImport(context: Context, importId: string): Promise<ImportRow> {
  const row = isId(importId)
    ? await context.sql.row<ImportRow>(
        sql`select ${COLUMNS} from import_run where workspace_id = ${context.workspaceId}::uuid and id = ${importId}::uuid`,
      )
    : undefined;
  if (row === undefined) throw importNotFound({ importId });
  return row;
}

export function recentImports(context: Context, limit: number): Promise<readonly ImportRow[]> {
  return context.sql.rows<ImportRow>(sql`select ${COLUMNS} from import_run where workspace_id = ${context.workspaceId}::uuid
    order by started_at desc, id desc limit ${limit}`);
}

export async function startImport(
  context: Context,
  upload: { readonly id: string; readonly name: string },
  settings: ImportSettings,
): Promise<string> {
  const id = uuidv7();
  const { actor } = context;
  await context.sql.run(sql`insert into import_run (workspace_id, id, upload_id, file_name, kind, source, settings, state, started_at, started_by,
      started_by_name, started_by_role, started_by_teams)
    values (${context.workspaceId}::uuid, ${id}::uuid, ${upload.id}::uuid, ${upload.name}, ${settings.kind}, ${settings.source},
      ${JSON.stringify(settings)}::jsonb, 'running', ${context.now.toISOString()}::timestamptz, ${actor.memberId}::uuid, ${actor.name}, ${actor.role},
      ${sql.param(actor.teamIds)}::uuid[])`);
  return id;
}

export async function setImport(context: Context, importId: string, values: SQL): Promise<void> {
  await context.sql.run(
    sql`update import_run set ${values} where workspace_id = ${context.workspaceId}::uuid and id = ${importId}::uuid`,
  );
}

/** More than this nobody reads; the counts stay exact. */
const FINDINGS_KEPT = 10_000;

/** Appends findings after those there; returns nothing, the count moves with them. */
export async function addFindings(
  context: Context,
  importId: string,
  findings: readonly ImportFinding[],
): Promise<void> {
  if (findings.length === 0) return;
  const { finding_count: before } = await findImport(context, importId);
  const kept = findings
    .slice(0, Math.max(0, FINDINGS_KEPT - before))
    .map((finding, at) => ({ ...finding, ordinal: before + at }));
  await context.sql.run(sql`insert into import_finding (workspace_id, import_id, ordinal, line, outcome, field, problem, remedy)
    select ${context.workspaceId}::uuid, ${importId}::uuid, f.ordinal, f.line, f.outcome, f.field, f.problem, f.remedy
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as f(ordinal int, line int, outcome text, field text, problem text, remedy text)`);
  await setImport(context, importId, sql`finding_count = finding_count + ${findings.length}`);
}

export function findingsOf(
  context: Context,
  importId: string,
  { after, limit }: { after: number; limit: number },
): Promise<readonly ImportFinding[]> {
  return context.sql.rows<ImportFinding>(sql`select line, outcome, field, problem, remedy from import_finding
    where workspace_id = ${context.workspaceId}::uuid and import_id = ${importId}::uuid and ordinal >= ${after} order by ordinal limit ${limit}`);
}
