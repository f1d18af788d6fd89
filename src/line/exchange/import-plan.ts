/** Opens an upload as a table and checks that the settings fit it and the kind. */
import { sql } from 'drizzle-orm';
import {
  type Cell,
  type Column,
  type FileStore,
  type Report,
  readTable,
  storedSource,
  type Table,
  type TableRow,
} from '../../platform/file/index.ts';
import type { Context } from '../context.ts';
import { fieldOfCustom } from '../custom-field.ts';
import type { Kind } from '../kind.ts';
import { customFieldsOf } from '../store/custom-values.ts';
import { isId } from '../store/item-row.ts';
import { zoneOf } from '../store/today.ts';
import { cellText } from './cell-text.ts';
import { columnUnknown, noRows, nothingMapped, targetTwice, targetUnknown, uploadNotFound } from './failures.ts';
import type { ColumnSetting, ImportSettings } from './import-settings.ts';
import type { RowPlan } from './plan-row.ts';
import type { People, Writing } from './read-cell.ts';
import { dateOrderOf } from './read-date.ts';
import { decimalSignOf } from './read-number.ts';
import { takesMany } from './suggest-mapping.ts';
import { type CustomColumn, type Target, targetsOf } from './target.ts';

const SAMPLE_ROWS = 1000;

export interface UploadRow {
  readonly id: string;
  readonly name: string;
  readonly stored_as: string;
}

export async function findUpload(context: Context, uploadId: string): Promise<UploadRow> {
  const row = await context.sql.row<UploadRow>(sql`select id, name, stored_as from upload
    where workspace_id = ${context.workspaceId}::uuid and id = ${uploadId}::uuid`);
  if (row === undefined) throw uploadNotFound({ field: 'uploadId', upload: uploadId });
  return row;
}

export async function openUpload(
  context: Context,
  files: FileStore,
  { uploadId, sheet }: { uploadId: string; sheet?: number | string | undefined },
) {
  const upload = await findUpload(context, uploadId);
  const source = storedSource(files, upload.stored_as, upload.name);
  const table = await readTable(source, sheet === undefined ? {} : { sheet });
  return { upload, source, table };
}

/** The workspace's own fields of the kind that an import may write: links and formulas are not among them. */
export async function customColumns(context: Context, kind: Kind): Promise<readonly CustomColumn[]> {
  const fields = await customFieldsOf(context);
  return fields
    .filter(
      (field) =>
        field.archivedAt === null &&
        field.kinds.includes(kind.name) &&
        field.type !== 'formula' &&
        field.type !== 'link',
    )
    .map((field) => ({ key: field.key, label: field.label, field: fieldOfCustom(field) }));
}

/** The first rows, for guessing how columns are written. */
export async function sampleOf(table: Table, report: Report = () => undefined): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of table.rows(report)) {
    rows.push(row);
    if (rows.length >= SAMPLE_ROWS) break;
  }
  return rows;
}

/** What to say of a file that holds nothing but a header; a workbook may have its rows on another sheet. */
export function noRowsIn({ name }: Pick<UploadRow, 'name'>, { columns }: Pick<Table, 'columns'>) {
  return noRows({ field: 'uploadId', file: name, columns: columns.map(({ title }) => title) });
}

export function cellsOf(rows: readonly TableRow[], column: Column): readonly Cell[] {
  return rows.map((row) => row.values[column.name] ?? null);
}

/** How a column is written: what the person said, else what its values prove. */
export function writingOf(cells: readonly Cell[], setting: Partial<ColumnSetting>, timeZone: string): Writing {
  const texts = cells.map(cellText).filter((text) => text !== '');
  return {
    dateOrder: setting.dateOrder ?? dateOrderOf(texts).order,
    decimal: setting.decimal ?? decimalSignOf(texts),
    currency: setting.currency ?? null,
    timeZone,
    words: setting.words ?? {},
  };
}

/**
 * Everything needed to read rows.
 *
 * @throws `import.no-rows`, `import.column-unknown`, `import.target-unknown`, `import.target-twice`, `import.no-title`
 */
export async function makePlan(
  context: Context,
  { upload, table }: { readonly upload: UploadRow; readonly table: Table },
  settings: ImportSettings,
): Promise<RowPlan> {
  const kind = context.model.kind(settings.kind);
  const targets = targetsOf(kind, await customColumns(context, kind));
  checkColumns(table, settings);
  const chosen = settings.columns.map((setting, at) => ({
    setting,
    target: targetFor(kind, targets, { setting, at }),
  }));
  checkTargets(chosen, settings);
  const findings: unknown[] = [];
  const rows = await sampleOf(table, (finding) => findings.push(finding));
  if (rows.length === 0 && findings.length === 0) throw noRowsIn(upload, table);
  const timeZone = settings.timeZone ?? (await zoneOf(context));
  const columns = chosen.map(({ setting, target }) => ({
    setting,
    target,
    writing: writingOf(cellsOf(rows, { name: setting.column, title: setting.column }), setting, timeZone),
  }));
  return { settings, columns, people: await peopleOf(context), ownIds: await ownIdsOf(context, kind, { table, rows }) };
}

/**
 * The column of ids where the file is an export of this very workspace: then each row is the item it was, whatever is mapped. An
 * id that the workspace has under the key beside it can have come from nowhere else.
 */
async function ownIdsOf(
  context: Context,
  kind: Kind,
  { table, rows }: { readonly table: Table; readonly rows: readonly TableRow[] },
): Promise<string | null> {
  const named = (name: string) => table.columns.find(({ title }) => title.toLowerCase() === name)?.name;
  const [ids, keys] = [named('id'), named('key')];
  if (ids === undefined || keys === undefined) return null;
  const said = rows.flatMap((row) => {
    const id = cellText(row.values[ids] ?? null);
    return isId(id) ? [{ id, key: cellText(row.values[keys] ?? null) }] : [];
  });
  if (said.length === 0) return null;
  const found = new Map((await context.line.items(said.map(({ id }) => id))).map((item) => [item.id, item]));
  const isOurs = ({ id, key }: { readonly id: string; readonly key: string }): boolean => {
    const item = found.get(id);
    return item?.key === key && item.kind === kind.name;
  };
  return said.some(isOurs) ? ids : null;
}

/** In JSON a member may first show up late, so only tables with a header are held to their columns. */
function checkColumns(table: Table, settings: ImportSettings): void {
  if (table.format === 'json' || table.format === 'jsonl') return;
  const names = new Set(table.columns.map((column) => column.name));
  const at = settings.columns.findIndex((setting) => !names.has(setting.column));
  const missing = settings.columns[at];
  if (missing !== undefined)
    throw columnUnknown({ field: `settings.columns.${at}.column`, column: missing.column, columns: [...names] });
}

function targetFor(
  kind: Kind,
  targets: readonly Target[],
  { setting, at }: { setting: ColumnSetting; at: number },
): Target {
  const found = targets.find((target) => target.to === setting.to);
  if (found !== undefined) return found;
  const field = `settings.columns.${at}.to`;
  throw targetUnknown({ field, to: setting.to, kind: kind.label.one, targets: targets.map((target) => target.to) });
}

function checkTargets(chosen: readonly { readonly target: Target }[], settings: ImportSettings): void {
  const seen = new Set<string>();
  for (const [at, { target }] of chosen.entries()) {
    if (seen.has(target.to) && !takesMany(target))
      throw targetTwice({ field: `settings.columns.${at}.to`, to: target.to });
    seen.add(target.to);
  }
  const givesTitle = ({ target }: { readonly target: Target }) =>
    target.to === 'title' ||
    (target.shape === 'field' && (target.field.type === 'longText' || target.field.type === 'text'));
  if (settings.defaults?.title === undefined && !chosen.some(givesTitle))
    throw nothingMapped({ field: 'settings.columns' });
}

async function peopleOf(context: Context): Promise<People> {
  const rows = await context.sql.rows<{
    id: string;
    name: string;
    email: string;
  }>(sql`select id, name, email from member
    where workspace_id = ${context.workspaceId}::uuid and removed_at is null`);
  return new Map(
    rows.flatMap(
      (row) =>
        [
          [row.id, row.id],
          [row.name.toLowerCase(), row.id],
          [row.email.toLowerCase(), row.id],
        ] as const,
    ),
  );
}
