/** Requests made from the OpenAPI document: each as the document promises to take it. */
import { type Json, propertiesOf, type Sampler, type Schema, sampleOf } from './sample-schema.ts';

export interface ApiRequest {
  readonly operation: string;
  readonly method: string;
  /** With the query, already escaped. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text as it is sent; absent: no body. */
  readonly body?: string;
}

export interface Endpoint {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Of the JSON body; absent where there is none. */
  readonly body?: Schema;
  readonly example?: Json;
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

type Document = ReturnType<typeof JSON.parse>;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation of the document. */
export function endpointsOf(document: Document): readonly Endpoint[] {
  return Object.keys(document.paths).flatMap((path) =>
    METHODS.filter((method) => method in document.paths[path]).map((method) => {
      const { operationId, parameters = [], requestBody } = document.paths[path][method];
      const { schema: body, example } = requestBody?.content?.['application/json'] ?? {};
      return {
        operation: operationId,
        method: method.toUpperCase(),
        path,
        parameters: parameters.map(parameterOf),
        ...(body === undefined ? {} : { body }),
        ...(example === undefined ? {} : { example }),
      };
    }),
  );
}

function parameterOf(given: Document): Parameter {
  const schema = given.schema ?? given.content?.['application/json']?.schema ?? {};
  return { in: given.in, name: given.name, required: given.required === true, schema };
}

/** A request the document allows. */
export function requestFor(endpoint: Endpoint, sampler: Sampler): ApiRequest {
  const { chance } = sampler;
  const prefix = sampler.prefixes.get(endpoint.path.split('/')[1] ?? '');
  const own = sampler.known.filter((one) => prefix !== undefined && one.startsWith(prefix));
  const sampled = ({ name, schema }: Parameter): Json =>
    name === 'ref' && own.length > 0 && chance.happens(0.8) ? chance.pick(own) : sampleOf(schema, name, sampler);
  const inPlace = endpoint.parameters.filter((parameter) => parameter.in === 'path');
  const path = inPlace.reduce(
    (done, parameter) => done.replace(`{${parameter.name}}`, encodeURIComponent(textOf(sampled(parameter)) || 'x')),
    endpoint.path,
  );
  const query = endpoint.parameters
    .filter((parameter) => parameter.in === 'query' && (parameter.required || chance.happens(0.3)))
    .map((parameter) => `${parameter.name}=${encodeURIComponent(textOf(sampled(parameter)))}`);
  const body = endpoint.body === undefined ? undefined : JSON.stringify(sampleOf(endpoint.body, '', sampler));
  return {
    operation: endpoint.operation,
    method: endpoint.method,
    path: `/api/v1${path}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  };
}

/** The request as the document's own example has it, where its address names nothing. */
export function exampleRequest({ operation, method, path, example }: Endpoint): ApiRequest {
  const headers = { 'content-type': 'application/json' };
  return { operation, method, path: `/api/v1${path}`, headers, body: JSON.stringify(example ?? {}) };
}

function textOf(value: Json): string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Names of the members of every body and query, for guesses. */
export function memberNames(endpoints: readonly Endpoint[]): readonly string[] {
  const names = endpoints.flatMap(({ body, parameters }) => [
    ...Object.keys(propertiesOf(body ?? {})),
    ...parameters.filter((one) => one.in === 'query').map(({ name }) => name),
  ]);
  return [...new Set(names)];
}
