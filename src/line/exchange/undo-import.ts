/** Takes an import back: what it made is archived, what it changed gets its old values, its links go. */

import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { AnyItem } from '../kind.ts';
import { itemsByIds } from '../store/list-items.ts';
import { param } from '../store/scope.ts';
import { flat, nested, type Values } from './decide-row.ts';
import { cannotUndoImport, type InTheWay, importBusy } from './failures.ts';
import { findImport, type ImportRow, setImport } from './import-record.ts';
import type { Steps } from './in-line.ts';
import { rememberChange } from './write-batch.ts';

const BATCH_ITEMS = 250;
const SHOWN_MOST = 50;

interface Written {
  readonly item_id: string;
  readonly written: Values;
  readonly before: Values | null;
}

/**
 * Says whether the import can be taken back as it is, and marks it.
 *
 * @throws `import.busy`, `import.cannot-undo` with what stands in the way, unless `keepEdited`
 */
export async function beginUndo(context: Context, importId: string, keepEdited: boolean): Promise<ImportRow> {
  const run = await findImport(context, importId);
  if (run.state === 'undone') return run;
  if (run.state === 'running' || run.state === 'undoing') throw importBusy({ importId, state: run.state });
  if (!keepEdited) await refuseWhatWasWorkedOn(context, importId);
  await setImport(context, importId, sql`state = 'undoing', finished_at = null`);
  return findImport(context, importId);
}

async function refuseWhatWasWorkedOn(context: Context, importId: string): Promise<void> {
  const inTheWay: InTheWay[] = [];
  let count = 0;
  for (let after = NO_ID; ; ) {
    const written = await writtenAfter(context, importId, after);
    const last = written.at(-1);
    if (last === undefined) break;
    const found = await workedOn(context, importId, written);
    count += found.size;
    inTheWay.push(...[...found.values()].slice(0, Math.max(0, SHOWN_MOST - inTheWay.length)));
    after = last.item_id;
  }
  if (count > 0) throw cannotUndoImport({ importId, count, inTheWay });
}
const NO_ID = '00000000-0000-0000-0000-000000000000';

function writtenAfter(context: Context, importId: string, after: string): Promise<readonly Written[]> {
  return context.sql.rows<Written>(sql`select item_id, written, before from import_item where workspace_id = ${context.workspaceId}::uuid
    and import_id = ${importId}::uuid and item_id > ${after}::uuid order by item_id limit ${BATCH_ITEMS}`);
}

/** Items of the batch that people, or later imports, have worked on since, by id. */
async function workedOn(
  context: Context,
  importId: string,
  written: readonly Written[],
): Promise<ReadonlyMap<string, InTheWay>> {
  const items = await itemsByIds(
    context,
    written.map((one) => one.item_id),
  );
  const by = new Map(items.map((item) => [item.id, item]));
  const relied = await reliedOnSince(
    context,
    importId,
    written.filter((one) => one.before === null).map((one) => one.item_id),
  );
  const found = new Map<string, InTheWay>();
  for (const one of written) {
    const item = by.get(one.item_id);
    if (item === undefined || (one.before === null && item.archivedAt !== null)) continue;
    const why = wasEdited(item, one) ? 'was edited' : relied.get(item.id);
    if (why !== undefined) found.set(item.id, { key: item.key, title: item.title, why });
  }
  return found;
}

function wasEdited(item: AnyItem, { written, before }: Written): boolean {
  if (before === null) return item.revision > 1;
  const current = flat(item);
  return Object.keys(before).some(
    (name) => name !== 'archivedAt' && !isDeepStrictEqual(current[name] ?? null, written[name] ?? null),
  );
}

/** Links to items of the import, or comments on them, that the import did not make. */
async function reliedOnSince(
  context: Context,
  importId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (itemIds.length === 0) return new Map();
  const id = context.workspaceId;
  const rows = await context.sql.rows<{
    id: string;
    why: string;
  }>(sql`select l.to_id as id, 'is relied on' as why from link l
      where l.workspace_id = ${id}::uuid and l.to_id = any(${param(itemIds)}::uuid[]) and not exists (select 1 from import_link m
        where m.workspace_id = ${id}::uuid and m.import_id = ${importId}::uuid and m.link_id = l.id)
    union all select c.item_id, 'was commented on' from comment c
      where c.workspace_id = ${id}::uuid and c.item_id = any(${param(itemIds)}::uuid[]) and c.removed_at is null`);
  return new Map(rows.map((row) => [row.id, row.why]));
}

/** Does it, batch by batch; what was worked on since stays as it is. Safe to start again. */
export async function carryOutUndo(steps: Steps, importId: string): Promise<void> {
  await steps.write('undoImport', (context) => removeLinks(context, importId));
  for (let after: string | undefined = NO_ID; after !== undefined; ) {
    const from: string = after;
    after = await steps.write('undoImport', async (context) => {
      const written = await writtenAfter(context, importId, from);
      await takeBack(context, importId, written);
      return written.at(-1)?.item_id;
    });
  }
  await steps.write('undoImport', (context) =>
    setImport(context, importId, sql`state = 'undone', finished_at = ${context.now.toISOString()}::timestamptz`),
  );
}

async function takeBack(context: Context, importId: string, written: readonly Written[]): Promise<void> {
  if (written.length === 0) return;
  const stays = await workedOn(context, importId, written);
  const items = new Map(
    (
      await itemsByIds(
        context,
        written.map((one) => one.item_id),
      )
    ).map((item) => [item.id, item]),
  );
  const patches = written.flatMap((one) => {
    const item = items.get(one.item_id);
    if (item === undefined || stays.has(item.id)) return [];
    const values =
      one.before === null ? { archivedAt: item.archivedAt ?? context.now.toISOString() } : nested(one.before);
    return [{ item, values }];
  });
  await context.line.updateMany(patches);
  if (patches.length > 0) await rememberChange(context, importId);
}

async function removeLinks(context: Context, importId: string): Promise<void> {
  const rows = await context.sql.rows<{ link_id: string }>(sql`select link_id from import_link
    where workspace_id = ${context.workspaceId}::uuid and import_id = ${importId}::uuid`);
  const removed = await context.line.unlinkMany(rows.map((row) => row.link_id));
  if (removed.length > 0) await rememberChange(context, importId);
}
