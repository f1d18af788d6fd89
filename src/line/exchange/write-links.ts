/** The second pass of an import: when all rows are items, the links between them and to others are made. */
import { sql } from 'drizzle-orm';
import { isFailure } from '../../platform/failure/index.ts';
import type { Context } from '../context.ts';
import type { AnyItem, Kind } from '../kind.ts';
import type { Model } from '../model.ts';
import { param } from '../store/scope.ts';
import { resolveReferences } from './find-items.ts';
import { addFindings, type ImportFinding, setImport } from './import-record.ts';
import { knownItems } from './known-items.ts';
import type { PlannedRow, RowPlan } from './plan-row.ts';
import { rememberChange } from './write-batch.ts';

export interface LinkBatch {
  readonly importId: string;
  readonly rows: readonly PlannedRow[];
  readonly rowsRead: number;
}

interface Wanted {
  readonly fromId: string;
  readonly toId: string;
  readonly line: number;
}

/** @example hasLinks(plan) // true where a column leads to `link:serves` */
export function hasLinks(plan: RowPlan): boolean {
  return plan.columns.some(({ target }) => target.to.startsWith('link:'));
}

export async function writeLinks(
  context: Context,
  plan: RowPlan,
  { importId, rows, rowsRead }: LinkBatch,
): Promise<void> {
  const kind = context.model.kind(plan.settings.kind);
  const froms = await itemsOfRows(context, plan, rows);
  const findings: ImportFinding[] = [];
  let linked = 0;
  for (const { target } of plan.columns.filter((column, at, all) => isFirstLink(column.target.to, at, all))) {
    if (target.shape !== 'reference') continue;
    const linkId = `${kind.name}.${target.to.slice('link:'.length)}`;
    const { wanted, unknown } = await wantedLinks(context, plan, { rows, froms, target });
    findings.push(...unknown);
    const made = await relateAll(context, linkId, wanted, findings);
    await rememberLinks(context, importId, made);
    linked += made.length;
  }
  await addFindings(context, importId, findings);
  await setImport(context, importId, sql`links_read = ${rowsRead}, linked_count = linked_count + ${linked}`);
  if (linked > 0) await rememberChange(context, importId);
}

function isFirstLink(to: string, at: number, all: RowPlan['columns']): boolean {
  return to.startsWith('link:') && all.findIndex((column) => column.target.to === to) === at;
}

async function itemsOfRows(
  context: Context,
  plan: RowPlan,
  rows: readonly PlannedRow[],
): Promise<(row: PlannedRow) => AnyItem | undefined> {
  const known = await knownItems(context, plan, rows);
  return (row) => {
    const item = known.of(row);
    return item?.archivedAt === null ? item : undefined;
  };
}

type ReferenceTarget = { readonly to: string; readonly label: string; readonly kinds: readonly string[] | 'any' };

async function wantedLinks(
  context: Context,
  plan: RowPlan,
  {
    rows,
    froms,
    target,
  }: { rows: readonly PlannedRow[]; froms: (row: PlannedRow) => AnyItem | undefined; target: ReferenceTarget },
): Promise<{ wanted: readonly Wanted[]; unknown: readonly ImportFinding[] }> {
  const asked = rows.flatMap((row) => {
    const from = froms(row);
    return from === undefined
      ? []
      : row.references.filter((one) => one.to === target.to).map(({ ref }) => ({ from, ref, line: row.line }));
  });
  const found = await resolveReferences(context, {
    kinds: target.kinds,
    source: plan.settings.source,
    refs: asked.map((one) => one.ref),
  });
  const unknown = asked.filter((one) => !found.has(one.ref)).map(({ ref, line }) => notFound(target, ref, line));
  const wanted = asked.flatMap(({ from, ref, line }) => {
    const toId = found.get(ref);
    return toId === undefined || toId === from.id ? [] : [{ fromId: from.id, toId, line }];
  });
  return { wanted, unknown };
}

export function notFound(
  target: { readonly to: string; readonly label: string },
  ref: string,
  line: number,
): ImportFinding {
  return {
    line,
    outcome: 'skip',
    field: target.to,
    problem: `“${ref}” names nothing that can be linked as “${target.label}”.`,
    remedy: 'Import it first, then import this file again; the link is then made.',
  };
}

async function relateAll(
  context: Context,
  linkId: string,
  wanted: readonly Wanted[],
  findings: ImportFinding[],
): Promise<readonly string[]> {
  const type = context.model.link(linkId);
  const fresh = await withoutKnown(context, linkId, wanted);
  if (type.definition.one !== true && !mayClose(context.model, type.from, linkId)) {
    return (await context.line.relateMany(linkId, fresh)).map((link) => link.id);
  }
  const made: string[] = [];
  for (const { fromId, toId, line } of fresh) {
    try {
      made.push((await context.line.relate(fromId, linkId, toId)).id);
    } catch (error) {
      if (!isFailure(error)) throw error;
      findings.push({ line, outcome: 'skip', field: linkId, problem: error.message, remedy: 'The link was left out.' });
    }
  }
  return made;
}

async function withoutKnown(context: Context, linkId: string, wanted: readonly Wanted[]): Promise<readonly Wanted[]> {
  const known = await context.sql.rows<{ from_id: string; to_id: string }>(sql`select from_id, to_id from link
    where workspace_id = ${context.workspaceId}::uuid and kind = ${linkId} and from_id = any(${param(wanted.map((one) => one.fromId))}::uuid[])`);
  const seen = new Set(known.map((row) => `${row.from_id} ${row.to_id}`));
  return wanted.filter(({ fromId, toId }) => {
    const isNew = !seen.has(`${fromId} ${toId}`);
    seen.add(`${fromId} ${toId}`);
    return isNew;
  });
}

/** Could a link of this kind ever lead back to where it starts? Only then is each one worth a walk over the line. */
function mayClose(model: Model, from: Kind, linkId: string): boolean {
  const { definition } = model.link(linkId);
  if (definition.to === 'any' || definition.to === 'self') return true;
  const reached = new Set<string>();
  const waiting: Kind[] = [...definition.to];
  for (let kind = waiting.pop(); kind !== undefined; kind = waiting.pop()) {
    if (kind.name === from.name) return true;
    if (reached.has(kind.name)) continue;
    reached.add(kind.name);
    for (const link of Object.values(kind.links)) {
      if (link.to === 'any') return true;
      if (link.to !== 'self') waiting.push(...link.to);
    }
  }
  return false;
}

async function rememberLinks(context: Context, importId: string, linkIds: readonly string[]): Promise<void> {
  if (linkIds.length === 0) return;
  await context.sql.run(sql`insert into import_link (workspace_id, import_id, link_id)
    select ${context.workspaceId}::uuid, ${importId}::uuid, l.id from unnest(${param(linkIds)}::uuid[]) as l(id) on conflict do nothing`);
}
