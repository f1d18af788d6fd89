/** A row of the file as what it asks for: values, references to other items, and what could not be read. Pure. */
import { createHash } from 'node:crypto';
import type { TableRow } from '../../platform/file/index.ts';
import { cellText } from './cell-text.ts';
import type { ColumnSetting, ImportSettings } from './import-settings.ts';
import { type People, readCell, type Writing } from './read-cell.ts';
import { takesMany } from './suggest-mapping.ts';
import type { Target } from './target.ts';

export interface CellProblem {
  /** Null: of the row as a whole. */
  readonly field: string | null;
  readonly problem: string;
  readonly remedy: string;
}

/** An item named by key, id, source id or title. */
export interface Reference {
  /** `productId`, `link:serves` */
  readonly to: string;
  readonly ref: string;
}

export interface PlannedRow {
  readonly line: number;
  readonly sourceId: string | null;
  /** In a file that was exported here: the id of the item the row was. */
  readonly ownId: string | null;
  readonly title: string | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly references: readonly Reference[];
  readonly problems: readonly CellProblem[];
}

export interface RowPlan {
  readonly settings: ImportSettings;
  readonly columns: readonly { readonly setting: ColumnSetting; readonly target: Target; readonly writing: Writing }[];
  readonly people: People;
  /** The column with the ids of a file that was exported here; null for any other file. */
  readonly ownIds: string | null;
}

const TITLE_FROM_TEXT = 90;

/** @example planRow({ line: 2, values: { Subject: 'Tabs too tall' } }, plan).values // { title: 'Tabs too tall' } */
export function planRow(row: TableRow, plan: RowPlan): PlannedRow {
  const values: Record<string, unknown> = { ...plan.settings.defaults };
  const custom: Record<string, unknown> = { ...Object(plan.settings.defaults?.custom) };
  const references: Reference[] = [];
  const problems: CellProblem[] = [];
  let sourceId: string | null = null;
  for (const { setting, target, writing } of plan.columns) {
    const read = readCell(row.values[setting.column] ?? null, target, { writing, people: plan.people });
    if (read === undefined) continue;
    if ('problem' in read) problems.push({ field: setting.column, problem: read.problem, remedy: read.remedy });
    else if (target.shape === 'sourceId') sourceId = String(read.value);
    else if (target.shape === 'reference') references.push(...refsOf(target.to, read.value));
    else put(target.to.startsWith('custom.') ? custom : values, target, read.value);
  }
  if (Object.keys(custom).length > 0) values.custom = custom;
  if (cellText(values.title) === '') values.title = titleFrom(values, plan);
  const title = cellText(values.title) === '' ? null : cellText(values.title).slice(0, 300);
  return {
    line: row.line,
    sourceId: sourceId ?? identityOf(row, title, plan),
    ownId: plan.ownIds === null ? null : cellText(row.values[plan.ownIds] ?? null),
    title,
    values: { ...values, title },
    references,
    problems,
  };
}

function refsOf(to: string, value: unknown): readonly Reference[] {
  return Array.isArray(value) ? value.map((ref) => ({ to, ref: String(ref).slice(0, 300) })) : [];
}

function put(values: Record<string, unknown>, target: Target, value: unknown): void {
  const name = target.to.replace(/^custom\./, '');
  const before = values[name];
  values[name] =
    takesMany(target) && Array.isArray(before) && Array.isArray(value) ? [...new Set([...before, ...value])] : value;
}

/** Feedback and reviews often have a text and no title: its beginning serves. */
function titleFrom(values: Readonly<Record<string, unknown>>, plan: RowPlan): string | null {
  const texts = plan.columns.filter(
    ({ target }) => target.shape === 'field' && (target.field.type === 'longText' || target.field.type === 'text'),
  );
  const text = texts.map(({ target }) => cellText(values[target.to])).find((one) => one !== '');
  if (text === undefined) return null;
  const line = text
    .replace(/[*_`#>]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= TITLE_FROM_TEXT
    ? line
    : `${line.slice(0, line.lastIndexOf(' ', TITLE_FROM_TEXT) + 1 || TITLE_FROM_TEXT).trim()}…`;
}

/** Rows without an id of their own are known again by their title or by everything in them. */
function identityOf(row: TableRow, title: string | null, plan: RowPlan): string | null {
  if (plan.settings.matchBy === 'title') return title === null ? null : `title:${title.toLowerCase()}`;
  if (plan.settings.matchBy === 'sourceId') return null;
  const content = plan.columns.map(({ setting }) => [setting.column, cellText(row.values[setting.column])]);
  return `row:${createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)}`;
}
