/** A query string is text; the schema of the input says what each value was meant to be. */
import { z } from 'zod';

const NUMERIC = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/**
 * Values from the address as the schema wants them: numbers, booleans, lists (`a,b` or repeated), JSON. What cannot be
 * read stays text, so the schema refuses it and names the field. Names the schema does not know are kept as they are.
 *
 * @example
 * coerceQuery(z.object({ limit: z.number() }), { limit: ['20'] }) // { limit: 20 }
 */
export function coerceQuery(
  schema: z.ZodType,
  values: Readonly<Record<string, readonly string[]>>,
): Record<string, unknown> {
  const known = memberSchemas(schema);
  const read = Object.entries(values).map(([name, texts]) => [name, coerce(known[name], texts)]);
  return Object.fromEntries(read);
}

/** The members of an object schema by name; none where the input is no object. */
export function memberSchemas(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject ? inner.shape : {};
}

/** Without optional, nullable, default and the like around it. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNonOptional ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly
  ) {
    return unwrap(schema.def.innerType);
  }
  if (schema instanceof z.ZodPipe) return unwrap(schema.def.in);
  if (schema instanceof z.ZodLazy) return unwrap(schema.def.getter());
  return schema;
}

function coerce(schema: z.core.$ZodType | undefined, texts: readonly string[]): unknown {
  const inner = schema === undefined ? undefined : unwrap(schema);
  if (inner instanceof z.ZodArray) return listOf(inner.element, texts);
  const text = texts.length === 1 ? (texts[0] ?? '') : undefined;
  if (text === undefined) return [...texts];
  return inner === undefined ? text : scalar(inner, text);
}

function listOf(element: z.core.$ZodType, texts: readonly string[]): unknown {
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) {
    if (only.startsWith('[')) return json(only);
    return only === '' ? [] : only.split(',').map((text) => coerce(element, [text]));
  }
  return texts.map((text) => coerce(element, [text]));
}

function scalar(schema: z.core.$ZodType, text: string): unknown {
  if (schema instanceof z.ZodNumber) return NUMERIC.test(text) ? Number(text) : text;
  if (schema instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  if (schema instanceof z.ZodNull) return text === 'null' ? null : text;
  if (schema instanceof z.ZodLiteral) return literal(schema, text);
  if (schema instanceof z.ZodUnion) return firstOf(schema.options, text);
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return text;
  return json(text);
}

function literal(schema: z.ZodLiteral, text: string): unknown {
  return [...schema.values].find((value) => String(value) === text) ?? text;
}

function firstOf(options: readonly z.core.$ZodType[], text: string): unknown {
  const readings = options.map((option) => coerce(option, [text]));
  const fitting = options.findIndex((option, at) => z.safeParse(option, readings[at]).success);
  return fitting === -1 ? json(text) : readings[fitting];
}

/** Objects and lists are sent as JSON; anything that is none stays text. */
function json(text: string): unknown {
  if (!/^[[{"]|^(?:true|false|null)$/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
