/** How good a ranking is, where it is known which documents answer the query. */

export interface Quality {
  readonly averagePrecision: number;
  readonly precisionAt10: number;
  readonly ndcgAt10: number;
  readonly reciprocalRank: number;
  readonly recallAt100: number;
}

const SHORT_LIST = 10;
const LONG_LIST = 100;

/** @example rankingQuality([3, 1, 2], new Set([3, 2])).averagePrecision; // (1 + 2/3) / 2 */
export function rankingQuality(ranking: readonly (number | string)[], relevant: ReadonlySet<number | string>): Quality {
  let found = 0;
  let precision = 0;
  let gain = 0;
  let first = 0;
  let early = 0;
  let late = 0;
  for (const [at, document] of ranking.entries()) {
    if (!relevant.has(document)) continue;
    found += 1;
    precision += found / (at + 1);
    if (first === 0) first = at + 1;
    if (at < SHORT_LIST) {
      early += 1;
      gain += 1 / Math.log2(at + 2);
    }
    if (at < LONG_LIST) late += 1;
  }
  let ideal = 0;
  for (let at = 0; at < Math.min(SHORT_LIST, relevant.size); at += 1) ideal += 1 / Math.log2(at + 2);
  return {
    averagePrecision: precision / relevant.size,
    precisionAt10: early / SHORT_LIST,
    ndcgAt10: gain / ideal,
    reciprocalRank: first === 0 ? 0 : 1 / first,
    recallAt100: late / relevant.size,
  };
}
