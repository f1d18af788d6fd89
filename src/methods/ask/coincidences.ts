/** Krippendorff's coincidence matrix: which values met in the same item, each item weighing as much as it has ratings. */

export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

export interface Coincidences {
  /** Number of distinct values, ascending where the metric needs an order. */
  readonly size: number;
  /** What each item adds: values `c` and `k` met so often, over its ratings less one. */
  readonly pairs: readonly { readonly c: Uint16Array; readonly k: Uint16Array; readonly met: Float64Array }[];
}

/**
 * @param items codes of the ratings of each item, 0 to below `size`; items with fewer than two ratings pair nothing.
 */
export function coincidences(items: readonly (readonly number[])[], size: number): Coincidences {
  return { size, pairs: items.filter((codes) => codes.length > 1).map(pairsOf) };
}

function pairsOf(codes: readonly number[]) {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const pairs = [...counts].flatMap(([c, one]) =>
    [...counts].map(([k, other]) => ({ c, k, met: (one * (c === k ? one - 1 : other)) / (codes.length - 1) })),
  );
  return {
    c: Uint16Array.from(pairs, (pair) => pair.c),
    k: Uint16Array.from(pairs, (pair) => pair.k),
    met: Float64Array.from(pairs, (pair) => pair.met),
  };
}

export interface Alpha {
  readonly alpha: number;
  /** Mean squared distance within items, and among all values that met. */
  readonly observed: number;
  readonly expected: number;
  /** Ratings that have another to be compared with. */
  readonly pairable: number;
}

/**
 * @param values what each code stands for (only interval and ratio use it).
 * @param times how often each item counts; once where left out.
 * @returns null where all values are alike.
 */
export function alphaOf(
  { size, pairs }: Coincidences,
  metric: Metric,
  values: readonly number[],
  times?: Float64Array,
): Alpha | null {
  const matrix = new Float64Array(size * size);
  const totals = new Float64Array(size);
  pairs.forEach(({ c, k, met }, item) => {
    const often = times?.[item] ?? 1;
    if (often === 0) return;
    for (let i = 0; i < c.length; i++) {
      matrix[c[i]! * size + k[i]!]! += often * met[i]!;
      totals[c[i]!]! += often * met[i]!;
    }
  });
  const pairable = totals.reduce((sum, total) => sum + total, 0);
  const distance = squaredDistance(metric, totals, values);
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < size; c++)
    for (let k = c + 1; k < size; k++) {
      const squared = distance(c, k);
      observed += 2 * matrix[c * size + k]! * squared;
      expected += 2 * totals[c]! * totals[k]! * squared;
    }
  observed /= pairable;
  expected /= pairable * (pairable - 1);
  return expected > 0 ? { alpha: 1 - observed / expected, observed, expected, pairable } : null;
}

function squaredDistance(
  metric: Metric,
  totals: Float64Array,
  values: readonly number[],
): (c: number, k: number) => number {
  if (metric === 'nominal') return () => 1;
  if (metric === 'interval') return (c, k) => (values[c]! - values[k]!) ** 2;
  if (metric === 'ratio') return (c, k) => ((values[c]! - values[k]!) / (values[c]! + values[k]!)) ** 2;
  const upTo = new Float64Array(totals.length + 1);
  totals.forEach((total, at) => {
    upTo[at + 1] = upTo[at]! + total;
  });
  return (c, k) => (upTo[k + 1]! - upTo[c]! - (totals[c]! + totals[k]!) / 2) ** 2;
}
