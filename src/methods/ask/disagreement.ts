/**
 * Krippendorff's observed and expected disagreement. Both are sums that never need the matrix of which values met: an item adds
 * the squared distances within it, and ordinal distances are interval distances between mid-ranks.
 */

export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/** Items rated with the same codes, whoever gave which. */
interface Pattern {
  readonly codes: Uint32Array;
  readonly counts: Float64Array;
  readonly ratings: number;
}

export interface Patterns {
  readonly list: readonly Pattern[];
  /** Pattern of each item. */
  readonly ofItem: Uint32Array;
  /** Number of distinct values. */
  readonly size: number;
}

/**
 * @param items codes of the ratings of each item, 0 to below `size`, ascending where the metric needs an order; two or more each.
 */
export function patternsOf(items: readonly (readonly number[])[], size: number): Patterns {
  const known = new Map<string, number>();
  const list: Pattern[] = [];
  const ofItem = Uint32Array.from(items, (codes) => {
    const sorted = Uint32Array.from(codes).sort();
    const key = sorted.join();
    const at = known.get(key) ?? list.push(patternOf(sorted)) - 1;
    known.set(key, at);
    return at;
  });
  return { list, ofItem, size };
}

function patternOf(sorted: Uint32Array): Pattern {
  const codes = Uint32Array.from(new Set(sorted));
  const counts = new Float64Array(codes.length);
  let at = 0;
  for (const code of sorted) {
    if (codes[at] !== code) at++;
    counts[at]!++;
  }
  return { codes, counts, ratings: sorted.length };
}

/** How often each pattern occurs. */
export function timesOf({ list, ofItem }: Patterns): Float64Array {
  const times = new Float64Array(list.length);
  for (const at of ofItem) times[at]!++;
  return times;
}

export interface Alpha {
  readonly alpha: number;
  /** Mean squared distance within items, and among all values that could have met. */
  readonly observed: number;
  readonly expected: number;
  /** Ratings that have another to be compared with. */
  readonly pairable: number;
}

/**
 * Alpha for any number of times each pattern counts, which is what a resample changes.
 *
 * @param values what each code stands for (only interval and ratio use it).
 * @returns a function of the times, giving null where all values are alike.
 */
export function alphaOf(patterns: Patterns, metric: Metric, values: readonly number[]) {
  const within = metric === 'ordinal' ? null : withinEach(patterns, metric, centred(values, metric));
  return (times: Float64Array): Alpha | null => {
    const totals = totalsOf(patterns, times);
    const pairable = totals.reduce((sum, total) => sum + total, 0);
    const positions = metric === 'ordinal' ? midRanks(totals) : centred(values, metric);
    const own = within ?? withinEach(patterns, metric, positions);
    let observed = 0;
    for (let at = 0; at < times.length; at++) observed += times[at]! * own[at]!;
    observed /= pairable;
    const expected = apart(totals, metric, positions) / (pairable * (pairable - 1));
    return expected > 0 ? { alpha: 1 - observed / expected, observed, expected, pairable } : null;
  };
}

/** Interval distances do not change when all values are moved; near zero no digits are lost. */
function centred(values: readonly number[], metric: Metric): Float64Array {
  const mean = metric === 'interval' ? values.reduce((sum, value) => sum + value / values.length, 0) : 0;
  return Float64Array.from(values, (value) => value - mean);
}

function totalsOf({ list, size }: Patterns, times: Float64Array): Float64Array {
  const totals = new Float64Array(size);
  for (let at = 0; at < times.length; at++) {
    if (times[at] === 0) continue;
    const { codes, counts } = list[at]!;
    for (let i = 0; i < codes.length; i++) totals[codes[i]!]! += times[at]! * counts[i]!;
  }
  return totals;
}

/** Rank of each value among all ratings, ties in their middle. */
function midRanks(totals: Float64Array): Float64Array {
  let before = 0;
  return totals.map((total) => {
    before += total;
    return before - total / 2;
  });
}

/** Squared distances between the ratings of an item, over its ratings less one. */
function withinEach({ list }: Patterns, metric: Metric, positions: Float64Array): Float64Array {
  return Float64Array.from(list, ({ codes, counts, ratings }) => {
    const own = Float64Array.from(codes, (code) => positions[code]!);
    return apart(counts, metric, own) / (ratings - 1);
  });
}

/** Squared distances between all ordered pairs of ratings, `counts` of them at each position. */
function apart(counts: Float64Array, metric: Metric, positions: Float64Array): number {
  if (metric === 'ratio') return ratiosApart(counts, positions);
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < counts.length; i++) {
    const own = counts[i]!;
    count += own;
    sum += own * (metric === 'nominal' ? 0 : positions[i]!);
    squares += metric === 'nominal' ? own * own : 0;
  }
  if (metric === 'nominal') return count * count - squares;
  const mean = count > 0 ? sum / count : 0;
  let spread = 0;
  for (let i = 0; i < counts.length; i++) spread += counts[i]! * (positions[i]! - mean) ** 2;
  return 2 * count * spread;
}

function ratiosApart(counts: Float64Array, values: Float64Array): number {
  let total = 0;
  for (let c = 0; c < counts.length; c++) {
    if (counts[c] === 0) continue;
    let sum = 0;
    for (let k = c + 1; k < counts.length; k++)
      sum += counts[k]! * ((values[c]! - values[k]!) / (values[c]! + values[k]!)) ** 2;
    total += 2 * counts[c]! * sum;
  }
  return total;
}
