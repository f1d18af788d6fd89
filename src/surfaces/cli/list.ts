/** `throughline list KIND`: the items of a kind, filtered, sorted and in pages. */
import { type Command, Option } from 'commander';
import { type AnyItem, COMMON_FIELDS, fieldOf, type Kind } from '../../line/index.ts';
import { example, kebab, names, oneMore, wholeNumber } from './argument.ts';
import type { Cli } from './cli.ts';
import { asJson, type Desk } from './desk.ts';
import { badInput } from './failures.ts';
import { filterFrom } from './filter-from.ts';
import { kindNamed, listOperation } from './kind-named.ts';
import { memberNames } from './member-names.ts';
import { columns, oneLine, type Paint, sayNone } from './terminal.ts';

interface ListOptions {
  readonly filter?: readonly string[];
  readonly sort?: string;
  readonly search?: string;
  readonly limit?: number;
  readonly cursor?: string;
  readonly all?: boolean;
  readonly columns?: readonly string[];
  readonly archived?: string;
}

interface ItemPage {
  readonly items: readonly AnyItem[];
  readonly next: string | null;
}

const LIMIT = 50;
const LIMIT_MOST = 200;
const COLUMNS = ['state', 'ownerId'];

export function addList(program: Command, cli: Cli): void {
  program
    .command('list')
    .argument('<kind>', 'kind of the items: feature, features or FEA')
    .description('list the items of a kind')
    .option(
      '-f, --filter <field=value>',
      'only items with that value; empty means not set; may be given again',
      oneMore,
    )
    .option('-s, --sort <fields>', 'as in "-changedAt,title"')
    .option('-q, --search <words>', 'only items with these words')
    .option('-n, --limit <count>', `items on a page, ${LIMIT} unless said, at most ${LIMIT_MOST}`, wholeNumber)
    .option('--cursor <cursor>', 'the page after this one')
    .option('--all', 'every page; with --json one item a line')
    .option('-c, --columns <fields>', 'fields to show, separated by commas', names)
    .addOption(new Option('--archived <which>', 'archived items').choices(['without', 'with', 'only']))
    .addHelpText('after', example('throughline list features --filter state=building --sort -changedAt'))
    .action((name: string, options: ListOptions) =>
      cli.withDesk((desk) => list(cli, desk, kindNamed(desk.model, name), options)),
    );
}

async function list(cli: Cli, desk: Desk, kind: Kind, options: ListOptions): Promise<void> {
  const shown = options.columns ?? COLUMNS;
  for (const column of shown) assertField(kind, column);
  const operation = listOperation(desk.operations, kind);
  const people = cli.terminal.json ? new Map<string, string>() : await memberNames(desk);
  let { cursor } = options;
  for (;;) {
    const page: ItemPage = asJson(await desk.run(operation, { ...queryOf(options), ...(cursor ? { cursor } : {}) }));
    if (cursor === options.cursor) sayNone(cli.terminal, page.items, noneOf(kind, options));
    show(cli, page, { all: options.all === true, rows: (paint) => rowsOf(page.items, { shown, people, paint }) });
    if (options.all !== true || page.next === null) {
      if (page.next !== null && !cli.terminal.json) cli.terminal.say(`There is more: --all, or --cursor ${page.next}`);
      return;
    }
    cursor = page.next;
  }
}

function noneOf({ name, label }: Kind, { filter, search, archived, cursor }: ListOptions): string {
  const many = label.many.toLowerCase();
  if (cursor !== undefined) return `There are no more ${many}.`;
  if (filter !== undefined || search !== undefined || archived === 'only') return `There are no ${many} of that sort.`;
  return `There are no ${many} yet. "throughline run create-${kebab(name)} title=…" makes one.`;
}

function queryOf({ filter = [], sort, search, limit, all, archived }: ListOptions): Record<string, unknown> {
  const size = limit ?? (all === true ? LIMIT_MOST : LIMIT);
  const conditions = filterFrom(filter);
  return {
    limit: size,
    ...(conditions === undefined ? {} : { filter: conditions }),
    ...(sort === undefined ? {} : { sort }),
    ...(search === undefined ? {} : { search }),
    ...(archived === undefined ? {} : { archived }),
  };
}

interface Showing {
  readonly all: boolean;
  readonly rows: (paint: Paint) => readonly string[];
}

function show({ terminal }: Cli, page: ItemPage, { all, rows }: Showing): void {
  if (terminal.json && all) for (const item of page.items) terminal.line(item, () => '');
  else terminal.answer(page, rows);
}

/** Custom fields are known to the workspace alone. @throws `input.unreadable` */
function assertField(kind: Kind, name: string): void {
  if (name.startsWith('custom.') || name in COMMON_FIELDS || name in BOOKKEEPING || fieldOf(kind, name) !== undefined)
    return;
  const right = `${kind.label.many} have ${Object.keys(kind.fields).join(', ')}`;
  throw badInput({ field: '--columns', given: name, right });
}
const BOOKKEEPING = { id: 1, key: 1, title: 1, state: 1, createdAt: 1, changedAt: 1, revision: 1, archivedAt: 1 };

interface Rows {
  readonly shown: readonly string[];
  readonly people: ReadonlyMap<string, string>;
  readonly paint: Paint;
}

function rowsOf(items: readonly AnyItem[], { shown, people, paint }: Rows): readonly string[] {
  return columns(
    items.map((item) => [
      paint.cyan(item.key),
      ...shown.map((name) => cellOf(valueIn(item, name), people)),
      oneLine(item.title),
    ]),
  );
}

function valueIn(item: AnyItem, name: string): unknown {
  const values: Record<string, unknown> = { ...item };
  return name.startsWith('custom.') ? { ...Object(values.custom) }[name.slice('custom.'.length)] : values[name];
}

/** @example cellOf({ amount: 5, currency: 'EUR' }, new Map()) // '5 EUR' */
export function cellOf(value: unknown, people: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'string') return people.get(value) ?? oneLine(value, 40);
  if (Array.isArray(value)) return value.map((one) => cellOf(one, people)).join(', ');
  if (typeof value === 'object' && 'amount' in value && 'currency' in value)
    return `${String(value.amount)} ${String(value.currency)}`;
  return typeof value === 'object' ? oneLine(JSON.stringify(value), 40) : String(value);
}
