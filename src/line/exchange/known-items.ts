/** The item a row is about, where there is one: by its id in the source, by title where asked for, or by a value only one item may have. */
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { AnyItem, Kind } from '../kind.ts';
import { ITEM_COLUMNS, type ItemRow, isId, toItem } from '../store/item-row.ts';
import { param, visible } from '../store/scope.ts';
import type { Decision } from './decide-row.ts';
import { itemsBySource, itemsByTitle } from './find-items.ts';
import type { PlannedRow, RowPlan } from './plan-row.ts';

export interface KnownItems {
  of(row: PlannedRow): AnyItem | undefined;
  /** The number of the item that has this value of a unique field. */
  taken(field: string, value: unknown): number | undefined;
  readonly uniqueFields: readonly string[];
}

export async function knownItems(context: Context, plan: RowPlan, rows: readonly PlannedRow[]): Promise<KnownItems> {
  const { kind: name, source, matchBy } = plan.settings;
  const kind = context.model.kind(name);
  const bySource = await itemsBySource(context, {
    kind: name,
    source,
    sourceIds: rows.flatMap((row) => row.sourceId ?? []),
  });
  const byOwnId = await ownItems(context, kind, rows);
  const titles = matchBy === 'title' ? rows.flatMap((row) => row.title?.toLowerCase() ?? []) : [];
  const byTitle = await itemsByTitle(context, name, titles);
  const uniqueFields = Object.keys(kind.fields).filter((field) => kind.fields[field]?.unique === true);
  const owners = await ownersOfValues(context, kind, { fields: uniqueFields, rows });
  const byNumber = await itemsByNumber(context, kind, [...new Set(owners.values())]);
  const taken = (field: string, value: unknown): number | undefined => owners.get(nameOf(field, value));
  const byUnique = (row: PlannedRow): AnyItem | undefined =>
    uniqueFields.map((field) => byNumber.get(taken(field, row.values[field]) ?? -1)).find((item) => item !== undefined);
  return {
    uniqueFields,
    taken,
    of: (row) =>
      byOwnId.get(row.ownId ?? '') ??
      bySource.get(row.sourceId ?? '') ??
      byTitle.get(row.title?.toLowerCase() ?? '') ??
      byUnique(row),
  };
}

/** Of a file that was exported here: the items its rows were. */
async function ownItems(
  context: Context,
  kind: Kind,
  rows: readonly PlannedRow[],
): Promise<ReadonlyMap<string, AnyItem>> {
  const ids = rows.flatMap(({ ownId }) => (ownId !== null && isId(ownId) ? [ownId] : []));
  const items = ids.length === 0 ? [] : await context.line.items(ids);
  return new Map(items.filter((item) => item.kind === kind.name).map((item) => [item.id, item]));
}

function nameOf(field: string, value: unknown): string {
  return `${field} ${String(value).toLowerCase()}`;
}

/** Asked of everything, seen or not: a value that somebody hidden has is taken all the same. */
async function ownersOfValues(
  context: Context,
  kind: Kind,
  { fields, rows }: { readonly fields: readonly string[]; readonly rows: readonly PlannedRow[] },
): Promise<ReadonlyMap<string, number>> {
  const owners = new Map<string, number>();
  for (const field of fields) {
    const values = [
      ...new Set(rows.flatMap((row) => (typeof row.values[field] === 'string' ? [row.values[field]] : []))),
    ];
    if (values.length === 0) continue;
    const found = await context.sql.rows<{
      value: string;
      number: number | null;
    }>(sql`select v.value, app_taken(${kind.name}, ${field}, v.value, null::uuid) as number
      from unnest(${param(values)}::text[]) as v(value)`);
    for (const { value, number } of found) if (number !== null) owners.set(nameOf(field, value), number);
  }
  return owners;
}

async function itemsByNumber(
  context: Context,
  kind: Kind,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, AnyItem>> {
  if (numbers.length === 0) return new Map();
  const rows =
    await context.sql.rows<ItemRow>(sql`select ${ITEM_COLUMNS} from item i where i.workspace_id = ${context.workspaceId}::uuid
    and i.kind = ${kind.name} and i.number = any(${param(numbers)}::int[]) and ${visible(context)}`);
  return new Map(rows.map((row) => [row.number, toItem(context.model, row)]));
}

/** Decisions that would give two items the same unique value: the first row has it, and a value that is taken stays taken. */
export function keepUnique(decisions: readonly Decision[], known: KnownItems): readonly Decision[] {
  if (known.uniqueFields.length === 0) return decisions;
  const seen = new Map<string, number>();
  return decisions.map((decision) => {
    if (decision.outcome !== 'create' && decision.outcome !== 'update') return decision;
    const own = decision.outcome === 'update' ? decision.item.number : undefined;
    for (const field of known.uniqueFields) {
      const value = decision.values[field];
      if (typeof value !== 'string') continue;
      const name = nameOf(field, value);
      const taken = known.taken(field, value);
      const line = seen.get(name);
      if (taken !== undefined && taken !== own)
        return refused(decision, 'error', { field, problem: `“${value}” is another item’s already.` });
      if (line !== undefined)
        return refused(decision, 'skip', { field, problem: `“${value}” stands in line ${line} already.` });
      seen.set(name, decision.row.line);
    }
    return decision;
  });
}

function refused(
  { row, problems }: Decision,
  outcome: 'skip' | 'error',
  what: { readonly field: string; readonly problem: string },
): Decision {
  return {
    row,
    outcome,
    problems: [...problems, { ...what, remedy: 'Only one item may have this value. Change one of them.' }],
  };
}
