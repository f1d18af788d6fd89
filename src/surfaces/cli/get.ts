/** `throughline get KEY`: one item with its links. */
import type { Command } from 'commander';
import type { Model } from '../../line/index.ts';
import type { VerbOutput } from '../client/index.ts';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import { ask } from './desk.ts';
import { linkWords } from './link-words.ts';
import { cellOf } from './list.ts';
import { memberNames } from './member-names.ts';
import { columns, oneLine, type Paint } from './terminal.ts';

type Item = VerbOutput<'getItem'>;

export function addGet(program: Command, cli: Cli): void {
  program
    .command('get')
    .argument('<key>', 'key or id of an item, as FEA-42')
    .description('print one item with its links')
    .addHelpText('after', example('throughline get FEA-42'))
    .action(async (ref: string) => {
      const { item, people, model } = await cli.withDesk(async (desk) => ({
        item: await ask(desk, 'getItem', { ref }),
        people: cli.terminal.json ? new Map<string, string>() : await memberNames(desk),
        model: desk.model,
      }));
      cli.terminal.answer(item, (paint) => textOf(item, { people, model, paint }));
    });
}

interface Telling {
  readonly people: ReadonlyMap<string, string>;
  readonly model: Model;
  readonly paint: Paint;
}

const HIDDEN = new Set(['id', 'key', 'title', 'kind', 'number', 'links', 'rank', 'materialRevision', 'workspaceId']);

function textOf(item: Item, telling: Telling): readonly string[] {
  const { paint, people } = telling;
  const fields = Object.entries(item).filter(([name, value]) => !HIDDEN.has(name) && isSaid(value));
  const links = item.links.map((link) => linkLine(link, telling));
  return [
    `${paint.cyan(item.key)} ${paint.bold(oneLine(item.title, 300))} ${paint.dim(`(${item.kind})`)}`,
    ...columns(fields.map(([name, value]) => [`  ${paint.dim(name)}`, cellOf(value, people)])),
    ...(links.length === 0 ? [] : ['', ...links]),
  ];
}

function isSaid(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function linkLine({ kind, direction, inStep, other }: Item['links'][number], { model, paint }: Telling): string {
  const words = linkWords(model, kind);
  const mark = inStep ? '' : ` ${paint.red('out of step')}`;
  return `  ${paint.dim(direction === 'reliesOn' ? words.says : words.inverse)} ${paint.cyan(other?.key ?? '?')} ${oneLine(other?.title ?? '')}${mark}`;
}
