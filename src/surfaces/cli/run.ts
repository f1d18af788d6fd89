/** `throughline run OPERATION`: every operation there is, so that what any other door can do, this one can. */
import { text as readText } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type AnyOperation, nearestTo } from '../../line/index.ts';
import { coerceQuery } from '../../platform/http/index.ts';
import { sentenceOf } from '../server/permission-sentence.ts';
import { example, kebab, pair } from './argument.ts';
import type { Cli } from './cli.ts';
import { sayCutShort } from './cut-short.ts';
import { asJson, type Desk } from './desk.ts';
import { badInput, noSuchOperation, notAtCommandLine } from './failures.ts';
import { columns } from './terminal.ts';

interface RunOptions {
  readonly input?: string;
  readonly describe?: boolean;
}

export function addRun(program: Command, cli: Cli): void {
  program
    .command('run')
    .argument('[operation]', 'name of the operation, as create-feature; without it they are listed')
    .argument('[values...]', 'its input, as title="Compact mode"')
    .description('run any operation: create, change, archive, link, confirm, comment, undo, ...')
    .option('--input <json>', 'the input as JSON; "-" reads it from stdin')
    .option('--describe', 'say what the operation does, who may, and what it takes, and run nothing')
    .addHelpText(
      'after',
      example('throughline run create-feature title="Compact mode"', 'throughline run confirm-link --input -'),
    )
    .action((name: string | undefined, values: readonly string[], options: RunOptions) =>
      cli.withDesk((desk) => run(cli, desk, { name, values, options })),
    );
}

interface Asked {
  readonly name: string | undefined;
  readonly values: readonly string[];
  readonly options: RunOptions;
}

async function run({ terminal }: Cli, desk: Desk, { name, values, options }: Asked): Promise<void> {
  if (name === undefined) {
    const here = desk.operations.filter(({ notAt }) => notAt?.cli === undefined);
    terminal.answer(here.map(described), () =>
      columns(here.map((operation) => [kebab(operation.name), operation.does])),
    );
    return;
  }
  const operation = operationHere(desk.operations, name);
  if (options.describe === true) {
    terminal.answer(described(operation), () => descriptionOf(operation));
    return;
  }
  if (operation.rest.tag === 'Import') await sayCutShort({ terminal }, desk);
  const answer = asJson(await desk.run(operation, await inputOf(operation, values, options.input)));
  terminal.answer(answer, () => JSON.stringify(answer, null, 2).split('\n'));
}

/** @throws `operation.unknown`, `operation.not-here` */
function operationHere(operations: readonly AnyOperation[], name: string): AnyOperation {
  const wanted = plain(name);
  const found = operations.find((operation) => plain(operation.name) === wanted);
  if (found === undefined) {
    const near = nearestTo(
      kebab(name),
      operations.map((operation) => kebab(operation.name)),
    );
    throw noSuchOperation({ field: 'operation', operation: name, ...(near === undefined ? {} : { near }) });
  }
  const reason = found.notAt?.cli;
  if (reason !== undefined) throw notAtCommandLine({ operation: kebab(found.name), reason });
  return found;
}

/** `create-feature`, `create_feature` and `createFeature` are one name. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

/** Values on the line are read as they are in an address; they win over those of the JSON. */
async function inputOf(
  operation: AnyOperation,
  values: readonly string[],
  json: string | undefined,
): Promise<Record<string, unknown>> {
  const given = json === undefined ? {} : parsed(json === '-' ? await readText(process.stdin) : json);
  const byName = Map.groupBy(values.map(pair), ([name]) => name);
  const listed = Object.fromEntries([...byName].map(([name, pairs]) => [name, pairs.map(([, value]) => value)]));
  return { ...given, ...coerceQuery(operation.input, listed) };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return { ...Object(JSON.parse(text)) };
  } catch {
    throw badInput({ field: '--input', given: text.slice(0, 60), right: 'write one JSON object' });
  }
}

function described({ name, does, may, effect, example: sample }: AnyOperation): object {
  return { name: kebab(name), does, may: sentenceOf(may), effect, example: sample };
}

function descriptionOf(operation: AnyOperation): readonly string[] {
  const sample = JSON.stringify(operation.example);
  return [
    operation.does,
    '',
    sentenceOf(operation.may),
    '',
    `throughline run ${kebab(operation.name)} --input '${sample}'`,
  ];
}
