/** Passages of questions that say what a theme is about, word for word with their place. */
import type { QuestionRow } from './rows.ts';

export interface Quote {
  readonly id: number;
  readonly quote: string;
  readonly quoteStart: number;
  readonly quoteEnd: number;
  readonly importance: number;
}

const QUOTE_SHORTEST = 30;
const QUOTE_LONGEST = 220;
const SENTENCE = /[^.!?\n]+[.!?]*/g;
/** Masked addresses and numbers stand for something private. */
const MASKED = /\[(email|number)\]/;

/**
 * The first sentence of the text that has the words, in a length that can be read.
 *
 * @example
 * quoteOf({ id: 1, body: 'Hi. The new tabs take up too much space.', ... }, /space/)?.quoteStart // 4
 */
export function quoteOf({ id, body }: Pick<QuestionRow, 'id' | 'body'>, words: RegExp): Quote | undefined {
  for (const match of body.matchAll(SENTENCE)) {
    const quote = match[0].trim();
    const quoteStart = match.index + match[0].indexOf(quote);
    if (quote.length < QUOTE_SHORTEST || quote.length > QUOTE_LONGEST || MASKED.test(quote) || !words.test(quote))
      continue;
    return { id, quote, quoteStart, quoteEnd: quoteStart + quote.length, importance: importanceOf(quote) };
  }
  return undefined;
}

const CRITICAL =
  /unusable|can(no|['’])t (use|work|see|read)|terrible|horrible|awful|hate|give up|switch(ing)? to|leav(e|ing) firefox/i;
const IMPORTANT = /\b(please|need|want|wish|miss|annoying|frustrat|how (do|can) i)\b/i;

/** To the person who said it: 3 where they cannot go on, 2 where they ask for it, 1 otherwise. @example importanceOf('I hate it') // 3 */
export function importanceOf(quote: string): number {
  if (CRITICAL.test(quote)) return 3;
  return IMPORTANT.test(quote) ? 2 : 1;
}

/** So many, evenly over time. @example spread([1, 2, 3, 4], 2) // [1, 3] */
export function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]).filter(
    (one) => one !== undefined,
  );
}

const WORDS_FEWEST = 8;
/** Written in anger: true, and not how one would put a need on a wall. */
const SHOUTED = /\b[A-Z]{5,}\b|!!/;

/** The shortest whole thought of all questions that puts it so: what a need says in customers’ words. */
export function statementFrom(
  questions: readonly Pick<QuestionRow, 'id' | 'body'>[],
  says: RegExp,
): string | undefined {
  const said = questions.flatMap((question) => quoteOf(question, says)?.quote ?? []);
  const whole = said.filter(
    (quote) => quote.split(' ').length >= WORDS_FEWEST && !SHOUTED.test(quote) && /^\p{Lu}.*[.!?]$/u.test(quote),
  );
  return whole.toSorted((a, b) => a.length - b.length)[0];
}
