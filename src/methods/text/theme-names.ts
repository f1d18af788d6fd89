/** What a theme is called: the phrases that set its texts apart, as people wrote them, and its most typical texts. */

import type { TextReader } from './content-words.ts';
import type { TermMatrix } from './term-matrix.ts';

const PHRASES = 5;
const EXAMPLES = 3;
/** Of a long text the beginning shows what it is about. */
const SHOWN_CHARACTERS = 1_000;
/** Texts read to see how people write a phrase. */
const WRITTEN_IN = 200;
/** Words between the two of a pair, as written, that still make a phrase. */
const WIDEST_PHRASE = 4;
/** A pair of words says more to a reader than each of them. */
const PAIR_PREFERENCE = 1.5;

export interface Phrase {
  readonly phrase: string;
  readonly texts: number;
  readonly shareInTheme: number;
  readonly shareElsewhere: number;
}

interface Term {
  readonly number: number;
  readonly texts: number;
  readonly words: readonly string[];
}

/**
 * Phrases by how much they tell the theme from the rest: with s the share of its texts that have the phrase and a the share of
 * all texts, `s · ln(s / a)`. A phrase that holds a word of one already taken is left out.
 */
export function phrasesOf(
  members: readonly number[],
  texts: readonly string[],
  matrix: TermMatrix,
  reader: TextReader,
): Phrase[] {
  const counts = new Map<number, number>();
  for (const text of members)
    for (let p = matrix.start[text]!; p < matrix.start[text + 1]!; p += 1)
      counts.set(matrix.term[p]!, (counts.get(matrix.term[p]!) ?? 0) + 1);
  const terms = [...counts].map(([number, count]) => ({
    number,
    texts: count,
    words: matrix.nameOf(number).split(' '),
  }));
  const scored = terms
    .map((term) => ({ term, score: distinction(term, members.length, matrix) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.term.number - b.term.number);
  const taken: Term[] = [];
  for (const { term } of scored) {
    if (taken.length === PHRASES) break;
    if (!taken.some(({ words }) => words.some((word) => term.words.includes(word)))) taken.push(term);
  }
  const written = writtenForms(members, texts, taken, reader);
  return taken.map((term, at) => {
    const elsewhere = matrix.texts - members.length;
    const beyond = matrix.frequency[term.number]! - term.texts;
    return {
      phrase: written[at]!,
      texts: term.texts,
      shareInTheme: term.texts / members.length,
      shareElsewhere: elsewhere === 0 ? 0 : beyond / elsewhere,
    };
  });
}

function distinction(term: Term, size: number, matrix: TermMatrix): number {
  const share = term.texts / size;
  const overall = matrix.frequency[term.number]! / matrix.texts;
  const preference = term.words.length > 1 ? PAIR_PREFERENCE : 1;
  return term.texts > 1 || size === 1 ? preference * share * Math.log(share / overall) : 0;
}

/** How each term is most often written; its stems where it never stands close enough together. */
function writtenForms(
  members: readonly number[],
  texts: readonly string[],
  terms: readonly Term[],
  reader: TextReader,
): string[] {
  const forms = terms.map(() => new Map<string, number>());
  for (const member of members.slice(0, WRITTEN_IN)) {
    const words = reader.words(texts[member]!);
    const content = reader.content(texts[member]!);
    for (const [at, term] of terms.entries())
      for (const form of formsIn(words, content, term.words)) forms[at]!.set(form, (forms[at]!.get(form) ?? 0) + 1);
  }
  return forms.map((counts, at) => {
    const [most] = [...counts].sort(([a, m], [b, n]) => n - m || a.length - b.length || (a < b ? -1 : 1));
    return most?.[0] ?? terms[at]!.words.join(' ');
  });
}

function formsIn(
  words: readonly string[],
  content: readonly { stem: string; at: number }[],
  [first, second]: readonly string[],
): string[] {
  const forms: string[] = [];
  for (const [i, { stem, at }] of content.entries()) {
    if (stem !== first) continue;
    if (second === undefined) forms.push(words[at]!);
    else {
      const next = content[i + 1];
      if (next?.stem === second && next.at - at <= WIDEST_PHRASE) forms.push(words.slice(at, next.at + 1).join(' '));
    }
  }
  return forms;
}

/** The texts nearest to the middle of the theme, each wording once, and how near all of them are on average. */
export function centreOf(members: readonly number[], texts: readonly string[], matrix: TermMatrix) {
  const centre = new Map<number, number>();
  for (const text of members)
    for (let p = matrix.start[text]!; p < matrix.start[text + 1]!; p += 1)
      centre.set(matrix.term[p]!, (centre.get(matrix.term[p]!) ?? 0) + matrix.weight[p]!);
  let squares = 0;
  for (const value of centre.values()) squares += value * value;
  const length = Math.sqrt(squares) || 1;
  const near = members.map((text) => {
    let sum = 0;
    for (let p = matrix.start[text]!; p < matrix.start[text + 1]!; p += 1)
      sum += matrix.weight[p]! * (centre.get(matrix.term[p]!) ?? 0);
    return { text, similarity: sum / length };
  });
  const cohesion = near.reduce((sum, { similarity }) => sum + similarity, 0) / near.length;
  const examples: { text: number; content: string }[] = [];
  for (const { text } of near.sort((a, b) => b.similarity - a.similarity || a.text - b.text)) {
    const content = texts[text]!;
    if (examples.some((example) => example.content === content.slice(0, SHOWN_CHARACTERS))) continue;
    examples.push({ text, content: content.slice(0, SHOWN_CHARACTERS) });
    if (examples.length === EXAMPLES) break;
  }
  return { examples, cohesion };
}
