/** What can go wrong before an operation is reached, one factory a cause. */
import { defineFailure } from '../failure/index.ts';

export const routeNotFound = defineFailure<{ path: string }>(
  'route.not-found',
  404,
  'No such address',
  ({ path }) => `There is nothing at ${path}. GET /api/v1/openapi.json lists every address of the API.`,
);
export const methodNotAllowed = defineFailure<{ path: string; method: string; allowed: readonly string[] }>(
  'route.method-not-allowed',
  405,
  'Not with this method',
  ({ path, method, allowed }) => `${path} does not take ${method}. It takes ${allowed.join(', ')}.`,
);
export const requestMalformed = defineFailure<{ reason: string }>(
  'request.malformed',
  400,
  'The request cannot be read',
  ({ reason }) => `The request is not valid HTTP: ${reason}.`,
);
export const bodyMalformed = defineFailure<{ reason: string }>(
  'body.malformed',
  400,
  'The body is not JSON',
  ({ reason }) => `The body cannot be read as a JSON object: ${reason}.`,
);
export const bodyTooLarge = defineFailure<{ limitBytes: number }>(
  'body.too-large',
  413,
  'The body is too large',
  ({ limitBytes }) => `The body may have up to ${limitBytes} bytes. Send less at once, or use an import.`,
);
export const bodyTypeUnsupported = defineFailure<{ given: string }>(
  'body.type-unsupported',
  415,
  'The body has another type',
  ({ given }) => `The body is ${given === '' ? 'of no type' : given}. Send JSON with "Content-Type: application/json".`,
);
export const bodyEncodingUnsupported = defineFailure<{ given: string }>(
  'body.encoding-unsupported',
  415,
  'The body is encoded in another way',
  ({ given }) => `The body is said to be in ${given}. Send it in UTF-8 and not compressed.`,
);
export const signInRequired = defineFailure(
  'request.unauthenticated',
  401,
  'Who is asking?',
  () =>
    'Sign in, or send an API key as "Authorization: Bearer tl_...". With a session, name the workspace by "X-Workspace".',
);
export const crossSite = defineFailure(
  'request.cross-site',
  403,
  'The request came from another site',
  () => 'A signed-in browser may write only from the pages of this address. From elsewhere use an API key.',
);
export const tooManyRequests = defineFailure<{ retryAfterSeconds: number }>(
  'request.too-many',
  429,
  'Too many requests',
  ({ retryAfterSeconds }) =>
    `Wait ${retryAfterSeconds} s before the next request; the RateLimit headers say how many are left.`,
);
export const preconditionUnreadable = defineFailure<{ field: string; given: string }>(
  'request.if-match-unreadable',
  422,
  'If-Match cannot be read',
  ({ given }) => `If-Match is ${given}. Send the item's ETag or its revision in quotes, as "7".`,
);
export const idempotencyKeyInvalid = defineFailure<{ field: string }>(
  'idempotency.key-invalid',
  422,
  'The idempotency key cannot be used',
  () =>
    'An Idempotency-Key has 1 to 200 visible ASCII characters; a new UUID for each thing you want to happen is best.',
);
export const idempotencyMismatch = defineFailure<{ field: string }>(
  'idempotency.mismatch',
  409,
  'The key was used for another request',
  () => 'This Idempotency-Key came with another request before. Send that request again unchanged, or take a new key.',
);
export const serverFault = defineFailure(
  'server.fault',
  500,
  'A fault on our side',
  () => 'Something went wrong on the server and was logged under this request id. Nothing of the request was kept.',
);
export const databaseUnavailable = defineFailure(
  'database.unavailable',
  503,
  'The database cannot be reached',
  () => 'The database does not answer just now. Nothing was kept; send the request again in a few seconds.',
);
export const commitUnknown = defineFailure(
  'database.commit-unknown',
  503,
  'It is not known whether it was kept',
  () =>
    'The connection to the database broke at the very end of the write. Read the thing again before sending once more; with an Idempotency-Key, sending again is safe.',
);
export const databaseFull = defineFailure(
  'database.full',
  503,
  'The database has no room left',
  () => 'The database cannot write: its disk is full. Nothing was kept. The operator has to make room.',
);
export const contended = defineFailure(
  'write.contended',
  409,
  'Others were writing the same',
  () => 'The write met others at the same moment and gave way. Nothing was kept; send it again.',
);
export const tooExpensive = defineFailure(
  'request.too-expensive',
  422,
  'The request takes too long',
  () => 'The answer took longer than is allowed. Narrow the filter or ask for fewer at once.',
);
export const textUnstorable = defineFailure<{ field?: string }>(
  'input.text-unstorable',
  422,
  'The text holds what cannot be kept',
  () => 'The text holds a NUL character or half of a character pair, which cannot be stored. Remove it.',
);
export const valueUnreadable = defineFailure<{ field?: string }>(
  'input.value-unreadable',
  422,
  'A value cannot be read',
  () =>
    'A value has not the form or size its field takes: an id, a number or a date. GET /api/v1/openapi.json shows each.',
);
export const duplicate = defineFailure<{ rule: string }>(
  'write.duplicate',
  409,
  'It is there already',
  ({ rule }) => `Something with the same values is there already (${rule}). Change that one, or choose other values.`,
);
export const referenceBroken = defineFailure<{ rule: string }>(
  'write.reference-broken',
  409,
  'Something it needs is not there',
  ({ rule }) => `The write names something that is not there, or removes something others need (${rule}).`,
);
export const ruleBroken = defineFailure<{ rule: string }>(
  'write.rule-broken',
  422,
  'The values break a rule',
  ({ rule }) => `The values together break a rule of the data (${rule}).`,
);
