/** What two texts may share word for word. */

import { wordsOf } from './words.ts';

/** Runs of `size` characters of the text as words parted by one space; a shorter text is one run. */
export function characterShingles(text: string, size: number): Set<string> {
  return runsOf([...wordsOf(text).join(' ')], size, '');
}

/** Runs of `size` words; with size 1 the words themselves. */
export function wordShingles(text: string, size: number): Set<string> {
  return runsOf(wordsOf(text), size, ' ');
}

function runsOf(parts: readonly string[], size: number, between: string): Set<string> {
  const runs = new Set<string>();
  if (parts.length > 0 && parts.length < size) runs.add(parts.join(between));
  for (let at = 0; at + size <= parts.length; at += 1) runs.add(parts.slice(at, at + size).join(between));
  return runs;
}

/** Shared over all: 1 for equal sets (two empty ones too), 0 for sets that share nothing. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 1;
  let shared = 0;
  for (const run of a) if (b.has(run)) shared += 1;
  return shared / (a.size + b.size - shared);
}
