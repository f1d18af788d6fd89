import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { language } from './languages.ts';
import { type Quality, rankingQuality } from './ranking-quality.ts';
import { bm25, type Hit, searchIndex, tfIdfCosine } from './search-index.ts';
import { stemmer } from './stems.ts';
import { wordsOf } from './words.ts';

const id = z.union([z.string(), z.number()]);

const inputs = z.object({
  documents: z
    .array(z.union([z.string(), z.object({ id, text: z.string() })]))
    .min(1, 'Give at least one document.')
    .max(200_000)
    .describe('Texts, or objects with id and text. A text without an id is known by its row, from 0.'),
  queries: z
    .array(z.union([z.string(), z.object({ text: z.string(), relevant: z.array(id).optional() })]))
    .min(1, 'Give at least one query.')
    .max(10_000)
    .describe('What is searched for. Where `relevant` names the documents that answer it, the ranking is marked.'),
  ranking: z
    .enum(['bm25', 'tfidf-cosine'])
    .default('bm25')
    .describe('`bm25` suits most texts; `tfidf-cosine` gives scores from 0 to 1.'),
  k1: z.number().min(0).max(10).default(1.2).describe('BM25: how much the repetition of a word counts.'),
  b: z.number().min(0).max(1).default(0.75).describe('BM25: how much long documents are marked down.'),
  stem: z
    .enum(['none', ...language.options])
    .default('none')
    .describe(
      'Language whose endings are taken off, so that "reports" finds "report"; `none` takes words as they stand.',
    ),
  most: z.int().min(1).max(100_000).default(10).describe('Hits listed for each query at most.'),
});

const quality = z.object({
  averagePrecision: z.number(),
  precisionAt10: z.number(),
  ndcgAt10: z.number().describe('Normalised discounted cumulative gain of the first ten, relevant or not.'),
  reciprocalRank: z.number(),
  recallAt100: z.number(),
});

/**
 * Documents ranked for queries by BM25 or TF-IDF cosine, marked where the right answers are given.
 *
 * @throws MethodProblem `no-words` where no document holds a word; `id-twice`; `unknown-document` where a judgement names none.
 * @example searchRanking.run({ documents, queries: ['lost card'], ranking: 'bm25', k1: 1.2, b: 0.75, stem: 'en', most: 10 });
 */
export const searchRanking = defineMethod({
  name: 'search-ranking',
  field: 'text',
  title: 'Full-text search and its quality',
  summary: 'Ranks texts for queries, and measures how good the ranking is where the right answers are known.',
  whenToUse: ['Finding the feedback that speaks of something.', 'Measuring a search before changing it.'],
  whenNot: ['Where words differ between question and answer: it sees no synonyms.'],
  assumes: [
    'Documents that answer a query share its words.',
    'Judgements are complete; a document not judged counts as no answer.',
  ],
  formula:
    'BM25: sum over query words of `idf · tf (k1 + 1) / (tf + k1 (1 - b + b · length / mean length))`, `idf = ln(1 + (N - df + 0.5) / (df + 0.5))`. TF-IDF: cosine of `(1 + ln tf) · ln(N / df)` in query and document. Equal scores: the earlier document first.',
  source: [
    'Robertson, S. and Zaragoza, H. (2009), The probabilistic relevance framework: BM25 and beyond.',
    'Salton, G. and Buckley, C. (1988), Term-weighting approaches in automatic text retrieval.',
    'Manning, C., Raghavan, P. and Schütze, H. (2008), Introduction to Information Retrieval, chapter 8.',
  ],
  verified:
    'Cranfield collection (1,400 abstracts, 225 queries): scores to 1e-6, mean average precision .3953 (BM25) and .3863 (TF-IDF) to 1e-4.',
  cost: 'O(words) to read; O(documents with a query word) for a query',
  warns: {
    'queries-without-hits': 'Some queries find nothing.',
    'queries-not-judged': 'Some queries have no right answer given and are left out of the means.',
  },
  inputs,
  result: z.object({
    results: z
      .array(
        z.object({
          hits: z.array(
            z.object({ document: id.describe('Its id, or its row from 0 where it has none.'), score: z.number() }),
          ),
          found: z.int().describe('Documents with a score above 0.'),
          quality: quality.nullable().describe('Null where no right answer is given.'),
        }),
      )
      .describe('One for each query.'),
    means: z
      .object({
        meanAveragePrecision: z.number(),
        precisionAt10: z.number(),
        ndcgAt10: z.number(),
        meanReciprocalRank: z.number(),
        recallAt100: z.number(),
        queries: z.int().describe('Queries that have a right answer.'),
      })
      .nullable(),
    index: z.object({ documents: z.int(), terms: z.int(), meanLength: z.number().describe('In words.') }),
    ...report,
  }),
  example: {
    about: 'Which of four questions to a bank speak of a card that has not arrived?',
    source: 'banking77, PolyAI, CC BY 4.0.',
    inputs: {
      documents: [
        'I still have not received my new card, I ordered over a week ago.',
        'What exchange rates do you offer?',
        'My card has not arrived yet.',
        'How do I reset my passcode?',
      ],
      queries: [{ text: 'card not arrived', relevant: [0, 2] }],
      stem: 'en',
    },
  },
  run({ documents, queries, ranking, k1, b, stem, most }) {
    const stemOf = stem === 'none' ? (word: string) => word : stemmer(stem);
    const read = (text: string): string[] => wordsOf(text).map(stemOf);
    const names = documents.map((document, row) => (typeof document === 'string' ? row : document.id));
    const index = searchIndex(
      documents.map((document) => read(typeof document === 'string' ? document : document.text)),
    );
    if (index.postings.size === 0) throw new MethodProblem('no-words', 'documents', 'Give documents that hold words.');
    const cosine = ranking === 'bm25' ? undefined : tfIdfCosine(index);
    const rank = (query: readonly string[]): Hit[] => cosine?.(query) ?? bm25(index, query, { k1, b });
    const known = new Set(names);
    if (known.size < names.length)
      throw new MethodProblem('id-twice', 'documents', 'Give each document an id of its own.');
    const asked = queries.map((query) => (typeof query === 'string' ? { text: query } : query));
    const results = asked.map(({ text, relevant = [] }, at) => {
      const stray = relevant.find((name) => !known.has(name));
      if (stray !== undefined)
        throw new MethodProblem('unknown-document', `queries.${at}.relevant`, `There is no document ${stray}.`);
      const hits = rank(read(text)).map((hit) => ({ document: names[hit.document]!, score: hit.score }));
      const ranked = hits.map(({ document }) => document);
      const marked = relevant.length === 0 ? null : rankingQuality(ranked, new Set(relevant));
      return { hits: hits.slice(0, most), found: hits.length, quality: marked };
    });
    const means = meansOf(results.flatMap((result) => result.quality ?? []));
    return {
      results,
      means,
      index: { documents: index.documents, terms: index.postings.size, meanLength: index.meanLength },
      warnings: warningsOf(results),
      reading: readingOf(results, means?.meanAveragePrecision, documents.length),
      picture: {
        kind: 'bars' as const,
        title: means === null ? 'Documents found' : 'Average precision',
        x: 'Query',
        y: means === null ? 'Documents' : 'Average precision, 0 to 1',
        series: [
          {
            name: 'Query',
            x: asked.map(({ text }) => text),
            y: results.map((result) => (means === null ? result.found : (result.quality?.averagePrecision ?? null))),
          },
        ],
      },
    };
  },
});

function meansOf(marks: readonly Quality[]) {
  if (marks.length === 0) return null;
  const mean = (of: (one: Quality) => number): number => marks.reduce((sum, one) => sum + of(one), 0) / marks.length;
  return {
    meanAveragePrecision: mean((one) => one.averagePrecision),
    precisionAt10: mean((one) => one.precisionAt10),
    ndcgAt10: mean((one) => one.ndcgAt10),
    meanReciprocalRank: mean((one) => one.reciprocalRank),
    recallAt100: mean((one) => one.recallAt100),
    queries: marks.length,
  };
}

function warningsOf(results: readonly { found: number; quality: Quality | null }[]): Warning[] {
  const warnings: Warning[] = [];
  const empty = results.filter(({ found }) => found === 0).length;
  const unjudged = results.filter((result) => result.quality === null).length;
  if (empty > 0)
    warnings.push({ id: 'queries-without-hits', text: `${empty} queries find nothing: try other words or stems.` });
  if (unjudged > 0 && unjudged < results.length)
    warnings.push({
      id: 'queries-not-judged',
      text: `${unjudged} queries have no right answer and are left out of the means.`,
    });
  return warnings;
}

function readingOf(results: readonly { found: number }[], precision: number | undefined, documents: number): string {
  const found = results.reduce((sum, result) => sum + result.found, 0) / results.length;
  const first = `A query finds ${found.toFixed(0)} of ${documents} documents on average.`;
  if (precision === undefined) return first;
  return `${first} The ranking's mean average precision is ${precision.toFixed(3)} (1 is perfect).`;
}
