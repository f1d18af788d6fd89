/** What may be written and what is read of each kind, as zod schemas printed from its fields. */
import { z } from 'zod';
import { type Field, labelOf, text } from './field.ts';
import { fieldSchema, textSchema } from './field-schema.ts';
import { COMMON_FIELDS, type Kind } from './kind.ts';
import { isRank } from './rank.ts';
import { validate } from './validate.ts';

const TITLE_MAX = 300;
const TAGS_MOST = 50;
const TAG_MAX = 60;
const TEAMS_MOST = 50;
const CUSTOM_MOST = 200;
const RANK_MAX = 500;

const TITLE = text({ required: true, maxLength: TITLE_MAX, help: 'What colleagues call it.' });

type Shape = Readonly<Record<string, z.ZodType>>;
/** Refuses members it does not know. */
type StrictObject = z.ZodObject<z.core.$ZodShape, z.core.$strict>;

/** Text or nothing, as every text of a row read back. */
const nothingOr = <T extends z.ZodType>(schema: T): z.ZodNullable<T> => schema.nullable();

const tags = z
  .array(textSchema(TAG_MAX), `must be a list of at most ${TAGS_MOST} tags`)
  .max(TAGS_MOST, `must be a list of at most ${TAGS_MOST} tags`)
  .overwrite((values) => [...new Set(values.filter((value) => value !== ''))])
  .meta({ description: 'Free words to find it by.', examples: [['proton', 'tabs']] });
const restrictedTo = z
  .array(z.guid('must be a list of team ids').toLowerCase(), 'must be a list of team ids, or null for everyone')
  .max(TEAMS_MOST, `must be a list of at most ${TEAMS_MOST} team ids`)
  .nullable()
  .meta({ description: 'Ids of the teams that may see it; null: everyone in the workspace.' });
const custom = z
  .record(z.string().min(1).max(TAG_MAX), z.unknown(), 'must be an object of custom fields by their key')
  .refine((values) => Object.keys(values).length <= CUSTOM_MOST, `must hold at most ${CUSTOM_MOST} custom fields`)
  .meta({ description: 'Custom fields by their key.' });
const rank = z
  .string('must be a rank as this API gave it')
  .max(RANK_MAX, 'must be a rank as this API gave it')
  .refine(isRank, 'must be a rank as this API gave it')
  .meta({ description: 'Place in every hand-ordered list, board and roadmap; sorts by character code.' });

/** The fields a person may write, in the order forms show them: the noun's own, then those of every item. */
function writableFields(kind: Kind): readonly (readonly [string, Field])[] {
  return [...Object.entries(kind.fields), ...Object.entries(COMMON_FIELDS)];
}

function stateSchema(kind: Kind): z.ZodType<string> {
  const states = Object.keys(kind.states);
  return z
    .enum(states, `must be one of: ${states.join(', ')}`)
    .meta({ description: `The first, ${kind.initialState}, is that of a new one.` });
}

function titled(schema: z.ZodType, name: string, field: Field): z.ZodType {
  return schema.meta({ title: labelOf(name, field) });
}

function writableShape(kind: Kind): Shape {
  const fields = writableFields(kind).map(([name, field]) => [name, titled(fieldSchema(field), name, field)] as const);
  return {
    title: titled(fieldSchema(TITLE), 'title', TITLE),
    ...Object.fromEntries(fields),
    state: stateSchema(kind),
    tags,
    restrictedTo,
    custom,
    rank,
  };
}

const optional = (shape: Shape): Shape =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, schema.optional()]));

/** One schema per kind: doors hold on to it, and building it is not free. */
function once(build: (kind: Kind) => StrictObject): (kind: Kind) => StrictObject {
  const known = new WeakMap<Kind, StrictObject>();
  return (kind) => {
    const found = known.get(kind) ?? build(kind);
    known.set(kind, found);
    return found;
  };
}

/**
 * What makes a new item of the kind: a title and its required fields; everything else may be left out or `null`.
 *
 * @example
 * draftSchema(feature).parse({ title: 'Compact mode', summary: 'Keep the toolbar small.' })
 */
export const draftSchema = once((kind) => {
  const shape = writableShape(kind);
  const needed = [
    'title',
    ...writableFields(kind)
      .filter(([, field]) => field.required === true)
      .map(([name]) => name),
  ];
  const always = Object.fromEntries(Object.entries(shape).filter(([name]) => needed.includes(name)));
  return z
    .strictObject({ ...optional(shape), ...always })
    .meta({ description: kind.purpose, examples: [kind.example] });
});

/**
 * What changes an item: only the members given; `null` empties a field, and a required field may not be emptied.
 * `custom` names the custom fields to change, and leaves the others as they are.
 *
 * @example
 * patchSchema(feature).parse({ targetOn: '2021-06-01', limits: null })
 */
export const patchSchema = once((kind) =>
  z
    .strictObject(optional(writableShape(kind)))
    .meta({ description: `Fields of ${kind.label.one.toLowerCase()} to change; null empties one.` }),
);

const instant = z.iso.datetime({ offset: true });

/**
 * An item of the kind as every door answers it, flat; for OpenAPI, MCP and the check of answers in tests.
 *
 * @example
 * itemSchema(feature).extend({ links: z.array(linkSchema) })
 */
export const itemSchema = once((kind) => {
  const fields = writableFields(kind).map(
    ([name, field]) => [name, titled(nothingOr(fieldSchema(field)), name, field)] as const,
  );
  return z
    .strictObject({
      id: z.guid(),
      kind: z.literal(kind.name),
      number: z.int(),
      key: z.string().meta({ examples: [`${kind.key}-42`] }),
      title: z.string(),
      state: stateSchema(kind),
      ...Object.fromEntries(fields),
      tags,
      restrictedTo,
      custom,
      rank: z.string(),
      revision: z.int(),
      materialRevision: z.int(),
      createdAt: instant,
      createdBy: nothingOr(z.guid()),
      changedAt: instant,
      changedBy: nothingOr(z.guid()),
      archivedAt: nothingOr(instant),
      source: nothingOr(z.string()),
      sourceId: nothingOr(z.string()),
    })
    .meta({ title: kind.label.one, description: kind.purpose });
});

/**
 * Reads what somebody sent as a new item: the values to keep, trimmed and normalised.
 *
 * @throws `input.invalid` names each field at fault and what it takes; `input.unknown-field` names the nearest right field.
 * @example
 * validateDraft(need, { title: ' Keep my tabs ', statement: 'Give me back the compact toolbar.' }).title // 'Keep my tabs'
 */
export function validateDraft(kind: Kind, input: unknown): Readonly<Record<string, unknown>> {
  return validate(draftSchema(kind), input);
}

/**
 * Reads what somebody sent as a change of an item: only the members given.
 *
 * @throws `input.invalid`, `input.unknown-field` as `validateDraft`.
 * @example
 * validatePatch(need, { statement: '' }) // throws input.invalid: a required field may not be emptied
 */
export function validatePatch(kind: Kind, input: unknown): Readonly<Record<string, unknown>> {
  return validate(patchSchema(kind), input);
}
