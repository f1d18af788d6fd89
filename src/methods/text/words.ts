/** How every text method cuts a text into words. */

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts written without spaces: a run of them is cut into overlapping pairs of characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/**
 * Lower-case runs of letters and digits; everything else parts them.
 *
 * @example wordsOf("L'export CSV échoue !"); // ['l', 'export', 'csv', 'échoue']
 */
export function wordsOf(text: string): string[] {
  const runs = text.normalize('NFC').toLowerCase().match(WORD) ?? [];
  return UNSPACED.test(text) ? runs.flatMap(pairsOfUnspaced) : [...runs];
}

function pairsOfUnspaced(run: string): string[] {
  const characters = [...run];
  if (characters.length < 3 || !UNSPACED.test(run)) return [run];
  return characters.slice(1).map((character, at) => `${characters[at]!}${character}`);
}
