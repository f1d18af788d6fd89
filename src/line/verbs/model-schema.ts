/** The model as data: what each kind holds and may rely on. */
import { z } from 'zod';
import { type Field, labelOf } from '../field.ts';
import { COMMON_FIELDS, isMaterial, type Kind } from '../kind.ts';
import type { Model } from '../model.ts';

const fieldSchema = z.looseObject({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  material: z.boolean(),
  required: z.boolean(),
  help: z.string().nullable(),
  options: z.string().array().readonly().optional(),
});
const linkSchema = z.strictObject({
  kind: z.string(),
  name: z.string(),
  to: z.string().array(),
  says: z.string(),
  inverse: z.string(),
  one: z.boolean(),
});

export const modelSchema = z.strictObject({
  slices: z.array(z.strictObject({ name: z.string(), label: z.string(), kinds: z.string().array() })),
  kinds: z.array(
    z.strictObject({
      name: z.string(),
      plural: z.string(),
      key: z.string(),
      label: z.string(),
      many: z.string(),
      purpose: z.string(),
      icon: z.string(),
      resident: z.boolean(),
      contributorsMayAdd: z.boolean(),
      titleIsMaterial: z.boolean(),
      stateIsMaterial: z.boolean(),
      span: z.strictObject({ start: z.string().nullable(), end: z.string().nullable() }),
      states: z.array(z.strictObject({ name: z.string(), phase: z.string() })),
      fields: fieldSchema.array(),
      links: linkSchema.array(),
      checks: z.string().array(),
    }),
  ),
  commonFields: fieldSchema.array(),
  checks: z.array(
    z.strictObject({ id: z.string(), on: z.string(), severity: z.string(), watches: z.string(), remedy: z.string() }),
  ),
});
export type DescribedModel = z.output<typeof modelSchema>;

export function describeModel(model: Model): DescribedModel {
  return {
    slices: model.slices.map(({ name, label, kinds }) => ({ name, label, kinds: kinds.map((kind) => kind.name) })),
    kinds: model.kinds.map((kind) => describeKind(model, kind)),
    commonFields: Object.entries(COMMON_FIELDS).map(([name, field]) => describeField(name, field)),
    checks: model.checks.map(({ id, on, severity, watches, remedy }) => ({
      id,
      on: on.name,
      severity,
      watches,
      remedy,
    })),
  };
}

function describeKind(model: Model, kind: Kind): DescribedModel['kinds'][number] {
  const links = model.links
    .filter((link) => link.from.name === kind.name)
    .map(({ id, name, definition }) => ({
      kind: id,
      name,
      says: definition.says,
      inverse: definition.inverse,
      one: definition.one ?? false,
      to:
        definition.to === 'any' ? ['any'] : definition.to === 'self' ? [kind.name] : definition.to.map((to) => to.name),
    }));
  return {
    name: kind.name,
    plural: kind.plural,
    key: kind.key,
    label: kind.label.one,
    many: kind.label.many,
    purpose: kind.purpose,
    icon: kind.icon,
    resident: kind.resident,
    contributorsMayAdd: kind.contributorsMayAdd ?? false,
    titleIsMaterial: isMaterial(kind, 'title'),
    stateIsMaterial: isMaterial(kind, 'state'),
    span: { start: kind.span?.start ?? null, end: kind.span?.end ?? null },
    states: Object.entries(kind.states).map(([name, phase]) => ({ name, phase })),
    fields: Object.entries(kind.fields).map(([name, field]) => describeField(name, field)),
    links,
    checks: model.checks.filter((check) => check.on.name === kind.name).map((check) => check.id),
  };
}

/** All that the field takes: ranges, units, options and columns with it. */
function describeField(name: string, field: Field): DescribedModel['commonFields'][number] {
  const { label: _, example: __, material = false, required = false, help = null, ...more } = field;
  const columns =
    field.type === 'rows'
      ? { columns: Object.entries(field.columns).map(([column, one]) => describeField(column, one)) }
      : {};
  return { ...more, name, label: labelOf(name, field), material, required, help, ...columns };
}
