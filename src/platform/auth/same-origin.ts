/** Cross-site request forgery: a session's cookie counts for a write only when the page that sends it is ours. */

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Does the request come from a page of this address? Every current browser says so itself by Sec-Fetch-Site; older ones by
 * Origin. Where neither is sent nobody vouches for it, and the answer is no.
 *
 * @example
 * isSameOrigin(new Request('https://line.example/x', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } }), []) // false
 */
export function isSameOrigin(request: Request, ownOrigins: readonly string[]): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  if (origin === null) return false;
  return origin === new URL(request.url).origin || ownOrigins.includes(origin);
}

/** Programs with a key or without credentials send none of these; a browser sends at least one with every write. */
export function isFromBrowser({ headers }: Request): boolean {
  if (headers.get('authorization')?.startsWith('Bearer tl_') === true) return false;
  return ['cookie', 'origin', 'sec-fetch-site'].some((name) => headers.has(name));
}
