/** Schemas that occur again and again in the document are written once and named, as every generator of clients expects. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
interface JsonObject {
  readonly [name: string]: Json;
}

/** Shorter ones are easier to read where they are used; a thing with a title of its own is worth a name sooner. */
const WORTH_A_NAME_CHARACTERS = 1200;
const TITLED_WORTH_A_NAME_CHARACTERS = 200;
const REFERENCE_PREFIX = '#/components/schemas/';

/**
 * Moves every schema that occurs more than once to the components, under its title, the kind it describes or the name of the
 * member it stands at.
 *
 * @example
 * const lean = nameRepeatedSchemas(JSON.parse(JSON.stringify(document)));
 */
export function nameRepeatedSchemas(document: JsonObject): JsonObject {
  const names = namesOf(document);
  const schemas: Record<string, Json> = {};
  const replaced = replace(document, names, schemas);
  const components = objectOf(replaced.components);
  return { ...replaced, components: { ...components, schemas: { ...objectOf(components.schemas), ...schemas } } };
}

/** The text of each repeated schema and the name it is given. */
function namesOf(document: JsonObject): ReadonlyMap<string, string> {
  const seen = new Map<string, { count: number; readonly name: string }>();
  visit(document, '', (schema, at) => {
    const text = JSON.stringify(schema);
    if (text.length < (isThing(schema) ? TITLED_WORTH_A_NAME_CHARACTERS : WORTH_A_NAME_CHARACTERS)) return;
    const known = seen.get(text);
    if (known === undefined) seen.set(text, { count: 1, name: nameOf(schema, at) });
    else known.count += 1;
  });
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [text, { count, name }] of seen) if (count > 1) names.set(text, unique(name, taken));
  return names;
}

const isThing = (schema: JsonObject): boolean =>
  'properties' in schema && ('title' in schema || 'kind' in objectOf(schema.properties));

function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}${number}`;
  taken.add(free);
  return free;
}

function nameOf(schema: JsonObject, at: string): string {
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

/** Calls with each schema, inner ones first. */
function visit(value: Json, at: string, call: (schema: JsonObject, at: string) => void): void {
  if (isList(value)) {
    for (const element of value) visit(element, at, call);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value))
    if (!isLiteral(name)) visit(member, STRUCTURE.has(name) ? at : name, call);
  if (isSchema(value)) call(value, at);
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

function replace(document: JsonObject, names: ReadonlyMap<string, string>, schemas: Record<string, Json>): JsonObject {
  const inside = (value: Json): Json => {
    if (isList(value)) return value.map(inside);
    if (!isObject(value)) return value;
    const name = isSchema(value) ? names.get(JSON.stringify(value)) : undefined;
    if (name !== undefined && name in schemas) return { $ref: REFERENCE_PREFIX + name };
    const members = Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, isLiteral(key) ? member : inside(member)]),
    );
    if (name === undefined) return members;
    schemas[name] = members;
    return { $ref: REFERENCE_PREFIX + name };
  };
  return objectOf(inside(document));
}
