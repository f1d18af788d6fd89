/** Who may make the first owner: somebody at the machine itself, or whoever read the token printed at its start. */
import { deriveSecret, sameSecret } from './secret-token.ts';

const TOKEN_CHARACTERS = 24;

/** The token of this installation, the same at every start and in every process. */
export function setUpToken(secret: string): string {
  return deriveSecret(secret, 'set-up').slice(0, TOKEN_CHARACTERS);
}

/** Is this address the machine itself? @example isLoopback('::ffff:127.0.0.1') // true */
export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || /^127(?:\.\d{1,3}){3}$/.test(plain);
}

/** Names of the machine itself in an address. */
const LOCAL_NAME = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/;
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via', 'cf-connecting-ip'];

/**
 * Did the request come straight from a program on this machine, under a name of ours? What a proxy passes on comes from
 * elsewhere, and so does what asks under another name: a page whose name was made to lead here (DNS rebinding).
 */
export function isAtTheMachine(
  { url, headers }: Request,
  address: string | undefined,
  ownOrigins: readonly string[],
): boolean {
  const { hostname, origin } = new URL(url);
  const isOurName = LOCAL_NAME.test(hostname) || ownOrigins.includes(origin);
  return isOurName && isLoopback(address) && !FORWARDED.some((name) => headers.has(name));
}

/** Does the given text open the set-up? */
export function opensSetUp(given: string | undefined, secret: string): boolean {
  return given !== undefined && sameSecret(given.trim(), setUpToken(secret));
}
