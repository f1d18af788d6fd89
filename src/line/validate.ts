/** From a zod error to one sentence a person can act on: which field, what it takes, what came instead. */
import { z } from 'zod';
import { defineFailure, type Failure } from '../platform/failure/index.ts';
import { expectationIn } from './expectation.ts';
import { invalidInput } from './failures.ts';
import { isNestedTooDeep } from './nesting.ts';

export interface InputError {
  /** Where: `title`, `targets.0.by`. */
  readonly field: string;
  /** `must be one of: now, next, later` */
  readonly expected: string;
  /** What came, cut short; left out where nothing did. */
  readonly received?: string;
}

export const unknownInputField = defineFailure<{
  field: string;
  nearest: string | null;
  errors: readonly InputError[];
}>(
  'input.unknown-field',
  422,
  'No such field',
  ({ field, nearest }) =>
    `There is no field "${field}" here. ${nearest === null ? 'Leave it out.' : `Did you mean "${nearest}"?`}`,
);

export const textTooLong = defineFailure<{
  field: string;
  expected: string;
  most: number;
  errors: readonly InputError[];
}>(
  'input.too-long',
  422,
  'The text is too long',
  ({ field, most }) => `"${field}" takes text of at most ${most.toLocaleString('en')} characters. Shorten it.`,
);

const RECEIVED_MAX = 80;
const ERRORS_MOST = 50;
const NOT_DEEP = 'must be nested at most 200 levels deep';

/**
 * Reads input by a schema.
 *
 * @throws `input.invalid` (422, with `field`, `expected`, `received` and all `errors`), `input.too-long` and `input.unknown-field` (422).
 * @example
 * validate(z.object({ remark: textSchema(500) }), { remark: 7 }) // throws: "remark" must be text of at most 500 characters
 */
export function validate<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  if (isNestedTooDeep(input)) throw invalidInput({ field: 'input', expected: NOT_DEEP, errors: [] });
  const result = schema.safeParse(input, { error: expectationIn });
  if (result.success) return result.data;
  throw inputFailure(schema, input, result.error);
}

/** The failure of a schema's error, where the parsing was done elsewhere. */
export function inputFailure(schema: z.ZodType, input: unknown, error: z.ZodError): Failure {
  const issues = error.issues.flatMap(leavesOf).slice(0, ERRORS_MOST);
  const errors = issues.flatMap((issue) => errorsOf(issue, input));
  const first = errors[0] ?? { field: 'input', expected: 'is not valid' };
  const unknown = issues[0]?.code === 'unrecognized_keys' ? issues[0] : undefined;
  const long = issues[0]?.code === 'too_big' && issues[0].origin === 'string' ? issues[0] : undefined;
  if (long !== undefined) return textTooLong({ ...first, most: Number(long.maximum), errors });
  if (unknown === undefined) return invalidInput({ ...first, errors });
  const known = namesAt(schema, unknown.path);
  return unknownInputField({ field: first.field, nearest: nearestTo(String(unknown.keys[0]), known), errors });
}

type Issue = z.core.$ZodIssue;

/** Of a union, the alternative that came nearest speaks. */
function leavesOf(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const nearest = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0] ?? [];
  return nearest.flatMap((inner) => leavesOf({ ...inner, path: [...issue.path, ...inner.path] }));
}

const depthOf = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

function errorsOf(issue: Issue, input: unknown): readonly InputError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), expected: 'is no field here' }));
  }
  const value = valueAt(input, issue.path);
  const field = issue.path.length === 0 ? 'input' : issue.path.join('.');
  const expected = value === undefined && issue.path.length > 0 ? `is missing: ${issue.message}` : issue.message;
  return [value === undefined ? { field, expected } : { field, expected, received: shown(value) }];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    input,
  );
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > RECEIVED_MAX ? `${text.slice(0, RECEIVED_MAX)}…` : text;
}

/** The members the schema knows at that place. */
function namesAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const inner = innerOf(schema);
  const [next, ...rest] = path;
  if (next !== undefined) {
    if (inner instanceof z.ZodArray) return namesAt(asType(inner.element), rest);
    const member = inner instanceof z.ZodObject ? inner.shape[String(next)] : undefined;
    return member === undefined ? [] : namesAt(asType(member), rest);
  }
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function innerOf(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return innerOf(asType(schema.unwrap()));
  }
  return schema;
}

const asType = (schema: z.core.$ZodType): z.ZodType => schema as z.ZodType;

/**
 * The known name nearest to what was written, by the number of letters to change, case aside; null where none is near.
 *
 * @example
 * nearestTo('target', ['title', 'targetOn']) // 'targetOn'
 */
export function nearestTo(written: string, known: readonly string[]): string | null {
  const wanted = written.toLowerCase().replace(/[^a-z0-9]/g, '');
  const ranked = known
    .map((name) => ({ name, distance: distanceOf(wanted, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.name ?? null;
}

const WORD_MAX = 60;

/** Levenshtein distance; a name that begins with the other counts as two away at most. */
function distanceOf(a: string, b: string): number {
  if (a.length > WORD_MAX) return Number.POSITIVE_INFINITY;
  if (a.length >= 3 && (b.startsWith(a) || a.startsWith(b))) return Math.min(2, Math.abs(a.length - b.length));
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substituted = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      here.push(Math.min(substituted, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above[b.length] ?? 0;
}
