/** `throughline export`: a list as a file, the product graph, or the whole workspace. */
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { sortsFrom } from '../../line/index.ts';
import type { ExportRequest } from '../../line/server.ts';
import { example, names, oneMore } from './argument.ts';
import type { Cli } from './cli.ts';
import { asJson, ask, type Desk, operationNamed } from './desk.ts';
import { fileThere, nothingToExport, viewMissing } from './failures.ts';
import { filterFrom } from './filter-from.ts';
import { kindNamed } from './kind-named.ts';

const FORMATS = ['csv', 'json', 'jsonl', 'xlsx'] as const;

interface ExportOptions {
  readonly format: ExportRequest['format'];
  readonly out?: string;
  readonly view?: string;
  readonly filter?: readonly string[];
  readonly sort?: string;
  readonly columns?: readonly string[];
  readonly upg?: boolean;
  readonly archive?: boolean;
}

type Query = Pick<ExportRequest, 'query' | 'columns'>;

export function addExport(program: Command, cli: Cli): void {
  program
    .command('export')
    .argument('[kind]', 'kind of the items: feature, features or FEA')
    .description('write a list, a saved view, the product graph or the whole workspace to a file, or to stdout')
    .addOption(new Option('--format <format>', 'of a list').choices(FORMATS).default('csv'))
    .option('-o, --out <file>', 'the file to write; never over one that is there')
    .option('--view <title>', 'as a saved view of that kind has it: filter, sort and columns')
    .option('-f, --filter <field=value>', 'only items with that value; may be given again', oneMore)
    .option('-s, --sort <fields>', 'as in "-changedAt,title"')
    .option('-c, --columns <fields>', 'fields to write, separated by commas', names)
    .option('--upg', 'the product graph as a .upg document')
    .option('--archive', 'the whole workspace with its history and files, as one .tar.gz')
    .addHelpText(
      'after',
      example(
        'throughline export features --format xlsx -o features.xlsx',
        'throughline export --archive -o firefox.tar.gz',
      ),
    )
    .action((kind: string | undefined, options: ExportOptions) =>
      cli.withDesk(async (desk) => {
        if (options.out !== undefined && existsSync(options.out))
          throw fileThere({ field: '--out', file: options.out });
        await write(cli, options.out, await contentOf(desk, kind, options));
      }),
    );
}

async function contentOf(
  desk: Desk,
  kind: string | undefined,
  options: ExportOptions,
): Promise<AsyncIterable<Uint8Array>> {
  if (options.archive === true) return (await desk.files.exportWorkspace()).content;
  if (options.upg === true) {
    const document = asJson(await desk.run(operationNamed(desk.operations, 'exportUpg'), {}));
    return Readable.from([Buffer.from(`${JSON.stringify(document, null, 2)}\n`)]);
  }
  if (kind === undefined) throw nothingToExport({ field: 'kind' });
  const { name } = kindNamed(desk.model, kind);
  const { query, columns } = await queryOf(desk, name, options);
  const wanted = options.columns ?? columns;
  const request = { kind: name, format: options.format, query, ...(wanted === undefined ? {} : { columns: wanted }) };
  return (await desk.files.exportItems(request)).content;
}

async function queryOf(desk: Desk, kind: string, { view, filter = [], sort }: ExportOptions): Promise<Query> {
  const said = filterFrom(filter);
  const saved = view === undefined ? { query: {} } : await savedView(desk, kind, view);
  return {
    ...saved,
    query: {
      ...saved.query,
      ...(said === undefined
        ? {}
        : { filter: saved.query.filter === undefined ? said : { and: [saved.query.filter, said] } }),
      ...(sort === undefined ? {} : { sort: sortsFrom(sort) }),
    },
  };
}

/** @throws `view.unknown` */
async function savedView(desk: Desk, kind: string, title: string): Promise<Query> {
  const { views } = await ask(desk, 'listViews', { kind });
  const found = views.find((one) => one.title === title || one.id === title);
  if (found === undefined) throw viewMissing({ field: '--view', title, views: views.map((one) => one.title) });
  const { filter, sort, search, columns } = found.definition;
  return {
    query: {
      ...(filter === undefined ? {} : { filter }),
      ...(sort === undefined
        ? {}
        : { sort: sort.map((one) => ({ field: one.field, descending: one.descending === true })) }),
      ...(search === undefined ? {} : { search }),
    },
    ...(columns === undefined ? {} : { columns }),
  };
}

/** A file is whole or not there. */
async function write({ terminal }: Cli, file: string | undefined, content: AsyncIterable<Uint8Array>): Promise<void> {
  if (file === undefined) {
    await pipeline(Readable.from(content), process.stdout, { end: false });
    return;
  }
  const half = `${file}.half`;
  try {
    await pipeline(Readable.from(content), createWriteStream(half, { flush: true }));
    await rename(half, file);
  } finally {
    await rm(half, { force: true });
  }
  const { size } = await stat(file);
  terminal.answer({ file, bytes: size }, () => [`${file}: ${size} bytes`]);
}
