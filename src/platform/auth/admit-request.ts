/** What the sign-in library is shown: requests of our own pages, of ordinary size and text, with the connection's address. */
import { crossSite, readText, textUnstorable } from '../http/index.ts';
import { isFromBrowser, isSameOrigin } from './same-origin.ts';

/** Set by us from the connection; whatever the request brought under this name is replaced. */
export const CLIENT_ADDRESS_HEADER = 'x-throughline-client-address';
/** A passkey's answer with its certificates is the largest there is. */
const BODY_BYTES_MOST = 256 * 1024;
/** PostgreSQL keeps no NUL in texts. */
const NUL = /\0|\\u0000|%00/i;

/** Does a browser write here from a page that is not ours? */
export function isForged(request: Request, ownOrigins: readonly string[]): boolean {
  return isFromBrowser(request) && !isSameOrigin(request, ownOrigins);
}

/**
 * The request as the library may see it.
 *
 * @throws crossSite, bodyTooLarge, textUnstorable
 */
export async function admitRequest(
  request: Request,
  ownOrigins: readonly string[],
  clientAddress: string | undefined,
): Promise<Request> {
  if (isForged(request, ownOrigins)) throw crossSite({});
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const body = hasBody ? await readText(request, BODY_BYTES_MOST) : '';
  if (NUL.test(body) || NUL.test(request.url)) throw textUnstorable({});
  const headers = new Headers(request.headers);
  headers.delete(CLIENT_ADDRESS_HEADER);
  if (clientAddress !== undefined) headers.set(CLIENT_ADDRESS_HEADER, clientAddress);
  return new Request(request.url, { method: request.method, headers, ...(body === '' ? {} : { body }) });
}
