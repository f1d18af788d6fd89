/** Word stems by the Snowball algorithms, remembered since the same words come again and again. */

import snowball from 'snowball-stemmers';
import type { Language } from './languages.ts';

/** `porter` is Porter's algorithm of 1980; `en` its successor Porter2. */
export type StemRule = Language | 'porter';

const ALGORITHMS: Readonly<Record<StemRule, string>> = {
  porter: 'porter',
  en: 'english',
  de: 'german',
  fr: 'french',
  es: 'spanish',
  it: 'italian',
  pt: 'portuguese',
  nl: 'dutch',
  da: 'danish',
  no: 'norwegian',
  sv: 'swedish',
  fi: 'finnish',
};
/** Stems remembered for one rule; then it starts afresh, so that memory stays bounded. */
const REMEMBERED = 200_000;

const rules = new Map<StemRule, (word: string) => string>();

/** @example stemmer('en')('relational'); // 'relat' */
export function stemmer(rule: StemRule): (word: string) => string {
  let stem = rules.get(rule);
  if (stem === undefined) {
    stem = remembering(snowball.newStemmer(ALGORITHMS[rule]));
    rules.set(rule, stem);
  }
  return stem;
}

function remembering(algorithm: { stem(word: string): string }): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    let stem = known.get(word);
    if (stem === undefined) {
      if (known.size >= REMEMBERED) known.clear();
      stem = algorithm.stem(word);
      known.set(word, stem);
    }
    return stem;
  };
}
