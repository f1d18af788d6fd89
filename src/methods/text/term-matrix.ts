/** Texts as weighted terms: words and pairs of neighbouring words, rare ones weighing more, every text of length one. */

export interface TermMatrix {
  readonly texts: number;
  /** How many different terms there are. */
  readonly terms: number;
  /** The terms of text i stand from `start[i]` up to `start[i + 1]`. */
  readonly start: Int32Array;
  readonly term: Int32Array;
  readonly weight: Float64Array;
  /** In how many texts each term stands. */
  readonly frequency: Int32Array;
  nameOf(term: number): string;
}

export interface TermChoice {
  /** Terms in fewer texts are left out. */
  readonly fewest: number;
  /** Terms in more than this share of the texts are left out. */
  readonly mostShare: number;
  readonly pairs: boolean;
}

/** A pair of words weighs half of what its rarity says, since its words count already. */
const PAIR_WEIGHT = 0.5;
/** Numbers a pair of words in one double: word numbers stay below it. */
const PAIR_BASE = 2 ** 26;

/**
 * Weight of a term in a text: `(1 + ln count) · ln((texts + 1) / texts with it)`, scaled to length one.
 *
 * @example termMatrix([['card', 'lost'], ['card', 'late']], { fewest: 1, mostShare: 1, pairs: true }).terms; // 5
 */
export function termMatrix(documents: readonly (readonly string[])[], choice: TermChoice): TermMatrix {
  const words = new Map<string, number>();
  const keyed = documents.map((document) => keysOf(document, words, choice.pairs));
  const chosen = chooseTerms(keyed, documents.length, choice);
  const start = new Int32Array(documents.length + 1);
  const term: number[] = [];
  const count: number[] = [];
  const place = new Map<number, number>();
  for (const [text, keys] of keyed.entries()) {
    place.clear();
    for (const key of keys) {
      const number = chosen.get(key);
      if (number === undefined) continue;
      const at = place.get(number);
      if (at === undefined) {
        place.set(number, term.length);
        term.push(number);
        count.push(1);
      } else count[at]! += 1;
    }
    start[text + 1] = term.length;
  }
  const names = [...words.keys()];
  const keys = [...chosen.keys()];
  const base = {
    texts: documents.length,
    terms: keys.length,
    start,
    term: Int32Array.from(term),
    frequency: frequencies(term, keys.length),
    nameOf: (number: number) => nameOf(keys[number]!, names),
  };
  return { ...base, weight: weigh(base, count, keys) };
}

/** Words are numbered from 1, so that a pair's key is never that of a word. */
function keysOf(document: readonly string[], words: Map<string, number>, pairs: boolean): Float64Array {
  const length = document.length;
  const keys = new Float64Array(pairs && length > 0 ? 2 * length - 1 : length);
  for (let i = 0; i < length; i += 1) {
    const word = document[i]!;
    let number = words.get(word);
    if (number === undefined) {
      number = words.size + 1;
      words.set(word, number);
    }
    keys[i] = number;
    if (pairs && i > 0) keys[length + i - 1] = keys[i - 1]! * PAIR_BASE + number;
  }
  return keys;
}

/** Terms in enough texts and not in too many, by number; found by sorting, which takes far less memory than counting in a map. */
function chooseTerms(keyed: readonly Float64Array[], texts: number, choice: TermChoice): Map<number, number> {
  const once = new Float64Array(keyed.reduce((sum, keys) => sum + keys.length, 0));
  let length = 0;
  for (const keys of keyed) {
    const sorted = keys.slice().sort();
    for (let i = 0; i < sorted.length; i += 1) if (i === 0 || sorted[i] !== sorted[i - 1]) once[length++] = sorted[i]!;
  }
  const all = once.subarray(0, length).sort();
  const chosen = new Map<number, number>();
  const most = Math.max(choice.mostShare * texts, choice.fewest);
  for (let from = 0; from < length; ) {
    let to = from + 1;
    while (to < length && all[to] === all[from]) to += 1;
    if (to - from >= choice.fewest && to - from <= most) chosen.set(all[from]!, chosen.size);
    from = to;
  }
  return chosen;
}

function frequencies(term: readonly number[], terms: number): Int32Array {
  const frequency = new Int32Array(terms);
  for (const number of term) frequency[number]! += 1;
  return frequency;
}

function weigh(matrix: Omit<TermMatrix, 'weight'>, count: readonly number[], keys: readonly number[]): Float64Array {
  const weight = new Float64Array(count.length);
  for (let text = 0; text < matrix.texts; text += 1) {
    const [from, to] = [matrix.start[text]!, matrix.start[text + 1]!];
    let squares = 0;
    for (let p = from; p < to; p += 1) {
      const number = matrix.term[p]!;
      const rarity = Math.log((matrix.texts + 1) / matrix.frequency[number]!);
      const value = (1 + Math.log(count[p]!)) * rarity * (keys[number]! >= PAIR_BASE ? PAIR_WEIGHT : 1);
      weight[p] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares) || 1;
    for (let p = from; p < to; p += 1) weight[p]! /= length;
  }
  return weight;
}

function nameOf(key: number, words: readonly string[]): string {
  if (key < PAIR_BASE) return words[key - 1]!;
  return `${words[Math.floor(key / PAIR_BASE) - 1]!} ${words[(key % PAIR_BASE) - 1]!}`;
}
