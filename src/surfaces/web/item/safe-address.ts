/** Addresses that a text written by somebody may lead to. */
const SAFE_SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** The address if a browser may follow it; null for scripts, data and whatever cannot be read. @example safeAddress('javascript:alert(1)') // null */
export function safeAddress(href: string): string | null {
  try {
    const url = new URL(href.trim());
    return SAFE_SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
