/** The plain verbs of every kind, printed from its definition: list, get, create, update, archive, restore, bulk. */
import { z } from 'zod';
import type { Context, ItemQuery } from '../context.ts';
import * as failures from '../failures.ts';
import { momentSchema } from '../field-schema.ts';
import { filterSchema, sortSchema, sortsFrom } from '../filter.ts';
import type { AnyItem, Kind } from '../kind.ts';
import { type AnyOperation, contributors, editors, operation, viewers } from '../operation.ts';
import { draftSchema, itemSchema, patchSchema } from '../schema.ts';
import { asOfItem, asOfList, withLinksAsOf } from './as-of.ts';
import { bulkOperation } from './bulk.ts';
import { linkedSchema, withLinks } from './include.ts';

const LIMIT_MOST = 200;
const PascalCase = (kind: Kind): string => kind.name.charAt(0).toUpperCase() + kind.name.slice(1);
const plural = (kind: Kind): string =>
  kind.plural.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

export const refSchema = z
  .string()
  .min(1)
  .max(60)
  .meta({ description: 'Key or id of the item.', examples: ['FEA-42'] });
const include = z
  .enum(['links', 'linked'])
  .array()
  .optional()
  .meta({ description: '`links`: both directions; `linked`: with the items at their other ends.' });
const asOf = momentSchema().optional().meta({ description: 'As it stood at that moment.' });
const archived = z.enum(['without', 'with', 'only']).optional();

/** All plain operations of a kind. */
export function kindOperations(kind: Kind): readonly AnyOperation[] {
  return [
    listOf(kind),
    getOf(kind),
    createOf(kind),
    updateOf(kind),
    archiveOf(kind),
    restoreOf(kind),
    bulkOperation(kind),
  ];
}

function listOf(kind: Kind): AnyOperation {
  const one = itemSchema(kind).extend({ links: linkedSchema.array().optional() });
  return operation({
    name: `list${plural(kind)}`,
    does: `Lists ${kind.label.many.toLowerCase()}, filtered, sorted and in pages. ${kind.purpose}`,
    may: viewers('read what is not restricted'),
    effect: 'read',
    rest: { method: 'GET', path: `/${kind.plural}`, tag: kind.label.many },
    input: z.strictObject({
      filter: filterSchema.optional(),
      sort: sortSchema.optional(),
      limit: z.int().min(1).max(LIMIT_MOST).optional(),
      cursor: z.string().max(4000).optional(),
      search: z.string().max(200).optional(),
      archived,
      withTotal: z.boolean().optional(),
      include,
      asOf,
    }),
    output: z.strictObject({ items: one.array(), next: z.string().nullable(), total: z.int().optional() }),
    failures: [failures.unknownField, failures.badFilter, failures.badCursor],
    example: { limit: 20, sort: '-changedAt' },
    run: async ({ sort, include: wanted, asOf: moment, ...query }, context) => {
      const sorts = sort === undefined ? undefined : sortsFrom(sort);
      const full = withoutUndefined({ ...query, sort: sorts }) as ItemQuery;
      const page =
        moment === undefined ? await context.line.list(kind, full) : await asOfList(context, kind, full, moment);
      return { ...page, items: [...(await linked(context, page.items as readonly AnyItem[], { wanted, moment }))] };
    },
  });
}

function withoutUndefined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function getOf(kind: Kind): AnyOperation {
  return operation({
    name: `get${PascalCase(kind)}`,
    does: `Reads one ${kind.label.one.toLowerCase()}, now or as of a moment.`,
    may: viewers('read what is not restricted'),
    effect: 'read',
    rest: { method: 'GET', path: `/${kind.plural}/{ref}`, tag: kind.label.many },
    input: z.strictObject({ ref: refSchema, include, asOf }),
    output: itemSchema(kind).extend({ links: linkedSchema.array().optional() }),
    failures: [failures.itemNotFound],
    example: { ref: `${kind.key}-1` },
    run: async ({ ref, include: wanted, asOf: moment }, context) => {
      const item = await context.line.itemOf(kind, ref);
      const then = moment === undefined ? item : await asOfItem(context, item, moment);
      return (await linked(context, [then], { wanted, moment }))[0] ?? then;
    },
  });
}

interface Wanted {
  readonly wanted: readonly string[] | undefined;
  readonly moment: string | undefined;
}

/** With their links of now, or of the moment asked for. */
const linked = (context: Context, items: readonly AnyItem[], { wanted = [], moment }: Wanted) =>
  moment === undefined ? withLinks(context, items, wanted) : withLinksAsOf(context, items, { wanted, at: moment });

function createOf(kind: Kind): AnyOperation {
  const may = kind.contributorsMayAdd === true ? contributors : editors;
  return operation({
    name: `create${PascalCase(kind)}`,
    does: `Creates a new ${kind.label.one.toLowerCase()}. ${kind.purpose}`,
    may: may(`add ${kind.label.many.toLowerCase()}`),
    effect: 'write',
    rest: { method: 'POST', path: `/${kind.plural}`, tag: kind.label.many },
    input: draftSchema(kind).extend({ source: z.string().max(200).nullish(), sourceId: z.string().max(300).nullish() }),
    output: itemSchema(kind),
    failures: [failures.invalidInput, failures.unknownMember, failures.unknownReference, failures.duplicateSource],
    example: kind.example,
    run: (draft, { line }) => line.create(kind, draft as { title: string }),
  });
}

function updateOf(kind: Kind): AnyOperation {
  return operation({
    name: `update${PascalCase(kind)}`,
    does: `Changes fields of a ${kind.label.one.toLowerCase()}; null empties one. A material change puts whatever relies on it out of step.`,
    may: editors(`change ${kind.label.many.toLowerCase()}`),
    effect: 'write',
    rest: { method: 'PATCH', path: `/${kind.plural}/{ref}`, tag: kind.label.many },
    input: patchSchema(kind).extend({
      ref: refSchema,
      revision: z.int().min(1).optional().meta({ description: 'The revision you read; also as If-Match.' }),
      answers: z
        .union([z.literal('all'), z.array(z.guid()).max(200)])
        .optional()
        .meta({
          description: 'Links of this item that the change brings back in step: their ids, or `all`.',
        }),
    }),
    output: itemSchema(kind),
    failures: [
      failures.itemNotFound,
      failures.itemConflict,
      failures.itemArchived,
      failures.revisionAhead,
      failures.invalidInput,
    ],
    example: { ref: `${kind.key}-1`, title: kind.example.title },
    run: async (input, { line }) => {
      const { ref, revision, answers, ...patch } = input as Update;
      const before = await line.itemOf(kind, ref);
      const item = await line.update(before.id, patch, revision);
      if (answers === undefined) return item;
      const links = await line.linksOf([item.id], 'from');
      for (const link of links) if (answers === 'all' || answers.includes(link.id)) await line.confirm(link.id);
      return item;
    },
  });
}

interface Update {
  readonly ref: string;
  readonly revision?: number;
  readonly answers?: 'all' | readonly string[];
  readonly [field: string]: unknown;
}

function archiveOf(kind: Kind): AnyOperation {
  return operation({
    name: `archive${PascalCase(kind)}`,
    does: `Archives a ${kind.label.one.toLowerCase()}: it leaves the lists, and whatever relies on it falls out of step. Nothing is lost.`,
    may: editors(`archive ${kind.label.many.toLowerCase()}`),
    effect: 'write',
    rest: { method: 'POST', path: `/${kind.plural}/{ref}/archive`, tag: kind.label.many },
    input: z.strictObject({ ref: refSchema }),
    output: itemSchema(kind),
    failures: [failures.itemNotFound],
    example: { ref: `${kind.key}-1` },
    run: async ({ ref }, { line }) => line.archive((await line.itemOf(kind, ref)).id),
  });
}

function restoreOf(kind: Kind): AnyOperation {
  return operation({
    name: `restore${PascalCase(kind)}`,
    does: `Restores an archived ${kind.label.one.toLowerCase()}.`,
    may: editors(`restore ${kind.label.many.toLowerCase()}`),
    effect: 'write',
    rest: { method: 'POST', path: `/${kind.plural}/{ref}/restore`, tag: kind.label.many },
    input: z.strictObject({ ref: refSchema }),
    output: itemSchema(kind),
    failures: [failures.itemNotFound],
    example: { ref: `${kind.key}-1` },
    run: async ({ ref }, { line }) => line.restore((await line.itemOf(kind, ref)).id),
  });
}
