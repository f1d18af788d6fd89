/** `throughline trace KEY`: the line through an item, up to the evidence and down to the promises, as a tree. */
import { type Command, Option } from 'commander';
import { isInStep, type Model } from '../../line/index.ts';
import type { VerbOutput } from '../client/index.ts';
import { example, names, wholeNumber } from './argument.ts';
import type { Cli } from './cli.ts';
import { ask } from './desk.ts';
import { linkWords } from './link-words.ts';
import { oneLine, type Paint } from './terminal.ts';

const DIRECTIONS = ['up', 'down', 'both'] as const;

interface TraceOptions {
  readonly direction: (typeof DIRECTIONS)[number];
  readonly depth?: number;
  readonly kinds?: readonly string[];
}

type Traced = VerbOutput<'traceItem'>;
type Hit = Traced['up'][number];

export function addTrace(program: Command, cli: Cli): void {
  program
    .command('trace')
    .argument('<key>', 'key or id of an item, as FEA-42')
    .description('walk the line from an item: up to what it relies on, down to what relies on it')
    .addOption(new Option('--direction <way>', 'which way to walk').choices(DIRECTIONS).default('both'))
    .option('--depth <links>', 'links to follow at most (6)', wholeNumber)
    .option('--kinds <kinds>', 'only items of these kinds, separated by commas', names)
    .addHelpText('after', example('throughline trace FEA-42', 'throughline trace MSG-7 --direction up --json'))
    .action(async (ref: string, { direction, depth, kinds }: TraceOptions) => {
      const { traced, model } = await cli.withDesk(async (desk) => ({
        model: desk.model,
        traced: await ask(desk, 'traceItem', {
          ref,
          direction,
          ...(depth === undefined ? {} : { depth }),
          ...(kinds === undefined ? {} : { kinds: [...kinds] }),
        }),
      }));
      cli.terminal.answer(withSteps(traced), (paint) => treeOf(traced, { model, paint, direction }));
    });
}

/** The answer with what programs would otherwise have to work out: whether the last link of each path is in step. */
function withSteps({ item, up, down }: Traced): object {
  const known = itemsOf({ item, up, down });
  const judged = (hit: Hit): object => ({ ...hit, inStep: isHitInStep(hit, known) });
  return { item, up: up.map(judged), down: down.map(judged) };
}

type Items = ReadonlyMap<string, Traced['item']>;

function itemsOf({ item, up, down }: Traced): Items {
  return new Map([item, ...[...up, ...down].map((hit) => hit.item)].map((one) => [one.id, one]));
}

/** Where the other end is not among the hits (kinds were left out), nothing says that it is out of step. */
function isHitInStep(hit: Hit, items: Items): boolean {
  const link = hit.path.at(-1);
  const to = items.get(link?.toId ?? '');
  return link === undefined || to === undefined || isInStep(link, to);
}

interface Drawing {
  readonly items: Items;
  readonly model: Model;
  readonly paint: Paint;
}

function treeOf(
  traced: Traced,
  { direction, ...given }: Omit<Drawing, 'items'> & { readonly direction: TraceOptions['direction'] },
): readonly string[] {
  const { item } = traced;
  const { paint } = given;
  const side = (way: 'up' | 'down', title: string): readonly string[] => {
    if (direction !== 'both' && direction !== way) return [];
    const children = childrenOf(item.id, traced[way], way);
    const lines = branches({ ...given, items: itemsOf(traced), way, children }, item.id, '');
    return ['', paint.bold(title), ...(lines.length === 0 ? [paint.dim('nothing')] : lines)];
  };
  return [
    `${paint.cyan(item.key)} ${oneLine(item.title)} ${paint.dim(`(${item.kind}, ${item.state})`)}`,
    ...side('up', 'Relies on'),
    ...side('down', 'Relied on by'),
  ];
}

type Children = ReadonlyMap<string, readonly Hit[]>;

/** By the nearest item on the path that is shown; where kinds were left out that may be further back. */
function childrenOf(start: string, hits: readonly Hit[], way: 'up' | 'down'): Children {
  const shown = new Set(hits.map((hit) => hit.item.id));
  const parentOf = ({ path }: Hit): string =>
    path.map((link) => (way === 'up' ? link.fromId : link.toId)).findLast((id) => shown.has(id)) ?? start;
  return Map.groupBy(hits, parentOf);
}

interface Tree extends Drawing {
  readonly way: 'up' | 'down';
  readonly children: Children;
}

function branches(tree: Tree, parent: string, indent: string): readonly string[] {
  const hits = tree.children.get(parent) ?? [];
  return hits.flatMap((hit, at) => {
    const isLast = at === hits.length - 1;
    return [
      `${indent}${isLast ? '└─ ' : '├─ '}${leaf(hit, tree)}`,
      ...branches(tree, hit.item.id, `${indent}${isLast ? '   ' : '│  '}`),
    ];
  });
}

function leaf(hit: Hit, { items, model, paint, way }: Tree): string {
  const words = linkWords(model, hit.path.at(-1)?.kind ?? '');
  const mark = isHitInStep(hit, items) ? '' : ` ${paint.red('out of step')}`;
  return `${paint.dim(way === 'up' ? words.says : words.inverse)} ${paint.cyan(hit.item.key)} ${oneLine(hit.item.title)} ${paint.dim(`(${hit.item.state})`)}${mark}`;
}
