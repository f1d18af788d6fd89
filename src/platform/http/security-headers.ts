/** Headers that keep pages from being framed, sniffed or fed with foreign scripts. Every answer carries them. */
import type { ServerResponse } from 'node:http';

/** An API answer is never a page: nothing in it may load or run. */
const ANSWER_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * Pages: our own scripts and styles only, no inline script. Inline style attributes are allowed: tables, charts and the
 * editor position things with them, and they cannot run code.
 */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const ALWAYS: readonly (readonly [string, string])[] = [
  ['Content-Security-Policy', ANSWER_POLICY],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
];
const ONE_YEAR_OF_HTTPS: readonly [string, string] = [
  'Strict-Transport-Security',
  'max-age=31536000; includeSubDomains',
];

/** What pages add to every answer's headers. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': PAGE_POLICY,
};

/**
 * Sets the headers on the raw answer before anybody writes it, so that no door can forget them.
 *
 * @example
 * setSecurityHeaders(outgoing, settings.publicUrl.startsWith('https:'));
 */
export function setSecurityHeaders(outgoing: ServerResponse, overHttps: boolean): void {
  for (const [name, value] of ALWAYS) outgoing.setHeader(name, value);
  if (overHttps) outgoing.setHeader(...ONE_YEAR_OF_HTTPS);
}
