import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference, referenceText } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { rankingQuality } from './ranking-quality.ts';
import { searchRanking } from './search-ranking.ts';

type Inputs = Parameters<typeof searchRanking.run>[0];
const search = (inputs: Pick<Inputs, 'documents' | 'queries'> & Partial<Inputs>) =>
  searchRanking.run({ ranking: 'bm25', k1: 1.2, b: 0.75, stem: 'none', most: 10, ...inputs });

describe('Cranfield, 1,400 abstracts and 225 queries', () => {
  const { inputs, expected } = reference('text_search_cranfield');
  const documents = JSON.parse(referenceText(inputs.documents));
  const queries = JSON.parse(referenceText(inputs.queries));

  test('BM25: index, scores, first ten queries and means', () => {
    const found = search({ documents, queries });
    expect(found.index).toEqual({
      documents: expected.index.documents,
      terms: expected.index.terms,
      meanLength: expect.closeTo(expected.index.mean_length, 9),
    });
    expect(found.results[0]?.hits.slice(0, 5)).toEqual(
      expected.first_query_top5.map(({ doc, score }: { doc: number; score: number }) => ({
        document: doc,
        score: expect.closeTo(score, 6),
      })),
    );
    expect(found.results.slice(0, 10).map(({ quality }) => quality?.averagePrecision)).toEqual(
      expected.bm25_first_ten_queries_ap.map((value: number) => expect.closeTo(value, 6)),
    );
    expect(found.means).toEqual(meansOf(expected['bm25_k1_1.2_b_0.75']));
  });

  test('BM25 with other settings, and TF-IDF cosine', () => {
    expect(search({ documents, queries, k1: 0.9, b: 0.4 }).means).toEqual(meansOf(expected['bm25_k1_0.9_b_0.4']));
    const cosine = search({ documents, queries, ranking: 'tfidf-cosine' });
    expect(cosine.means).toEqual(meansOf(expected.tfidf_ltc_cosine));
    expect(cosine.results[0]?.hits[0]?.score).toBeCloseTo(expected.first_query_top5_tfidf[0].score, 6);
  });

  test('without the judgements of code -1', () => {
    const strict = queries.map((query: { text: string; relevant_without_minus1: number[] }) => ({
      text: query.text,
      relevant: query.relevant_without_minus1,
    }));
    expect(search({ documents, queries: strict }).means).toEqual(meansOf(expected.bm25_without_code_minus1));
  });

  function meansOf(means: Record<string, number>) {
    return {
      meanAveragePrecision: expect.closeTo(means.map ?? -1, 6),
      precisionAt10: expect.closeTo(means.p10 ?? -1, 9),
      ndcgAt10: expect.closeTo(means.ndcg10_binary ?? -1, 6),
      meanReciprocalRank: expect.closeTo(means.mrr ?? -1, 6),
      recallAt100: expect.closeTo(means.recall100 ?? -1, 6),
      queries: means.queries,
    };
  }
});

test('the order of the words of a query and of the documents does not change a score', () => {
  const word = fc.constantFrom('card', 'lost', 'rate', 'top', 'up');
  const text = fc.array(word, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 8 }), text, (documents, query) => {
      const named = documents.map((words, id) => ({ id, text: words.join(' ') }));
      const scores = (found: ReturnType<typeof search>) =>
        new Map(found.results[0]?.hits.map(({ document, score }) => [document, score.toFixed(9)]));
      const one = search({ documents: named, queries: [query.join(' ')] });
      const other = search({ documents: [...named].reverse(), queries: [[...query].reverse().join(' ')] });
      expect(scores(other)).toEqual(scores(one));
    }),
  );
});

test('average precision by hand: answers at ranks 1 and 3', () => {
  expect(rankingQuality(['a', 'b', 'c'], new Set(['a', 'c'])).averagePrecision).toBeCloseTo((1 + 2 / 3) / 2, 12);
});

test('stems find other forms; without them nothing is found, and it says so', () => {
  const given = { documents: ['The reports failed'], queries: ['report fails'] };
  expect(search({ ...given, stem: 'en' }).results[0]?.found).toBe(1);
  expect(search(given).warnings.map(({ id }) => id)).toEqual(['queries-without-hits']);
});

test('documents without a word, and a judgement that names no document: refused by name', () => {
  expect(() => search({ documents: ['', '…'], queries: ['a'] })).toThrow(expect.objectContaining({ id: 'no-words' }));
  expect(() => search({ documents: ['a'], queries: [{ text: 'a', relevant: [7] }] })).toThrow(
    expect.objectContaining({ id: 'unknown-document', field: 'queries.0.relevant' }),
  );
});

test('two documents of one id are refused by name', async () => {
  const documents = ['a', 'b'].map((text) => ({ id: 1, text }));
  await expect(answerMethod(searchRanking, { documents, queries: ['a'] })).rejects.toThrow(
    expect.objectContaining({ id: 'id-twice' }),
  );
});
