/** Newton, Miller and Smith (1993): stated intent at the cheap and the expensive price turns answers into reach and revenue. */

export interface Intent {
  /** Ascending prices with the probability of buying at each; straight lines between, nothing outside. */
  readonly prices: readonly number[];
  readonly probabilities: readonly number[];
  readonly weight: number;
}

export interface Reach {
  readonly price: number;
  /** Share who would buy, 0 to 1. */
  readonly reach: number;
  /** Price times reach, per respondent. */
  readonly revenue: number;
}

/**
 * Reach at every price of an ascending list that holds all prices of the intents: one sweep over the bends of their lines.
 *
 * @example reachAt([5, 8, 10, 12, 20], [{ prices: [5, 8, 12, 20], probabilities: [0, 0.7, 0.3, 0], weight: 1 }])[2].reach; // 0.5
 */
export function reachAt(prices: readonly number[], intents: readonly Intent[]): Reach[] {
  const places = new Map(prices.map((price, at) => [price, at]));
  const place = (price: number) => places.get(price) ?? 0;
  const bends = prices.map(() => compensated());
  const jumps = new Float64Array(prices.length);
  let total = 0;
  for (const { prices: own, probabilities, weight } of intents) {
    total += weight;
    jumps[place(own[0]!)]! += weight * probabilities[0]!;
    for (let i = 1; i < own.length; i++) {
      const slope = (weight * (probabilities[i]! - probabilities[i - 1]!)) / (own[i]! - own[i - 1]!);
      bends[place(own[i - 1]!)]!.add(slope);
      bends[place(own[i]!)]!.add(-slope);
    }
  }
  const slope = compensated();
  const bought = compensated();
  return prices.map((price, at) => {
    if (at > 0) bought.add(slope.value() * (price - prices[at - 1]!));
    bought.add(jumps[at]!);
    bends[at]!.addTo(slope);
    const reach = Math.max(0, bought.value() / total);
    return { price, reach, revenue: price * reach };
  });
}

/** A sum that keeps what rounding drops (Neumaier): steep lines leave nothing behind once they have ended. */
function compensated() {
  let sum = 0;
  let lost = 0;
  function add(term: number): void {
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return {
    add,
    value: () => sum + lost,
    addTo(other: { add(term: number): void }) {
      other.add(sum);
      other.add(lost);
    },
  };
}
