/** How alike two short strings are. Characters are Unicode code points. */

const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;

/**
 * Jaro (1989): the mean of matches over each length and of matches in order over matches; a match is no further off than half
 * the longer length less one.
 *
 * @example jaro('MARTHA', 'MARHTA'); // 0.944
 */
export function jaro(first: string, second: string): number {
  const [a, b] = [[...first], [...second]];
  if (a.length === 0 && b.length === 0) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const matched: string[] = [];
  for (const [i, character] of a.entries()) {
    const last = Math.min(b.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j += 1) {
      if (taken[j] === 1 || b[j] !== character) continue;
      taken[j] = 1;
      matched.push(character);
      break;
    }
  }
  const matches = matched.length;
  if (matches === 0) return 0;
  const inOrder = b.filter((_, j) => taken[j] === 1);
  const moved = inOrder.filter((character, at) => character !== matched[at]).length;
  return (matches / a.length + matches / b.length + (matches - moved / 2) / matches) / 3;
}

/** Winkler (1990): nearer to 1 by a tenth of what is missing for each of up to four equal first characters. */
export function jaroWinkler(first: string, second: string): number {
  const [a, b] = [[...first], [...second]];
  let prefix = 0;
  while (prefix < LONGEST_PREFIX && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix += 1;
  const base = jaro(first, second);
  return base + prefix * PREFIX_WEIGHT * (1 - base);
}

/** Characters to insert, delete or replace to turn one into the other. @example levenshtein('kitten', 'sitting'); // 3 */
export function levenshtein(first: string, second: string): number {
  const [a, b] = [[...first], [...second]];
  let above = Int32Array.from({ length: b.length + 1 }, (_, j) => j);
  let row = new Int32Array(b.length + 1);
  for (const [i, character] of a.entries()) {
    row[0] = i + 1;
    for (let j = 0; j < b.length; j += 1) {
      const replaced = above[j]! + (b[j] === character ? 0 : 1);
      row[j + 1] = Math.min(replaced, above[j + 1]! + 1, row[j]! + 1);
    }
    [above, row] = [row, above];
  }
  return above[b.length]!;
}
