/** From an HTTP request to an operation's input: path, query and body become one object of the schema's types. */
import type { AnyOperation } from '../../line/index.ts';
import {
  coerceQuery,
  memberSchemas,
  preconditionUnreadable,
  readJsonObject,
  revisionOf,
} from '../../platform/http/index.ts';
import type { ServerContext } from './call.ts';

export const API_BASE = '/api/v1';

/** `/links/{linkId}` as Hono writes it: `/api/v1/links/:linkId`. */
export function routePattern(operation: AnyOperation): string {
  return API_BASE + operation.rest.path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/**
 * The input of the operation as the request gives it, not yet validated.
 *
 * @throws bodyMalformed, bodyTooLarge, bodyTypeUnsupported, bodyEncodingUnsupported, preconditionUnreadable
 */
export async function inputOf(
  operation: AnyOperation,
  context: ServerContext,
  limitBytes: number,
): Promise<Record<string, unknown>> {
  const path = coerceQuery(operation.input, asLists(context.req.param()));
  const query = withShortcuts(operation, coerceQuery(operation.input, context.req.queries()));
  if (operation.effect === 'read' && context.req.method === 'GET') return { ...query, ...path };
  const body = context.req.method === 'DELETE' ? {} : await readJsonObject(context.req.raw, limitBytes);
  return { ...query, ...seenRevision(operation, context.req.header('if-match')), ...body, ...path };
}

function asLists(params: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, [value]]));
}

/** `If-Match` names the revision the caller saw, where the operation takes one. */
function seenRevision(operation: AnyOperation, ifMatch: string | undefined): { revision?: number } {
  if (!('revision' in memberSchemas(operation.input))) return {};
  const revision = revisionOf(ifMatch);
  if (revision === null) throw preconditionUnreadable({ field: 'If-Match', given: ifMatch ?? '' });
  return revision === undefined ? {} : { revision };
}

/**
 * Lists take `?state=active&ownerId=me` as a short form of the filter: names the schema does not know are fields, a name
 * given twice means any of the values, an empty value means that the field is empty.
 */
function withShortcuts(operation: AnyOperation, query: Record<string, unknown>): Record<string, unknown> {
  const known = memberSchemas(operation.input);
  if (!('filter' in known)) return query;
  const extra = Object.entries(query).filter(([name]) => !(name in known));
  if (extra.length === 0) return query;
  const rest = Object.fromEntries(Object.entries(query).filter(([name]) => name in known));
  const conditions = extra.map(([field, value]) => condition(field, value));
  const { filter } = rest;
  return { ...rest, filter: { and: filter === undefined ? conditions : [filter, ...conditions] } };
}

function condition(field: string, value: unknown): { field: string; op: string; value?: unknown } {
  if (value === '') return { field, op: 'isEmpty' };
  if (Array.isArray(value)) return { field, op: 'in', value };
  return { field, op: 'is', value: value === 'true' ? true : value === 'false' ? false : value };
}
