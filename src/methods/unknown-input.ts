import { z } from 'zod';

export interface UnknownInput {
  /** With its path: `items.0.efort`. */
  readonly path: string;
  readonly known: readonly string[];
}

/** So many elements of a list are looked at: rows of a table have one shape. */
const ELEMENTS_SEEN = 20;

/**
 * The first member that no schema knows, so that a misspelt setting is not passed over in silence; null where there is none.
 * Choices between several shapes are left to the schema.
 *
 * @example unknownInput(z.object({ level: z.number() }), { levle: 0.9 })?.path // 'levle'
 */
export function unknownInput(
  schema: z.core.$ZodType,
  value: unknown,
  path: readonly string[] = [],
): UnknownInput | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return unknownInput(schema.unwrap(), value, path);
  if (schema instanceof z.ZodPipe) return unknownInput(schema.in, value, path);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const seen = value
      .slice(0, ELEMENTS_SEEN)
      .map((element, at) => unknownInput(schema.element, element, [...path, `${at}`]));
    return seen.find((one) => one !== null) ?? null;
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return schema instanceof z.ZodObject && isObject ? unknownMember(schema, value, path) : null;
}

function unknownMember({ shape, def }: z.ZodObject, value: object, path: readonly string[]): UnknownInput | null {
  if (def.catchall !== undefined) return null;
  const known = Object.keys(shape);
  for (const [name, member] of Object.entries(value)) {
    const inner = shape[name];
    if (inner === undefined) return { path: [...path, name].join('.'), known };
    const found = unknownInput(inner, member, [...path, name]);
    if (found !== null) return found;
  }
  return null;
}
