/** How well a grouping agrees with known labels. An item without a group stands alone. */
export interface Agreement {
  readonly groups: number;
  /** Share of pairs put together that belong together. */
  readonly precision: number;
  /** Share of pairs that belong together that are put together. */
  readonly recall: number;
  readonly adjustedRand: number;
}

/** @example agreementOf([0, 0, 1], ['a', 'a', 'b']).adjustedRand; // 1 */
export function agreementOf(found: readonly (number | null)[], labels: readonly (number | string)[]): Agreement {
  const alone = found.map((group, at) => (group === null ? `alone ${at}` : `${group}`));
  const together = pairsWithin(alone.map((group, at) => `${group}|${labels[at]}`));
  const [put, belong] = [pairsWithin(alone), pairsWithin(labels.map(String))];
  const expected = (put * belong) / ((found.length * (found.length - 1)) / 2);
  return {
    groups: new Set(found.filter((group) => group !== null)).size,
    precision: put === 0 ? 1 : together / put,
    recall: together / belong,
    adjustedRand: (together - expected) / ((put + belong) / 2 - expected),
  };
}

function pairsWithin(groups: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  let pairs = 0;
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2;
  return pairs;
}
