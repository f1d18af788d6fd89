/** Lists on their way out, page by page: any list or view as CSV, JSON, JSON lines or a workbook. */
import { sql } from 'drizzle-orm';
import {
  chunksOf,
  csvText,
  jsonLines,
  jsonText,
  OUTPUT_MEDIA,
  type OutCell,
  type OutputFormat,
  textBytes,
  xlsxBytes,
} from '../../platform/file/index.ts';
import type { Context, ItemQuery } from '../context.ts';
import { type Field, labelOf } from '../field.ts';
import { type AnyItem, COMMON_FIELDS, fieldOf, type Kind } from '../kind.ts';
import type { Link } from '../link.ts';
import type { Model } from '../model.ts';
import { customFieldsOf } from '../store/custom-values.ts';
import { ITEM_COLUMNS, type ItemRow, toItem } from '../store/item-row.ts';
import { visible } from '../store/scope.ts';
import type { Steps } from './in-line.ts';
import { membersNamed } from './member-names.ts';

export interface ExportRequest {
  /** The kind's name. */
  readonly kind: string;
  readonly format: OutputFormat;
  readonly query: Omit<ItemQuery, 'limit' | 'cursor'>;
  /** Names of fields, `link:serves`, `custom.effort`; all unless said. */
  readonly columns?: readonly string[];
}

export interface Download {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes?: number;
  readonly content: AsyncIterable<Uint8Array>;
}

const PAGE = 200;

/** A page of items with what is needed to print them. */
interface Page {
  readonly items: readonly AnyItem[];
  readonly links: ReadonlyMap<string, readonly Link[]>;
  readonly titles: ReadonlyMap<string, string>;
  readonly members: ReadonlyMap<string, string>;
}

/**
 * @throws `kind.unknown`, `list.unknown-field`, `list.bad-filter` before anything is sent
 * @example
 * await exportItems(steps, model, { kind: 'feature', format: 'csv', query: { sort: [{ field: 'rank' }] } })
 */
export async function exportItems(steps: Steps, model: Model, request: ExportRequest): Promise<Download> {
  const kind = model.kind(request.kind);
  const columns = await steps.read('exportItems', (context) => columnsOf(context, kind, request.columns));
  const first = await readPage(steps, kind, { ...request.query, limit: PAGE });
  const pages = pagesFrom(steps, kind, { request, first });
  return {
    name: `${kind.plural}.${request.format}`,
    mediaType: OUTPUT_MEDIA[request.format],
    content: chunksOf(printed(request.format, kind, { columns, pages })),
  };
}

interface Printable {
  readonly columns: readonly Column[];
  readonly pages: AsyncIterable<Page>;
}

function printed(format: OutputFormat, kind: Kind, { columns, pages }: Printable): ReadableStream<Uint8Array> {
  const labels = columns.map((column) => column.label);
  const rows = async function* () {
    for await (const page of pages)
      for (const item of page.items) yield columns.map((column) => column.cell(item, page));
  };
  const records = async function* () {
    for await (const page of pages) for (const item of page.items) yield recordOf(item, page);
  };
  if (format === 'csv') return textBytes(csvText(labels, rows()));
  if (format === 'json') return textBytes(jsonText(records()));
  if (format === 'jsonl') return textBytes(jsonLines(records()));
  return xlsxBytes(labels, rows(), kind.label.many);
}

/** JSON keeps items as the API answers them, with their links. */
function recordOf(item: AnyItem, page: Page): object {
  const links = (page.links.get(item.id) ?? []).map(({ id, kind, toId, agreedRevision, fields }) => ({
    id,
    kind,
    toId,
    toTitle: page.titles.get(toId) ?? null,
    agreedRevision,
    fields,
  }));
  return { ...item, ownerName: page.members.get(item.ownerId ?? '') ?? null, links };
}

async function* pagesFrom(
  steps: Steps,
  kind: Kind,
  { request, first }: { request: ExportRequest; first: Page & { next: string | null } },
): AsyncGenerator<Page> {
  let page = first;
  yield page;
  while (page.next !== null) {
    page = await readPage(steps, kind, { ...request.query, limit: PAGE, cursor: page.next });
    yield page;
  }
}

function readPage(steps: Steps, kind: Kind, query: ItemQuery): Promise<Page & { next: string | null }> {
  return steps.read('exportItems', async (context) => {
    const { items, next } = await (isWhole(query)
      ? pageByNumber(context, kind, query)
      : context.line.list(kind, query));
    const links = Map.groupBy(
      await context.line.linksOf(
        items.map((item) => item.id),
        'from',
      ),
      (link) => link.fromId,
    );
    const ends = [...links.values()].flatMap((some) => some.map((link) => link.toId));
    const named = [
      ...new Set([...ends, ...items.flatMap((item) => [item.productId, item.teamId].filter((id) => id !== null))]),
    ];
    const others = await context.line.items(named);
    return {
      items,
      next,
      links,
      titles: new Map(others.map((item) => [item.id, `${item.key} ${item.title}`])),
      members: await membersNamed(context),
    };
  });
}

/** Nothing asked but the whole list: read along its numbers, which an index holds, at the same cost for the last page as for the first. */
function isWhole({ filter, search, sort }: ItemQuery): boolean {
  return filter === undefined && search === undefined && sort === undefined;
}

async function pageByNumber(
  context: Context,
  kind: Kind,
  { archived = 'without', cursor = '0', limit = PAGE }: ItemQuery,
) {
  const state =
    archived === 'with' ? sql`true` : archived === 'only' ? sql`i.archived_at is not null` : sql`i.archived_at is null`;
  const rows =
    await context.sql.rows<ItemRow>(sql`select ${ITEM_COLUMNS} from item i where i.workspace_id = ${context.workspaceId}::uuid
    and i.kind = ${kind.name} and ${state} and ${visible(context)} and i.number > ${Number(cursor)}::int order by i.number limit ${limit}`);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => toItem(context.model, row)),
    next: rows.length < limit || last === undefined ? null : String(last.number),
  };
}

interface Column {
  readonly name: string;
  readonly label: string;
  cell(item: AnyItem, page: Page): OutCell;
}

async function columnsOf(
  context: Context,
  kind: Kind,
  wanted: readonly string[] | undefined,
): Promise<readonly Column[]> {
  const custom = (await customFieldsOf(context)).filter(
    (field) => field.kinds.includes(kind.name) && field.archivedAt === null,
  );
  const own = Object.keys({ ...kind.fields, ...COMMON_FIELDS });
  const all: readonly Column[] = [
    plain('id', 'Id'),
    plain('key', 'Key'),
    plain('title', 'Title'),
    plain('state', 'State'),
    ...own.flatMap((name) => fieldColumns(kind, name)),
    { name: 'tags', label: 'Tags', cell: (item) => item.tags.join('; ') },
    ...Object.keys(kind.links).map((name) => linkColumn(kind, name)),
    ...custom.map((field) => ({
      name: `custom.${field.key}`,
      label: field.label,
      cell: (item: AnyItem, page: Page) => cellOf(item.custom[field.key], page),
    })),
    ...[
      ['source', 'Source'],
      ['sourceId', 'Source id'],
      ['createdAt', 'Created at'],
      ['changedAt', 'Changed at'],
      ['archivedAt', 'Archived at'],
      ['revision', 'Revision'],
    ].map(([name = '', label = '']) => plain(name, label)),
  ];
  return wanted === undefined
    ? all
    : all.filter((column) => wanted.includes(column.name.replace(/Name$/, '')) || wanted.includes(column.name));
}

function plain(name: string, label: string): Column {
  return { name, label, cell: (item, page) => cellOf(item[name], page) };
}

/** Ids of people, products and teams keep a column of their own beside the name people know. */
function fieldColumns(kind: Kind, name: string): readonly Column[] {
  const field = fieldOf(kind, name);
  if (field === undefined) return [];
  const label = labelOf(name, field);
  if (!isReference(name, field)) return [plain(name, label)];
  return [{ name: `${name}Name`, label, cell: (item, page) => namesOf(item[name], page) }, plain(name, `${label} id`)];
}

function isReference(name: string, field: Field): boolean {
  return name === 'productId' || name === 'teamId' || field.type === 'person' || field.type === 'people';
}

function namesOf(value: unknown, page: Page): OutCell {
  const ids = Array.isArray(value) ? value : [value];
  const names = ids.flatMap((id) => page.members.get(String(id)) ?? page.titles.get(String(id)) ?? []);
  return names.length === 0 ? null : names.join('; ');
}

function linkColumn(kind: Kind, name: string): Column {
  const definition = kind.links[name];
  const label = definition === undefined ? name : definition.says.charAt(0).toUpperCase() + definition.says.slice(1);
  return {
    name: `link:${name}`,
    label,
    cell: (item, page) => {
      const links = (page.links.get(item.id) ?? []).filter((link) => link.kind === `${kind.name}.${name}`);
      return links.length === 0 ? null : links.map((link) => page.titles.get(link.toId) ?? link.toId).join('; ');
    },
  };
}

/** Signs at which a cell is cut into several when it is read again. */
const CUTS = /[;|\r\n[\]]/;

function cellOf(value: unknown, page: Page): OutCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value))
    return value.every((one) => typeof one !== 'object' && !CUTS.test(String(one)))
      ? value.join('; ')
      : JSON.stringify(value);
  if (isMoney(value)) return `${value.amount} ${value.currency}`;
  return namesOf(value, page) ?? JSON.stringify(value);
}

function isMoney(value: object): value is { readonly amount: number; readonly currency: string } {
  return 'amount' in value && 'currency' in value;
}
