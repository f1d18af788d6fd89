/** Writes one batch of an import: one commit, one change, remembered so that it can be taken back. */
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Decision, Values } from './decide-row.ts';
import { addFindings, type ImportFinding, setImport } from './import-record.ts';

export interface Batch {
  readonly importId: string;
  readonly source: string;
  readonly kind: string;
  readonly decisions: readonly Decision[];
  /** Rows left out before they were decided, and what the reader found odd. */
  readonly findings: readonly ImportFinding[];
  readonly skipped: number;
  /** Rows of the file read so far, this batch included. */
  readonly rowsRead: number;
}

export async function writeBatch(context: Context, batch: Batch): Promise<void> {
  const { importId, decisions } = batch;
  const created = await create(context, batch);
  const updates = decisions.filter((decision) => decision.outcome === 'update');
  await context.line.updateMany(updates.map(({ item, values }) => ({ item, values })));
  await remember(context, importId, [
    ...created,
    ...updates.map(({ item, written, before }) => ({ itemId: item.id, written, before })),
  ]);
  await addFindings(context, importId, [...batch.findings, ...findingsOfDecisions(decisions)]);
  const count = (outcome: Decision['outcome']): number =>
    decisions.filter((decision) => decision.outcome === outcome).length;
  await setImport(
    context,
    importId,
    sql`rows_read = ${batch.rowsRead}, created_count = created_count + ${created.length},
    updated_count = updated_count + ${updates.length}, unchanged_count = unchanged_count + ${count('unchanged')},
    skipped_count = skipped_count + ${count('skip') + batch.skipped}, failed_count = failed_count + ${count('error')}`,
  );
  if (created.length + updates.length > 0) await rememberChange(context, importId);
}

interface Written {
  readonly itemId: string;
  readonly written: Values;
  readonly before: Values | null;
}

async function create(context: Context, { decisions, kind, source }: Batch): Promise<readonly Written[]> {
  const news = decisions.filter((decision) => decision.outcome === 'create');
  const drafts = news.map(({ values, row }) => ({
    values,
    source: row.sourceId === null ? null : source,
    sourceId: row.sourceId,
  }));
  const items = await context.line.createMany(context.model.kind(kind), drafts);
  return items.map((item, at) => ({ itemId: item.id, written: news[at]?.written ?? {}, before: null }));
}

async function remember(context: Context, importId: string, written: readonly Written[]): Promise<void> {
  if (written.length === 0) return;
  await context.sql.run(sql`insert into import_item (workspace_id, import_id, item_id, written, before)
    select ${context.workspaceId}::uuid, ${importId}::uuid, w.item_id, w.written, w.before
    from jsonb_to_recordset(${JSON.stringify(written.map((one) => ({ item_id: one.itemId, written: one.written, before: one.before })))}::jsonb)
      as w(item_id uuid, written jsonb, before jsonb)
    on conflict (workspace_id, import_id, item_id) do nothing`);
}

/** Inside a commit the head is already the number this commit will have. */
export async function rememberChange(context: Context, importId: string): Promise<void> {
  const seq = await context.line.head();
  await context.sql.run(sql`insert into import_batch (workspace_id, import_id, seq) values (${context.workspaceId}::uuid, ${importId}::uuid, ${seq})
    on conflict do nothing`);
}

export function findingsOfDecisions(decisions: readonly Decision[]): readonly ImportFinding[] {
  return decisions.flatMap(({ row, outcome, problems }) =>
    problems.map(({ field, problem, remedy }) => ({ line: row.line, outcome, field, problem, remedy })),
  );
}
