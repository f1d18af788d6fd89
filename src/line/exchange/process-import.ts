/** Carries an import through: rows in batches, then links. It goes on where it stopped when the process was killed. */
import { sql } from 'drizzle-orm';
import { isFailure } from '../../platform/failure/index.ts';
import type { FileStore, ReadFinding, Table } from '../../platform/file/index.ts';
import { makePlan, openUpload } from './import-plan.ts';
import { findImport, type ImportFinding, setImport } from './import-record.ts';
import type { Steps } from './in-line.ts';
import { createRepeatGuard, matchBatch } from './match-batch.ts';
import { type CellProblem, type PlannedRow, planRow, type RowPlan } from './plan-row.ts';
import { writeBatch } from './write-batch.ts';
import { hasLinks, writeLinks } from './write-links.ts';

/** One batch is one change on the line: small enough to send to every open browser. */
const BATCH_ROWS = 250;

export async function processImport(steps: Steps, files: FileStore, importId: string): Promise<void> {
  try {
    const { run, table, plan } = await steps.read('readImport', async (context) => {
      const found = await findImport(context, importId);
      const opened = await openUpload(context, files, { uploadId: found.upload_id, sheet: found.settings.sheet });
      return { run: found, table: opened.table, plan: await makePlan(context, opened, found.settings) };
    });
    if (run.state !== 'running') return;
    if (run.phase === 'rows') await writeRows(steps, { importId, table, plan, from: run.rows_read });
    if (hasLinks(plan))
      await linkRows(steps, { importId, table, plan, from: run.phase === 'links' ? run.links_read : 0 });
    await steps.write('finishImport', (context) =>
      setImport(context, importId, sql`state = 'finished', finished_at = ${context.now.toISOString()}::timestamptz`),
    );
  } catch (error) {
    const sentence = isFailure(error)
      ? error.message
      : 'The import met an error of ours and stopped. What was written stays; undo it, or run it again.';
    await steps.write('failImport', (context) =>
      setImport(
        context,
        importId,
        sql`state = 'failed', failure = ${sentence}, finished_at = ${context.now.toISOString()}::timestamptz`,
      ),
    );
    if (!isFailure(error)) throw error;
  }
}

interface Work {
  readonly importId: string;
  readonly table: Table;
  readonly plan: RowPlan;
  /** Rows of the file done before. */
  readonly from: number;
}

async function writeRows(steps: Steps, { importId, table, plan, from }: Work): Promise<void> {
  for await (const batch of batchesOf(table, plan)) {
    if (batch.rowsRead <= from) continue;
    await steps.write('runImport', async (context) => {
      const decisions = await matchBatch(context, plan, batch.rows);
      const { kind, source } = plan.settings;
      await writeBatch(context, {
        importId,
        source,
        kind,
        decisions,
        findings: batch.findings,
        skipped: batch.skipped,
        rowsRead: batch.rowsRead,
      });
    });
  }
  await steps.write('runImport', (context) => setImport(context, importId, sql`phase = 'links'`));
}

async function linkRows(steps: Steps, { importId, table, plan, from }: Work): Promise<void> {
  for await (const batch of batchesOf(table, plan)) {
    if (batch.rowsRead > from)
      await steps.write('runImport', (context) =>
        writeLinks(context, plan, { importId, rows: batch.rows, rowsRead: batch.rowsRead }),
      );
  }
}

export interface ReadBatch {
  readonly rows: readonly PlannedRow[];
  readonly findings: readonly ImportFinding[];
  readonly skipped: number;
  readonly rowsRead: number;
}

/** The table in batches of planned rows; rows that repeat an id are left out and said. The cuts are the same on every pass. */
export async function* batchesOf(table: Table, plan: RowPlan): AsyncGenerator<ReadBatch> {
  const repeats = createRepeatGuard();
  let odd: ReadFinding[] = [];
  let rows: PlannedRow[] = [];
  let repeated: ImportFinding[] = [];
  let rowsRead = 0;
  const take = (): ReadBatch => {
    const findings = [...odd.map(fromReader), ...repeated];
    const batch = { rows, findings, skipped: repeated.length, rowsRead };
    odd = [];
    rows = [];
    repeated = [];
    return batch;
  };
  for await (const row of table.rows((finding) => odd.push(finding))) {
    rowsRead += 1;
    const { here, elsewhere } = splitAt(odd, row.line);
    odd = elsewhere;
    const read = planRow(row, plan);
    const planned = { ...read, problems: [...here.map(asProblem), ...read.problems] };
    const problem = repeats(planned);
    if (problem === undefined) rows.push(planned);
    else repeated.push({ line: planned.line, outcome: 'skip', ...problem });
    if (rowsRead % BATCH_ROWS === 0) yield take();
  }
  if (rowsRead % BATCH_ROWS > 0 || odd.length > 0) yield take();
}

/** What was said of the line of a row goes with the row: whether it came in is not yet known. */
function splitAt(
  findings: readonly ReadFinding[],
  line: number,
): { readonly here: readonly ReadFinding[]; readonly elsewhere: ReadFinding[] } {
  return {
    here: findings.filter((finding) => finding.line === line),
    elsewhere: findings.filter((finding) => finding.line !== line),
  };
}

const asProblem = ({ problem, done }: ReadFinding): CellProblem => ({ field: null, problem, remedy: done });

function fromReader({ line, problem, done }: ReadFinding): ImportFinding {
  return { line, outcome: 'skip', field: null, problem, remedy: done };
}
