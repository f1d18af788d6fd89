/** What a text is about: its words without fillers, as stems. */

import { fillerWords, type Language, languagesUsed, likelyLanguage } from './languages.ts';
import { stemmer } from './stems.ts';
import { wordsOf } from './words.ts';

/** Words of one text that are read; the rest of a very long text is left. */
export const WORDS_READ = 1_000;

export interface ContentWord {
  readonly stem: string;
  /** Where it stands among the words of the text. */
  readonly at: number;
}

export interface TextReader {
  readonly languages: readonly Language[];
  words(text: string): string[];
  content(text: string): ContentWord[];
}

/**
 * Reads texts in the language given, or in those found in the collection.
 *
 * @example textReader('auto', texts).content('My cards have not arrived'); // stems 'card', 'arriv'
 */
export function textReader(wanted: Language | 'auto' | 'none', texts: readonly string[]): TextReader {
  const languages = wanted === 'auto' ? languagesUsed(texts) : wanted === 'none' ? [] : [wanted];
  const words = (text: string): string[] => wordsOf(text).slice(0, WORDS_READ);
  const fillers = languages.map(fillerWords);
  const isFiller = (word: string): boolean => word.length < 2 || fillers.some((set) => set.has(word));
  const stemOf = (text: string) => {
    const own = languages.length > 1 ? (likelyLanguage(text, languages) ?? languages[0]) : languages[0];
    return own === undefined ? (word: string) => word : stemmer(own);
  };
  const content = (text: string): ContentWord[] => {
    const stem = stemOf(text);
    const found: ContentWord[] = [];
    for (const [at, word] of words(text).entries())
      if (languages.length === 0 || !isFiller(word)) found.push({ stem: stem(word), at });
    return found;
  };
  return { languages, words, content };
}
