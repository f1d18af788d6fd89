/** `throughline method NAME`: decision science on a file, with no workspace and no database. */
import type { Command } from 'commander';
import { z } from 'zod';
import type { AnyMethod } from '../../methods/index.ts';
import { example, oneMore, wholeNumber } from './argument.ts';
import type { Cli } from './cli.ts';
import { type RequestOptions, requestFrom } from './method-request.ts';
import type { Mapped } from './method-table/index.ts';
import { columns, type Paint } from './terminal.ts';

interface MethodOptions extends Partial<RequestOptions> {
  readonly seed?: number;
  readonly example?: boolean;
  readonly dryRun?: boolean;
}

export function addMethod(program: Command, cli: Cli): void {
  program
    .command('method')
    .argument('[name]', 'name of the method, as van-westendorp; without it they are listed')
    .description('run a method of decision science on a file; without --in say what the method takes')
    .option('-i, --in <file>', 'JSON as {"inputs": ...}, or a CSV, JSON lines or XLSX table; "-" reads stdin')
    .option(
      '-m, --map <column=input>',
      'where a column of a table leads, over what its name says: "Score=answers", "Value=items.scores.value"; "Column=" leaves it out',
      oneMore,
    )
    .option('-s, --set <input=value>', 'a value for an input that the table does not hold', oneMore)
    .option('--sheet <name>', 'which sheet of a workbook')
    .option('--seed <number>', 'for what is drawn at random: the same seed gives the same answer', wholeNumber)
    .option('--dry-run', 'print where each column leads and the request that comes of it, run nothing')
    .option('--example', 'print a request to begin with')
    .addHelpText(
      'after',
      example(
        'throughline method',
        'throughline method net-promoter-score --in request.json --json',
        'throughline method van-westendorp --in answers.csv --map "Too cheap=tooCheap"',
        'throughline method markov-attribution --in touches.csv --dry-run --map "channel=paths[{visitor}].path[]"',
      ),
    )
    .action(async (name: string | undefined, options: MethodOptions) => {
      const door = await import('../server/method/index.ts');
      const { METHOD_FIELDS, methods } = await import('../../methods/index.ts');
      if (name === undefined) {
        const list = methods.map(({ name: one, field, title, summary }) => ({ name: one, field, title, summary }));
        cli.terminal.answer(list, (paint) =>
          METHOD_FIELDS.flatMap((field) => [paint.bold(field), ...namesOf(methods, field, paint)]),
        );
        return;
      }
      const method = await door.methodFound(name);
      if (options.example === true) write(cli, { inputs: method.example.inputs });
      else if (options.in === undefined) {
        const described = door.describeMethod(method);
        cli.terminal.answer(described, (paint) => descriptionOf(method, paint));
      } else await run(cli, method, { ...options, in: options.in });
    });
}

function namesOf(methods: readonly AnyMethod[], field: string, paint: Paint): readonly string[] {
  const rows = methods
    .filter((method) => method.field === field)
    .map(({ name, summary }) => [`  ${paint.cyan(name)}`, summary]);
  return columns(rows);
}

const write = (cli: Cli, value: unknown): void =>
  cli.terminal.answer(value, () => JSON.stringify(value, null, 2).split('\n'));

function descriptionOf(method: AnyMethod, paint: Paint): readonly string[] {
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', paint.bold(title), ...lines.map((line) => `  ${line}`)];
  return [
    `${paint.bold(method.title)}: ${method.summary}`,
    ...part('When', method.whenToUse),
    ...part('When not', method.whenNot),
    ...part('It assumes', method.assumes),
    ...part('How', method.formula.split('\n')),
    ...part('It may warn of', columns(Object.entries(method.warns).map(([id, text]) => [id, text]))),
    ...part('Source', method.source),
    '',
    `--json prints the schemas of inputs and result; --example prints a request to begin with.`,
  ];
}

async function run(cli: Cli, method: AnyMethod, options: MethodOptions & RequestOptions): Promise<void> {
  const { createMethodRunner } = await import('../server/method/index.ts');
  const { mapped, ...request } = await requestFrom(method, options);
  if (options.dryRun === true) {
    cli.terminal.answer({ dryRun: true, ...mapped, ...request }, (paint) => planOf({ mapped, ...request }, paint));
    return;
  }
  if (mapped !== undefined) cli.terminal.say(`Read ${mapped.rows} rows: ${waysOf(mapped)}.`);
  const seed = options.seed ?? request.seed;
  const runner = createMethodRunner();
  const bar = cli.terminal.progress('% done');
  try {
    const progress = (done: number): void => bar.at(Math.round(done * 100), 100);
    const answer = await runner.run(method, request.inputs, { seed, progress });
    cli.terminal.answer(answer, (paint) => textOf(answer, paint));
  } finally {
    bar.end();
    runner.stop();
  }
}

interface Plan {
  readonly inputs?: unknown;
  readonly mapped?: Mapped | undefined;
}

const waysOf = ({ columns: ways, leftOut }: Mapped): string =>
  [
    ...ways.map(({ column, to }) => `${column} → ${to}`),
    ...(leftOut.length === 0 ? [] : [`left out: ${leftOut.join(', ')}`]),
  ].join('; ');

const WHY = { said: 'as you said', name: 'by its name', 'left over': 'as there is room for it' } as const;

/** Where each column leads, and what comes of the first rows. */
function planOf({ mapped, inputs }: Plan, paint: Paint): readonly string[] {
  const ways = (mapped?.columns ?? []).map(({ column, to, by }) => [paint.cyan(column), '→', to, paint.dim(WHY[by])]);
  const left = (mapped?.leftOut ?? []).map((column) => [
    paint.cyan(column),
    '→',
    'nowhere',
    paint.dim('--map to use it'),
  ]);
  return [
    ...columns([...ways, ...left]),
    ...(mapped === undefined ? [] : ['', `${mapped.rows} rows. The inputs begin:`]),
    ...JSON.stringify(beginningOf(inputs), null, 2).split('\n'),
    'Nothing was run. Leave --dry-run out to run it.',
  ];
}

const SHOWN = 3;

function beginningOf(value: unknown): unknown {
  if (Array.isArray(value))
    return value.length <= SHOWN
      ? value.map(beginningOf)
      : [...value.slice(0, SHOWN).map(beginningOf), `… ${value.length - SHOWN} more`];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, beginningOf(member)]));
}

const reported = z.looseObject({
  reading: z.string(),
  warnings: z.array(z.looseObject({ id: z.string(), text: z.string() })),
});

/** The reading and the warnings, then the numbers; the picture is for those who draw. */
function textOf(answer: unknown, paint: Paint): readonly string[] {
  const { reading, warnings, picture: _, ...numbers } = reported.parse(answer);
  return [
    reading,
    ...warnings.map(({ id, text }) => `${paint.yellow(`! ${id}`)} ${text}`),
    '',
    ...JSON.stringify(numbers, null, 2).split('\n'),
  ];
}
