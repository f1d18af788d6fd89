/** An operation's input in the OpenAPI document: path, query and header parameters, and the body. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiParameterObject } from 'zod-openapi';
import { memberSchemas, unwrap } from '../../platform/http/index.ts';
import type { DescribedOperation } from './described-operation.ts';

type DescribedInput = Pick<ZodOpenApiOperationObject, 'parameters' | 'requestParams' | 'requestBody'>;

/** Parameters and body of an operation. */
export function describedInput(operation: DescribedOperation): DescribedInput {
  const inPath = pathNames(operation);
  const members = memberSchemas(operation.input);
  const path = pick(members, (name) => inPath.has(name));
  const rest = pick(members, (name) => !inPath.has(name));
  const byQuery = operation.rest.method === 'GET' || operation.rest.method === 'DELETE';
  const requestParams = {
    ...(inPath.size === 0 ? {} : { path: z.object(path) }),
    ...(byQuery && Object.keys(rest).length > 0 ? { query: z.object(asParameters(rest)) } : {}),
  };
  return {
    requestParams,
    parameters: headersOf(operation),
    ...(byQuery ? {} : { requestBody: bodyOf(operation, rest, inPath) }),
  };
}

export function pathNames(operation: Pick<DescribedOperation, 'rest'>): ReadonlySet<string> {
  return new Set([...operation.rest.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ''));
}

type Members = Record<string, z.ZodType>;

function pick(members: Readonly<Record<string, z.core.$ZodType>>, wanted: (name: string) => boolean): Members {
  const chosen: Members = {};
  for (const [name, schema] of Object.entries(members))
    if (wanted(name) && schema instanceof z.ZodType) chosen[name] = schema;
  return chosen;
}

/** Objects travel in the query as JSON; lists as `a,b`. */
function asParameters(members: Members): Members {
  return Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, asParameter(schema)]));
}

function asParameter(schema: z.ZodType): z.ZodType {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return schema.meta({ ...schema.meta(), param: { style: 'form', explode: false } });
  return schema;
}

function bodyOf(
  operation: DescribedOperation,
  rest: Members,
  inPath: ReadonlySet<string>,
): NonNullable<DescribedInput['requestBody']> {
  const schema = inPath.size === 0 ? operation.input : z.strictObject(rest);
  return {
    required: isRequired(rest),
    content: { 'application/json': { schema, ...exampleIn(exampleOf(operation, inPath)) } },
  };
}

function isRequired(rest: Members): boolean {
  return Object.values(rest).some((schema) => !schema.safeParse(undefined).success);
}

/** Data of hundreds of values is an example in the handbook, not here. */
const EXAMPLE_MOST_CHARACTERS = 3_000;

function exampleIn(example: unknown): { readonly example?: unknown } {
  return JSON.stringify(example).length > EXAMPLE_MOST_CHARACTERS ? {} : { example };
}

function exampleOf(operation: DescribedOperation, inPath: ReadonlySet<string>): unknown {
  if (typeof operation.example !== 'object' || operation.example === null) return operation.example;
  return Object.fromEntries(Object.entries(operation.example).filter(([name]) => !inPath.has(name)));
}

const WORKSPACE: ZodOpenApiParameterObject = {
  in: 'header',
  name: 'X-Workspace',
  description: 'The workspace’s slug, with a session; an API key knows its workspace.',
  schema: { type: 'string' },
};
const ONCE_ONLY: ZodOpenApiParameterObject = {
  in: 'header',
  name: 'Idempotency-Key',
  description: 'Makes the write happen once, however often it is sent within 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};
const SEEN: ZodOpenApiParameterObject = {
  in: 'header',
  name: 'If-Match',
  description: 'The revision you read, `"7"`, or the item’s ETag.',
  schema: { type: 'string' },
};

function headersOf(operation: DescribedOperation): ZodOpenApiParameterObject[] {
  const once = operation.effect === 'read' ? [] : [ONCE_ONLY];
  const seen = 'revision' in memberSchemas(operation.input) ? [SEEN] : [];
  return operation.ofWorkspace ? [WORKSPACE, ...once, ...seen] : [];
}

const parameterSchema = z.looseObject({ in: z.literal('query'), schema: z.looseObject({}) });

/** Objects in the query are JSON text: said by `content` instead of `schema`, which would mean `a.b=c`. */
export function inQueryAsJson<T extends z.core.util.JSONType>(value: T): T;
export function inQueryAsJson(value: z.core.util.JSONType): z.core.util.JSONType {
  if (Array.isArray(value)) return value.map((element) => inQueryAsJson(element));
  if (typeof value !== 'object' || value === null) return value;
  const parameter = parameterSchema.safeParse(value);
  if (parameter.success && isComposite(parameter.data.schema)) {
    const { schema, ...rest } = value;
    return { ...rest, content: { 'application/json': { schema: schema ?? {} } } };
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inQueryAsJson(member)]));
}

function isComposite(schema: Readonly<Record<string, unknown>>): boolean {
  const options = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  return (
    schema.type === 'object' ||
    '$ref' in schema ||
    (options.length > 0 && options.every((option) => objectSchema.safeParse(option).success))
  );
}

const objectSchema = z.union([z.looseObject({ type: z.literal('object') }), z.looseObject({ $ref: z.string() })]);
