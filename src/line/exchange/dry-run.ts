/** The whole import without writing: what would become of every row. */
import { z } from 'zod';
import type { FileStore } from '../../platform/file/index.ts';
import type { Context } from '../context.ts';
import { resolveReferences } from './find-items.ts';
import { makePlan, openUpload } from './import-plan.ts';
import { findingSchema, type ImportFinding } from './import-record.ts';
import type { ImportSettings } from './import-settings.ts';
import { matchBatch } from './match-batch.ts';
import type { PlannedRow, RowPlan } from './plan-row.ts';
import { batchesOf } from './process-import.ts';
import { findingsOfDecisions } from './write-batch.ts';
import { notFound } from './write-links.ts';

const ROWS_SHOWN = 100;
const FINDINGS_SHOWN = 1000;

export const dryRunSchema = z.object({
  counts: z.object({ create: z.int(), update: z.int(), unchanged: z.int(), skip: z.int(), error: z.int() }),
  rowsRead: z.int(),
  findingCount: z.int(),
  findings: z.array(findingSchema).meta({ description: 'The first 1,000, in the order of the file.' }),
  rows: z
    .array(
      z.object({
        line: z.int(),
        outcome: findingSchema.shape.outcome,
        title: z.string().nullable(),
        values: z.record(z.string(), z.unknown()),
      }),
    )
    .meta({ description: 'The first 100 rows as they would be written.' }),
});
type Report = z.output<typeof dryRunSchema>;

export async function dryRun(
  context: Context,
  files: FileStore,
  { uploadId, settings }: { readonly uploadId: string; readonly settings: ImportSettings },
): Promise<Report> {
  const opened = await openUpload(context, files, { uploadId, sheet: settings.sheet });
  const plan = await makePlan(context, opened, settings);
  const report: Report = {
    counts: { create: 0, update: 0, unchanged: 0, skip: 0, error: 0 },
    rowsRead: 0,
    findingCount: 0,
    findings: [],
    rows: [],
  };
  const links = linkChecker(context, plan);
  for await (const batch of batchesOf(opened.table, plan)) {
    const decisions = await matchBatch(context, plan, batch.rows);
    for (const { outcome } of decisions) report.counts[outcome] += 1;
    report.counts.skip += batch.skipped;
    report.rowsRead = batch.rowsRead;
    addFindings(report, [...batch.findings, ...findingsOfDecisions(decisions)]);
    await links.look(batch.rows);
    for (const { row, outcome } of decisions.slice(0, ROWS_SHOWN - report.rows.length)) {
      report.rows.push({ line: row.line, outcome, title: row.title, values: { ...row.values } });
    }
  }
  addFindings(report, links.missing());
  return report;
}

function addFindings(report: Report, findings: readonly ImportFinding[]): void {
  report.findingCount += findings.length;
  report.findings.push(...findings.slice(0, Math.max(0, FINDINGS_SHOWN - report.findings.length)));
}

/** A link may lead to a row further down: whether a name leads anywhere is known at the end of the file. */
function linkChecker(context: Context, plan: RowPlan) {
  const targets = plan.columns.map(({ target }) => target).filter((target) => target.to.startsWith('link:'));
  const own = new Set<string>();
  const open: { readonly finding: ImportFinding; readonly ref: string; readonly mayBeOwn: boolean }[] = [];
  return {
    look: async (rows: readonly PlannedRow[]): Promise<void> => {
      if (targets.length === 0) return;
      for (const row of rows)
        for (const name of [row.sourceId, row.title]) if (name !== null) own.add(name.toLowerCase());
      for (const target of targets) {
        if (target.shape !== 'reference') continue;
        const asked = rows.flatMap((row) =>
          row.references.filter((one) => one.to === target.to).map(({ ref }) => ({ ref, line: row.line })),
        );
        const found = await resolveReferences(context, {
          kinds: target.kinds,
          source: plan.settings.source,
          refs: asked.map((one) => one.ref),
        });
        const mayBeOwn = target.kinds === 'any' || target.kinds.includes(plan.settings.kind);
        for (const { ref, line } of asked.filter((one) => !found.has(one.ref)))
          open.push({ finding: notFound(target, ref, line), ref, mayBeOwn });
      }
    },
    missing: (): readonly ImportFinding[] =>
      open.filter(({ ref, mayBeOwn }) => !(mayBeOwn && own.has(ref.toLowerCase()))).map(({ finding }) => finding),
  };
}
