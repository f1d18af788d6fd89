/** `throughline check`: what is out of step and what the checks find; the gate of a pipeline. */
import { type Command, Option } from 'commander';
import type { Model } from '../../line/index.ts';
import type { VerbOutput } from '../client/index.ts';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import { ask, type Desk } from './desk.ts';
import { linkWords } from './link-words.ts';
import { memberNames } from './member-names.ts';
import { oneLine, type Paint } from './terminal.ts';

const REASONS = ['out-of-step', 'blocking', 'warning'] as const;

interface CheckOptions {
  readonly failOn?: readonly (typeof REASONS)[number][];
  readonly owner?: string | undefined;
  readonly item?: string | undefined;
}

type OutOfStep = VerbOutput<'listOutOfStep'>['items'][number];
type Finding = VerbOutput<'listFindings'>['findings'][number];

interface Checked {
  readonly counts: Readonly<Record<'outOfStep' | 'blocking' | 'warning', number>>;
  readonly outOfStep: readonly OutOfStep[];
  readonly findings: readonly Finding[];
}

export function addCheck(program: Command, cli: Cli): void {
  program
    .command('check')
    .description('print what is out of step and what the checks find')
    .addOption(new Option('--fail-on <what...>', 'exit with 1 where there is any').choices(REASONS))
    .option('--owner <who>', 'only what a member answers for: "me" or the id of a member')
    .option('--item <key>', 'only what concerns this item')
    .addHelpText('after', example('throughline check --fail-on out-of-step --fail-on blocking'))
    .action(async ({ failOn = [], owner, item }: CheckOptions) => {
      const { checked, names, model } = await cli.withDesk(async (desk) => ({
        checked: await check(desk, { owner, item }),
        names: await memberNames(desk),
        model: desk.model,
      }));
      cli.terminal.answer(checked, (paint) => textOf(checked, { names, model, paint }));
      if (failOn.some((reason) => isThere(reason, checked.counts))) cli.fail();
    });
}

async function check(desk: Desk, { owner, item }: Pick<CheckOptions, 'owner' | 'item'>): Promise<Checked> {
  const about = { ...(owner === undefined ? {} : { owner }), ...(item === undefined ? {} : { item }) };
  const outOfStep: OutOfStep[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await ask(desk, 'listOutOfStep', {
      ...about,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    outOfStep.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  const { findings } = await ask(desk, 'listFindings', about);
  const count = (severity: Finding['severity']): number => findings.filter((one) => one.severity === severity).length;
  return {
    counts: { outOfStep: outOfStep.length, blocking: count('blocking'), warning: count('warning') },
    outOfStep,
    findings,
  };
}
const PAGE = 200;

function isThere(reason: (typeof REASONS)[number], counts: Checked['counts']): boolean {
  return counts[reason === 'out-of-step' ? 'outOfStep' : reason] > 0;
}

interface Telling {
  readonly names: ReadonlyMap<string, string>;
  readonly model: Model;
  readonly paint: Paint;
}

function textOf(checked: Checked, telling: Telling): readonly string[] {
  const { paint } = telling;
  const { outOfStep, blocking, warning } = checked.counts;
  const bad = outOfStep + blocking > 0;
  return [
    ...section(
      paint,
      'Out of step',
      checked.outOfStep.map((one) => stepLine(one, telling)),
    ),
    ...section(
      paint,
      'What the checks find',
      checked.findings.flatMap((one) => findingLines(one, telling)),
    ),
    (bad ? paint.red : warning > 0 ? paint.yellow : paint.green)(
      `${outOfStep} out of step, ${blocking} blocking, ${warning} ${warning === 1 ? 'warning' : 'warnings'}.`,
    ),
  ];
}

function section(paint: Paint, title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [paint.bold(title), ...lines.map((line) => `  ${line}`), ''];
}

function stepLine({ link, from, to }: OutOfStep, { names, model, paint }: Telling): string {
  const owner = from.ownerId === null ? 'nobody owns it' : (names.get(from.ownerId) ?? 'a former member');
  const since = `agreed ${link.agreedAt.slice(0, 10)}`;
  return `${paint.yellow(from.key)} ${oneLine(from.title, 60)} ${linkWords(model, link.kind).says} ${paint.yellow(to.key)} ${oneLine(to.title, 60)} ${paint.dim(`(${since}; ${owner})`)}`;
}

/** Most sentences name their item already. */
function findingLines({ severity, item, sentence, remedy }: Finding, { paint }: Telling): readonly string[] {
  const mark = severity === 'blocking' ? paint.red('blocking') : paint.yellow('warning ');
  const named = sentence.startsWith(item.key) ? '' : `${paint.yellow(item.key)} `;
  return [`${mark}  ${named}${oneLine(sentence, 300)}`, `          ${paint.dim(oneLine(remedy, 200))}`];
}
