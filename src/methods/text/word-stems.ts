import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { loadDetector } from './language-detector.ts';
import { fillerWords, language, languagesUsed } from './languages.ts';
import { stemmer } from './stems.ts';
import { wordsOf } from './words.ts';

const SHOWN = 20;

const inputs = z.object({
  words: z
    .array(z.string())
    .max(1_000_000)
    .optional()
    .describe('Single words to stem, each as it stands (lower-cased).'),
  texts: z
    .array(z.string())
    .max(200_000)
    .optional()
    .describe('Texts to cut into words and stem. Give words, texts or both.'),
  language: z
    .enum(['auto', ...language.options])
    .default('auto')
    .describe('ISO 639-1 code; `auto` takes the most used language of the texts, and English for words alone.'),
  leaveOutFillers: z.boolean().default(false).describe('Leave "the", "and" and their like out of the texts.'),
});

/**
 * Words and their stems, so that "reports", "reported" and "reporting" count as one.
 *
 * @throws MethodProblem `no-words` where there is neither a word nor a text with one.
 * @example wordStems.run({ words: ['ponies'], language: 'en', leaveOutFillers: false }).stems; // ['poni']
 */
export const wordStems = defineMethod({
  name: 'word-stems',
  field: 'text',
  prepare: loadDetector,
  title: 'Words and stems',
  summary: 'Cuts texts into words, takes their endings off, and counts the stems.',
  whenToUse: ['Counting what is written about whatever the grammatical form.', 'Preparing texts for other tools.'],
  whenNot: ['To show to people: a stem is often no word.', 'To find meaning: "better" and "good" stay apart.'],
  assumes: ['The words are in the language given (not checked when it is given).'],
  formula:
    "Words are lower-case runs of letters and digits. Endings are taken off step by step by the Snowball algorithm of the language: Porter2 for English; `porter` is Porter's own algorithm of 1980.",
  source: [
    'Porter, M. (1980), An algorithm for suffix stripping, Program 14:130-137.',
    'Snowball stemmers, snowballstem.org (library snowball-stemmers).',
  ],
  verified:
    'R package SnowballC 0.7.0 on the 75 examples of the paper, Porter and Porter2, exactly; PostgreSQL 18 on 37,810 words of English, French and German: 19 differ, all by later revisions of the algorithms (“added”, “égoïste”, German verbs in -eln).',
  cost: 'O(letters)',
  warns: { 'language-guessed': 'The language was found from the texts; give it where it is known.' },
  inputs,
  result: z.object({
    stems: z.array(z.string()).describe('Stem of each of `words`.'),
    porter: z
      .array(z.string())
      .nullable()
      .describe('Stem of each of `words` by the algorithm of 1980; null for other languages than English.'),
    texts: z.array(z.object({ words: z.array(z.string()), stems: z.array(z.string()) })).describe('One for each text.'),
    counts: z
      .array(z.object({ stem: z.string(), count: z.int(), forms: z.array(z.string()) }))
      .describe('Stems of words and texts together, most frequent first, with the words they came from.'),
    language: z.string(),
    ...report,
  }),
  example: {
    about: 'Words of two questions to a bank.',
    source: 'banking77, PolyAI, CC BY 4.0.',
    inputs: { texts: ['My cards have not arrived yet.', 'When will my card arrive?'], language: 'en' },
  },
  run({ words = [], texts = [], language: given, leaveOutFillers }) {
    const own = given === 'auto' ? (languagesUsed(texts)[0] ?? 'en') : given;
    const stem = stemmer(own);
    const fillers = leaveOutFillers ? fillerWords(own) : new Set<string>();
    const single = words.map((word) => word.normalize('NFC').toLowerCase());
    const cut = texts.map((text) => wordsOf(text).filter((word) => !fillers.has(word)));
    const counts = countsOf([...single, ...cut.flat()], stem);
    if (counts.length === 0) throw new MethodProblem('no-words', 'texts', 'Give words, or texts that hold some.');
    const warnings: Warning[] = [];
    if (given === 'auto')
      warnings.push({ id: 'language-guessed', text: `Stemmed as “${own}”; give the language where it is known.` });
    const [most] = counts;
    return {
      stems: single.map(stem),
      porter: own === 'en' ? single.map(stemmer('porter')) : null,
      texts: cut.map((found) => ({ words: found, stems: found.map(stem) })),
      counts,
      language: own,
      warnings,
      reading: `${counts.length} different stems; the most frequent is “${most?.stem}” (${most?.count} times).`,
      picture: {
        kind: 'bars' as const,
        title: 'Most frequent stems',
        x: 'Stem',
        y: 'Times',
        series: [
          {
            name: 'Times',
            x: counts.slice(0, SHOWN).map((one) => one.stem),
            y: counts.slice(0, SHOWN).map((one) => one.count),
          },
        ],
      },
    };
  },
});

function countsOf(words: readonly string[], stem: (word: string) => string) {
  const counts = new Map<string, { stem: string; count: number; forms: Set<string> }>();
  for (const word of words) {
    if (word === '') continue;
    const own = stem(word);
    const known = counts.get(own) ?? { stem: own, count: 0, forms: new Set<string>() };
    known.count += 1;
    known.forms.add(word);
    counts.set(own, known);
  }
  return [...counts.values()]
    .map(({ forms, ...rest }) => ({ ...rest, forms: [...forms].sort() }))
    .sort((a, b) => b.count - a.count || (a.stem < b.stem ? -1 : 1));
}
