/** Values that a JSON schema allows, by chance; ids and keys come from what the server has answered before. */
import type { Chance } from './chance.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Schema = Readonly<Record<string, unknown>>;

export interface Sampler {
  readonly chance: Chance;
  /** What `#/components/schemas/Name` stands for. */
  readonly schemas: Readonly<Record<string, Schema>>;
  /** Ids and keys of things that are there. */
  readonly known: readonly string[];
  /** Values worth trying for members of that name. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** How the keys at an address begin: `FEA-` at `features`. */
  readonly prefixes: ReadonlyMap<string, string>;
}

const DEPTH_MOST = 6;
const WORDS = [
  'tabs',
  'Compact mode',
  'naïve café',
  '日本語',
  'a',
  '',
  ' ',
  '0',
  'null',
  '=1+1',
  '<b>x</b>',
  "it's",
  '%',
  '\\',
];

/** @example sampleOf({ type: 'integer', minimum: 1, maximum: 3 }, 'limit', sampler) // 2 */
export function sampleOf(schema: Schema, name: string, sampler: Sampler, depth = 0): Json {
  const { chance } = sampler;
  const referred = typeof schema.$ref === 'string' ? sampler.schemas[schema.$ref.split('/').at(-1) ?? ''] : undefined;
  if (referred !== undefined) return sampleOf(referred, name, sampler, depth + 1);
  if ('const' in schema) return asJson(schema.const);
  if (Array.isArray(schema.enum)) return asJson(chance.pick(schema.enum));
  const options = [schema.anyOf, schema.oneOf].find((found) => Array.isArray(found));
  if (options !== undefined) return sampleOf(chance.pick(atDepth(listOf(options), depth)), name, sampler, depth + 1);
  if (Array.isArray(schema.allOf)) return sampleOf(mergedOf(listOf(schema.allOf)), name, sampler, depth);
  return sampleOfType(schema, name, sampler, depth);
}

/** Deep down the simplest alternative ends the recursion. */
function atDepth(options: readonly Schema[], depth: number): readonly Schema[] {
  if (depth < DEPTH_MOST) return options;
  return options.toSorted((one, other) => JSON.stringify(one).length - JSON.stringify(other).length).slice(0, 1);
}

const mergedOf = (parts: readonly Schema[]): Schema => Object.assign({}, ...parts);
const listOf = (value: unknown): readonly Schema[] => (Array.isArray(value) ? value : []);
const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null));
}

function sampleOfType(schema: Schema, name: string, sampler: Sampler, depth: number): Json {
  const { chance } = sampler;
  switch (schema.type) {
    case 'null':
      return null;
    case 'boolean':
      return chance.happens(0.5);
    case 'integer':
    case 'number':
      return numberIn(schema, chance);
    case 'string':
      return textIn(schema, name, sampler);
    case 'array':
      return listIn(schema, name, sampler, depth);
    case 'object':
      return objectIn(schema, sampler, depth);
    default:
      return anything(sampler, depth);
  }
}

function numberIn(schema: Schema, chance: Chance): number {
  const least = numberOr(schema.minimum ?? schema.exclusiveMinimum, -1000);
  const most = Math.min(numberOr(schema.maximum ?? schema.exclusiveMaximum, 1_000_000), 1_000_000_000_000);
  if (chance.happens(0.1)) return chance.pick([least, most]);
  const whole = chance.whole(least, Math.max(least, Math.min(most, least + 100)));
  return schema.type === 'integer' || chance.happens(0.5) ? whole : Math.min(most, whole + chance.next());
}

function textIn(schema: Schema, name: string, { chance, known, words }: Sampler): string {
  const most = numberOr(schema.maxLength, 200);
  const least = numberOr(schema.minLength, 0);
  const own = words[name];
  if (own !== undefined && chance.happens(0.8)) return chance.pick(own).slice(0, most);
  switch (schema.format) {
    case 'uuid':
      return chance.pick([...known.filter((one) => one.length === 36), '01890a5d-ac96-774b-bcce-b302099a8057']);
    case 'date':
      return `20${chance.whole(10, 39)}-0${chance.whole(1, 9)}-1${chance.whole(0, 9)}`;
    case 'date-time':
      return `20${chance.whole(10, 39)}-0${chance.whole(1, 9)}-1${chance.whole(0, 9)}T12:3${chance.whole(0, 9)}:00Z`;
    case 'uri':
      return `https://example.com/${chance.whole(1, 99)}`;
    case 'email':
      return `person${chance.whole(1, 999)}@example.com`;
  }
  if (typeof schema.pattern === 'string') return `x${chance.whole(1, 99)}`;
  if (/ref$|^(from|to|item|product|area|owner)$|id$/i.test(name) && known.length > 0 && chance.happens(0.8))
    return chance.pick(known).slice(0, most);
  const text = chance.happens(0.05) ? 'x'.repeat(Math.min(most, 20_000)) : chance.pick(WORDS);
  return text.padEnd(least, 'x').slice(0, most);
}

function listIn(schema: Schema, name: string, sampler: Sampler, depth: number): readonly Json[] {
  const { chance } = sampler;
  const least = numberOr(schema.minItems, 0);
  const most = Math.min(numberOr(schema.maxItems, 3), least + (depth > DEPTH_MOST ? 0 : 3));
  const tuple = listOf(schema.prefixItems);
  if (tuple.length > 0) return tuple.map((member) => sampleOf(member, name, sampler, depth + 1));
  const [items = {}] = listOf([schema.items]);
  return Array.from({ length: chance.whole(least, most) }, () => sampleOf(items, name, sampler, depth + 1));
}

function objectIn(schema: Schema, sampler: Sampler, depth: number): { readonly [name: string]: Json } {
  const { chance } = sampler;
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const members = Object.entries(propertiesOf(schema)).filter(
    ([name]) => required.has(name) || (depth <= DEPTH_MOST && chance.happens(0.4)),
  );
  return Object.fromEntries(members.map(([name, member]) => [name, sampleOf(member, name, sampler, depth + 1)]));
}

export function propertiesOf({ properties }: Schema): Readonly<Record<string, Schema>> {
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}

/** Where the schema says nothing, anything goes. */
export function anything({ chance, known }: Sampler, depth: number): Json {
  const flat: readonly Json[] = [null, true, 0, -1, 1.5, '', 'x', chance.pick(['x', ...known]), [], {}];
  if (depth > 2 || chance.happens(0.8)) return chance.pick(flat);
  return { title: chance.pick(WORDS), value: [chance.pick(flat)] };
}
