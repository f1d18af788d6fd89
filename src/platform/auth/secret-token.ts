/** Tokens that are shown once: only their SHA-256 is kept, so a copy of the database opens nothing. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes: 256 bits cannot be guessed, so a plain hash without salt is enough and allows a lookup. */
const TOKEN_BYTES = 32;
/** How much of a key is kept to recognise it by in a list. */
const SHOWN_CHARACTERS = 6;

/** A new token with its prefix. @example makeToken('tl_') // 'tl_4fP9...' */
export function makeToken(prefix: string): string {
  return prefix + randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is stored and looked up. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The beginning of a token, to tell keys apart by. @example tokenStart('tl_', token) // 'tl_4fP9Qx' */
export function tokenStart(prefix: string, token: string): string {
  return token.slice(0, prefix.length + SHOWN_CHARACTERS);
}

/** Are both texts the same? Takes the same time whatever they share. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** A secret for one purpose, the same in every process of the installation. */
export function deriveSecret(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}
