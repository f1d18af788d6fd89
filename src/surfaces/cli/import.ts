/** `throughline import FILE`: rows of a file become items; tried first with --dry-run, taken back with one command. */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { example, oneMore, pair } from './argument.ts';
import type { Cli } from './cli.ts';
import { goOnWithCutShort } from './cut-short.ts';
import { asJson, type CutShortImport, type Desk, operationNamed } from './desk.ts';
import { importWhat, nothingUnderstood, presetMissing } from './failures.ts';
import { importUpg } from './import-upg.ts';
import { kindNamed } from './kind-named.ts';
import { columns, oneLine, type Paint, type Terminal } from './terminal.ts';

interface ImportOptions {
  readonly kind: string;
  readonly map?: readonly string[];
  readonly preset?: string;
  readonly savePreset?: string;
  readonly source?: string;
  readonly sheet?: string;
  readonly default?: readonly string[];
  readonly matchBy?: string;
  readonly overwriteEdited?: boolean;
  readonly dryRun?: boolean;
}

export function addImport(program: Command, cli: Cli): void {
  program
    .command('import')
    .argument(
      '[file]',
      'CSV, JSON, JSON lines or XLSX for --kind; or a .upg document; left out: only go on with what was cut short',
    )
    .description('bring the rows of a file in as items; again with the same source it updates, never doubles')
    .option('-k, --kind <kind>', 'what each row becomes: feature, features or FEA')
    .option(
      '-m, --map <column=field>',
      'where a column leads, over what is suggested; "Column=" leaves it out',
      oneMore,
    )
    .option('--preset <title>', 'use a mapping that was kept')
    .option('--save-preset <title>', 'keep the mapping for the next file of its kind')
    .option('--source <name>', 'where the file comes from; ids are unique within it (its name unless said)')
    .option('--sheet <name>', 'which sheet of a workbook')
    .option('--default <field=value>', 'a value for what the file does not hold', oneMore)
    .addOption(
      new Option('--match-by <what>', 'how a row finds what it made before').choices(['sourceId', 'title', 'content']),
    )
    .option('--overwrite-edited', 'also overwrite fields that were edited here since')
    .option('--dry-run', 'go through the whole file, report every row, write nothing')
    .addHelpText('after', example('throughline import reviews.csv --kind feedback --dry-run'))
    .action((file: string | undefined, options: ImportOptions) =>
      cli.withDesk(async (desk) => {
        const goneOnWith = await goOnWithCutShort(cli, desk);
        if (file === undefined) tellGoneOn(cli, goneOnWith);
        else if (path.extname(file).toLowerCase() === '.upg') await importUpg(cli, desk, file);
        else await importRows(cli, desk, { file, options });
      }),
    );
}

/** @throws `import.what` where there was nothing to go on with either */
function tellGoneOn({ terminal }: Cli, runs: readonly CutShortImport[]): void {
  if (runs.length === 0) throw importWhat({ field: 'file' });
  const goneOnWith = runs.map(({ importId, fileName }) => ({ importId, fileName }));
  terminal.answer({ goneOnWith }, () => [
    ...goneOnWith.map(
      ({ importId, fileName }) => `${fileName}: throughline run get-import importId=${importId} says what it did.`,
    ),
  ]);
}

const settingsSchema = z.looseObject({
  kind: z.string(),
  source: z.string(),
  columns: z.array(z.looseObject({ column: z.string(), to: z.string() })),
});
type ImportSettings = z.output<typeof settingsSchema>;
const previewSchema = z.looseObject({
  notes: z.array(z.string()),
  columns: z.array(
    z.looseObject({
      name: z.string(),
      dateOrder: z.string(),
      decimal: z.string(),
      suggestion: z.looseObject({ to: z.string(), confidence: z.number() }).nullable(),
    }),
  ),
});
const findingSchema = z.looseObject({
  line: z.number(),
  outcome: z.string(),
  field: z.string().nullable(),
  problem: z.string(),
  remedy: z.string(),
});
const reportSchema = z.looseObject({
  counts: z.record(z.string(), z.number()),
  rowsRead: z.number(),
  findingCount: z.number(),
  findings: z.array(findingSchema).default([]),
});
const runSchema = reportSchema.extend({ id: z.string(), state: z.string(), failure: z.string().nullable() });
type Finding = z.output<typeof findingSchema>;
type Report = z.output<typeof reportSchema>;

interface Import {
  readonly file: string;
  readonly options: ImportOptions;
}

async function importRows({ terminal, fail }: Cli, desk: Desk, { file, options }: Import): Promise<void> {
  const uploadId = await desk.files.upload(file);
  const settings = await settingsFor(desk, { uploadId, file, options, terminal });
  if (options.savePreset !== undefined)
    await runNamed(desk, 'saveImportPreset', { title: options.savePreset, settings });
  if (options.dryRun === true) {
    const report = reportSchema.parse(await runNamed(desk, 'dryRunImport', { uploadId, settings }));
    terminal.answer({ dryRun: true, settings, ...report }, (paint) => [
      ...reportLines(report, paint),
      'Nothing was written. Leave --dry-run out to import.',
    ]);
    return;
  }
  const run = await carryOut(desk, terminal, { uploadId, settings });
  terminal.answer({ ...run, settings }, (paint) => [
    ...reportLines(run, paint),
    `To take it back: throughline run undo-import importId=${run.id}`,
  ]);
  if (run.state === 'failed') {
    terminal.say(run.failure ?? 'The import stopped.');
    fail();
  }
}

async function runNamed(desk: Desk, name: string, input: unknown): Promise<unknown> {
  return asJson(await desk.run(operationNamed(desk.operations, name), input));
}

interface Mapping extends Import {
  readonly uploadId: string;
  readonly terminal: Terminal;
}

/** A kept mapping, or what the file suggests; either way with what was said on the line on top. */
async function settingsFor(desk: Desk, { uploadId, file, options, terminal }: Mapping): Promise<ImportSettings> {
  const base =
    options.preset === undefined
      ? await suggested(desk, { uploadId, file, options, terminal })
      : await kept(desk, options.preset);
  const said = new Map((options.map ?? []).map(pair));
  const others = base.columns.filter(({ column }) => !said.has(column));
  const mapped = [...said].filter(([, to]) => to !== '').map(([column, to]) => ({ column, to }));
  const defaults = Object.fromEntries((options.default ?? []).map(pair));
  const chosen = [...others, ...mapped];
  if (chosen.length === 0) throw nothingUnderstood({ field: '--map', file });
  return {
    ...base,
    columns: chosen,
    ...(options.source === undefined ? {} : { source: options.source }),
    ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
    ...(options.matchBy === undefined ? {} : { matchBy: options.matchBy }),
    ...(options.overwriteEdited === true ? { overwriteEdited: true } : {}),
    ...(options.default === undefined ? {} : { defaults }),
  };
}

async function suggested(desk: Desk, { uploadId, file, options, terminal }: Mapping): Promise<ImportSettings> {
  const kind = kindNamed(desk.model, options.kind ?? '').name;
  const sheet = options.sheet === undefined ? {} : { sheet: options.sheet };
  const preview = previewSchema.parse(await runNamed(desk, 'previewImport', { uploadId, kind, ...sheet }));
  for (const note of preview.notes) terminal.say(note);
  const mapped = preview.columns.flatMap(({ name, suggestion, dateOrder, decimal }) =>
    suggestion === null ? [] : [{ column: name, to: suggestion.to, dateOrder, decimal }],
  );
  for (const { column, to } of mapped) terminal.say(`${column} -> ${to}`);
  const left = preview.columns.filter(({ suggestion }) => suggestion === null).map(({ name }) => name);
  if (left.length > 0) terminal.say(`Left out: ${left.join(', ')}. --map "Column=field" brings one in.`);
  return { kind, source: path.parse(file).name.slice(0, 60), columns: mapped };
}

async function kept(desk: Desk, title: string): Promise<ImportSettings> {
  const { items } = presetsSchema.parse(await runNamed(desk, 'listImportPresets', {}));
  const found = items.find((preset) => preset.title === title);
  if (found === undefined) throw presetMissing({ field: '--preset', title, presets: items.map((one) => one.title) });
  return found.settings;
}
const presetsSchema = z.looseObject({ items: z.array(z.looseObject({ title: z.string(), settings: settingsSchema })) });

const POLL_MS = 200;
const FINDINGS_SHOWN = 1000;

async function carryOut(
  desk: Desk,
  terminal: Terminal,
  input: { readonly uploadId: string; readonly settings: ImportSettings },
): Promise<z.output<typeof runSchema>> {
  const progress = terminal.progress('rows');
  let run = runSchema.parse(await runNamed(desk, 'runImport', input));
  try {
    while (run.state === 'running') {
      await setTimeout(POLL_MS);
      run = runSchema.parse(await runNamed(desk, 'getImport', { importId: run.id, limit: 0 }));
      progress.at(run.rowsRead);
    }
  } finally {
    progress.end();
  }
  return runSchema.parse(await runNamed(desk, 'getImport', { importId: run.id, limit: FINDINGS_SHOWN }));
}

const LINES_SHOWN = 50;

function reportLines({ counts, rowsRead, findings, findingCount }: Report, paint: Paint): readonly string[] {
  const told = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  const alike = Map.groupBy(findings, ({ outcome, field, problem, remedy }) =>
    JSON.stringify([outcome, field, problem, remedy]),
  );
  const shown = [...alike.values()].slice(0, LINES_SHOWN);
  const more = findingCount - shown.flat().length;
  return [
    `${rowsRead} rows: ${told.join(', ')}.`,
    ...columns(shown.flatMap((some) => toldOnce(some, paint))),
    ...(more > 0 ? [`  and ${more} more; --json shows them.`] : []),
  ];
}

/** What is wrong with many lines in the same words is said once, with the first of them. */
function toldOnce(some: readonly Finding[], paint: Paint): readonly string[][] {
  const [first] = some;
  if (first === undefined) return [];
  const { outcome, field, problem, remedy } = first;
  const others = some.length > 1 ? ` and ${some.length - 1} more` : '';
  return [
    [
      `  line ${first.line}${others}`,
      outcome === 'error' ? paint.red(outcome) : paint.yellow(outcome),
      field ?? '',
      `${oneLine(problem, 160)} ${paint.dim(oneLine(remedy, 160))}`,
    ],
  ];
}
