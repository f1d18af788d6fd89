/** Decides a batch of rows against what is here. The dry run and the run both go through this. */
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { param } from '../store/scope.ts';
import { type Decision, decideRow, type Origin, type Values } from './decide-row.ts';
import { resolveReferences } from './find-items.ts';
import { keepUnique, knownItems } from './known-items.ts';
import type { CellProblem, PlannedRow, RowPlan } from './plan-row.ts';

export async function matchBatch(
  context: Context,
  plan: RowPlan,
  rows: readonly PlannedRow[],
): Promise<readonly Decision[]> {
  const { settings } = plan;
  const kind = context.model.kind(settings.kind);
  const ready = await withReferences(context, plan, rows);
  const known = await knownItems(context, plan, ready);
  const origins = await originsOf(
    context,
    ready.flatMap((row) => known.of(row)?.id ?? []),
  );
  const decisions = ready.map((row) => {
    const item = known.of(row);
    return decideRow(kind, row, {
      item,
      origin: item === undefined ? undefined : origins.get(item.id),
      overwriteEdited: settings.overwriteEdited ?? false,
      defaults: settings.defaults ?? {},
    });
  });
  return keepUnique(oncePerItem(decisions), known);
}

/** Two rows of a batch may find the same item by different ways: one write an item, the first row's. */
function oncePerItem(decisions: readonly Decision[]): readonly Decision[] {
  const seen = new Map<string, number>();
  return decisions.map((decision) => {
    if (decision.outcome !== 'update') return decision;
    const line = seen.get(decision.item.id);
    seen.set(decision.item.id, line ?? decision.row.line);
    if (line === undefined) return decision;
    const problem = {
      field: 'sourceId',
      problem: `The row is about ${decision.item.key}, as line ${line} is.`,
      remedy: 'The first counts.',
    };
    return { row: decision.row, outcome: 'skip', problems: [...decision.problems, problem] };
  });
}

/** Product and team named by title or key become ids; a name nobody has is a problem of its cell. */
async function withReferences(
  context: Context,
  plan: RowPlan,
  rows: readonly PlannedRow[],
): Promise<readonly PlannedRow[]> {
  const targets = plan.columns
    .map(({ target }) => target)
    .filter((target) => target.shape === 'reference' && !target.to.startsWith('link:'));
  let ready = rows;
  for (const target of targets) {
    if (target.shape !== 'reference') continue;
    const refs = rows.flatMap((row) => row.references.filter((one) => one.to === target.to).map((one) => one.ref));
    const found = await resolveReferences(context, { kinds: target.kinds, source: plan.settings.source, refs });
    ready = ready.map((row) => withReference(row, target, found));
  }
  return ready;
}

function withReference(
  row: PlannedRow,
  target: { readonly to: string; readonly label: string },
  found: ReadonlyMap<string, string>,
): PlannedRow {
  const ref = row.references.find((one) => one.to === target.to)?.ref;
  if (ref === undefined) return row;
  const id = found.get(ref);
  if (id !== undefined) return { ...row, values: { ...row.values, [target.to]: id } };
  const problem: CellProblem = {
    field: target.to,
    problem: `There is no ${target.label.toLowerCase()} “${ref}” here.`,
    remedy: 'Make it first, or leave the column out.',
  };
  return { ...row, problems: [...row.problems, problem] };
}

async function originsOf(context: Context, itemIds: readonly string[]): Promise<ReadonlyMap<string, Origin>> {
  if (itemIds.length === 0) return new Map();
  const rows = await context.sql.rows<{
    item_id: string;
    written: Values;
  }>(sql`select o.item_id, o.written from import_item o
    join import_run r on r.workspace_id = o.workspace_id and r.id = o.import_id and r.state <> 'undone'
    where o.workspace_id = ${context.workspaceId}::uuid and r.workspace_id = ${context.workspaceId}::uuid
    and o.item_id = any(${param(itemIds)}::uuid[]) order by o.import_id`);
  // Later imports wrote over earlier ones, field by field.
  const origins = new Map<string, Origin>();
  for (const row of rows)
    origins.set(row.item_id, { written: { ...origins.get(row.item_id)?.written, ...row.written } });
  return origins;
}

/** Same ids twice in one file: the first counts. */
export function createRepeatGuard(): (row: PlannedRow) => CellProblem | undefined {
  const seen = new Map<string, number>();
  return (row) => {
    if (row.sourceId === null) return undefined;
    const first = seen.get(row.sourceId);
    if (first === undefined) {
      seen.set(row.sourceId, row.line);
      return undefined;
    }
    const same = row.sourceId.startsWith('row:') ? 'holds the same' : 'has the same id';
    return {
      field: 'sourceId',
      problem: `The row ${same} as line ${first}.`,
      remedy: 'One item was made of both; the first counts.',
    };
  };
}
