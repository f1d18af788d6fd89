/**
 * Filters and sorts: one small language for lists, saved views, the API and the browser's memory.
 *
 * What conditions mean, in memory (`matches`) and in SQL alike:
 * - Texts are compared case aside; `contains` finds a part of a text, or one of the values of a list.
 * - Empty is `null`, an empty text or an empty list. `is null` asks for empty. `isNot` and `notIn` include what is empty;
 *   `lt` to `gte` and `within` never do.
 * - Of lists (tags, people, several options), `is`, `in` and `contains` ask for any of the values, `isNot` and `notIn` for none.
 * - Days may be `today`, `today+14`, `today-30`; `within` counts both its ends. Moments are compared by their day in UTC.
 * - `me` is the reader, in fields that hold members. Money is compared by its amount.
 * - Sorting puts what is empty last, up or down; texts case aside by code point, states and options in their own order, and
 *   ties by id.
 */
import { z } from 'zod';
import { textSchema } from './field-schema.ts';

export const OPERATORS = [
  'is',
  'isNot',
  'in',
  'notIn',
  'contains',
  'lt',
  'lte',
  'gt',
  'gte',
  'isEmpty',
  'isNotEmpty',
  'within',
] as const;
/** Operators by field type; `within` takes a relative span of days: `{ from: -7, to: 0 }`. */
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  /** A field's name; `custom.<key>` for a custom field; `outOfStep` (true/false); `linked.<link kind>` (item id). */
  readonly field: string;
  readonly op: Operator;
  /** `me` stands for the reader in person fields; `today` and `today+14` for days in date fields. */
  readonly value?: unknown;
}
export type Filter = Condition | { readonly and: readonly Filter[] } | { readonly or: readonly Filter[] };

export interface Sort {
  readonly field: string;
  readonly descending?: boolean;
}

const FIELD_MAX = 100;
const VALUE_MAX = 2_000;
const VALUES_MOST = 1_000;
const PARTS_MOST = 50;
const CONDITIONS_MOST = 200;
const DEPTH_MOST = 4;
const DAYS_MOST = 99_999;
const SORTS_MOST = 4;
const SORT_TEXT_MAX = 300;

const days = z.int(`must be a whole number of days from -${DAYS_MOST} to ${DAYS_MOST}`).min(-DAYS_MOST).max(DAYS_MOST);
const single = z.union([textSchema(VALUE_MAX), z.number(), z.boolean(), z.null()]);
const conditionSchema = z.strictObject({
  field: textSchema(FIELD_MAX)
    .min(1, 'must name a field')
    .meta({ examples: ['targetOn'] }),
  op: z.enum(OPERATORS, `must be one of: ${OPERATORS.join(', ')}`),
  value: z
    .union([
      single,
      z.array(single).max(VALUES_MOST, `must be at most ${VALUES_MOST} values`),
      z.strictObject({ from: days, to: days }),
    ])
    .optional(),
});

/** Levels are written out rather than recursive, so that no depth of nesting sent can exhaust the stack. */
function levels(depth: number): z.ZodType<Filter, Filter> {
  const condition: z.ZodType<Filter, Filter> = conditionSchema;
  if (depth === 0) return condition;
  const parts = z
    .array(levels(depth - 1), 'must be a list of filters')
    .max(PARTS_MOST, `must be at most ${PARTS_MOST} filters`);
  return z.union([condition, z.strictObject({ and: parts }), z.strictObject({ or: parts })]);
}

/**
 * A filter as sent: at most four levels of `and`/`or` and 200 conditions. Whether its fields are there is for the kind to say.
 *
 * @example
 * filterSchema.parse({ and: [{ field: 'ownerId', op: 'is', value: 'me' }, { field: 'targetOn', op: 'lte', value: 'today+14' }] })
 */
export const filterSchema = levels(DEPTH_MOST)
  .refine((filter) => conditionsOf(filter).length <= CONDITIONS_MOST, `must hold at most ${CONDITIONS_MOST} conditions`)
  .meta({
    description: 'A condition, or { "and": [...] } or { "or": [...] } of filters.',
    examples: [{ field: 'state', op: 'is', value: 'planned' }],
  });

/** Every condition of a filter. @example conditionsOf(filter).map((condition) => condition.field) */
export function conditionsOf(filter: Filter): readonly Condition[] {
  if ('and' in filter) return filter.and.flatMap(conditionsOf);
  if ('or' in filter) return filter.or.flatMap(conditionsOf);
  return [filter];
}

/** Does the filter hang on the day it is read? */
export function isRelative(filter: Filter): boolean {
  return conditionsOf(filter).some(
    ({ op, value }) =>
      op === 'within' || [value].flat().some((one) => typeof one === 'string' && one.startsWith('today')),
  );
}

/** What to sort by, first things first: as addresses carry it, or as saved views do. */
export const sortSchema = z
  .union([
    textSchema(SORT_TEXT_MAX),
    z
      .array(
        z.strictObject({
          field: textSchema(FIELD_MAX).min(1, 'must name a field'),
          descending: z.boolean().optional(),
        }),
      )
      .max(SORTS_MOST, `must name at most ${SORTS_MOST} fields`),
  ])
  .meta({ description: 'Fields to sort by, `-` for descending.', examples: ['-changedAt,title'] });

/**
 * Reads a sort in either form.
 *
 * @example
 * sortsFrom('-changedAt,title') // [{ field: 'changedAt', descending: true }, { field: 'title', descending: false }]
 */
export function sortsFrom(sort: z.output<typeof sortSchema>): readonly Sort[] {
  if (typeof sort !== 'string')
    return sort.map(({ field, descending }) => ({ field, descending: descending ?? false }));
  const names = sort.split(',').map((name) => name.trim());
  return names
    .filter((name) => name !== '')
    .map((name) => ({ field: name.replace(/^-/, ''), descending: name.startsWith('-') }));
}
