/** Custom fields: what a workspace adds to its kinds; their values lie under `custom` and are read, filtered and sorted like any other. */
import { z } from 'zod';
import { invalidInput } from './failures.ts';
import { date, type Field, money, multiSelect, number, person, select, text } from './field.ts';
import { expectationOf, fieldSchema, textSchema } from './field-schema.ts';
import { type FormulaResult, parseFormula } from './formula.ts';
import type { AnyItem } from './kind.ts';
import { isNothing, type Values } from './row.ts';
import { type InputError, nearestTo, unknownInputField } from './validate.ts';

export const CUSTOM_FIELD_TYPES = [
  'text',
  'number',
  'money',
  'date',
  'select',
  'multiSelect',
  'person',
  'link',
  'formula',
] as const;
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number];

const KEY_MAX = 50;
const LABEL_MAX = 100;
const HELP_MAX = 500;
const OPTION_MAX = 100;
const OPTIONS_MOST = 200;
const KINDS_MOST = 60;
const FORMULA_MAX = 1_000;
const TEXT_MAX = 5_000;

/** A workspace's own field, as it is defined. */
export const customFieldSchema = z.strictObject({
  key: z
    .string()
    .max(KEY_MAX)
    .regex(/^[a-z][A-Za-z0-9_]*$/, 'must be letters, digits and _, beginning with a small letter')
    .refine((key) => !(key in Object.prototype), 'must be another word: programs keep this one for themselves')
    .meta({ description: 'Its name in the API: `custom.<key>`. It never changes.', examples: ['arr_at_stake'] }),
  label: textSchema(LABEL_MAX).min(1, 'must say something'),
  type: z.enum(CUSTOM_FIELD_TYPES, `must be one of: ${CUSTOM_FIELD_TYPES.join(', ')}`),
  kinds: z
    .array(z.string().max(LABEL_MAX))
    .min(1, 'must name at least one kind')
    .max(KINDS_MOST)
    .meta({ description: 'The kinds that have it.', examples: [['feature']] }),
  options: z
    .array(textSchema(OPTION_MAX).min(1, 'must say something'))
    .max(OPTIONS_MOST)
    .optional()
    .meta({ description: 'Of select and multiSelect, in order.' }),
  formula: textSchema(FORMULA_MAX)
    .nullable()
    .optional()
    .meta({
      description: 'Of formula: arithmetic over number fields.',
      examples: ['reach * custom.impact / custom.effort'],
    }),
  help: textSchema(HELP_MAX).nullable().optional(),
});
export type CustomField = z.output<typeof customFieldSchema>;

/**
 * Refuses a definition whose parts do not fit together: a select without options, a formula that reads itself.
 *
 * @throws `input.invalid` on `options` or `formula`.
 */
export function checkCustomField(field: CustomField): void {
  const isChoice = field.type === 'select' || field.type === 'multiSelect';
  if (isChoice && (field.options ?? []).length === 0)
    throw invalidInput({ field: 'options', expected: 'must name at least one option' });
  if (field.type !== 'formula') return;
  const { names } = parseFormula(field.formula ?? '');
  if (names.includes(`custom.${field.key}`)) throw invalidInput({ field: 'formula', expected: 'must not read itself' });
}

/** The built-in field a custom one behaves as; links hold an item's id; formulas are computed and so never written. */
export function fieldOfCustom({
  type,
  label,
  help,
  options = [],
}: Pick<CustomField, 'type' | 'label' | 'help' | 'options'>): Field {
  const more = { label, ...(isNothing(help) ? {} : { help: help ?? '' }) };
  switch (type) {
    case 'number':
    case 'formula':
      return number(more);
    case 'money':
      return money(more);
    case 'date':
      return date(more);
    case 'person':
      return person(more);
    case 'select':
      return select(options, more);
    case 'multiSelect':
      return multiSelect(options, more);
    case 'text':
    case 'link':
      return text({ ...more, maxLength: TEXT_MAX });
  }
}

/** What a value of the field must be. @example customValueSchema(effort).safeParse('much').success // false */
export function customValueSchema(field: CustomField): z.ZodType {
  if (field.type === 'link') return z.guid('must be the id of an item').toLowerCase().nullable();
  return fieldSchema(fieldOfCustom(field));
}

/**
 * Reads the custom values somebody sent for an item of the kind; `null` empties one.
 *
 * @throws `input.invalid` (a wrong value, or a computed field), `input.unknown-field` with the nearest key.
 * @example
 * validateCustom([effort], 'feature', { effort: 3 }) // { effort: 3 }
 */
export function validateCustom(fields: readonly CustomField[], kind: string, input: Values): Values {
  const known = new Map(fields.filter((field) => field.kinds.includes(kind)).map((field) => [field.key, field]));
  const values: Record<string, unknown> = {};
  const errors: InputError[] = [];
  for (const [key, value] of Object.entries(input)) {
    const field = known.get(key);
    const name = `custom.${key}`;
    if (field === undefined) {
      const nearest = nearestTo(key, [...known.keys()]);
      throw unknownInputField({
        field: name,
        nearest: nearest === null ? null : `custom.${nearest}`,
        errors: [{ field: name, expected: 'is no field here' }],
      });
    }
    const result = customValueSchema(field).safeParse(value);
    if (field.type === 'formula') errors.push({ field: name, expected: 'is computed and cannot be written' });
    else if (result.success) values[key] = result.data;
    else
      errors.push({
        field: name,
        expected: result.error.issues[0]?.message ?? `must be ${expectationOf(fieldOfCustom(field))}`,
      });
  }
  const [first] = errors;
  if (first !== undefined) throw invalidInput({ ...first, errors });
  return values;
}

/**
 * What the formulas of an item's kind come to, by key. They read its number and money fields by name and custom numbers as
 * `custom.<key>`; one that cannot be computed is `null` and says why.
 *
 * @example
 * formulasOf([rice, effort], item).rice // { value: null, reason: '"custom.effort" is empty' }
 */
export function formulasOf(
  fields: readonly CustomField[],
  item: Pick<AnyItem, 'kind' | 'custom'> & Values,
): Readonly<Record<string, FormulaResult>> {
  const known = new Map(fields.filter((field) => field.kinds.includes(item.kind)).map((field) => [field.key, field]));
  const results = new Map<string, FormulaResult>();
  const open = new Set<string>();
  const read = (name: string): number | null | undefined => {
    if (!name.startsWith('custom.')) return Object.hasOwn(item, name) ? numberOf(item[name]) : undefined;
    const field = known.get(name.slice('custom.'.length));
    if (field === undefined) return undefined;
    return field.type === 'formula' ? resultOf(field).value : numberOf(item.custom[field.key]);
  };
  const resultOf = (field: CustomField): FormulaResult => {
    const done = results.get(field.key);
    if (done !== undefined) return done;
    if (open.has(field.key)) return { value: null, reason: 'it reads itself through another formula' };
    open.add(field.key);
    const result = parseFormula(field.formula ?? '0').evaluate(read);
    open.delete(field.key);
    results.set(field.key, result);
    return result;
  };
  const formulas = [...known.values()].filter((field) => field.type === 'formula');
  return Object.fromEntries(formulas.map((field) => [field.key, resultOf(field)]));
}

/** A number, an amount's number, or nothing; `undefined` for what is no number at all. */
function numberOf(value: unknown): number | null | undefined {
  if (isNothing(value)) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'object' && value !== null && 'amount' in value && typeof value.amount === 'number')
    return value.amount;
  return undefined;
}
