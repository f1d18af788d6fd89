/** Two-sided intervals for a share, and Newcombe's for the difference of two. */

import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

export interface Bounds {
  readonly low: number;
  readonly high: number;
}
type ProportionInterval = (successes: number, trials: number, level: number) => Bounds;

/** Wilson's score interval (1927): Newcombe's method 3, a good rule at any size. */
export const wilson: ProportionInterval = (successes, trials, level) => scored(successes, trials, level, 0);

/** Wilson's with continuity correction: Newcombe's method 4, R's `prop.test`. */
const wilsonContinuity: ProportionInterval = (successes, trials, level) => scored(successes, trials, level, 0.5);

/** Exact (1934): never covers less than its level, and so is wide. */
const clopperPearson: ProportionInterval = (successes, trials, level) => {
  const tail = (1 - level) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  };
};

/** The textbook's; can leave 0 to 1 and has no width at the edges. Given as computed. */
const wald: ProportionInterval = (successes, trials, level) => {
  const share = successes / trials;
  const half = zOf(level) * Math.sqrt((share * (1 - share)) / trials);
  return { low: share - half, high: share + half };
};

/** Agresti and Coull (1998): Wald's after adding z squared made-up answers, half of them successes. Given as computed. */
const agrestiCoull: ProportionInterval = (successes, trials, level) => {
  const added = zOf(level) ** 2;
  return wald(successes + added / 2, trials + added, level);
};

/** Equal-tailed Bayesian interval under Jeffreys' prior; closed at an edge that was reached (Brown, Cai, DasGupta 2001). */
const jeffreys: ProportionInterval = (successes, trials, level) => {
  const tail = (1 - level) / 2;
  const [a, b] = [successes + 0.5, trials - successes + 0.5];
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, a, b),
    high: successes === trials ? 1 : betaQuantile(1 - tail, a, b),
  };
};

export const PROPORTION_INTERVALS = { wilson, wilsonContinuity, clopperPearson, wald, agrestiCoull, jeffreys } as const;
export const PROPORTION_INTERVAL_NAMES = [
  'wilson',
  'wilsonContinuity',
  'clopperPearson',
  'wald',
  'agrestiCoull',
  'jeffreys',
] as const;

/**
 * Newcombe's hybrid score interval for `one` less `other` (1998, Statistics in Medicine 17:873-890, method 10).
 *
 * @example newcombeDifference({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }, 0.95); // 0.0524 to 0.3339
 */
export function newcombeDifference(
  one: { successes: number; trials: number },
  other: { successes: number; trials: number },
  level: number,
): Bounds {
  const [a, b] = [one.successes / one.trials, other.successes / other.trials];
  const [x, y] = [wilson(one.successes, one.trials, level), wilson(other.successes, other.trials, level)];
  return { low: a - b - Math.hypot(a - x.low, y.high - b), high: a - b + Math.hypot(x.high - a, b - y.low) };
}

function scored(successes: number, trials: number, level: number, correction: number): Bounds {
  const z = zOf(level);
  const edge = (direction: 1 | -1) => {
    const share = (successes + direction * correction) / trials;
    const centre = share + z ** 2 / (2 * trials);
    const half = z * Math.sqrt(Math.max(0, (share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2)));
    return (centre + direction * half) / (1 + z ** 2 / trials);
  };
  return { low: successes === 0 ? 0 : edge(-1), high: successes === trials ? 1 : edge(1) };
}

function zOf(level: number): number {
  return normalQuantile(1 - (1 - level) / 2, 0, 1);
}
