/** What tells texts apart, and what to do where they do not differ. */

import { type TermMatrix, termMatrix } from './term-matrix.ts';

/** Without what over half of the texts say, unless that leaves most of them without a word: then they say the same. */
export function tellingTerms(documents: readonly (readonly string[])[]): TermMatrix {
  const matrix = termMatrix(documents, { fewest: 2, mostShare: 0.5, pairs: true });
  const silent = documents.filter(({ length }, text) => length > 0 && matrix.start[text] === matrix.start[text + 1]);
  const spoken = documents.filter(({ length }) => length > 0);
  if (silent.length <= spoken.length / 2) return matrix;
  return termMatrix(documents, { fewest: 2, mostShare: 1, pairs: true });
}

/** A text lists few of its many copies as neighbours, so that they may fall apart: all go where the first of them is. */
export function copiesTogether(documents: readonly (readonly string[])[], community: Int32Array): Int32Array {
  const first = new Map<string, number>();
  return community.map((own, text) => {
    if (documents[text]!.length === 0) return own;
    const words = documents[text]!.join(' ');
    const known = first.get(words);
    if (known === undefined) first.set(words, own);
    return known ?? own;
  });
}
