/** The most similar other texts of every text, by an index from term to texts, with the work for one text bounded. */

import { GreatestKept } from './greatest-kept.ts';
import type { TermMatrix } from './term-matrix.ts';

export interface Nearest {
  readonly most: number;
  /** How many were found for text i. */
  readonly count: Int32Array;
  /** Those of text i stand from `i * most`, most similar first. */
  readonly text: Int32Array;
  /** Cosine of the weighted terms, 0 to 1. */
  readonly similarity: Float64Array;
}

export interface NearestChoice {
  readonly most: number;
  /** Less similar texts are not listed. */
  readonly atLeast: number;
  readonly progress?: (done: number) => void;
}

/**
 * Entries of the index read for one text. Rare terms are read first; of the term at which the limit is reached a run
 * beside the text itself is read. Collections of some thousand short texts hardly reach it, so there the answer is exact.
 */
const ENTRIES_READ = 2_000;
/** Candidates whose similarity is worked out in full, for each text listed. */
const CHECKED = 2;
const TOLD_EVERY = 2_000;

interface Index {
  /** The texts with term t stand from `start[t]` up to `start[t + 1]`. */
  readonly start: Int32Array;
  readonly text: Int32Array;
  readonly weight: Float64Array;
}

/** @example nearestTexts(termMatrix(documents, choice), { most: 20, atLeast: 0.05 }) */
export function nearestTexts(matrix: TermMatrix, choice: NearestChoice): Nearest {
  const index = indexOf(matrix);
  const { texts } = matrix;
  const nearest: Nearest = {
    most: choice.most,
    count: new Int32Array(texts),
    text: new Int32Array(texts * choice.most),
    similarity: new Float64Array(texts * choice.most),
  };
  const wanted = CHECKED * choice.most;
  const scratch = {
    sum: new Float64Array(texts),
    touched: new Int32Array(texts),
    best: new GreatestKept(wanted),
    listed: new GreatestKept(choice.most),
  };
  const own = new Float64Array(matrix.terms);
  for (let text = 0; text < texts; text += 1) {
    candidatesOf(text, matrix, index, scratch);
    list(text, matrix, { nearest, choice, own, ...scratch });
    if (text % TOLD_EVERY === 0) choice.progress?.(text / texts);
  }
  return nearest;
}

function indexOf(matrix: TermMatrix): Index {
  const start = new Int32Array(matrix.terms + 1);
  for (let t = 0; t < matrix.terms; t += 1) start[t + 1] = start[t]! + matrix.frequency[t]!;
  const next = start.slice();
  const text = new Int32Array(matrix.term.length);
  const weight = new Float64Array(matrix.term.length);
  for (let i = 0; i < matrix.texts; i += 1)
    for (let p = matrix.start[i]!; p < matrix.start[i + 1]!; p += 1) {
      const q = next[matrix.term[p]!]!++;
      text[q] = i;
      weight[q] = matrix.weight[p]!;
    }
  return { start, text, weight };
}

interface Scratch {
  readonly sum: Float64Array;
  readonly touched: Int32Array;
  readonly best: GreatestKept;
  readonly listed: GreatestKept;
}

/** Texts that share terms: those that share the most weight, as far as the index was read. */
function candidatesOf(text: number, matrix: TermMatrix, index: Index, { sum, touched, best }: Scratch): void {
  let found = 0;
  let left = ENTRIES_READ;
  for (const p of rareFirst(text, matrix)) {
    const term = matrix.term[p]!;
    const weight = matrix.weight[p]!;
    const [from, to] = windowOf(text, index, term, left);
    left -= to - from;
    for (let q = from; q < to; q += 1) {
      const other = index.text[q]!;
      if (sum[other] === 0) touched[found++] = other;
      sum[other]! += weight * index.weight[q]!;
    }
    if (left <= 0) break;
  }
  sum[text] = 0;
  best.clear();
  for (let f = 0; f < found; f += 1) {
    const other = touched[f]!;
    if (other !== text) best.offer(other, sum[other]!);
    sum[other] = 0;
  }
}

function rareFirst(text: number, matrix: TermMatrix): number[] {
  const places: number[] = [];
  for (let p = matrix.start[text]!; p < matrix.start[text + 1]!; p += 1) places.push(p);
  return places.sort((a, b) => matrix.frequency[matrix.term[a]!]! - matrix.frequency[matrix.term[b]!]! || a - b);
}

/** All texts with the term, or as many as may still be read, around the text's own place among them. */
function windowOf(text: number, index: Index, term: number, left: number): readonly [number, number] {
  const [from, to] = [index.start[term]!, index.start[term + 1]!];
  if (to - from <= left) return [from, to];
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (index.text[middle]! < text) low = middle + 1;
    else high = middle;
  }
  const begin = Math.max(from, Math.min(low - (left >> 1), to - left));
  return [begin, begin + left];
}

interface Listing extends Scratch {
  readonly nearest: Nearest;
  readonly choice: NearestChoice;
  readonly own: Float64Array;
}

/** Works the similarity of the best candidates out in full and keeps the most similar. */
function list(text: number, matrix: TermMatrix, { nearest, choice, own, best, listed }: Listing): void {
  const [from, to] = [matrix.start[text]!, matrix.start[text + 1]!];
  for (let p = from; p < to; p += 1) own[matrix.term[p]!] = matrix.weight[p]!;
  listed.clear();
  for (let i = 0; i < best.size; i += 1) {
    const candidate = best.texts[i]!;
    const similarity = dot(candidate, matrix, own);
    if (similarity >= choice.atLeast) listed.offer(candidate, similarity);
  }
  for (let p = from; p < to; p += 1) own[matrix.term[p]!] = 0;
  nearest.count[text] = listed.size;
  for (let at = text * choice.most + listed.size - 1; listed.size > 0; at -= 1) {
    nearest.text[at] = listed.texts[0]!;
    nearest.similarity[at] = Math.min(1, listed.values[0]!);
    listed.dropLeast();
  }
}

function dot(text: number, matrix: TermMatrix, own: Float64Array): number {
  let sum = 0;
  for (let p = matrix.start[text]!; p < matrix.start[text + 1]!; p += 1)
    sum += own[matrix.term[p]!]! * matrix.weight[p]!;
  return sum;
}
