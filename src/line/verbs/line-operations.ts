/** The line itself: any item, trace, out of step, search, and the model. */
import { z } from 'zod';
import type { Context } from '../context.ts';
import * as failures from '../failures.ts';
import type { AnyItem } from '../kind.ts';
import { linkSchema } from '../link-schema.ts';
import { type AnyOperation, operation, viewers } from '../operation.ts';
import { countOutOfStep, outOfStep } from '../store/out-of-step.ts';
import { searchItems } from '../store/search.ts';
import { type FrontierQuestion, pathOf, traceWith } from '../trace.ts';
import { briefOf, briefSchema, linkedSchema, withLinks } from './include.ts';
import { refSchema } from './kind-operations.ts';
import { describeModel, modelSchema } from './model-schema.ts';

const DEPTH_MOST = 12;
const DEPTH = 6;
const PAGE_MOST = 200;
const PAGE = 50;
const reads = viewers('read what is not restricted');

const getItem = operation({
  name: 'getItem',
  does: 'Reads one item of any kind by key or id, with its links both ways.',
  may: reads,
  effect: 'read',
  rest: { method: 'GET', path: '/items/{ref}', tag: 'Line' },
  input: z.strictObject({ ref: refSchema }),
  output: z.looseObject({
    id: z.guid(),
    key: z.string(),
    kind: z.string(),
    title: z.string(),
    links: linkedSchema.array(),
  }),
  failures: [failures.itemNotFound],
  example: { ref: 'FEA-1' },
  run: async ({ ref }, context) => {
    const item = await context.line.item(ref);
    const [whole] = await withLinks(context, [item], ['links', 'linked']);
    return { ...item, links: [...(whole?.links ?? [])] };
  },
});

const hitSchema = z.strictObject({
  item: briefSchema,
  depth: z.int(),
  path: linkSchema.array().meta({ description: 'The links that lead there, nearest first.' }),
});

const traceItem = operation({
  name: 'traceItem',
  does: 'Walks the line: up to the evidence an item rests on, down to the promises that rest on it, with the path that explains each hit.',
  may: reads,
  effect: 'read',
  rest: { method: 'GET', path: '/items/{ref}/trace', tag: 'Line' },
  input: z.strictObject({
    ref: refSchema,
    direction: z.enum(['up', 'down', 'both']).optional(),
    depth: z.int().min(1).max(DEPTH_MOST).optional(),
    kinds: z.array(z.string().max(60)).max(60).optional(),
  }),
  output: z.strictObject({ item: briefSchema, up: hitSchema.array(), down: hitSchema.array() }),
  failures: [failures.itemNotFound],
  example: { ref: 'FEA-1', direction: 'both', depth: 3 },
  run: async ({ ref, direction = 'both', depth = DEPTH, kinds }, context) => {
    const item = await context.line.item(ref);
    const walk = (way: 'up' | 'down'): Promise<Hits> => hitsOf(context, item, { direction: way, depth, kinds });
    return {
      item: briefOf(item),
      up: direction === 'down' ? [] : await walk('up'),
      down: direction === 'up' ? [] : await walk('down'),
    };
  },
});

type Hits = z.output<typeof hitSchema>[];
interface Walk {
  readonly direction: 'up' | 'down';
  readonly depth: number;
  readonly kinds: readonly string[] | undefined;
}

async function hitsOf(context: Context, item: AnyItem, { direction, depth, kinds }: Walk): Promise<Hits> {
  const line = {
    linksOf: ({ itemIds, side }: FrontierQuestion) => context.line.linksOf(itemIds, side),
    kindsOf: async (ids: readonly string[]) =>
      new Map((await context.line.items(ids)).map((one) => [one.id, one.kind])),
  };
  const { hits } = await traceWith(line, {
    from: item.id,
    direction,
    depth,
    ...(kinds === undefined ? {} : { kinds }),
  });
  const items = new Map((await context.line.items(hits.map((hit) => hit.itemId))).map((one) => [one.id, one]));
  return hits.flatMap((hit) => {
    const found = items.get(hit.itemId);
    if (found === undefined) return [];
    return [{ item: briefOf(found), depth: hit.depth, path: [...pathOf(hit)] }];
  });
}

const outOfStepSchema = z.strictObject({ link: linkSchema, from: briefSchema, to: briefSchema });

const listOutOfStep = operation({
  name: 'listOutOfStep',
  does: 'Lists every link whose other side changed materially since it was agreed, longest waiting first.',
  may: reads,
  effect: 'read',
  rest: { method: 'GET', path: '/out-of-step', tag: 'Line' },
  input: z.strictObject({
    owner: z.union([z.literal('me'), z.guid()]).optional(),
    item: refSchema.optional(),
    kinds: z
      .array(z.string().max(60))
      .max(60)
      .optional()
      .meta({ description: 'Only links with an item of one of these kinds at either end.' }),
    limit: z.int().min(1).max(PAGE_MOST).optional(),
    cursor: z.string().max(200).optional(),
  }),
  output: z.strictObject({
    items: outOfStepSchema.array(),
    next: z.string().nullable(),
    counts: z
      .array(z.strictObject({ ownerId: z.guid().nullable(), count: z.int() }))
      .optional()
      .meta({ description: 'Per owner, on the first page.' }),
  }),
  failures: [failures.itemNotFound, failures.badCursor],
  example: { owner: 'me' },
  run: async ({ owner: whose, item: ref, kinds, limit = PAGE, cursor }, context) => {
    const ownerId = whose === 'me' ? (context.actor.memberId ?? undefined) : whose;
    const itemId = ref === undefined ? undefined : (await context.line.item(ref)).id;
    const page = await outOfStep(context, { ownerId, itemId, kinds, limit, cursor });
    const items = page.items.map(({ link, from, to }) => ({ link, from: briefOf(from), to: briefOf(to) }));
    return cursor === undefined
      ? { items, next: page.next, counts: [...(await countOutOfStep(context))] }
      : { items, next: page.next };
  },
});

const searchLine = operation({
  name: 'searchLine',
  does: 'Finds items of every kind by their words, with prefixes and one typo forgiven.',
  may: reads,
  effect: 'read',
  rest: { method: 'GET', path: '/search', tag: 'Line' },
  input: z.strictObject({ q: z.string().max(200), limit: z.int().min(1).max(100).optional() }),
  output: z.strictObject({ items: briefSchema.array() }),
  failures: [],
  example: { q: 'compact mode' },
  run: async ({ q, limit = 20 }, context) => ({ items: (await searchItems(context, q, limit)).items.map(briefOf) }),
});

const listKinds = operation({
  name: 'listKinds',
  does: 'Describes every kind: fields, states, links and checks. Forms, filters and agents read it.',
  may: reads,
  effect: 'read',
  rest: { method: 'GET', path: '/kinds', tag: 'Line' },
  input: z.strictObject({}),
  output: modelSchema,
  failures: [],
  example: {},
  run: async (_, context) => describeModel(context.model),
});

export const lineOperations = [
  getItem,
  traceItem,
  listOutOfStep,
  searchLine,
  listKinds,
] as const satisfies readonly AnyOperation[];
