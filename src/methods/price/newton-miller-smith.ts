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

/** @example reachAt([10], [{ prices: [5, 8, 12, 20], probabilities: [0, 0.7, 0.3, 0], weight: 1 }])[0].reach; // 0.5 */
export function reachAt(prices: readonly number[], intents: readonly Intent[]): Reach[] {
  const total = intents.reduce((sum, { weight }) => sum + weight, 0);
  return prices.map((price) => {
    const sum = intents.reduce((bought, intent) => bought + intent.weight * probabilityAt(price, intent), 0);
    return { price, reach: sum / total, revenue: (price * sum) / total };
  });
}

function probabilityAt(price: number, { prices, probabilities }: Intent): number {
  const last = prices.length - 1;
  if (price < prices[0]! || price > prices[last]!) return 0;
  const above = prices.findIndex((each) => each >= price);
  if (prices[above] === price) return probabilities[above]!;
  const share = (price - prices[above - 1]!) / (prices[above]! - prices[above - 1]!);
  return probabilities[above - 1]! + share * (probabilities[above]! - probabilities[above - 1]!);
}
