/** Full-text ranking by the textbook: BM25 and TF-IDF cosine. */

export interface SearchIndex {
  readonly documents: number;
  readonly meanLength: number;
  readonly length: Int32Array;
  /** For each term the documents that hold it and how often. */
  readonly postings: ReadonlyMap<string, { readonly document: number[]; readonly count: number[] }>;
}

export interface Hit {
  readonly document: number;
  readonly score: number;
}

export function searchIndex(documents: readonly (readonly string[])[]): SearchIndex {
  const postings = new Map<string, { document: number[]; count: number[] }>();
  const length = Int32Array.from(documents, (words) => words.length);
  for (const [document, words] of documents.entries())
    for (const word of words) {
      let entry = postings.get(word);
      if (entry === undefined) {
        entry = { document: [], count: [] };
        postings.set(word, entry);
      }
      if (entry.document.at(-1) === document) entry.count[entry.count.length - 1]! += 1;
      else {
        entry.document.push(document);
        entry.count.push(1);
      }
    }
  const words = length.reduce((sum, own) => sum + own, 0);
  return { documents: documents.length, meanLength: words / documents.length, length, postings };
}

export interface Bm25Settings {
  /** How much a word's repetition counts. */
  readonly k1: number;
  /** How much a long document is marked down, 0 to 1. */
  readonly b: number;
}

/**
 * Robertson and Zaragoza (2009): the sum over query words of `idf · tf (k1 + 1) / (tf + k1 (1 - b + b · length / mean length))`
 * with `idf = ln(1 + (N - df + 0.5) / (df + 0.5))`; a word asked twice counts twice.
 */
export function bm25(index: SearchIndex, query: readonly string[], { k1, b }: Bm25Settings): Hit[] {
  const score = new Float64Array(index.documents);
  for (const word of query) {
    const entry = index.postings.get(word);
    if (entry === undefined) continue;
    const frequency = entry.document.length;
    const idf = Math.log(1 + (index.documents - frequency + 0.5) / (frequency + 0.5));
    for (const [at, document] of entry.document.entries()) {
      const count = entry.count[at]!;
      const norm = 1 - b + (b * index.length[document]!) / index.meanLength;
      score[document]! += (idf * count * (k1 + 1)) / (count + k1 * norm);
    }
  }
  return ranked(score);
}

/** Salton's ltc.ltc: `(1 + ln tf) · ln(N / df)` in document and query, both of length one, and their cosine. */
export function tfIdfCosine(index: SearchIndex): (query: readonly string[]) => Hit[] {
  const squares = new Float64Array(index.documents);
  const idfOf = (frequency: number): number => Math.log(index.documents / frequency);
  for (const { document, count } of index.postings.values()) {
    const idf = idfOf(document.length);
    for (const [at, own] of document.entries()) squares[own]! += ((1 + Math.log(count[at]!)) * idf) ** 2;
  }
  return (query) => {
    const asked = new Map<string, number>();
    for (const word of query) asked.set(word, (asked.get(word) ?? 0) + 1);
    const score = new Float64Array(index.documents);
    let querySquares = 0;
    for (const [word, times] of asked) {
      const entry = index.postings.get(word);
      if (entry === undefined) continue;
      const idf = idfOf(entry.document.length);
      const weight = (1 + Math.log(times)) * idf;
      querySquares += weight * weight;
      for (const [at, document] of entry.document.entries())
        score[document]! += weight * (1 + Math.log(entry.count[at]!)) * idf;
    }
    return ranked(score.map((sum, at) => (sum > 0 ? sum / Math.sqrt(squares[at]! * querySquares) : 0)));
  };
}

/** Scores that are equal to nine decimals are a tie; the earlier document comes first. */
function ranked(score: Float64Array): Hit[] {
  const hits: Hit[] = [];
  for (const [document, own] of score.entries()) if (own > 0) hits.push({ document, score: own });
  const rounded = (hit: Hit): number => Math.round(hit.score * 1e9);
  return hits.sort((a, b) => rounded(b) - rounded(a) || a.document - b.document);
}
