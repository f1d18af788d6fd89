/** A model from its description: for clients that meet nouns which they were not built with. */
import { z } from 'zod';
import { type Field, type Fields, type RowColumns, text } from '../field.ts';
import { defineKind, type Kind, type LinkDefinition, type Phase } from '../kind.ts';
import { createModel, type Model, type Slice } from '../model.ts';
import { type DescribedModel, describeModel, modelSchema } from './model-schema.ts';

type DescribedKind = DescribedModel['kinds'][number];
type DescribedField = DescribedKind['fields'][number];

/**
 * The model a server describes at `GET /kinds`; `known` itself where that says the same, or where the description is of
 * another version and cannot be read. Checks stay with the server.
 *
 * @example
 * const model = modelFrom(await (await send('GET', '/kinds')).json(), builtIn);
 */
export function modelFrom(description: unknown, known: Model): Model {
  const read = modelSchema.safeParse(description);
  if (!read.success) return known;
  const own = modelSchema.parse(JSON.parse(JSON.stringify(describeModel(known))));
  if (JSON.stringify(read.data.kinds) === JSON.stringify(own.kinds)) return known;
  const { kinds, slices } = read.data;
  const bare = new Map(kinds.map((one) => [one.name, kindFrom(one, {})]));
  const whole = new Map(kinds.map((one) => [one.name, kindFrom(one, linksFrom(one, bare))]));
  return createModel(
    slices.map(({ name, label, kinds: names }): Slice => {
      return { name, label, kinds: names.flatMap((kind) => whole.get(kind) ?? []), checks: [] };
    }),
  );
}

function kindFrom(described: DescribedKind, reliesOn: Readonly<Record<string, LinkDefinition>>): Kind {
  const { name, plural, key, label, many, purpose, icon, span } = described;
  return defineKind({
    ...{ name, plural, key, purpose, icon, reliesOn },
    label: { one: label, many },
    fields: fieldsFrom(described.fields),
    states: Object.fromEntries(described.states.map((state) => [state.name, state.phase as Phase])),
    span: { ...(span.start !== null && { start: span.start }), ...(span.end !== null && { end: span.end }) },
    resident: described.resident,
    contributorsMayAdd: described.contributorsMayAdd,
    titleIsMaterial: described.titleIsMaterial,
    stateIsMaterial: described.stateIsMaterial,
    example: { title: label },
  });
}

/** The ends are compared by name, so kinds without links stand for themselves there. */
function linksFrom({ name, links }: DescribedKind, kinds: ReadonlyMap<string, Kind>): Record<string, LinkDefinition> {
  const definition = ({ to, says, inverse, one }: DescribedKind['links'][number]): LinkDefinition => {
    const [only] = to;
    const ends = to.flatMap((end) => kinds.get(end) ?? []);
    return { says, inverse, one, to: only === 'any' ? 'any' : only === name && to.length === 1 ? 'self' : ends };
  };
  return Object.fromEntries(links.map((link) => [link.name, definition(link)]));
}

function fieldsFrom(described: readonly DescribedField[]): Fields {
  return Object.fromEntries(described.map((field) => [field.name, fieldFrom(field)]));
}

/** A type of field this build does not know is text to it; the server knows better what it takes. */
function fieldFrom({ name: _, help, columns, ...given }: DescribedField): Field {
  const named = { ...given, ...(help !== null && { help }) };
  const inner = columnsSchema.safeParse(columns);
  const field = inner.success ? { ...named, columns: fieldsFrom(inner.data) as RowColumns } : named;
  return isField(field) ? field : text({ label: given.label, material: given.material, required: given.required });
}
const columnsSchema = modelSchema.shape.commonFields;

function isField(field: object): field is Field {
  return knownTypes.safeParse(field).success;
}
const knownTypes = z.union([
  z.looseObject({
    type: z.enum(['number', 'money', 'date', 'instant', 'flag', 'person', 'people', 'url', 'email', 'list']),
  }),
  z.looseObject({ type: z.enum(['text', 'longText']), maxLength: z.number() }),
  z.looseObject({ type: z.enum(['select', 'multiSelect']), options: z.string().array() }),
  z.looseObject({ type: z.literal('rows'), columns: z.record(z.string(), z.unknown()) }),
]);
