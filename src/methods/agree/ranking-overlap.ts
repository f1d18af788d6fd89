/** Rank-biased overlap of two rankings, with ties and of unlike length. */

/** A ranking, best first; items of one group are tied. */
export type Ranking = readonly (readonly string[])[];

export interface Overlap {
  /** Extrapolated: the agreement seen at the last depth is taken to go on. */
  readonly extrapolated: number;
  /** If nothing further down agreed. */
  readonly minimum: number;
  /** If everything further down agreed. */
  readonly maximum: number;
  /** Expected number of items in both tops at depth 1, 2, 3 …; ties broken at random. */
  readonly common: readonly number[];
}

/**
 * Webber, Moffat and Zobel (2010), equation 32 for unlike lengths; ties count by the chance that an item is in the top of each
 * depth if they were broken at random (Corsi and Urbano 2024, RBO^a). Without ties both are the same.
 *
 * @param persistence chance of reading on after each item, 0 to 1: 0.9 puts 86 % of the weight on the first ten.
 * @example rankBiasedOverlap([['a'], ['b'], ['c']], [['a'], ['c'], ['b']], 0.9).extrapolated;
 */
export function rankBiasedOverlap(one: Ranking, other: Ranking, persistence: number): Overlap {
  const [shorter, longer] = sizeOf(one) <= sizeOf(other) ? [one, other] : [other, one];
  const s = sizeOf(shorter);
  const l = sizeOf(longer);
  const common = overlaps(shorter, longer, l);
  const p = persistence;
  const xs = common[s - 1]!;
  const xl = common[l - 1]!;
  let seen = 0;
  let weightToDepth = 0;
  let beyondShorter = 0;
  let power = 1;
  for (let d = 1; d <= l; d++) {
    power *= p;
    seen += (common[d - 1]! / d) * power;
    weightToDepth += power / d;
    if (d > s) beyondShorter += ((xs * (d - s)) / (s * d)) * power;
  }
  const scale = (1 - p) / p;
  const tail = -Math.log1p(-p) - weightToDepth;
  const minimum = scale * (seen + xl * tail);
  const extrapolated = scale * (seen + beyondShorter) + ((xl - xs) / l + xs / s) * power;
  return { extrapolated, minimum, maximum: Math.min(1, minimum + residual({ s, l, matched: xl, p })), common };
}

/** Webber et al. (2010), equation 30: what the unseen could add at most. */
function residual({ s, l, matched, p }: { s: number; l: number; matched: number; p: number }): number {
  const full = Math.ceil(l + s - matched - 1e-9);
  let all = 0;
  let afterShorter = 0;
  let afterLonger = 0;
  let power = 1;
  for (let d = 1; d <= full; d++) {
    power *= p;
    all += power / d;
    if (d > s) afterShorter += power / d;
    if (d > l) afterLonger += power / d;
  }
  const spent = s * afterShorter + l * afterLonger + matched * (-Math.log1p(-p) - all);
  return p ** s + p ** l - p ** full - ((1 - p) / p) * spent;
}

function overlaps(one: Ranking, other: Ranking, depth: number): number[] {
  const inOther = new Map(placesOf(other));
  const shared = placesOf(one).flatMap(([name, place]) => {
    const match = inOther.get(name);
    return match === undefined ? [] : [[place, match] as const];
  });
  return Array.from({ length: depth }, (_, d) =>
    shared.reduce((sum, [a, b]) => sum + chanceWithin(a, d + 1) * chanceWithin(b, d + 1), 0),
  );
}

interface Place {
  /** Items strictly ahead. */
  readonly before: number;
  readonly tied: number;
}

function placesOf(ranking: Ranking): (readonly [string, Place])[] {
  let before = 0;
  return ranking.flatMap((group) => {
    const place = { before, tied: group.length };
    before += group.length;
    return group.map((name) => [name, place] as const);
  });
}

function chanceWithin({ before, tied }: Place, depth: number): number {
  return Math.min(1, Math.max(0, (depth - before) / tied));
}

export function sizeOf(ranking: Ranking): number {
  return ranking.reduce((sum, group) => sum + group.length, 0);
}
