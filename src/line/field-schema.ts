/** The zod schema of a field: what a value must be, with a sentence for whoever sent something else. */
import { z } from 'zod';
import { type Field, labelOf, type RowsField } from './field.ts';

const URL_MAX = 2_000;
const EMAIL_MAX = 254;
const LIST_MOST = 200;
const LIST_TEXT_MAX = 2_000;
const PEOPLE_MOST = 100;
const MONEY_MOST = 1e15;
const EMAIL = /^[^\s@"(),:;<>[\\\]]+@[^\s@"(),:;<>[\\\].]+(?:\.[^\s@"(),:;<>[\\\].]+)+$/u;

const currencies = new Set(Intl.supportedValuesOf('currency'));

/**
 * What a field takes, in words that follow "must be": shown beside the form and in every error about it.
 *
 * @example
 * expectationOf(select(['now', 'next'])) // 'one of: now, next'
 */
export function expectationOf(field: Field): string {
  switch (field.type) {
    case 'text':
    case 'longText':
      return `text of at most ${field.maxLength.toLocaleString('en')} characters`;
    case 'number':
      return numberExpectation(field);
    case 'money':
      return 'an amount with its ISO 4217 currency, as { "amount": 1200, "currency": "EUR" }';
    case 'date':
      return 'a day of the calendar, as 2021-06-01';
    case 'instant':
      return 'a moment with its time zone, as 2021-06-01T09:00:00Z';
    case 'flag':
      return 'true or false';
    case 'select':
      return `one of: ${field.options.join(', ')}`;
    case 'multiSelect':
      return `a list of some of: ${field.options.join(', ')}`;
    case 'person':
      return 'the id of a member';
    case 'people':
      return `a list of at most ${PEOPLE_MOST} member ids`;
    case 'url':
      return 'a web address that begins with http:// or https://';
    case 'email':
      return 'an e-mail address, as ana@example.org';
    case 'list':
      return `a list of at most ${LIST_MOST} texts`;
    case 'rows':
      return `a list of at most ${LIST_MOST} rows with the columns: ${Object.keys(field.columns).join(', ')}`;
  }
}

function numberExpectation(field: Extract<Field, { type: 'number' }>): string {
  const what = field.integer === true ? 'a whole number' : 'a number';
  if (field.min !== undefined && field.max !== undefined) return `${what} from ${field.min} to ${field.max}`;
  if (field.min !== undefined) return `${what} of at least ${field.min}`;
  return field.max === undefined ? what : `${what} of at most ${field.max}`;
}

/**
 * The schema of one field. Text is trimmed and kept only if PostgreSQL can hold it, e-mail addresses are in lower case,
 * days are real ones, moments are kept in UTC; an empty text counts as nothing said (`null`) unless the field is required.
 *
 * @example
 * fieldSchema(date()).safeParse('2021-02-29').success // false
 */
export function fieldSchema(field: Field): z.ZodType {
  const message = `must be ${expectationOf(field)}`;
  const value = valueSchema(field, message);
  if (field.required === true) return described(required(value, message), field);
  return described(
    value.nullable().overwrite((one) => (one === '' ? null : one)),
    field,
  );
}

function required(value: z.ZodType, message: string): z.ZodType {
  return value.refine((one) => one !== '' && !(Array.isArray(one) && one.length === 0), `${message}, and not empty`);
}

/** Label, help and example travel with the schema into OpenAPI and MCP. */
function described(schema: z.ZodType, field: Field): z.ZodType {
  const description = [
    field.help,
    field.type === 'number' && field.unit !== undefined ? `Unit: ${field.unit}.` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
  if (description === '' && field.example === undefined) return schema;
  return schema.meta({
    ...(description === '' ? {} : { description }),
    ...(field.example === undefined ? {} : { examples: [field.example] }),
  });
}

function valueSchema(field: Field, message: string): z.ZodType {
  switch (field.type) {
    case 'text':
    case 'longText':
      return storableText(message).max(field.maxLength, message);
    case 'number':
      return numberSchema(field, message);
    case 'money':
      return moneySchema(message);
    case 'date':
      return daySchema(message);
    case 'instant':
      return momentSchema(message);
    case 'flag':
      return z.boolean(message);
    case 'select':
      return z.enum(field.options, message);
    case 'multiSelect':
      return z.array(z.enum(field.options, message), message).max(LIST_MOST, message).overwrite(unique);
    case 'person':
      return z.guid(message).toLowerCase();
    case 'people':
      return z.array(z.guid(message).toLowerCase(), message).max(PEOPLE_MOST, message).overwrite(unique);
    case 'url':
      return storableText(message).max(URL_MAX, message).refine(isWebAddress, message).meta({ format: 'uri' });
    case 'email':
      return storableText(message)
        .toLowerCase()
        .max(EMAIL_MAX, message)
        .refine(isEmail, message)
        .meta({ format: 'email' });
    case 'list':
      return z.array(textSchema(LIST_TEXT_MAX), message).max(LIST_MOST, message).overwrite(withoutEmpty);
    case 'rows':
      return z.array(rowSchema(field), message).max(LIST_MOST, message);
  }
}

function numberSchema(field: Extract<Field, { type: 'number' }>, message: string): z.ZodType {
  const whole = field.integer === true ? z.number(message).int(message) : z.number(message);
  const least = field.min === undefined ? whole : whole.min(field.min, message);
  return field.max === undefined ? least : least.max(field.max, message);
}

function moneySchema(message: string): z.ZodType {
  const amount = z.number(message).min(-MONEY_MOST, message).max(MONEY_MOST, message);
  const currency = z
    .string(message)
    .trim()
    .toUpperCase()
    .refine((code) => currencies.has(code), message);
  return z.strictObject({ amount, currency: currency.meta({ description: 'ISO 4217', examples: ['EUR'] }) }, message);
}

/** A day from the year 1 on: PostgreSQL knows no year 0. */
function daySchema(message: string): z.ZodType {
  return z.iso.date(message).refine((day) => !day.startsWith('0000'), message);
}

/**
 * A moment with its time zone, kept in UTC, from the year 1 to 9999 there: PostgreSQL knows no year 0, and a later one has
 * another form.
 *
 * @example
 * momentSchema().parse('2021-06-01T09:00:00+02:00') // '2021-06-01T07:00:00.000Z'
 */
export function momentSchema(message = `must be ${expectationOf({ type: 'instant' })}`) {
  return z.iso
    .datetime({ offset: true, error: message })
    .overwrite((moment) => (Number.isNaN(Date.parse(moment)) ? moment : new Date(moment).toISOString()))
    .refine((moment) => /^(?!0000)\d{4}-/.test(moment), message);
}

function rowSchema(field: RowsField): z.ZodType {
  const columns = Object.entries(field.columns).map(([name, column]) => {
    const schema = fieldSchema(column).meta({ title: labelOf(name, column) });
    return [name, column.required === true ? schema : schema.default(null)];
  });
  return z.strictObject(Object.fromEntries(columns));
}

/** Text that PostgreSQL can hold, trimmed: no NUL and no half of a surrogate pair. */
function storableText(message: string): z.ZodString {
  return z.string(message).trim().refine(isStorable, 'must not contain NUL characters or broken Unicode');
}

function isStorable(value: string): boolean {
  return !value.includes('\u0000') && value.isWellFormed();
}

/**
 * Text of at most so many characters, trimmed and storable, for the inputs of operations: remarks, comments, searches.
 *
 * @example
 * z.object({ remark: textSchema(500).optional() })
 */
export function textSchema(maxLength: number): z.ZodString {
  const message = `must be text of at most ${maxLength.toLocaleString('en')} characters`;
  return storableText(message).max(maxLength, message);
}

function isWebAddress(value: string): boolean {
  if (value === '') return true;
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

function isEmail(value: string): boolean {
  return value === '' || EMAIL.test(value);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function withoutEmpty(values: readonly string[]): string[] {
  return values.filter((value) => value !== '');
}
