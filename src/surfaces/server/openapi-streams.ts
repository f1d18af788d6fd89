/** The two streams in the OpenAPI document: they are no operations, since they answer with more than one value. */
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { feedQuerySchema } from './feed.ts';

const ERRORS = {
  '401': { $ref: '#/components/responses/Problem401' },
  '404': { $ref: '#/components/responses/Problem404' },
  '422': { $ref: '#/components/responses/Problem422' },
  '429': { $ref: '#/components/responses/Problem429' },
  '503': { $ref: '#/components/responses/Problem503' },
} as const;

export function streamPaths(): ZodOpenApiPathsObject {
  return {
    '/feed': {
      get: {
        operationId: 'followChanges',
        tags: ['Feed'],
        summary: 'Follow the line',
        description:
          'Every commit after `after`, in order, as server-sent events: `change` with the commit (its id is the seq, so `Last-Event-ID` goes on from there) and `resync` when rights or restrictions moved and the snapshot has to be loaded anew. With `wait`, one JSON answer as soon as there is something, or when the time is over.',
        requestParams: { query: feedQuerySchema },
        responses: {
          '200': {
            description: 'Events, or `{ changes, head, epoch, resync }` with `wait`.',
            content: {
              'text/event-stream': { schema: { type: 'string' } },
              'application/json': { schema: { type: 'object' } },
            },
          },
          ...ERRORS,
        },
      },
    },
    '/snapshot': {
      get: {
        operationId: 'readSnapshot',
        tags: ['Feed'],
        summary: 'Read the whole line',
        description:
          'All resident items and links you may see, as lines of JSON: first `{seq, epoch, workspaceId}`, then items (with `kind`) and links (with `fromId`), empty members left out, and `{end: true}` last. Follow the feed from `seq`.',
        responses: {
          '200': { description: 'Lines of JSON.', content: { 'application/x-ndjson': { schema: { type: 'string' } } } },
          '304': { description: 'You have it already.' },
          ...ERRORS,
        },
      },
    },
  };
}
