/** Ranks: the place of an item in every hand-ordered list, as text between its neighbours', so that moving one moves no other. */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/**
 * A rank between two neighbours; `null` stands for the beginning or the end.
 *
 * @throws Error where a neighbour's rank is none.
 * @example
 * rankBetween(above.rank, below.rank)
 */
export function rankBetween(after: string | null, before: string | null): string {
  // Equal ranks of two neighbours leave no room between them: the moved one goes right behind the first.
  if (after !== null && after === before) return generateKeyBetween(after, null);
  return generateKeyBetween(after, before);
}

/** So many ranks in a row between two neighbours: for moving a selection. @example ranksBetween(null, first.rank, 3) */
export function ranksBetween(after: string | null, before: string | null, count: number): readonly string[] {
  if (after !== null && after === before) return generateNKeysBetween(after, null, count);
  return generateNKeysBetween(after, before, count);
}

/** Is it a rank that new ones can be made beside? */
export function isRank(text: string): boolean {
  try {
    generateKeyBetween(text, null);
    return true;
  } catch {
    return false;
  }
}
