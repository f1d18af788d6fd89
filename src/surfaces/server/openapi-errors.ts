/** Errors in the OpenAPI document: one schema, one response a status, each with the ids it may carry. */
import type { ZodOpenApiComponentsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { FailureFactory } from '../../platform/failure/index.ts';
import type { DescribedOperation } from './described-operation.ts';

type Definition = FailureFactory['definition'];

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read.',
  401: 'Nobody is signed in, or the key is not valid.',
  403: 'You may not do this.',
  404: 'It is not here, or you may not see it.',
  409: 'It stands against something: another write, a rule, what is there already.',
  413: 'The body is too large.',
  415: 'The body has another type than JSON.',
  422: 'The input is not valid; `field` names what and the sentence says what would be right.',
  429: 'Too many requests; `Retry-After` says when the next will do.',
  503: 'The database cannot be reached just now; nothing was kept.',
};

/** Every operation can meet these, whatever else it declares. */
const ALWAYS = [401, 403, 404, 422, 429, 503] as const;
const WITH_A_BODY = [400, 409, 413, 415] as const;

interface ProblemComponents {
  readonly schemas: NonNullable<ZodOpenApiComponentsObject['schemas']>;
  readonly responses: NonNullable<ZodOpenApiComponentsObject['responses']>;
}

/** The `Problem` schema and one response per status, with the ids known to this build. */
export function problemComponents(catalogue: readonly Definition[]): ProblemComponents {
  const statuses = [...new Set(catalogue.map(({ status }) => status))].filter((status) => status !== 500).sort();
  const responses = statuses.map((status) => {
    const ids = catalogue.filter((definition) => definition.status === status).map(({ id }) => id);
    const schema = {
      allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object' as const, properties: { id: { enum: ids } } }],
    };
    return [
      nameOf(status),
      { description: TITLES[status] ?? 'It did not work.', content: { 'application/problem+json': { schema } } },
    ] as const;
  });
  return { schemas: { Problem: problemSchema(catalogue) }, responses: Object.fromEntries(responses) };
}

const nameOf = (status: number): string => `Problem${status}`;

function problemSchema(catalogue: readonly Definition[]): ProblemComponents['schemas'][string] {
  return {
    type: 'object',
    description: 'RFC 9457 problem details.',
    required: ['type', 'id', 'title', 'status', 'detail'],
    properties: {
      type: { type: 'string', format: 'uri', description: 'Names the kind of problem; it need not lead anywhere.' },
      id: { type: 'string', enum: catalogue.map(({ id }) => id), description: 'Stable: programs may rely on it.' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string', description: 'What is wrong and what would be right.' },
      field: { type: 'string', description: 'The part of the input at fault.' },
      requestId: { type: 'string', description: 'Names this request in the server’s log.' },
    },
    example: {
      type: 'https://throughline.invalid/errors/item.not-found',
      id: 'item.not-found',
      title: 'No such item',
      status: 404,
      detail: 'There is no item "FEA-9999" here that you may see. Use its key (FEA-42) or its id.',
      ref: 'FEA-9999',
    },
  };
}

/** The error responses of an operation, by status. */
export function errorResponses(operation: DescribedOperation): ZodOpenApiResponsesObject {
  const own = operation.failures.map(({ definition }) => definition.status);
  const statuses = new Set<number>([...ALWAYS, ...(operation.effect === 'read' ? [] : WITH_A_BODY), ...own]);
  const known = [...statuses].filter((status) => status !== 500).sort();
  return Object.fromEntries(
    known.map((status) => [String(status), { $ref: `#/components/responses/${nameOf(status)}` }]),
  );
}
