/** Krippendorff's coincidence matrix: which values met in the same item, each item weighing as much as it has ratings. */

export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

export interface Coincidences {
  /** Distinct values, ascending where the metric needs an order. */
  readonly size: number;
  /** Pairs found in each item: value, value, weight; an item's pairs stand together. */
  readonly pairs: readonly { readonly c: Uint16Array; readonly k: Uint16Array; readonly weight: number }[];
}

/**
 * @param items codes of the ratings of each item, 0 to below `size`; items with fewer than two ratings pair nothing.
 */
export function coincidences(items: readonly (readonly number[])[], size: number): Coincidences {
  const pairs = items
    .filter((codes) => codes.length > 1)
    .map((codes) => {
      const c: number[] = [];
      const k: number[] = [];
      codes.forEach((one, i) => {
        codes.forEach((other, j) => {
          if (i === j) return;
          c.push(one);
          k.push(other);
        });
      });
      return { c: Uint16Array.from(c), k: Uint16Array.from(k), weight: 1 / (codes.length - 1) };
    });
  return { size, pairs };
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
  pairs.forEach(({ c, k, weight }, item) => {
    const weighed = weight * (times?.[item] ?? 1);
    if (weighed === 0) return;
    for (let i = 0; i < c.length; i++) {
      matrix[c[i]! * size + k[i]!]! += weighed;
      totals[c[i]!]! += weighed;
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
