/** Schemas and parameters that occur again and again are written once and named, as every generator of clients expects. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
interface JsonObject {
  readonly [name: string]: Json;
}

/** Shorter ones are easier to read where they are used; a thing with members or with a title is worth a name sooner. */
const WORTH_A_NAME_CHARACTERS = 800;
const MEMBERS_WORTH_A_NAME_CHARACTERS = 240;
const TITLED_WORTH_A_NAME_CHARACTERS = 200;
const PARAMETER_WORTH_A_NAME_CHARACTERS = 100;

type Section = 'schemas' | 'parameters';
interface Named {
  readonly section: Section;
  readonly name: string;
}
type Components = Record<Section, Record<string, Json>>;

/**
 * Moves every schema that occurs more than once to the components, under its title, the kind it describes or the name of the
 * member it stands at; every parameter under its own name.
 *
 * @example
 * const lean = nameRepeatedParts(JSON.parse(JSON.stringify(document)));
 */
export function nameRepeatedParts(document: JsonObject): JsonObject {
  const plain = objectOf(withoutSaidTwice(document));
  const own: Components = { schemas: {}, parameters: {} };
  const { components: before, ...replaced } = replace(plain, namesOf(plain), own);
  const components = objectOf(before);
  const schemas = { ...objectOf(components.schemas), ...own.schemas };
  return { ...replaced, components: { ...components, schemas, parameters: own.parameters } };
}

/** Formats whose pattern says no more than the format itself. */
const PATTERNED_FORMATS: ReadonlySet<Json | undefined> = new Set(['date', 'date-time', 'uuid', 'email']);

/** Patterns that the format implies, bounds that every whole number keeps in JSON, and "or null" within "or null". */
function withoutSaidTwice(value: Json): Json {
  if (isList(value)) return value.map(withoutSaidTwice);
  if (!isObject(value)) return value;
  const isPatterned = value.type === 'string' && PATTERNED_FORMATS.has(value.format);
  const kept = Object.entries(value).filter(
    ([name, member]) => !(isPatterned && name === 'pattern') && Math.abs(Number(member)) !== Number.MAX_SAFE_INTEGER,
  );
  return nullableOnce(
    Object.fromEntries(kept.map(([name, member]) => [name, isLiteral(name) ? member : withoutSaidTwice(member)])),
  );
}

function nullableOnce(schema: JsonObject): JsonObject {
  const { anyOf, ...outer } = schema;
  if (!isList(anyOf) || anyOf.length !== 2 || !isNull(anyOf[1])) return schema;
  const inner = objectOf(anyOf[0]);
  return isList(inner.anyOf) && inner.anyOf.some(isNull) ? { ...inner, ...outer } : schema;
}

const isNull = (schema: Json | undefined): boolean => objectOf(schema).type === 'null';

/** The text of each repeated part and the name it is given. */
function namesOf(document: JsonObject): ReadonlyMap<string, Named> {
  const seen = new Map<string, Named & { count: number }>();
  visit(document, '', (part, at) => {
    const text = JSON.stringify(part);
    if (text.length < worthNaming(part)) return;
    const known = seen.get(text);
    if (known === undefined)
      seen.set(text, { count: 1, section: isParameter(part) ? 'parameters' : 'schemas', name: nameOf(part, at) });
    else known.count += 1;
  });
  const names = new Map<string, Named>();
  const taken = { schemas: new Set<string>(), parameters: new Set<string>() };
  for (const [text, { count, section, name }] of seen)
    if (count > 1) names.set(text, { section, name: unique(name, taken[section]) });
  return names;
}

function worthNaming(part: JsonObject): number {
  if (isParameter(part)) return PARAMETER_WORTH_A_NAME_CHARACTERS;
  if (!('properties' in part)) return WORTH_A_NAME_CHARACTERS;
  const isThing = 'title' in part || 'kind' in objectOf(part.properties);
  return isThing ? TITLED_WORTH_A_NAME_CHARACTERS : MEMBERS_WORTH_A_NAME_CHARACTERS;
}

function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}${number}`;
  taken.add(free);
  return free;
}

function nameOf(schema: JsonObject, at: string): string {
  if (typeof schema.name === 'string' && isParameter(schema)) return pascal(schema.name);
  if (typeof schema.title === 'string') return pascal(schema.title);
  const properties = objectOf(schema.properties);
  const kind = objectOf(properties.kind).const;
  if (typeof kind === 'string') return `${pascal(kind)}${'links' in properties ? 'WithLinks' : ''}`;
  return pascal(at === '' ? 'Shape' : at);
}

function pascal(text: string): string {
  return text
    .replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())
    .replace(/^./, (first) => first.toUpperCase());
}

/** Calls with each schema and parameter, inner ones first. */
function visit(value: Json, at: string, call: (part: JsonObject, at: string) => void): void {
  if (isList(value)) {
    for (const element of value) visit(element, at, call);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value))
    if (!isLiteral(name)) visit(member, STRUCTURE.has(name) ? at : name, call);
  if (isPart(value)) call(value, at);
}

/** Words of JSON Schema and OpenAPI that say nothing about what stands there. */
const STRUCTURE = new Set([
  'schema',
  'items',
  'anyOf',
  'oneOf',
  'allOf',
  'properties',
  'content',
  'application/json',
  'additionalProperties',
  'requestBody',
  'responses',
  '200',
  '201',
  'get',
  'post',
  'patch',
  'and',
  'or',
]);
const isLiteral = (name: string): boolean =>
  name === 'example' || name === 'examples' || name === 'default' || name === 'enum' || name === 'const';
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);
const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const isSchema = (value: JsonObject): boolean =>
  ('type' in value && typeof value.type === 'string' && !('scheme' in value || 'in' in value)) ||
  'anyOf' in value ||
  'oneOf' in value;

const isParameter = (value: JsonObject): boolean =>
  typeof value.in === 'string' && typeof value.name === 'string' && ('schema' in value || 'content' in value);
const isPart = (value: JsonObject): boolean => isSchema(value) || isParameter(value);

function replace(document: JsonObject, names: ReadonlyMap<string, Named>, own: Components): JsonObject {
  const inside = (value: Json): Json => {
    if (isList(value)) return value.map(inside);
    if (!isObject(value)) return value;
    const named = isPart(value) ? names.get(JSON.stringify(value)) : undefined;
    if (named !== undefined && named.name in own[named.section]) return referenceTo(named);
    const members = Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, isLiteral(key) ? member : inside(member)]),
    );
    if (named === undefined) return members;
    own[named.section][named.name] = members;
    return referenceTo(named);
  };
  return objectOf(inside(document));
}

const referenceTo = ({ section, name }: Named): JsonObject => ({ $ref: `#/components/${section}/${name}` });
