/** Takes an import back: what it made is archived, what it changed gets its old values, its links go. */

import { isDeepStrictEqual } from 'node:util';
import { type SQL, sql } from 'drizzle-orm';
import type { BulkPatch, Context } from '../context.ts';
import type { AnyItem } from '../kind.ts';
import { keyOf } from '../store/item-row.ts';
import { itemsByIds } from '../store/list-items.ts';
import { param, visible } from '../store/scope.ts';
import { flat, nested, type Values } from './decide-row.ts';
import { cannotUndoImport, type InTheWay, importBusy } from './failures.ts';
import { findImport, type ImportRow, setImport } from './import-record.ts';
import type { Steps } from './in-line.ts';
import { rememberChange } from './write-batch.ts';

/** One batch is one change on the line: small enough to send to every open browser. */
const BATCH_ITEMS = 250;
const BATCH_LINKS = 1000;
const SHOWN_MOST = 50;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** An item that the import changed, as it left it and as it found it. */
interface Changed {
  readonly item_id: string;
  readonly written: Values;
  readonly before: Values;
}
/** An item that the import made. */
interface Made {
  readonly item_id: string;
  readonly written: null;
  readonly before: null;
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
  const made = await madeWhere(context, importId, sql`why.says is not null order by i.id limit ${SHOWN_MOST}`);
  const inTheWay: InTheWay[] = made.map(({ kind, number, title, why }) => {
    return { key: keyOf(context.model.kind(kind), number), title, why };
  });
  let count = made[0]?.count ?? 0;
  for (let after: string | undefined = NO_ID; after !== undefined; ) {
    const batch: readonly Changed[] = await writtenAfter(context, importId, { after, which: sql`before is not null` });
    for (const { item } of (await readChanged(context, batch)).filter(({ isEdited }) => isEdited)) {
      count += 1;
      if (inTheWay.length < SHOWN_MOST) inTheWay.push({ key: item.key, title: item.title, why: 'was edited' });
    }
    after = batch.at(-1)?.item_id;
  }
  if (count > 0) throw cannotUndoImport({ importId, count, inTheWay });
}

/** What the import wrote is asked for only where it is compared. */
function writtenAfter<Row extends Made | Changed>(
  context: Context,
  importId: string,
  { after, which }: { readonly after: string; readonly which: SQL },
): Promise<readonly Row[]> {
  return context.sql.rows<Row>(sql`select item_id, case when before is not null then written end as written, before from import_item
    where workspace_id = ${context.workspaceId}::uuid and import_id = ${importId}::uuid and item_id > ${after}::uuid and ${which}
    order by item_id limit ${BATCH_ITEMS}`);
}

interface MadeRow {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly why: string;
  /** How many there are, beyond those shown too. */
  readonly count: number;
}

/**
 * Items the import made that are here still, with why they stay: `why.says`, null where nobody worked on them since. Decided in
 * the database, so that their texts need not be read.
 */
function madeWhere(context: Context, importId: string, condition: SQL): Promise<readonly MadeRow[]> {
  const id = sql`${context.workspaceId}::uuid`;
  const foreignLink = sql`select from link l where l.workspace_id = ${id} and l.to_id = i.id and not exists (select from import_link o
    where o.workspace_id = ${id} and o.import_id = ${importId}::uuid and o.link_id = l.id)`;
  const comment = sql`select from comment c where c.workspace_id = ${id} and c.item_id = i.id and c.removed_at is null`;
  return context.sql.rows<MadeRow>(sql`select i.id, i.kind, i.number, i.title, why.says as why, (count(*) over ())::int as count
    from import_item m join item i on i.workspace_id = ${id} and i.id = m.item_id
    cross join lateral (select case when i.revision > 1 then 'was edited' when exists (${foreignLink}) then 'is relied on'
      when exists (${comment}) then 'was commented on' end as says) why
    where m.workspace_id = ${id} and m.import_id = ${importId}::uuid and m.before is null and i.archived_at is null
      and ${visible(context)} and ${condition}`);
}

interface ReadChanged {
  readonly item: AnyItem;
  readonly before: Values;
  /** A field that the import wrote holds something else by now. */
  readonly isEdited: boolean;
}

async function readChanged(context: Context, changed: readonly Changed[]): Promise<readonly ReadChanged[]> {
  const ids = changed.map((one) => one.item_id);
  const items = new Map((await itemsByIds(context, ids)).map((item) => [item.id, item]));
  return changed.flatMap((one) => {
    const item = items.get(one.item_id);
    return item === undefined ? [] : [{ item, before: one.before, isEdited: wasEdited(item, one) }];
  });
}

function wasEdited(item: AnyItem, { written, before }: Changed): boolean {
  const current = flat(item);
  return Object.keys(before).some(
    (name) => name !== 'archivedAt' && !isDeepStrictEqual(current[name] ?? null, written[name] ?? null),
  );
}

/** Does it, batch by batch; what was worked on since stays as it is. Safe to start again. */
export async function carryOutUndo(steps: Steps, importId: string): Promise<void> {
  for (let left = BATCH_LINKS; left === BATCH_LINKS; ) {
    left = await steps.write('undoImport', (context) => removeLinks(context, importId));
  }
  for (let after: string | undefined = NO_ID; after !== undefined; ) {
    const from: string = after;
    after = await steps.write('undoImport', (context) => takeBack(context, importId, from));
  }
  await steps.write('undoImport', (context) =>
    setImport(context, importId, sql`state = 'undone', finished_at = ${context.now.toISOString()}::timestamptz`),
  );
}

/** Answers the last item of the batch, or undefined where there is none left. */
async function takeBack(context: Context, importId: string, after: string): Promise<string | undefined> {
  const batch = await writtenAfter(context, importId, { after, which: sql`true` });
  const made = batch.filter((one) => one.before === null).map((one) => one.item_id);
  const untouched = await madeWhere(
    context,
    importId,
    sql`why.says is null and m.item_id = any(${param(made)}::uuid[])`,
  );
  const archived = await context.line.archiveMany(untouched.map(({ id }) => id));
  const patched = await context.line.updateMany(await waysBack(context, batch.filter(isChanged)));
  if (archived.length + patched.length > 0) await rememberChange(context, importId);
  return batch.at(-1)?.item_id;
}

const isChanged = (one: Made | Changed): one is Changed => one.before !== null;

async function waysBack(context: Context, changed: readonly Changed[]): Promise<readonly BulkPatch[]> {
  const read = await readChanged(context, changed);
  return read.flatMap(({ item, before, isEdited }) => (isEdited ? [] : [{ item, values: nested(before) }]));
}

/** Answers how many were left to remove before it began, at most a batch. */
async function removeLinks(context: Context, importId: string): Promise<number> {
  const id = sql`${context.workspaceId}::uuid`;
  const rows = await context.sql.rows<{ link_id: string }>(sql`select m.link_id from import_link m
    join link l on l.workspace_id = ${id} and l.id = m.link_id
    where m.workspace_id = ${id} and m.import_id = ${importId}::uuid order by m.link_id limit ${BATCH_LINKS}`);
  const removed = await context.line.unlinkMany(rows.map((row) => row.link_id));
  if (removed.length > 0) await rememberChange(context, importId);
  return rows.length;
}
