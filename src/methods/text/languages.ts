/** The languages whose endings and filler words the text methods know, and how each is told from the others. */

import { stopwords as danish } from '@orama/stopwords/danish';
import { stopwords as dutch } from '@orama/stopwords/dutch';
import { stopwords as english } from '@orama/stopwords/english';
import { stopwords as finnish } from '@orama/stopwords/finnish';
import { stopwords as french } from '@orama/stopwords/french';
import { stopwords as german } from '@orama/stopwords/german';
import { stopwords as italian } from '@orama/stopwords/italian';
import { stopwords as norwegian } from '@orama/stopwords/norwegian';
import { stopwords as portuguese } from '@orama/stopwords/portuguese';
import { stopwords as spanish } from '@orama/stopwords/spanish';
import { stopwords as swedish } from '@orama/stopwords/swedish';
import { z } from 'zod';
import { detector } from './language-detector.ts';
import { wordsOf } from './words.ts';

const FILLERS = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  da: danish,
  no: norwegian,
  sv: swedish,
  fi: finnish,
};

export const language = z.enum(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'da', 'no', 'sv', 'fi']);
export type Language = z.infer<typeof language>;

export const languageOrAuto = z
  .enum(['auto', 'none', ...language.options])
  .default('auto')
  .describe(
    'ISO 639-1 code of the language the texts are in; `auto` finds the languages (several may be mixed); `none` neither stems nor leaves out filler words.',
  );

/** Texts looked at to find the languages of a collection. */
const SAMPLE = 400;
/** A language is taken to be used where at least this share of the sample is in it. */
const USED_FROM = 0.05;

const fillers = new Map<Language, ReadonlySet<string>>();

/** Words that tell nothing of what a text is about, cut where `wordsOf` cuts: "don't" is "don" and "t". */
export function fillerWords(of: Language): ReadonlySet<string> {
  let found = fillers.get(of);
  if (found === undefined) {
    found = new Set(FILLERS[of].flatMap(wordsOf));
    fillers.set(of, found);
  }
  return found;
}

/** The known language a text is most likely in; undefined where none is. */
export function likelyLanguage(text: string, among: readonly Language[] = language.options): Language | undefined {
  const scores = Object.entries(detector().detect(text).getScores());
  const best = scores.sort(([, a], [, b]) => b - a).find(([code]) => among.some((known) => known === code));
  return among.find((known) => known === best?.[0]);
}

/** The languages in use in a collection, most used first; English where nothing can be told. */
export function languagesUsed(texts: readonly string[]): Language[] {
  const step = Math.max(1, Math.floor(texts.length / SAMPLE));
  const counts = new Map<Language, number>();
  let seen = 0;
  for (let i = 0; i < texts.length; i += step) {
    const detected = detector().detect(texts[i]!);
    const found = language.safeParse(detected.language);
    if (!found.success || !detected.isReliable()) continue;
    counts.set(found.data, (counts.get(found.data) ?? 0) + 1);
    seen += 1;
  }
  const used = [...counts].filter(([, count]) => count >= USED_FROM * seen).sort(([, a], [, b]) => b - a);
  return used.length === 0 ? ['en'] : used.map(([code]) => code);
}
