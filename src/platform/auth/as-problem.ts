/** The sign-in library's refusals in the form of every other error: problem+json with a stable id. */
import { z } from 'zod';
import { defineFailure, type FailureFactory } from '../failure/index.ts';

/** `code` is the library's own reason, such as `INVALID_EMAIL_OR_PASSWORD`. */
type Facts = { code: string; reason: string };
const sentence = ({ reason }: Facts): string => reason;

export const signInInvalid = defineFailure<Facts>(
  'sign-in.invalid',
  400,
  'The request cannot be used to sign in',
  sentence,
);
export const signInRefused = defineFailure<Facts>('sign-in.refused', 401, 'Not signed in', sentence);
export const signInForbidden = defineFailure<Facts>('sign-in.forbidden', 403, 'Not permitted here', sentence);
export const signInNotOffered = defineFailure<Facts>('sign-in.not-offered', 404, 'Not offered here', sentence);
export const signInConflict = defineFailure<Facts>('sign-in.conflict', 409, 'It is there already', sentence);
export const signInUnprocessable = defineFailure<Facts>(
  'sign-in.unprocessable',
  422,
  'The values cannot be used',
  sentence,
);
export const signInTooMany = defineFailure<Facts>('sign-in.too-many', 429, 'Too many attempts', sentence);
export const signInFault = defineFailure<Facts>('sign-in.fault', 500, 'A fault on our side', sentence);

const BY_STATUS: Readonly<Record<number, FailureFactory<Facts>>> = {
  401: signInRefused,
  403: signInForbidden,
  404: signInNotOffered,
  409: signInConflict,
  422: signInUnprocessable,
  429: signInTooMany,
};

const bodySchema = z.object({ code: z.string().optional(), message: z.string().optional() });

/**
 * Turns an error answer of the library into a problem; other answers pass unchanged, cookies included.
 *
 * @example
 * return asProblem(await engine.handler(request));
 */
export async function asProblem(response: Response): Promise<Response> {
  if (response.status < 400) return response;
  const body = bodySchema.safeParse(readJson(await response.text()));
  const factory = response.status >= 500 ? signInFault : (BY_STATUS[response.status] ?? signInInvalid);
  const reason = body.data?.message ?? factory.definition.title;
  const code = body.data?.code ?? factory.definition.id;
  const problem = { ...factory({ code, reason: asSentence(reason) }).toBody(), message: reason };
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/problem+json');
  headers.delete('content-length');
  const wait = headers.get('x-retry-after');
  if (wait !== null) headers.set('retry-after', wait);
  return new Response(JSON.stringify(problem), { status: factory.definition.status, headers });
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
