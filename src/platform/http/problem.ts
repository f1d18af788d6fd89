/** Every error leaves as RFC 9457 problem+json with a stable id; what nobody foresaw leaves as `server.fault`, without its text. */
import { type Failure, isFailure } from '../failure/index.ts';
import { serverFault } from './failures.ts';
import { sqlFailure } from './sql-failure.ts';

/** What is answered for an error, and whether it is a fault of ours that an operator should see. */
export interface Judgement {
  readonly failure: Failure;
  readonly unforeseen: boolean;
}

/** A failure stays what it is, a database error becomes one, anything else is our fault and says nothing of itself. */
export function judge(error: unknown): Judgement {
  if (isFailure(error)) return { failure: error, unforeseen: error.status === 500 };
  const known = sqlFailure(error);
  return known === undefined ? { failure: serverFault({}), unforeseen: true } : { failure: known, unforeseen: false };
}

const RETRY_SECONDS_WHEN_UNAVAILABLE = 2;

/**
 * The answer for a failure.
 *
 * @example
 * problem(routeNotFound({ path: '/api/v1/nothing' }), 'req-1') // 404, application/problem+json
 */
export function problem(failure: Failure, requestId: string): Response {
  const body = { ...failure.toBody(), requestId };
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };
  if (failure.status === 503) headers['Retry-After'] = String(RETRY_SECONDS_WHEN_UNAVAILABLE);
  const { retryAfterSeconds, allowed } = failure.facts;
  if (typeof retryAfterSeconds === 'number') headers['Retry-After'] = String(retryAfterSeconds);
  if (failure.status === 405 && Array.isArray(allowed)) headers.Allow = allowed.join(', ');
  if (failure.status === 401) headers['WWW-Authenticate'] = 'Bearer realm="throughline"';
  return new Response(JSON.stringify(body), { status: failure.status, headers });
}
