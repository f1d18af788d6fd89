import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { type TextReader, textReader } from './content-words.ts';
import { loadDetector } from './language-detector.ts';
import { languageOrAuto } from './languages.ts';
import { nearestTexts } from './nearest-texts.ts';
import { termMatrix } from './term-matrix.ts';

const DRAWERS = 10;
/** A title says what a report is about: its words count so many times. */
const TITLE_COUNTS = 3;
/** Words of what follows a title that are read: later come logs and steps, which are alike in different reports. */
const WORDS_AFTER_TITLE = 100;

const entitled = z.object({
  title: z.string(),
  text: z.string().default('').describe('What follows the title; its first 100 words are read.'),
});

const inputs = z.object({
  texts: z
    .array(z.union([z.string(), entitled]))
    .min(2, 'Give at least two texts.')
    .max(200_000)
    .describe('One text a row: titles, reports, requests; or its title and text apart, so that the title counts more.'),
  closest: z.int().min(1).max(100).default(5).describe('Texts listed for each text at most.'),
  atLeast: z.number().min(0).max(1).default(0.2).describe('Less similar texts are not listed: cosine, 0 to 1.'),
  language: languageOrAuto,
});

/**
 * For each text the others that are most like it in what they are about: candidates for one problem reported twice.
 *
 * @throws MethodProblem `too-few-texts` where fewer than two texts hold a word.
 * @example closestTexts.run({ texts, closest: 5, atLeast: 0.2, language: 'auto' }).closest[0];
 */
export const closestTexts = defineMethod({
  name: 'closest-texts',
  field: 'text',
  prepare: loadDetector,
  title: 'Closest texts',
  summary:
    'For each text the others that are most like it in what they are about, so that a person can tell duplicates.',
  whenToUse: ['Triage: has this been reported or asked for before?', 'Finding requests that belong together.'],
  whenNot: ['To merge without looking: on bug reports one candidate in ten is a true duplicate.'],
  assumes: ['Texts on one matter share telling words or their inflections (not checked).'],
  formula:
    'Words without fillers, as Snowball stems; each weighs `(1 + ln count) · ln((n + 1) / texts with it)`; texts are scaled to length one; similarity is the cosine. Where title and text are apart, words of the title count three times and 100 words of the text are read.',
  source: ['Salton, G. and Buckley, C. (1988), Term-weighting approaches in automatic text retrieval.'],
  verified: 'Against comparing all pairs; on SeaMonkey bug reports and hand-clustered app reviews (decision 0027).',
  cost: 'About linear in the number of words; work for one text is bounded.',
  warns: { 'no-candidates': 'No two texts are similar enough.' },
  heavy: true,
  inputs,
  result: z.object({
    closest: z
      .array(z.array(z.object({ text: z.int().describe('Row of the other text, from 0.'), similarity: z.number() })))
      .describe('For each text in the order given, most similar first.'),
    pairs: z
      .array(z.object({ first: z.int(), second: z.int(), similarity: z.number() }))
      .describe('Pairs that name each other first: the likeliest duplicates, most similar first.'),
    languages: z.array(z.string()),
    ...report,
  }),
  example: {
    about: 'Four reports to a team, two of one problem.',
    source: 'Plain sentences.',
    inputs: {
      texts: [
        'Export fails with many rows',
        'CSV export breaks when there are many rows',
        'Dark mode, please',
        'Password reset mail never arrives',
      ],
      language: 'en',
    },
  },
  run({ texts, closest: most, atLeast, language }, how = {}) {
    const reader = textReader(
      language,
      texts.map((text) => (typeof text === 'string' ? text : `${text.title}\n${text.text}`)),
    );
    const documents = texts.map((text) => stemsOf(text, reader));
    if (documents.filter((document) => document.length > 0).length < 2)
      throw new MethodProblem('too-few-texts', 'texts', 'Give at least two texts that hold a telling word.');
    const matrix = termMatrix(documents, { fewest: 1, mostShare: 1, pairs: false });
    const { count, text, similarity } = nearestTexts(matrix, {
      most,
      atLeast: Math.max(atLeast, Number.MIN_VALUE),
      progress: (done) => how.progress?.(done),
    });
    const closest = Array.from(count, (found, own) =>
      Array.from({ length: found }, (_, at) => ({
        text: text[own * most + at]!,
        similarity: similarity[own * most + at]!,
      })),
    );
    const pairs = closest
      .flatMap(([best], first) =>
        best === undefined ? [] : [{ first, second: best.text, similarity: best.similarity }],
      )
      .filter(({ first, second }) => first < second && closest[second]?.[0]?.text === first)
      .sort((a, b) => b.similarity - a.similarity || a.first - b.first);
    const warnings: Warning[] =
      pairs.length === 0
        ? [{ id: 'no-candidates', text: 'No two texts are that similar; lower atLeast to look further.' }]
        : [];
    return {
      closest,
      pairs,
      languages: [...reader.languages],
      warnings,
      reading: readingOf(texts.length, closest, pairs.length),
      picture: pictureOf(closest),
    };
  },
});

function stemsOf(given: string | z.output<typeof entitled>, reader: TextReader): string[] {
  if (typeof given === 'string') return reader.content(given).map(({ stem }) => stem);
  const title = reader.content(given.title).map(({ stem }) => stem);
  const rest = reader.content(given.text).filter(({ at }) => at < WORDS_AFTER_TITLE);
  return [...Array<string[]>(TITLE_COUNTS).fill(title).flat(), ...rest.map(({ stem }) => stem)];
}

function readingOf(texts: number, closest: readonly (readonly unknown[])[], pairs: number): string {
  const some = closest.filter((list) => list.length > 0).length;
  return `${some} of ${texts} texts have one much like them; ${pairs} pairs name each other as closest and are worth a look.`;
}

function pictureOf(closest: readonly (readonly { similarity: number }[])[]) {
  const counts = Array<number>(DRAWERS).fill(0);
  for (const [best] of closest)
    if (best !== undefined) counts[Math.min(DRAWERS - 1, Math.floor(best.similarity * DRAWERS))]! += 1;
  return {
    kind: 'bars' as const,
    title: 'How alike each text is to its closest',
    x: 'Similarity from',
    y: 'Texts',
    series: [{ name: 'Texts', x: counts.map((_, at) => at / DRAWERS), y: counts }],
  };
}
