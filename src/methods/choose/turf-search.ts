/** Search for the bundles of items that reach most people: exact by branch and bound, and greedy. */

/** Answers that are alike are held once, with the weight of all who gave them. */
export interface Audience {
  /** For each item, which answer patterns it reaches. */
  readonly reachedBy: readonly Int32Array[];
  /** Weight of each pattern as a share of all. */
  readonly share: Float64Array;
  /** How many items of a bundle must reach a person to count. */
  readonly threshold: number;
}

export interface Bundle {
  /** Item numbers from 0, ascending. */
  readonly items: readonly number[];
  readonly reach: number;
  /** Mean number of the bundle's items that reach a person, over all people. */
  readonly frequency: number;
}

export interface BundleSearch {
  readonly size: number;
  readonly keep: number;
  /** Items every bundle holds. */
  readonly include: readonly number[];
  /** Pattern visits after which the search gives up proving. */
  readonly mostVisits: number;
  readonly progress?: ((done: number) => void) | undefined;
}

const SAME = 1e-12;

export function audienceOf(
  responses: readonly (readonly number[])[],
  weights: readonly number[],
  threshold: number,
): Audience {
  const patterns = new Map<string, { row: readonly number[]; weight: number }>();
  let total = 0;
  responses.forEach((row, person) => {
    const weight = weights[person] ?? 1;
    const key = row.join('');
    const known = patterns.get(key);
    if (known === undefined) patterns.set(key, { row, weight });
    else known.weight += weight;
    total += weight;
  });
  const rows = [...patterns.values()];
  const items = responses[0]?.length ?? 0;
  return {
    reachedBy: Array.from({ length: items }, (_, item) =>
      Int32Array.from([...rows.keys()].filter((at) => rows[at]!.row[item] === 1)),
    ),
    share: Float64Array.from(rows, ({ weight }) => weight / total),
    threshold,
  };
}

/** Reach and frequency of a bundle. */
export function bundleOf({ reachedBy, share, threshold }: Audience, items: readonly number[]): Bundle {
  const count = new Int32Array(share.length);
  for (const item of items) for (const pattern of reachedBy[item]!) count[pattern]!++;
  let reach = 0;
  let frequency = 0;
  for (let pattern = 0; pattern < share.length; pattern++) {
    if (count[pattern]! >= threshold) reach += share[pattern]!;
    frequency += count[pattern]! * share[pattern]!;
  }
  return { items: [...items].sort((a, b) => a - b), reach: Math.min(1, reach), frequency };
}

/** Adds, one at a time, the item that reaches most new people; among equals the one listed first. */
export function greedyBundle(audience: Audience, { size, include }: Pick<BundleSearch, 'size' | 'include'>): number[] {
  const chosen = [...include];
  while (chosen.length < size) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let item = 0; item < audience.reachedBy.length; item++) {
      if (chosen.includes(item)) continue;
      const { reach } = bundleOf(audience, [...chosen, item]);
      if (reach > most + SAME) {
        best = item;
        most = reach;
      }
    }
    chosen.push(best);
  }
  return chosen;
}

/** The best bundles of `size`: by reach, then by frequency, then by the order of the items. */
export function bestBundles(audience: Audience, search: BundleSearch): { bundles: Bundle[]; exact: boolean } {
  const branches = new Branches(audience, search);
  const { reach, frequency } = bundleOf(audience, search.include);
  branches.descend(0, reach, frequency);
  return { bundles: branches.found, exact: branches.visits < search.mostVisits };
}

/** Branch and bound: a branch is cut where even the greatest gains left (reach is submodular at threshold 1) would not do. */
class Branches {
  readonly found: Bundle[] = [];
  visits = 0;
  readonly #audience: Audience;
  readonly #search: BundleSearch;
  readonly #solo: readonly number[];
  /** Items to choose from, those that reach most first: good bundles early, and sure bounds. */
  readonly #order: readonly number[];
  readonly #count: Int32Array;
  readonly #gains: Float64Array;
  readonly #chosen: number[] = [];

  constructor(audience: Audience, search: BundleSearch) {
    const { reachedBy, share } = audience;
    this.#audience = audience;
    this.#search = search;
    const solo = reachedBy.map((patterns) => patterns.reduce((sum, pattern) => sum + share[pattern]!, 0));
    const free = [...reachedBy.keys()].filter((item) => !search.include.includes(item));
    this.#solo = solo;
    this.#order = free.sort((a, b) => solo[b]! - solo[a]!);
    this.#count = new Int32Array(share.length);
    this.#gains = new Float64Array(free.length);
    for (const item of search.include) this.#take(item, 1);
  }

  descend(from: number, reach: number, frequency: number): void {
    const left = this.#search.size - this.#search.include.length - this.#chosen.length;
    if (left === 0) this.#record(reach, frequency);
    else if (
      left === 1 ||
      !this.#hopeless(reach + this.#mostGain(from, left), frequency + this.#mostFrequent(from, left))
    )
      this.#branch({ from, left, reach, frequency });
  }

  #branch({ from, left, reach, frequency }: { from: number; left: number; reach: number; frequency: number }): void {
    for (let at = from; at <= this.#order.length - left && this.visits < this.#search.mostVisits; at++) {
      if (this.#hopeless(1, frequency + this.#mostFrequent(at, left))) return;
      const item = this.#order[at]!;
      const gained = reach + this.#gainOf(item);
      const frequent = frequency + this.#solo[item]!;
      if (left === 1 && this.#hopeless(gained, frequent)) continue;
      this.#take(item, 1);
      this.#chosen.push(item);
      this.descend(at + 1, gained, frequent);
      this.#chosen.pop();
      this.#take(item, -1);
      if (this.#chosen.length === 0) this.#search.progress?.((at + 1) / this.#order.length);
    }
  }

  #gainOf(item: number): number {
    const { reachedBy, share, threshold } = this.#audience;
    const patterns = reachedBy[item]!;
    const count = this.#count;
    this.visits += patterns.length;
    let gain = 0;
    for (let at = 0; at < patterns.length; at++) {
      const pattern = patterns[at]!;
      if (count[pattern]! === threshold - 1) gain += share[pattern]!;
    }
    return gain;
  }

  #take(item: number, by: 1 | -1): void {
    const patterns = this.#audience.reachedBy[item]!;
    const count = this.#count;
    this.visits += patterns.length;
    for (let at = 0; at < patterns.length; at++) count[patterns[at]!]! += by;
  }

  /** The most that `left` items from `from` on could still reach. */
  #mostGain(from: number, left: number): number {
    if (this.#audience.threshold > 1) return 1;
    const gains = this.#gains.subarray(0, this.#order.length - from);
    for (let at = from; at < this.#order.length; at++) gains[at - from] = this.#gainOf(this.#order[at]!);
    gains.sort();
    let most = 0;
    for (let at = Math.max(0, gains.length - left); at < gains.length; at++) most += gains[at]!;
    return most;
  }

  #mostFrequent(from: number, left: number): number {
    let most = 0;
    for (let at = from; at < Math.min(from + left, this.#order.length); at++) most += this.#solo[this.#order[at]!]!;
    return most;
  }

  /** Whether nothing up to this reach and frequency belongs among the best found. */
  #hopeless(reach: number, frequency: number): boolean {
    if (this.found.length < this.#search.keep) return false;
    const last = this.found[this.found.length - 1]!;
    return reach < last.reach - SAME || (Math.min(1, reach) < last.reach + SAME && frequency < last.frequency - SAME);
  }

  #record(reach: number, frequency: number): void {
    if (this.#hopeless(reach, frequency)) return;
    this.found.push(bundleOf(this.#audience, [...this.#search.include, ...this.#chosen]));
    this.found.sort(compareBundles);
    if (this.found.length > this.#search.keep) this.found.pop();
  }
}

/** Best first. */
function compareBundles(a: Bundle, b: Bundle): number {
  if (Math.abs(a.reach - b.reach) > SAME) return b.reach - a.reach;
  if (Math.abs(a.frequency - b.frequency) > SAME) return b.frequency - a.frequency;
  const at = a.items.findIndex((item, place) => item !== b.items[place]);
  return at < 0 ? 0 : a.items[at]! - b.items[at]!;
}
