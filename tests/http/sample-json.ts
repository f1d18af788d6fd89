/** Values made up from JSON schemas: fitting ones, and ones broken in the ways that programs and attackers break them. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Schema = { readonly [word: string]: Json };
export type Draw = () => number;

/** The same numbers for the same seed (mulberry32), so that what failed can be run again. */
export function drawFrom(seed: number): Draw {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(draw: Draw, from: readonly T[]): T => {
  const chosen = from[Math.floor(draw() * from.length)];
  if (chosen === undefined) throw new Error('There is nothing to pick from.');
  return chosen;
};

/** What has broken servers before. */
const NASTY: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  9_007_199_254_740_992,
  0.1,
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '💥',
  "'; drop table item; --",
  '%00',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '{{7*7}}',
  '<script>alert(1)</script>',
  'x'.repeat(5000),
  '9999-99-99',
  '2021-02-30',
  '0000-00-00',
  '-0',
  'NaN',
  'FEA-99999999999',
  'FEA-1',
  '00000000-0000-0000-0000-000000000000',
  [],
  {},
  [[]],
  [null],
  { a: { b: { c: null } } },
  'today+99999999',
  'me',
];

export interface Sampler {
  fitting(schema: Json | undefined, depth?: number): Json;
  nasty(): Json;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const objectOf = (value: Json | undefined): Schema =>
  typeof value === 'object' && value !== null && !isList(value) ? value : {};

/** Makes up values; `resolve` follows a `$ref`. */
export function createSampler(draw: Draw, resolve: (reference: string) => Json | undefined): Sampler {
  const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

  function fitting(given: Json | undefined, depth = 0): Json {
    const schema = objectOf(given);
    if (typeof schema.$ref === 'string') return fitting(resolve(schema.$ref), depth);
    const examples = listOf(schema.examples);
    if (examples.length > 0 && draw() < 0.6) return pick(draw, examples);
    if ('const' in schema) return schema.const ?? null;
    if (listOf(schema.enum).length > 0) return pick(draw, listOf(schema.enum));
    const options = [...listOf(schema.anyOf), ...listOf(schema.oneOf)];
    if (options.length > 0) return fitting(pick(draw, options), depth + 1);
    const type = Array.isArray(schema.type) ? pick(draw, listOf(schema.type)) : schema.type;
    return ofType(String(type ?? 'any'), schema, depth);
  }

  function ofType(type: string, schema: Schema, depth: number): Json {
    switch (type) {
      case 'object':
        return objectLike(schema, depth);
      case 'array':
        return depth > 4 ? [] : Array.from({ length: Math.floor(draw() * 3) }, () => fitting(schema.items, depth + 1));
      case 'integer':
        return Math.floor(Math.max(Number(schema.minimum ?? -5), -5) + draw() * 20);
      case 'number':
        return Number(schema.minimum ?? 0) + draw();
      case 'boolean':
        return draw() < 0.5;
      case 'null':
        return null;
      case 'string':
        return textLike(schema);
      default:
        return pick(draw, NASTY);
    }
  }

  function objectLike(schema: Schema, depth: number): Json {
    const required = listOf(schema.required);
    const members = Object.entries(objectOf(schema.properties)).filter(
      ([name]) => required.includes(name) || draw() < (depth > 3 ? 0 : 0.3),
    );
    return Object.fromEntries(members.map(([name, member]) => [name, fitting(member, depth + 1)]));
  }

  function textLike({ format, minLength }: Schema): string {
    if (format === 'date') return pick(draw, ['2021-06-01', '2030-12-31', '1999-02-28']);
    if (format === 'date-time') return '2021-06-01T12:00:00Z';
    if (format === 'uuid') return '01890a5d-ac96-774b-bcce-b302099a8057';
    if (format === 'email') return 'ana@example.com';
    if (format === 'uri') return 'https://example.com/x';
    return `text ${Math.floor(draw() * 1000)}`.padEnd(Number(minLength ?? 0), 'x');
  }

  return { fitting, nasty: () => pick(draw, NASTY) };
}
