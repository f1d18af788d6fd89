/** Feed, snapshot and files in the OpenAPI document: they are no operations, since they stream instead of answering with one value. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { attachmentSchema, uploadSchema } from '../../line/server.ts';
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
          'Every commit after `after`, in order, as server-sent events: `change` with the commit (its id is the seq, so `Last-Event-ID` goes on from there), `resync` when rights or restrictions moved and the snapshot has to be loaded anew, and `presence` with who else is where you said that you are (no id; not with `wait`). With `wait`, one JSON answer as soon as there is something, or when the time is over.',
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
    ...filePaths(),
  };
}

const BYTES = { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } as const;
const FILE_ERRORS = {
  ...ERRORS,
  '403': { $ref: '#/components/responses/Problem403' },
  '413': { $ref: '#/components/responses/Problem413' },
} as const;
const name = z
  .string()
  .min(1)
  .max(500)
  .meta({ description: 'The name of the file.', examples: ['reviews.csv'] });
const ref = z.string().meta({ description: 'Key or id of the item.', examples: ['FEA-42'] });

function filePaths(): ZodOpenApiPathsObject {
  const upload = (
    operationId: string,
    summary: string,
    query: z.ZodObject,
    made: z.ZodType,
  ): ZodOpenApiOperationObject => ({
    operationId,
    tags: ['Files'],
    summary,
    requestParams: { query },
    requestBody: { required: true, description: 'The file itself, not a form.', content: { '*/*': BYTES } },
    responses: { '201': { description: 'Kept.', content: { 'application/json': { schema: made } } }, ...FILE_ERRORS },
  });
  const download = (
    operationId: string,
    summary: string,
    requestParams: ZodOpenApiOperationObject['requestParams'] = {},
  ): ZodOpenApiOperationObject => ({
    operationId,
    tags: ['Files'],
    summary,
    requestParams,
    responses: { '200': { description: 'The bytes, as a download.', content: { '*/*': BYTES } }, ...FILE_ERRORS },
  });
  const formats = z.enum(['csv', 'json', 'jsonl', 'xlsx']);
  return {
    '/files/uploads': { post: upload('uploadTable', 'Upload a table to import', z.object({ name }), uploadSchema) },
    '/files/attachments': {
      post: upload('attachFile', 'Attach a file to an item', z.object({ name, item: ref }), attachmentSchema),
    },
    '/files/attachments/{id}': {
      get: download('downloadAttachment', 'Download an attachment', { path: z.object({ id: z.guid() }) }),
    },
    '/files/export/{plural}': {
      get: download('exportItems', 'Export a list', {
        path: z.object({ plural: z.string() }),
        query: z.object({ format: formats }),
      }),
    },
    '/files/items/{ref}': { get: download('exportItem', 'Export one item as Markdown', { path: z.object({ ref }) }) },
    '/files/workspace': { get: download('exportWorkspace', 'Export the whole workspace') },
  };
}
