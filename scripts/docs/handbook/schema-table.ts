/** A JSON schema as a table for readers: every member with its type, whether it must be given, and what it means. */
import { choicesOf, type SchemaNode, schemaNode } from '../../../src/surfaces/cli/method-table/index.ts';

/** Deeper than this a table says less than the example does. */
const DEEPEST = 6;
const SAFE = Number.MAX_SAFE_INTEGER;

/**
 * `leftOut`: members at the top that are explained elsewhere.
 *
 * @example schemaTable(z.toJSONSchema(method.inputs, { io: 'input' }), [])
 */
export function schemaTable(schema: unknown, leftOut: readonly string[]): readonly string[] {
  const node = schemaNode(schema);
  const kept = Object.entries(node.properties ?? {}).filter(([name]) => !leftOut.includes(name));
  const rows = rowsOf({ ...node, properties: Object.fromEntries(kept) }, '', 0);
  return ['| Member | Type | Meaning |', '| --- | --- | --- |', ...rows];
}

function rowsOf(node: SchemaNode, prefix: string, depth: number): readonly string[] {
  if (depth > DEEPEST) return [];
  const members = Object.entries(node.properties ?? {}).flatMap(([name, value]) => {
    const member = schemaNode(value);
    const isRequired = node.required?.includes(name) === true && member.default === undefined;
    return [rowOf(`${prefix}${name}`, member, isRequired), ...rowsOf(member, `${prefix}${name}.`, depth + 1)];
  });
  const below = prefix.replace(/\.$/, '');
  const list = node.items === undefined ? [] : rowsOf(schemaNode(node.items), `${below}[].`, depth + 1);
  const extra = schemaNode(node.additionalProperties);
  const named = Object.keys(extra).length === 0 ? [] : rowsOf(extra, `${below}.*.`, depth + 1);
  const choices = formsIn(node);
  const chosen = choices.flatMap((choice) =>
    rowsOf({ ...choice, required: choice.required?.filter((name) => isInAll(choices, name)) }, prefix, depth),
  );
  return [...new Set([...members, ...list, ...named, ...chosen])];
}

/** What a value may be, choices within choices too, null left out. */
function formsIn(node: SchemaNode): readonly SchemaNode[] {
  return choicesOf(node)
    .filter((one) => one.type !== 'null')
    .flatMap((one) => (one.anyOf === undefined && one.oneOf === undefined ? [one] : formsIn(one)));
}

/** A member that only one form has is not always to be given. */
function isInAll(choices: readonly SchemaNode[], name: string): boolean {
  return choices.every((choice) => choice.required?.includes(name) === true);
}

/** What each form of an object must have, where there are several forms or other kinds of value. */
function formsOf(node: SchemaNode): string | undefined {
  const choices = formsIn(node);
  const forms = choices.filter(({ properties }) => properties !== undefined);
  if (choices.length < 2 || forms.length === 0)
    return node.items === undefined ? undefined : formsOf(schemaNode(node.items));
  const said = forms.map(({ required = [], properties = {} }) =>
    required.map((name) => memberOf(name, properties[name])),
  );
  const listed = [...new Set(said.filter((members) => members.length > 0).map((members) => members.join(', ')))];
  return listed.length === 0 ? undefined : `As an object: ${listed.join('; or ')}.`;
}

function memberOf(name: string, value: unknown): string {
  const { const: fixed } = schemaNode(value);
  return fixed === undefined ? `\`${name}\`` : `\`${name}\` ${JSON.stringify(fixed)}`;
}

function rowOf(name: string, node: SchemaNode, isRequired: boolean): string {
  const meaning = [
    node.description,
    formsOf(node) ?? formsOf(schemaNode(node.additionalProperties)),
    node.default === undefined ? undefined : `Default \`${JSON.stringify(node.default)}\`.`,
  ];
  const said = meaning.filter((part) => part !== undefined).join(' ');
  return `| ${isRequired ? `**\`${name}\`**` : `\`${name}\``} | ${cell(typeOf(node))} | ${cell(said)} |`;
}

function typeOf(node: SchemaNode): string {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(', ');
  const choices = choicesOf(node);
  if (choices.length > 0) return [...new Set(choices.map(typeOf))].join(' or ');
  if (node.prefixItems !== undefined) return `[${node.prefixItems.map((one) => typeOf(schemaNode(one))).join(', ')}]`;
  if (node.type === 'array') {
    const inner = typeOf(schemaNode(node.items));
    return inner.includes(' or ') ? `list of (${inner})` : `list of ${inner}`;
  }
  if (node.type === 'object')
    return node.properties === undefined ? `${typeOf(schemaNode(node.additionalProperties))} by name` : 'object';
  const type = Array.isArray(node.type) ? node.type.join(' or ') : (node.type ?? 'any');
  return `${type}${rangeOf(node)}`;
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SchemaNode): string {
  const low =
    exclusiveMinimum !== undefined
      ? `> ${exclusiveMinimum}`
      : minimum !== undefined && minimum > -SAFE
        ? `≥ ${minimum}`
        : '';
  const high =
    exclusiveMaximum !== undefined
      ? `< ${exclusiveMaximum}`
      : maximum !== undefined && maximum < SAFE
        ? `≤ ${maximum}`
        : '';
  const range = [low, high].filter((part) => part !== '').join(', ');
  return range === '' ? '' : ` ${range}`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
