/** The OpenAPI 3.1 document, printed from the operations: what runs is what is written. */
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { Model } from '../../line/index.ts';
import { failureCatalogue } from '../../platform/failure/index.ts';
import { memberSchemas } from '../../platform/http/index.ts';
import type { DescribedOperation } from './described-operation.ts';
import { nameRepeatedParts } from './openapi-components.ts';
import { errorResponses, problemComponents } from './openapi-errors.ts';
import { describedInput, inQueryAsJson } from './openapi-input.ts';
import { streamPaths } from './openapi-streams.ts';
import { API_BASE } from './operation-input.ts';
import { isCreation } from './operation-route.ts';

export type OpenApiDocument = ReturnType<typeof nameRepeatedParts>;

/**
 * Prints the document.
 *
 * @example
 * const document = printOpenApi(describeOperations(operations, personalOperations), line.model, '0.1.0');
 */
export function printOpenApi(
  operations: readonly DescribedOperation[],
  model: Model,
  version: string,
): OpenApiDocument {
  const { schemas, responses } = problemComponents(failureCatalogue());
  const printed = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version,
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: API_BASE }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: tagsOf(operations, model),
    paths: { ...streamPaths(), ...pathsOf(operations) },
    components: {
      schemas,
      responses,
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key (`tl_...`), bound to one workspace, one member and its scopes.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'throughline.session_token',
          description: 'A signed-in browser; name the workspace by `X-Workspace`.',
        },
      },
    },
  });
  return nameRepeatedParts(inQueryAsJson(openApiSchema.parse(JSON.parse(JSON.stringify(printed)))));
}

/** Plain JSON: what the printer holds besides is of no use to readers. */
const openApiSchema = z.record(z.string(), z.json());

const INTRODUCTION = `Everything a person can do in Throughline, a program can do here.

- **Who asks**: \`Authorization: Bearer tl_...\`, a key made under Settings.
- **Writing**: name the revision you read by \`If-Match\` or \`revision\`; different fields merge, the same field answers 409 with both values.
- **Once only**: an \`Idempotency-Key\` makes a write safe to send again for 24 hours.
- **Nothing new**: answers carry an \`ETag\`; \`If-None-Match\` answers 304 while nothing has changed.
- **Errors**: RFC 9457 \`application/problem+json\` with a stable \`id\`, a sentence and, for bad input, the \`field\`.`;

function tagsOf(operations: readonly DescribedOperation[], model: Model): { name: string; description?: string }[] {
  const purposes = new Map(model.kinds.map((kind) => [kind.label.many, kind.purpose]));
  return ['Feed', 'Files', ...new Set(operations.map((operation) => operation.rest.tag))].map((name) => {
    const description = purposes.get(name);
    return description === undefined ? { name } : { name, description };
  });
}

function pathsOf(operations: readonly DescribedOperation[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    const { path, method } = operation.rest;
    paths[path] = { ...paths[path], [method.toLowerCase()]: described(operation) };
  }
  return paths;
}

function described(operation: DescribedOperation): ZodOpenApiOperationObject {
  return {
    operationId: operation.name,
    tags: [operation.rest.tag],
    summary: firstSentence(operation.does),
    description: `${operation.does}\n\n${operation.sentence}`,
    ...(operation.needsIdentity ? {} : { security: [] }),
    ...describedInput(operation),
    responses: responsesOf(operation),
  };
}

function firstSentence(text: string): string {
  return (/^.*?[.](?=\s|$)/s.exec(text)?.[0] ?? text).replace(/\.$/, '');
}

function responsesOf(operation: DescribedOperation): ZodOpenApiResponsesObject {
  const created = operation.ofWorkspace && isCreation(operation);
  const tagged = operation.effect === 'read' || 'revision' in memberSchemas(operation.output);
  const tag = {
    ETag: { description: 'Give it back as If-None-Match; of an item also as If-Match.', schema: { type: 'string' } },
  } as const;
  const place = { Location: { description: 'Where the new thing is.', schema: { type: 'string' } } } as const;
  const headers = { ...(tagged ? tag : {}), ...(created ? place : {}) };
  const answer = {
    description: created ? 'Made.' : 'The answer.',
    headers,
    content: { 'application/json': { schema: operation.output } },
  };
  const unchanged = operation.effect === 'read' ? { '304': { description: 'You have it already.' } } : {};
  return { [created ? '201' : '200']: answer, ...unchanged, ...errorResponses(operation) };
}
