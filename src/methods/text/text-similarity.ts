import { z } from 'zod';
import { defineMethod, MethodProblem, report } from '../method.ts';
import { characterShingles, jaccard, wordShingles } from './shingles.ts';
import { jaro, jaroWinkler, levenshtein } from './string-distance.ts';

const LONGEST = 20_000;

const similarity = z.object({
  jaro: z.number(),
  jaroWinkler: z.number(),
  levenshtein: z.int().describe('Characters to insert, delete or replace.'),
  levenshteinSimilarity: z.number().describe('1 less Levenshtein over the longer length.'),
  jaccardCharacters: z
    .number()
    .describe('Of character runs, after lower-casing and turning other signs into one space.'),
  jaccardWords: z.number().describe('Of the sets of words.'),
});
type Similarity = z.infer<typeof similarity>;

const inputs = z.object({
  pairs: z
    .array(z.tuple([z.string().max(LONGEST), z.string().max(LONGEST)]))
    .max(10_000)
    .default([])
    .describe('Pairs of names, titles or short texts to compare.'),
  texts: z
    .array(z.string().max(LONGEST))
    .max(500)
    .default([])
    .describe('Texts to compare each with each. Give pairs, texts or both.'),
  shingle: z.int().min(1).max(50).default(5).describe('Characters in a run.'),
});

/**
 * How alike two strings or texts are, by edits, by matching characters and by shared runs.
 *
 * @throws MethodProblem `nothing-to-compare` without a pair and without two texts.
 * @example textSimilarity.run({ pairs: [['MARTHA', 'MARHTA']], texts: [], shingle: 5 }).pairs[0].jaroWinkler; // 0.961
 */
export const textSimilarity = defineMethod({
  name: 'text-similarity',
  field: 'text',
  title: 'Similarity of strings and texts',
  summary: 'Jaro, Jaro-Winkler, Levenshtein and Jaccard of pairs, and of texts each with each.',
  whenToUse: ['Matching names of companies, people and features.', 'Judging whether two reports are one.'],
  whenNot: ['Thousands of texts each with each: `near-duplicates` finds the pairs without comparing all.'],
  assumes: ['Spelling carries the likeness; meaning is not seen.'],
  formula:
    'Jaro: `(m/|a| + m/|b| + (m - t)/m) / 3` with m characters matching within half the longer length less one and t half the matches out of order. Winkler adds `0.1 · prefix · (1 - jaro)`, prefix at most 4. Jaccard: shared over all.',
  source: [
    'Winkler, W. (1990), String comparator metrics and enhanced decision rules in the Fellegi-Sunter model of record linkage.',
    'Levenshtein, V. (1966), Binary codes capable of correcting deletions, insertions and reversals.',
    'Broder, A. (1997), On the resemblance and containment of documents.',
  ],
  verified:
    'Pairs printed by Winkler and matrices of five texts recomputed with R, to 1e-9; Levenshtein against recursion.',
  cost: 'O(length of one times length of the other) for a pair.',
  warns: {},
  inputs,
  result: z.object({
    pairs: z.array(similarity).describe('One for each of `pairs`.'),
    jaccardCharacters: z.array(z.array(z.number())).describe('Row and column for each of `texts`.'),
    jaccardWords: z.array(z.array(z.number())).describe('Row and column for each of `texts`.'),
    closest: z
      .object({ first: z.int(), second: z.int(), similarity: z.number() })
      .nullable()
      .describe('The two texts with the greatest Jaccard of characters; null for fewer than two texts.'),
    ...report,
  }),
  example: {
    about: 'Names that Winkler compared, and two wordings of one wish.',
    source: 'Winkler (1990); plain sentences.',
    inputs: {
      pairs: [
        ['MARTHA', 'MARHTA'],
        ['DIXON', 'DICKSONX'],
      ],
      texts: ['Please add dark mode.', 'Add a dark mode, please!'],
    },
  },
  run({ pairs, texts, shingle }) {
    if (pairs.length === 0 && texts.length < 2)
      throw new MethodProblem('nothing-to-compare', 'pairs', 'Give a pair, or at least two texts.');
    const compared = pairs.map(([first, second]) => compare(first, second, shingle));
    const jaccardCharacters = matrixOf(texts.map((text) => characterShingles(text, shingle)));
    const jaccardWords = matrixOf(texts.map((text) => wordShingles(text, 1)));
    return {
      pairs: compared,
      jaccardCharacters,
      jaccardWords,
      closest: closestOf(jaccardCharacters),
      warnings: [],
      reading: readingOf(compared, jaccardCharacters),
      picture: {
        kind: 'bars' as const,
        title: 'Likeness of each pair',
        x: 'Pair',
        y: 'Similarity, 0 to 1',
        series: [
          { name: 'Jaro-Winkler', x: compared.map((_, at) => at + 1), y: compared.map((one) => one.jaroWinkler) },
          { name: 'Jaccard', x: compared.map((_, at) => at + 1), y: compared.map((one) => one.jaccardCharacters) },
        ],
      },
    };
  },
});

function compare(first: string, second: string, shingle: number): Similarity {
  const edits = levenshtein(first, second);
  const longer = Math.max([...first].length, [...second].length);
  return {
    jaro: jaro(first, second),
    jaroWinkler: jaroWinkler(first, second),
    levenshtein: edits,
    levenshteinSimilarity: longer === 0 ? 1 : 1 - edits / longer,
    jaccardCharacters: jaccard(characterShingles(first, shingle), characterShingles(second, shingle)),
    jaccardWords: jaccard(wordShingles(first, 1), wordShingles(second, 1)),
  };
}

function matrixOf(sets: readonly ReadonlySet<string>[]): number[][] {
  return sets.map((row) => sets.map((column) => jaccard(row, column)));
}

function closestOf(matrix: readonly (readonly number[])[]) {
  let best: { first: number; second: number; similarity: number } | null = null;
  for (const [first, row] of matrix.entries())
    for (let second = first + 1; second < row.length; second += 1)
      if (best === null || row[second]! > best.similarity) best = { first, second, similarity: row[second]! };
  return best;
}

function readingOf(pairs: readonly Similarity[], matrix: readonly (readonly number[])[]): string {
  const best = closestOf(matrix);
  const ofTexts =
    best === null
      ? ''
      : `Texts ${best.first + 1} and ${best.second + 1} share the most wording (${best.similarity.toFixed(2)} of 1).`;
  const [first] = pairs;
  if (first === undefined) return ofTexts;
  const mean = pairs.reduce((sum, one) => sum + one.jaroWinkler, 0) / pairs.length;
  const ofPairs =
    pairs.length === 1
      ? `The pair is ${first.jaroWinkler.toFixed(2)} of 1 alike (Jaro-Winkler), ${first.levenshtein} edits apart.`
      : `${pairs.length} pairs are ${mean.toFixed(2)} of 1 alike on average (Jaro-Winkler).`;
  return `${ofPairs} ${ofTexts}`.trim();
}
