/** Entity tags: exact answers to "has it changed since?". */

/**
 * Does If-None-Match name this tag? Compared weakly, as RFC 9110 says for GET.
 *
 * @example
 * matchesTag('W/"a", "b"', 'W/"b"') // true
 */
export function matchesTag(ifNoneMatch: string | null | undefined, tag: string): boolean {
  if (ifNoneMatch === null || ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const wanted = opaque(tag);
  return ifNoneMatch.split(',').some((given) => opaque(given.trim()) === wanted);
}

const opaque = (tag: string): string => (tag.startsWith('W/') ? tag.slice(2) : tag);

/**
 * The revision an If-Match names: `"7"`, or an item's own ETag, which begins with its revision (`W/"7.1042.3"`).
 * Null where it is unreadable; undefined where there is none or any revision will do (`*`).
 */
export function revisionOf(ifMatch: string | null | undefined): number | null | undefined {
  if (ifMatch === null || ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const found = /^(?:W\/)?"?(\d{1,9})(?:\.[^"]*)?"?$/.exec(ifMatch.trim());
  return found?.[1] === undefined ? null : Number(found[1]);
}
