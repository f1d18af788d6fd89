/** The four cumulative curves of the price sensitivity meter and where they cross. */

export interface PriceAnswers {
  /** Null for everybody where the question was not asked. */
  readonly tooCheap: readonly number[] | null;
  readonly cheap: readonly number[];
  readonly expensive: readonly number[];
  readonly tooExpensive: readonly number[];
}

/** Each respondent's answers as positions in the ascending list of all prices named. */
export interface PriceGrid {
  readonly prices: readonly number[];
  readonly tooCheap: Int32Array | null;
  readonly cheap: Int32Array;
  readonly expensive: Int32Array;
  readonly tooExpensive: Int32Array;
}

export function priceGrid(answers: PriceAnswers): PriceGrid {
  const { tooCheap, cheap, expensive, tooExpensive } = answers;
  const prices = [...new Set([...(tooCheap ?? []), ...cheap, ...expensive, ...tooExpensive])].sort((a, b) => a - b);
  const index = new Map(prices.map((price, at) => [price, at]));
  const placed = (values: readonly number[]) => Int32Array.from(values, (value) => index.get(value) ?? 0);
  return {
    prices,
    tooCheap: tooCheap === null ? null : placed(tooCheap),
    cheap: placed(cheap),
    expensive: placed(expensive),
    tooExpensive: placed(tooExpensive),
  };
}

/**
 * How a price named in an answer counts at that very price.
 * `exclusive`: a falling curve is the share who named a higher price, and no curve moves at its own lowest answer
 * (pricesensitivitymeter 1.3.3). `plain`: the same without that exception (up to 1.2.2). `inclusive`: a falling curve is the
 * share who named this price or a higher one.
 */
export type CurveRule = 'exclusive' | 'plain' | 'inclusive';

export interface PriceCurves {
  readonly tooCheap: Float64Array | null;
  readonly cheap: Float64Array;
  readonly expensive: Float64Array;
  readonly tooExpensive: Float64Array;
}

/** Shares at each price of the grid; `weights` is what each respondent counts. */
export function priceCurves(grid: PriceGrid, weights: Float64Array, rule: CurveRule): PriceCurves {
  const size = grid.prices.length;
  const rising = (at: Int32Array) => upTo(at, weights, size, rule === 'exclusive');
  const falling = (at: Int32Array) =>
    rule === 'inclusive' ? fromOn(at, weights, size) : rising(at).map((share) => 1 - share);
  return {
    tooCheap: grid.tooCheap === null ? null : falling(grid.tooCheap),
    cheap: falling(grid.cheap),
    expensive: rising(grid.expensive),
    tooExpensive: rising(grid.tooExpensive),
  };
}

/** Share who named this price or a lower one. */
function upTo(at: Int32Array, weights: Float64Array, size: number, restAtLowest: boolean): Float64Array {
  const { mass, total, lowest } = massOf(at, weights, size);
  let sum = 0;
  const curve = mass.map((weight) => {
    sum += weight;
    return sum / total;
  });
  if (restAtLowest && lowest >= 0) curve[lowest] = 0;
  return curve;
}

function fromOn(at: Int32Array, weights: Float64Array, size: number): Float64Array {
  const { mass, total } = massOf(at, weights, size);
  let sum = total;
  return mass.map((weight) => {
    const share = sum / total;
    sum -= weight;
    return share;
  });
}

function massOf(at: Int32Array, weights: Float64Array, size: number) {
  const mass = new Float64Array(size);
  let total = 0;
  for (let i = 0; i < at.length; i++) {
    mass[at[i]!]! += weights[i]!;
    total += weights[i]!;
  }
  return { mass, total, lowest: mass.findIndex((weight) => weight > 0) };
}

/** Shares closer than this are equal: far below one respondent, far above rounding. */
const EQUAL = 1e-10;

export type Among = 'min' | 'max' | 'mean' | 'median';

/**
 * Price at which a rising curve meets a falling one, by a straight line between neighbouring prices. Where they lie on each
 * other over a stretch, `among` chooses within it. Null where they do not meet.
 */
export function lineCrossing(
  prices: readonly number[],
  rising: Float64Array,
  falling: Float64Array,
  among: Among,
): number | null {
  const first = rising.findIndex((share, at) => share >= falling[at]! - EQUAL);
  if (first < 0) return null;
  const over = rising[first]! - falling[first]!;
  if (over > EQUAL) {
    if (first === 0) return null;
    const under = falling[first - 1]! - rising[first - 1]!;
    return prices[first - 1]! + ((prices[first]! - prices[first - 1]!) * under) / (under + over);
  }
  let last = first;
  while (last + 1 < prices.length && Math.abs(rising[last + 1]! - falling[last + 1]!) <= EQUAL) last++;
  return {
    min: prices[first]!,
    max: prices[last]!,
    mean: (prices[first]! + prices[last]!) / 2,
    median: (prices[first]! + prices[last]!) / 2,
  }[among];
}

/** First price named at which the rising curve is not below the falling one; `among` chooses where neither moves for a while. */
export function stepCrossing(
  prices: readonly number[],
  rising: Float64Array,
  falling: Float64Array,
  among: Among,
): number | null {
  const first = rising.findIndex((share, at) => share >= falling[at]! - EQUAL);
  if (first < 0) return null;
  const same = (curve: Float64Array, at: number) => Math.abs(curve[at]! - curve[first]!) <= EQUAL;
  const stretch = prices.filter((_, at) => at >= first && same(rising, at) && same(falling, at));
  const middle = (stretch.length - 1) / 2;
  return {
    min: stretch[0]!,
    max: stretch[stretch.length - 1]!,
    mean: stretch.reduce((sum, price) => sum + price, 0) / stretch.length,
    median: (stretch[Math.floor(middle)]! + stretch[Math.ceil(middle)]!) / 2,
  }[among];
}
